"""The live papers of an index -> segments: folders with the rows, the words and their counts of some papers, written once.

A build writes segments for what it read and leaves the others alone, so that adding a paper costs what the paper costs.

1. A segment of which a paper has gone is written again without it: nothing of what was removed stays on the disk.
2. Small segments are put together with what is written, so that there are never many; a large one stays as it is.
3. Which segments there are changes no answer: their papers are read in the order of the manifest, and what BM25 sums
   over all passages is summed over the segments.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.records import Paper
from index.keywords import Keywords, stems
from index.passages import Passage
from index.postings import Numbers, Postings
from index.rows import Rows, RowsPart, RowsWriter, RowVectors, read_line, write_line
from index.shelf import Manifest, Shelved
from index.words import Words

PREFIX = "live-"
LARGEST = 25_000  # passages: written again in half a second where one of its papers goes
_TAKEN_IN = 4  # a segment that is at most so many times as large as what is written is put together with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A paper that no segment has yet, with all that a segment keeps of it."""

    paper: Paper
    passages: Sequence[Passage]
    vectors: RowVectors


class Segment:
    """The rows of some papers and the counts of their words, open for reading."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows = RowsPart(folder)
        self.postings = Postings.load(folder)
        if len(self.postings.lengths) != len(self.rows.ids):
            raise ValueError("the keywords are not those of the rows")


def open_segments(folder: Path, manifest: Manifest) -> tuple[tuple[Segment, ...], Rows, Keywords]:
    """The live segments, and what they hold together; raises OSError, ValueError or the like where one is damaged."""
    segments = tuple(Segment(folder / name) for name in manifest.segments)
    rows = Rows([segment.rows for segment in segments], tuple(manifest.papers))
    postings = [segment.postings for segment in segments]
    return segments, rows, Keywords(rows.ids, list(zip(postings, rows.places(), strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A paper that goes into a segment; ``by`` is the one it is in already, if any."""

    paper: str
    by: Segment | None = None


def settle(
    folder: Path,
    models: str,
    shelf: Mapping[str, Shelved],
    segments: Sequence[Segment],
    before: Mapping[str, Shelved],
    fresh: Callable[[str], Fresh],
) -> tuple[str, ...]:
    """Write the segments that the papers on the shelf lack; gives the names of all that are live then.

    ``segments`` are those of the papers ``before``; ``fresh`` gives a paper that none of them has.
    """
    kept = {s: [p.id for p in s.rows.papers if shelf.get(p.id) == before[p.id]] for s in segments}
    whole = sorted((s for s in segments if len(kept[s]) == len(s.rows.papers)), key=lambda s: len(s.rows.ids))
    held = {id_ for papers in kept.values() for id_ in papers}
    again = [_Held(paper=id_, by=s) for s in segments if s not in whole for id_ in kept[s]]
    again += [_Held(paper=id_) for id_ in shelf if id_ not in held]
    size = _size(again, shelf)
    while again and whole and len(whole[0].rows.ids) <= min(_TAKEN_IN * size, LARGEST - size):
        taken = whole.pop(0)
        again += [_Held(paper=id_, by=taken) for id_ in kept[taken]]
        size = _size(again, shelf)
    stay = tuple(segment.folder.name for segment in whole)
    return stay + tuple(_write(folder, models, some, shelf, fresh) for some in _parted(again, shelf))


def _size(papers: Sequence[_Held], shelf: Mapping[str, Shelved]) -> int:
    """How much there is to write: passages, and papers, of which some have none."""
    return sum(1 + shelf[one.paper].passages for one in papers)


def _parted(papers: Sequence[_Held], shelf: Mapping[str, Shelved]) -> Iterator[list[_Held]]:
    """Papers by as many as one segment holds, those together that are in one already."""
    some: list[_Held] = []
    size = 0
    for one in sorted(papers, key=lambda one: one.by is None):
        passages = shelf[one.paper].passages
        if some and size + passages > LARGEST:
            yield some
            some, size = [], 0
        some.append(one)
        size += passages
    if some:
        yield some


def _write(
    folder: Path, models: str, papers: Sequence[_Held], shelf: Mapping[str, Shelved], fresh: Callable[[str], Fresh]
) -> str:
    """Write one segment, whole or not at all; gives its name, which no other papers or models have."""
    key = repr((models, [(one.paper, shelf[one.paper]) for one in papers]))
    name = f"{PREFIX}{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    half = folder / f"{name}.half"
    shutil.rmtree(half, ignore_errors=True)
    with RowsWriter(half) as rows:
        writing = _Writing(half, rows)
        for one in papers:
            if one.by:
                writing.copy(one.by, one.paper)
            else:
                writing.add(fresh(one.paper))
        writing.finish()
    shutil.rmtree(folder / name, ignore_errors=True)
    half.rename(folder / name)
    return name


class _Writing:
    """A segment under way, paper by paper; of what is new only the stems are held in memory."""

    def __init__(self, folder: Path, rows: RowsWriter) -> None:
        self._folder = folder
        self._rows = rows
        self._words = Words()
        self._stems: list[list[str]] = []
        self._stand: list[int] = []
        self._copied: dict[Segment, Numbers] = {}

    def add(self, fresh: Fresh) -> None:
        """Write a paper that was read."""
        ids = [passage.id for passage in fresh.passages]
        self._stand += range(self._rows.count, self._rows.count + len(ids))
        self._rows.add(fresh.paper, ids, map(write_line, fresh.passages), fresh.vectors)
        for passage in fresh.passages:
            self._stems.append(stems(passage.words))
            self._words.add(passage)

    def copy(self, segment: Segment, paper: str) -> None:
        """Write a paper as another segment has it: what was counted there is not counted again."""
        own = segment.rows.of[paper]
        to = self._copied.setdefault(segment, np.full(len(segment.rows.ids), -1, dtype=np.int32))
        to[own.start : own.stop] = np.arange(self._rows.count, self._rows.count + len(own))
        self._rows.copy(segment.rows, paper)

    def finish(self) -> None:
        """Write what is known once all papers are there."""
        new = Postings.of(self._stems)
        parts = [(segment.postings, to) for segment, to in self._copied.items()]
        parts.append((new, np.array(self._stand, dtype=np.int32)))
        Postings.joined(parts, self._rows.count).save(self._folder)
        for segment, to in self._copied.items():
            self._take_words(segment, to)
        self._words.save(self._folder)

    def _take_words(self, segment: Segment, to: Numbers) -> None:
        """The words of what was copied; they are read from the passages only where not all of them were."""
        if (to >= 0).all():
            self._words.add_kept(segment.folder)
            return
        for row in np.flatnonzero(to >= 0).tolist():
            self._words.add(read_line(segment.rows.line(row)))

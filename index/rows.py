"""The live passages of an index as rows: any of them is read by itself, with its vector beside it.

``passages.jsonl`` has a line for each passage, ``offsets.npy`` where each line starts; the vectors of the passages, of their
word pieces and of their everyday questions stand in ``vectors``, ``pieces`` and ``questions`` (index.ragged), those of the
questions once more in fewer numbers (index.principal). All are mapped into memory, so that an index costs memory for
what is asked of it and not for what it holds.
``ids.json`` has their ids, ``papers.json`` the papers, in the order of their rows, and ``counts.json`` how many each has.
Rows that were written together stay together (index.segments says which); here they are read as one.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from corpus.records import Paper, Span
from index.encoders import Vectors
from index.late_interaction import Bytes
from index.passages import Passage, PassageKind
from index.principal import Principal, write_principal
from index.ragged import Ragged, RaggedWriter
from index.storing import from_json, to_json

_IN_MEMORY = 50_000  # passages: about 60 MB
_PAPERS_IN_MEMORY = 64  # of which the passages are known together
_SPANS_IN_MEMORY = 1024  # papers of which it is known where their passages stand
_KINDS = {kind.value: kind for kind in PassageKind}
_NAMES = tuple(field.name for field in fields(Passage))


@dataclass(frozen=True, slots=True, kw_only=True)
class RowVectors:
    """The vectors of a paper's passages, of shape (passages, dimensions), and for each of them those of its word pieces and questions."""

    own: Vectors
    pieces: Sequence[Bytes]
    questions: Sequence[Vectors]


class RowsPart:
    """The rows that were written together, open for reading by their numbers among them."""

    def __init__(self, folder: Path) -> None:
        self.papers: tuple[Paper, ...] = from_json((folder / "papers.json").read_text(encoding="utf-8"))
        self.ids: list[str] = json.loads((folder / "ids.json").read_text(encoding="utf-8"))
        self._counts: list[int] = json.loads((folder / "counts.json").read_text(encoding="utf-8"))
        self._offsets = np.load(folder / "offsets.npy")
        self._lines = _mapped(folder / "passages.jsonl")
        self.vectors: Vectors = Ragged(folder, "vectors").rows
        self.pieces = Ragged(folder, "pieces")
        self.questions = Ragged(folder, "questions")
        self.short_questions = Principal(folder, "questions")
        names = json.loads((folder / "fields.json").read_text(encoding="utf-8"))
        count = len(self.ids)
        whole = len(self._offsets) == count + 1 and len(self._lines) == self._offsets[-1]
        whole &= len(self.vectors) == len(self.pieces) == len(self.questions) == count
        whole &= len(self.short_questions) == len(self.questions.rows)
        if not whole or sum(self._counts) != count or names != list(_NAMES):
            raise ValueError("the rows do not fit together")
        starts = accumulate(self._counts, initial=0)
        self.of = {
            paper.id: range(first, first + rows)
            for paper, first, rows in zip(self.papers, starts, self._counts, strict=False)
        }
        self.paper = {paper.id: paper for paper in self.papers}

    def line(self, row: int) -> bytes:
        """A passage's line as it stands."""
        return self._lines[self._offsets[row] : self._offsets[row + 1]].tobytes()


class Rows:
    """The rows of an index, open for reading: those of its papers, in their order, wherever they were written."""

    def __init__(self, parts: Sequence[RowsPart], papers: Sequence[str]) -> None:
        """Put the rows of several parts in the order of the papers; raises ValueError where a paper is in none or in two."""
        if sorted(papers) != sorted(paper.id for part in parts for paper in part.papers):
            raise ValueError("the rows are not those of the papers")
        within = {paper: number for number, part in enumerate(parts) for paper in part.of}
        at = [(within[paper], parts[within[paper]].of[paper]) for paper in papers]
        firsts = accumulate((len(own) for _, own in at), initial=0)
        self.papers: tuple[Paper, ...] = tuple(
            parts[part].paper[paper] for (part, _), paper in zip(at, papers, strict=True)
        )
        self.ids = [id_ for part, own in at for id_ in parts[part].ids[own.start : own.stop]]
        self._parts = tuple(parts)
        self._of_paper = {
            paper: range(first, first + len(own)) for paper, first, (_, own) in zip(papers, firsts, at, strict=False)
        }
        self._part = np.repeat(np.array([part for part, _ in at], dtype=np.int64), [len(own) for _, own in at])
        self._place = np.concatenate([np.zeros(0, np.int64), *(np.arange(own.start, own.stop) for _, own in at)])
        self._row = {id_: row for row, id_ in enumerate(self.ids)}
        self._at = lru_cache(maxsize=_IN_MEMORY)(self._read)
        self._of = lru_cache(maxsize=_PAPERS_IN_MEMORY)(self._read_paper)
        self._spans = lru_cache(maxsize=_SPANS_IN_MEMORY)(self._read_spans)

    def places(self) -> list[NDArray[np.int64]]:
        """For each part, where its rows stand among those of all papers."""
        found = [np.zeros(len(part.ids), dtype=np.int64) for part in self._parts]
        for number, places in enumerate(found):
            own = np.flatnonzero(self._part == number)
            places[self._place[own]] = own
        return found

    def passage(self, id_: str) -> Passage:
        """One passage by its id; raises KeyError."""
        return self._at(self._row[id_])

    def passages(self, paper: str) -> tuple[Passage, ...]:
        """A paper's passages, in reading order; raises KeyError."""
        return self._of(paper)

    def passage_at(self, paper: str, start: int, end: int) -> Passage | None:
        """The first passage of a paper that holds the start of a stretch, or begins within it; raises KeyError."""
        starts, ends = self._spans(paper)
        held = np.flatnonzero(((starts <= start) & (start < ends)) | ((start <= starts) & (starts < end)))
        return self._at(self._of_paper[paper][int(held[0])]) if len(held) else None

    def beside(self, id_: str, paper: str) -> tuple[Passage | None, Passage | None]:
        """The passages before and after one of a paper; None where it is the first or the last; raises KeyError."""
        row, own = self._row[id_], self._of_paper[paper]
        return (
            self._at(row - 1) if row > own.start else None,
            self._at(row + 1) if row + 1 < own.stop else None,
        )

    def in_order(self, ids: Iterable[str]) -> list[Passage]:
        """Passages by their ids, in the order of the papers and as they are read."""
        return [self._at(row) for row in sorted(self._row[id_] for id_ in ids)]

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """The cosine of a question to each of these passages."""
        if not ids:
            return {}
        found = self._vectors([self._row[id_] for id_ in ids]) @ vector
        return dict(zip(ids, found.tolist(), strict=True))

    def pieces_of(self, ids: Iterable[str]) -> list[Bytes]:
        """The vectors of the word pieces of each of these passages."""
        rows = [self._row[id_] for id_ in ids]
        at = zip(self._part[rows].tolist(), self._place[rows].tolist(), strict=True)
        return [self._parts[part].pieces[place] for part, place in at]

    def _vectors(self, rows: Sequence[int]) -> Vectors:
        """The vectors of rows, one below the other."""
        if len(self._parts) == 1:
            return np.asarray(self._parts[0].vectors[self._place[rows]])
        parts, places = self._part[rows], self._place[rows]
        width = max(part.vectors.shape[1] for part in self._parts)
        found = np.empty((len(rows), width), dtype=np.float32)
        for number in np.unique(parts).tolist():
            own = parts == number
            found[own] = self._parts[number].vectors[places[own]]
        return found

    def _read_spans(self, paper: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the passages of a paper begin and end: their ids say it, so that none need be read."""
        own = self._of_paper[paper]
        spans = [id_.rpartition(":")[2].split("-") for id_ in self.ids[own.start : own.stop]]
        found = np.array(spans, dtype=np.int64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def _read_paper(self, paper: str) -> tuple[Passage, ...]:
        return tuple(self._at(row) for row in self._of_paper[paper])

    def _read(self, row: int) -> Passage:
        return read_line(self._parts[self._part[row]].line(int(self._place[row])))


class RowsWriter:
    """Writes rows paper by paper, holding no more than one of them in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._papers: list[Paper] = []
        self._ids: list[str] = []
        self._counts: list[int] = []
        self._offsets = [0]
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lines: BinaryIO = self._open.enter_context((self._folder / "passages.jsonl").open("wb"))
        self._vectors, self._pieces, self._questions = (
            self._open.enter_context(RaggedWriter(self._folder, name, kind))
            for name, kind in (("vectors", np.float32), ("pieces", np.int8), ("questions", np.float32))
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)
        if kind is None:
            self._finish()

    def add(self, paper: Paper, ids: Sequence[str], lines: Iterable[bytes], vectors: RowVectors) -> None:
        """One paper's rows, in reading order."""
        self._papers.append(paper)
        self._ids += ids
        self._counts.append(len(ids))
        for line in lines:
            self._offsets.append(self._offsets[-1] + self._lines.write(line))
        self._vectors.add(vectors.own)
        for writer, each in ((self._pieces, vectors.pieces), (self._questions, vectors.questions)):
            for one in each:
                writer.add(one)

    def copy(self, part: RowsPart, paper: str) -> None:
        """A paper's rows as they stand in another part."""
        own = part.of[paper]
        vectors = RowVectors(
            own=part.vectors[own.start : own.stop],
            pieces=[part.pieces[row] for row in own],
            questions=[part.questions[row] for row in own],
        )
        self.add(part.paper[paper], part.ids[own.start : own.stop], map(part.line, own), vectors)

    @property
    def count(self) -> int:
        """How many rows were written."""
        return len(self._ids)

    def _finish(self) -> None:
        write_principal(self._folder, "questions", Ragged(self._folder, "questions").rows)
        np.save(self._folder / "offsets.npy", np.asarray(self._offsets, dtype=np.int64))
        (self._folder / "papers.json").write_text(to_json(tuple(self._papers)), encoding="utf-8")
        for name, values in (("ids", self._ids), ("counts", self._counts), ("fields", _NAMES)):
            (self._folder / f"{name}.json").write_text(json.dumps(values), encoding="utf-8")


def write_line(passage: Passage) -> bytes:
    """A passage as one line: the values of its fields, in their order."""
    values = [getattr(passage, name) for name in _NAMES]
    plain = [[v.start, v.end] if isinstance(v, Span) else v for v in values]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def read_line(line: bytes) -> Passage:
    """What ``write_line`` wrote; five times as fast as reading what tells its own types."""
    entry = dict(zip(_NAMES, json.loads(line.decode("utf-8")), strict=True))
    start, end = entry["span"]
    entry["span"] = Span(start=start, end=end)
    entry["kind"] = _KINDS[entry["kind"]]
    entry["asks"] = tuple(entry["asks"])
    entry["unsaid"] = tuple(entry["unsaid"])
    return Passage(**entry)


def _mapped(file: Path) -> NDArray[np.uint8]:
    """The bytes of a file, mapped into memory; an empty file cannot be."""
    if not file.stat().st_size:
        return np.zeros(0, dtype=np.uint8)
    return np.memmap(file, dtype=np.uint8, mode="r").view(np.ndarray)  # a plain array is sliced five times as fast

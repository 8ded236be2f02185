"""The library: what one index holds, open for reading."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from corpus.errors import IndexDamaged
from corpus.records import Document, Paper, PaperKind
from index.chroma import ANSWERS_WITHIN
from index.everyday_vectors import EverydayQuestions
from index.keywords import Keywords, stems
from index.once import remembered
from index.paper_names import PaperNames
from index.passages import Passage
from index.rows import Rows
from index.segments import Segment, open_segments
from index.shelf import (
    BUILD_AGAIN,
    CHROMA,
    Manifest,
    held_manifest,
    is_whole,
    manifest_stamp,
    read_document,
    shared_name,
)
from index.vectors import VectorStore
from index.words import load_words

_LETTERS_IN_MEMORY = 25_000_000  # of documents: about 200 MB


class Library:
    """An index, open for reading; ``server`` is the address of the Chroma server that has its vectors."""

    def __init__(self, folder: Path, server: str | None = None) -> None:
        self.folder = folder
        self.server = server
        self._stamp = manifest_stamp(folder)  # before it is read: a build in between is then noticed
        self._hold, self.manifest = held_manifest(folder)
        manifest = self.manifest
        self.segments, self.rows, self.keywords = _load_live(folder, manifest)
        self.everyday = EverydayQuestions([segment.rows for segment in self.segments])
        self.vectors = open_store(folder, manifest.model, manifest.make, server)
        if self.vectors.count < sum(shelved.passages for shelved in manifest.papers.values()):
            raise IndexDamaged(f"The index in {folder} lacks vectors.", to_do=BUILD_AGAIN)
        for id_, shelved in manifest.papers.items():
            if not is_whole(folder, id_, shelved):
                raise IndexDamaged(f"The paper “{id_}” is damaged in the index.", to_do=BUILD_AGAIN)
        self._of_kind: defaultdict[PaperKind, list[int]] = defaultdict(list)
        for number, paper in enumerate(self.rows.papers):
            if paper.kind:
                self._of_kind[paper.kind].append(number)
        self._paper = {paper.id: paper for paper in self.rows.papers}
        self.document = remembered(self._read_document, _LETTERS_IN_MEMORY, lambda document: len(document.text))

    @classmethod
    def open(cls, folder: Path, server: str | None = None) -> "Library":
        """Open an index; raises IndexMissing, IndexDamaged or StoreUnreachable."""
        return cls(folder, server)

    def reopened(self) -> "Library":
        """The index as it is now; raises IndexMissing, IndexDamaged or StoreUnreachable."""
        return Library.open(self.folder, self.server)

    @property
    def papers(self) -> tuple[str, ...]:
        """The ids of the papers, in the order in which they were listed."""
        return tuple(self.manifest.papers)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that stands in a passage."""
        try:
            return load_words(segment.folder for segment in self.segments)
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"The words in {self.folder} are damaged.", to_do=BUILD_AGAIN) from error

    @property
    def catalogue(self) -> tuple[Paper, ...]:
        """What is known of each paper, in the same order; no document is read for it."""
        return self.rows.papers

    def paper(self, id_: str) -> Paper:
        """What is known of a paper."""
        return self._paper[id_]

    @cached_property
    def names(self) -> PaperNames:
        """What the papers are called."""
        return PaperNames(self.catalogue)

    def has_questions(self, paper: str) -> bool:
        """Whether everyday questions were written for a paper."""
        return self.manifest.papers[paper].questions > 0

    def papers_of(self, *kinds: PaperKind) -> tuple[Paper, ...]:
        """What is known of the papers of these kinds, in the order in which they were listed."""
        found = sorted(number for kind in set(kinds) for number in self._of_kind.get(kind, ()))
        return tuple(self.catalogue[number] for number in found)

    def is_live(self, paper: str, revision: str) -> bool:
        """Whether a vector belongs to the revision of a paper that the manifest names."""
        shelved = self.manifest.papers.get(paper)
        return shelved is not None and shelved.revision == revision

    def is_current(self) -> bool:
        """Whether no build has made another manifest live since this library was opened."""
        return manifest_stamp(self.folder) in (self._stamp, None)

    def is_only_reader(self) -> bool:
        """Whether nobody else reads the manifest that this library was opened with; whoever would, waits from now on."""
        return self._hold.is_only_one()

    def documents(self, *kinds: PaperKind) -> Iterator[Document]:
        """Every paper's Document; where kinds are named, those of such papers."""
        return (self.document(paper.id) for paper in (self.papers_of(*kinds) if kinds else self.catalogue))

    def passages(self, paper: str) -> tuple[Passage, ...]:
        """A paper's passages, in reading order."""
        return self.rows.passages(paper)

    def passage(self, id_: str) -> Passage:
        """One passage by its id."""
        return self.rows.passage(id_)

    def passage_at(self, paper: str, start: int, end: int) -> Passage | None:
        """The first passage of a paper that holds the start of a stretch of it, or begins within it."""
        return self.rows.passage_at(paper, start, end)

    def beside(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """The passages before and after one in its paper; None where it is the first or the last."""
        return self.rows.beside(passage.id, passage.paper)

    def passages_with(self, words: str) -> list[Passage]:
        """The passages that hold every word, in any form, in the order of the papers; all of them where none counts."""
        held = [self.keywords.holding(stem) for stem in dict.fromkeys(stems(words))]
        if not held:
            return [passage for paper in self.papers for passage in self.passages(paper)]
        return self.rows.in_order(set(held[0]).intersection(*held[1:]))

    def _read_document(self, paper: str) -> Document:
        return read_document(self.folder, paper, self.manifest.papers[paper].revision)


def _load_live(folder: Path, manifest: Manifest) -> tuple[tuple[Segment, ...], Rows, Keywords]:
    try:
        return open_segments(folder, manifest)
    except (OSError, ValueError, KeyError, TypeError, EOFError, AttributeError) as error:
        raise IndexDamaged(f"The passages in {folder} are damaged.", to_do=BUILD_AGAIN) from error


def open_store(folder: Path, model: str, make: str, server: str | None, within: float = ANSWERS_WITHIN) -> VectorStore:
    """The vectors of one make of an index, beside it or in a Chroma server."""
    name = shared_name(folder) if server else ""
    return VectorStore(folder / CHROMA, model, server, make=make, shared_name=name, within=within)

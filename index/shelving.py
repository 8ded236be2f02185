"""Papers that were read -> what is kept of them on the shelf: vectors, word pieces, bundles; and back again.

What is kept is not live yet: that is the manifest's (index.building). Papers wait until there is enough to embed
at once, and Chroma writes while the next are read and embedded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.errors import IndexDamaged
from index.encoders import Embedder, Vectors
from index.everyday_vectors import embed_questions, embedded_questions
from index.late_interaction import DIMENSIONS, Bytes, PieceEncoder
from index.passages import Passage
from index.progress import Progress
from index.rows import RowVectors
from index.segments import Fresh
from index.shelf import (
    BUILD_AGAIN,
    Bundle,
    Revision,
    Shelved,
    read_bundle,
    read_vectors,
    write_bundle,
    write_vectors,
)
from index.vectors import VectorStore
from index.writing import Writer

_TOGETHER = 1000  # texts embedded and kept at once: one by one, thousands of small papers take ten times as long


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """A paper that was read and is not embedded yet."""

    revision: str
    bundle: Bundle

    @property
    def questions(self) -> int:
        """How many everyday questions its passages have."""
        return sum(len(passage.questions) for passage in self.bundle.passages)

    @property
    def texts(self) -> int:
        """How many texts there are to embed."""
        return len(self.bundle.passages) + self.questions


@dataclass(slots=True, kw_only=True)
class Shelving:
    """Papers on their way to the shelf of one build."""

    folder: Path
    vectors: VectorStore
    embedder: Embedder
    pieces: PieceEncoder | None
    progress: Progress
    writer: Writer
    shelf: dict[str, Shelved] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    _waiting: list[_Waiting] = field(default_factory=list)
    _texts: int = 0  # of the papers that wait

    def wait(self, revision: str, bundle: Bundle) -> None:
        """Let a paper that was read wait; with enough of them, all are shelved."""
        self._waiting.append(_Waiting(revision=revision, bundle=bundle))
        self._texts += self._waiting[-1].texts
        if self._texts >= _TOGETHER:
            self.shelve()

    def shelve(self) -> None:
        """Embed the papers that wait and keep them, beside what is live; their vectors are kept once the writer is done."""
        if not self._waiting:
            return
        twice = sum(len(one.bundle.passages) for one in self._waiting) if self.pieces else 0
        self.progress.embedding(self._texts + twice)
        passages = [(passage, one.revision) for one in self._waiting for passage in one.bundle.passages]
        self.vectors.add(passages, self.embedder, self.progress.embedded, self.writer)
        for one in self._waiting:
            paper = one.bundle.document.paper.id
            of = Revision(paper, one.revision)
            embed_questions(self.folder, of, one.bundle.passages, self.embedder, self.progress.embedded)
            self._keep_pieces(of, one.bundle.passages)
            self.shelf[paper] = Shelved(
                revision=one.revision,
                passages=len(one.bundle.passages),
                questions=one.questions,
                size=write_bundle(self.folder, paper, one.revision, one.bundle),
            )
            self.read.append(paper)
        self._waiting.clear()
        self._texts = 0

    def _keep_pieces(self, of: Revision, passages: Sequence[Passage]) -> None:
        """Keep the vectors of word pieces, unless a killed build did."""
        if self.pieces and read_vectors(self.folder, of, self.pieces.name) is None:
            pieces = self.pieces.passages([passage.embedded for passage in passages], self.progress.embedded)
            write_vectors(self.folder, of, self.pieces.name, pieces)
        elif self.pieces:
            self.progress.embedded(len(passages))

    def fresh(self, id_: str) -> Fresh:
        """A paper that was read, by this build or by one that was killed, with what was made of it."""
        of = Revision(id_, self.shelf[id_].revision)
        bundle = read_bundle(self.folder, *of)
        vectors = RowVectors(
            own=self._vectors_of(of, bundle.passages),
            pieces=self._pieces_of(of, bundle.passages),
            questions=embedded_questions(self.folder, of, bundle.passages, self.embedder.name),
        )
        return Fresh(paper=bundle.document.paper, passages=bundle.passages, vectors=vectors)

    def _vectors_of(self, of: Revision, passages: Sequence[Passage]) -> Vectors:
        kept = [v for v in self.vectors.of([(p.id, of.revision) for p in passages]) if v is not None]
        if len(kept) < len(passages):
            raise IndexDamaged(f"The index in {self.folder} lacks vectors.", to_do=BUILD_AGAIN)
        return np.stack(kept) if kept else np.zeros((0, 0), dtype=np.float32)

    def _pieces_of(self, of: Revision, passages: Sequence[Passage]) -> list[Bytes]:
        if not self.pieces:
            return [np.zeros((0, DIMENSIONS), dtype=np.int8)] * len(passages)
        kept = read_vectors(self.folder, of, self.pieces.name)
        if kept is None or len(kept) != len(passages):
            raise IndexDamaged(f"The index in {self.folder} lacks vectors of word pieces.", to_do=BUILD_AGAIN)
        return kept

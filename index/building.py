"""Folders of papers -> an index, brought up to date.

A build is atomic: new revisions are written beside the old ones, and replacing the manifest is the
one step that makes them live. What a killed build had embedded the next one takes over, and it clears
the rest. A paper that has not changed is not read again. What a build replaces is kept until the next
one, so that a library that is open elsewhere can be asked until it notices and is opened anew.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.catalogue import Listed, Unread, list_all
from corpus.errors import IndexDamaged, IndexMissing, PaperError
from corpus.reading import digest_of
from corpus.records import Paper
from index.chroma import WRITES_WITHIN
from index.cutting import CUTTING
from index.encoders import Embedder, RememberingEmbedder, Vectors
from index.everyday import placed_questions, questions_digest, read_questions
from index.late_interaction import DIMENSIONS, Bytes, PieceEncoder
from index.library import Library, open_store
from index.locking import only_builder
from index.passages import Questions, passages_of, with_questions
from index.segments import PREFIX, Fresh, settle
from index.shelf import (
    BUILD_AGAIN,
    CHROMA,
    FORMAT,
    Bundle,
    Manifest,
    Shelved,
    clear_bundles,
    is_whole,
    read_bundle,
    read_pieces,
    write_bundle,
    write_manifest,
    write_pieces,
)
from index.taking import document_of
from index.vectors import VectorStore

AS_BEFORE = "Until then, what was read of it before stays."
_TOGETHER = 1000  # texts embedded and kept at once: one by one, thousands of small papers take ten times as long


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did."""

    manifest: Manifest
    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    unread: tuple[Unread, ...]


class Progress:
    """Hears how a build goes on; this one is silent."""

    def papers(self, total: int) -> None:
        """How many papers there are."""

    def paper(self, name: str) -> None:
        """A paper is about to be read."""

    def embedding(self, total: int) -> None:
        """How many texts of the papers so far will be embedded."""

    def embedded(self, more: int) -> None:
        """So many more are done."""

    def stage(self, name: str) -> None:
        """A last step begins."""


def build(
    papers: Path | Sequence[Path],
    folder: Path,
    embedder: Embedder,
    progress: Progress | None = None,
    server: str | None = None,
    pieces: PieceEncoder | None = None,
) -> Built:
    """Bring an index up to date with folders of papers; what cannot be read is left out and named.

    Without ``pieces``, passages are searched by their whole vectors alone. The everyday questions are those of
    the first folder. With a server, the vectors are kept there; the index's folder then is one that all its
    readers share.
    """
    progress = progress or Progress()
    folders = (papers,) if isinstance(papers, Path) else tuple(papers)
    listed = list_all(folders)
    with only_builder(folder):
        builder = _Builder(
            papers=folders[0],
            folder=folder,
            embedder=RememberingEmbedder(embedder),
            pieces=pieces,
            progress=progress,
            before=_sound_library(folder, embedder.name, _name(pieces), server),
            server=server,
        )
        progress.papers(len(listed))
        for one in listed:
            progress.paper(one.paper.id)
            builder.take(one)
        builder.shelve()
        progress.stage("keywords")
        manifest = builder.finish()
        progress.stage("clearing up")
        builder.clear(manifest)
    return builder.built(manifest)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """A paper that was read and is not embedded yet."""

    revision: str
    bundle: Bundle

    @property
    def questions(self) -> int:
        """How many everyday questions its passages have."""
        return sum(len(p.asks) + len(p.unsaid) for p in self.bundle.passages)

    @property
    def texts(self) -> int:
        """How many texts there are to embed."""
        return len(self.bundle.passages) + self.questions


@dataclass(slots=True, kw_only=True)
class _Builder:
    """One build under way: what is on the shelf, what waits to be shelved, and what could not be read."""

    papers: Path
    folder: Path
    embedder: Embedder
    pieces: PieceEncoder | None
    progress: Progress
    before: Library | None
    server: str | None
    vectors: VectorStore = field(init=False)
    asked: dict[str, dict[str, Questions]] = field(init=False)
    asked_digest: str = field(init=False)
    listed: list[str] = field(default_factory=list)
    of_digest: dict[str, str] = field(default_factory=dict)
    shelf: dict[str, Shelved] = field(default_factory=dict)
    waiting: list[_Waiting] = field(default_factory=list)
    texts: int = 0  # of the papers that wait
    read: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.asked, self.asked_digest = read_questions(self.papers), questions_digest(self.papers)
        self.vectors = _open_vectors(self.folder, self.embedder.name, self.server)

    def take(self, listed: Listed) -> None:
        """Take a paper up; it is read only where it has changed."""
        paper, digest = listed.paper, digest_of(listed.path)
        self.listed.append(paper.id)
        old = self.before.manifest.papers.get(paper.id) if self.before else None
        if not listed.named and (same := self.of_digest.get(digest or "")):
            reason = f"{paper.file} is the same as the paper “{same}”. Take one of the two away."
            self.unread.append(Unread(file=paper.file, reason=reason))
            return
        if old and old.revision == self._revision(digest, paper) and is_whole(self.folder, paper.id, old):
            self.shelf[paper.id] = old
            self.of_digest[digest or ""] = paper.id
            return
        try:
            document, digest = document_of(listed)
        except PaperError as error:
            self._left_out(listed, old, str(error))
            return
        revision = self._revision(digest, paper)  # of what was read: the file may be another than a moment ago
        self.of_digest[digest] = paper.id
        passages = passages_of(document)
        passages = with_questions(passages, placed_questions(document, passages, self.asked))
        self.waiting.append(_Waiting(revision=revision, bundle=Bundle(document=document, passages=passages)))
        self.texts += self.waiting[-1].texts
        if self.texts >= _TOGETHER:
            self.shelve()

    def _left_out(self, listed: Listed, old: Shelved | None, reason: str) -> None:
        """Name a paper that cannot be read; one that could be read before stays as it was, unless its file is gone."""
        paper = listed.paper
        if old and os.path.lexists(listed.path) and is_whole(self.folder, paper.id, old):
            self.shelf[paper.id] = old
            reason = f"{reason} {AS_BEFORE}"
        self.unread.append(Unread(file=paper.file, reason=reason))

    def _revision(self, digest: str | None, paper: Paper) -> str:
        """What changes when the paper's words, its entry in the catalogue, its questions or the cutting do."""
        known = f"{digest} {paper!r} {self.asked_digest} {FORMAT} {CUTTING}"
        return hashlib.sha256(known.encode()).hexdigest()[:16]

    def shelve(self) -> None:
        """Embed the papers that wait and keep them, beside what is live."""
        if not self.waiting:
            return
        twice = sum(len(one.bundle.passages) for one in self.waiting) if self.pieces else 0
        self.progress.embedding(self.texts + twice)
        passages = [(passage, one.revision) for one in self.waiting for passage in one.bundle.passages]
        self.vectors.add(passages, self.embedder, self.progress.embedded)
        for one in self.waiting:
            paper = one.bundle.document.paper.id
            self._keep_pieces(paper, one)
            self.shelf[paper] = Shelved(
                revision=one.revision,
                passages=len(one.bundle.passages),
                questions=one.questions,
                size=write_bundle(self.folder, paper, one.revision, one.bundle),
            )
            self.read.append(paper)
        self.waiting.clear()
        self.texts = 0

    def _keep_pieces(self, paper: str, one: _Waiting) -> None:
        """Keep the vectors of word pieces, unless a killed build did."""
        if self.pieces and read_pieces(self.folder, paper, one.revision, self.pieces.name) is None:
            texts = [passage.embedded for passage in one.bundle.passages]
            pieces = self.pieces.passages(texts, self.progress.embedded)
            write_pieces(self.folder, paper, one.revision, self.pieces.name, pieces)
        elif self.pieces:
            self.progress.embedded(len(one.bundle.passages))

    def finish(self) -> Manifest:
        """Write the segments of what is new, then make everything live at once."""
        self.shelf = {id_: self.shelf[id_] for id_ in self.listed if id_ in self.shelf}
        names = settle(
            self.folder,
            repr((self.embedder.name, _name(self.pieces))),
            self.shelf,
            self.before.segments if self.before else (),
            self.before.manifest.papers if self.before else {},
            self._fresh,
        )
        manifest = Manifest(model=self.embedder.name, pieces=_name(self.pieces), segments=names, papers=self.shelf)
        write_manifest(self.folder, manifest)
        return manifest

    def _fresh(self, id_: str) -> Fresh:
        """A paper that was read, by this build or by one that was killed, with what was made of it."""
        shelved = self.shelf[id_]
        bundle = read_bundle(self.folder, id_, shelved.revision)
        return Fresh(
            paper=bundle.document.paper,
            passages=bundle.passages,
            vectors=self._vectors_of(bundle, shelved),
            pieces=self._pieces_of(bundle, shelved),
        )

    def _vectors_of(self, bundle: Bundle, shelved: Shelved) -> Vectors:
        kept = [v for v in self.vectors.of([(p.id, shelved.revision) for p in bundle.passages]) if v is not None]
        if len(kept) < len(bundle.passages):
            raise IndexDamaged(f"The index in {self.folder} lacks vectors.", to_do=BUILD_AGAIN)
        return np.stack(kept) if kept else np.zeros((0, 0), dtype=np.float32)

    def _pieces_of(self, bundle: Bundle, shelved: Shelved) -> list[Bytes]:
        if not self.pieces:
            return [np.zeros((0, DIMENSIONS), dtype=np.int8)] * len(bundle.passages)
        kept = read_pieces(self.folder, bundle.document.paper.id, shelved.revision, self.pieces.name)
        if kept is None or len(kept) != len(bundle.passages):
            raise IndexDamaged(f"The index in {self.folder} lacks vectors of word pieces.", to_do=BUILD_AGAIN)
        return kept

    def clear(self, manifest: Manifest) -> None:
        """Take away what neither is live nor was before this build."""
        kept = [manifest, *([self.before.manifest] if self.before else [])]
        self.vectors.drop(clear_bundles(self.folder, *kept))
        shelved = {one for each in kept for one in each.papers.values()}
        if self.vectors.counts != (sum(one.passages for one in shelved), sum(one.questions for one in shelved)):
            self.vectors.drop_all_but(one.revision for one in shelved)  # a killed build left some without a bundle
        named = {name for one in kept for name in one.segments}
        for old in self.folder.glob(f"{PREFIX}*"):
            if old.name not in named:
                shutil.rmtree(old, ignore_errors=True)

    def built(self, manifest: Manifest) -> Built:
        """What the build did, paper by paper."""
        return Built(
            manifest=manifest,
            read=tuple(self.read),
            unchanged=tuple(id_ for id_ in manifest.papers if id_ not in self.read),
            removed=tuple(sorted(set(self.before.papers if self.before else ()) - set(manifest.papers))),
            unread=tuple(self.unread),
        )


def _name(pieces: PieceEncoder | None) -> str:
    return pieces.name if pieces else ""


def _sound_library(folder: Path, model: str, pieces: str, server: str | None) -> Library | None:
    """What is live already, where all of it can be used with these models."""
    try:
        library = Library.open(folder, server)
    except (IndexMissing, IndexDamaged):
        return None
    return library if (library.manifest.model, library.manifest.pieces) == (model, pieces) else None


def _open_vectors(folder: Path, model: str, server: str | None) -> VectorStore:
    try:
        return open_store(folder, model, server, WRITES_WITHIN)
    except IndexDamaged:
        if server:
            raise
        shutil.rmtree(folder / CHROMA)
        return open_store(folder, model, server)

"""Folders of papers -> an index, brought up to date.

A build is atomic: new revisions are written beside the old ones, and replacing the manifest is the
one step that makes them live. What a killed build had embedded the next one takes over, and it clears
the rest. A paper that has not changed is not read again. What a build replaces is kept until the next one where a
library is open elsewhere, which can be asked until it notices and is opened anew; where none is, it goes at once.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.catalogue import Listed, Unread, list_all
from corpus.errors import IndexDamaged, IndexMissing, PaperError
from corpus.reading import digest_of
from corpus.records import Paper
from index.chroma import WRITES_WITHIN
from index.cutting import CUTTING
from index.encoders import Embedder, RememberingEmbedder
from index.everyday import placed_questions, questions_digest, read_questions
from index.late_interaction import PieceEncoder
from index.library import Library, open_store
from index.locking import only_builder
from index.passages import Questions, passages_of, with_questions
from index.progress import Progress
from index.segments import PREFIX, settle
from index.shelf import CHROMA, FORMAT, Bundle, Manifest, Shelved, clear_bundles, is_whole, write_manifest
from index.shelving import Shelving
from index.taking import document_of
from index.vectors import VectorStore
from index.writing import Writer

AS_BEFORE = "Until then, what was read of it before stays."


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did."""

    manifest: Manifest
    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    unread: tuple[Unread, ...]


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
    the first folder. With a server, the vectors of the passages are kept there; the index's folder then is one that all its
    readers share.
    """
    progress = progress or Progress()
    folders = (papers,) if isinstance(papers, Path) else tuple(papers)
    listed = list_all(folders)
    with only_builder(folder):
        # looked at first: opening the vectors throws damaged ones away
        before = _sound_library(folder, embedder.name, _name(pieces), server)
        asked, make = read_questions(folders[0]), _make(folders[0])
        vectors = _open_vectors(folder, embedder.name, make, server)
        progress.papers(len(listed))
        with Writer() as writer:
            shelving = Shelving(
                folder=folder,
                vectors=vectors,
                embedder=RememberingEmbedder(embedder),
                pieces=pieces,
                progress=progress,
                writer=writer,
            )
            builder = _Builder(folder=folder, asked=asked, make=make, shelving=shelving, before=before)
            for one in listed:
                progress.paper(one.paper.id)
                builder.take(one)
            shelving.shelve()
        progress.stage("keywords")
        manifest = builder.finish()
        progress.stage("clearing up")
        builder.clear(manifest)
    return builder.built(manifest)


@dataclass(slots=True, kw_only=True)
class _Builder:
    """One build under way: what is on the shelf, what waits to be shelved, and what could not be read."""

    folder: Path
    asked: dict[str, dict[str, Questions]]
    make: str
    shelving: Shelving
    before: Library | None
    listed: list[str] = field(default_factory=list)
    of_digest: dict[str, str] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)

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
            self.shelving.shelf[paper.id] = old
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
        self.shelving.wait(revision, Bundle(document=document, passages=passages))

    def _left_out(self, listed: Listed, old: Shelved | None, reason: str) -> None:
        """Name a paper that cannot be read; one that could be read before stays as it was, unless its file is gone."""
        paper = listed.paper
        if old and os.path.lexists(listed.path) and is_whole(self.folder, paper.id, old):
            self.shelving.shelf[paper.id] = old
            reason = f"{reason} {AS_BEFORE}"
        self.unread.append(Unread(file=paper.file, reason=reason))

    def _revision(self, digest: str | None, paper: Paper) -> str:
        """What changes when the paper's words, its entry in the catalogue, its questions or the cutting do."""
        return hashlib.sha256(f"{digest} {paper!r} {self.make}".encode()).hexdigest()[:16]

    def finish(self) -> Manifest:
        """Write the segments of what is new, then make everything live at once."""
        model, pieces = self.shelving.embedder.name, _name(self.shelving.pieces)
        shelf = {id_: self.shelving.shelf[id_] for id_ in self.listed if id_ in self.shelving.shelf}
        names = settle(
            self.folder,
            repr((model, pieces)),
            shelf,
            self.before.segments if self.before else (),
            self.before.manifest.papers if self.before else {},
            self.shelving.fresh,
        )
        manifest = Manifest(model=model, pieces=pieces, make=self.make, segments=names, papers=shelf)
        write_manifest(self.folder, manifest)
        return manifest

    def clear(self, manifest: Manifest) -> None:
        """Take away what is not live, nor was before this build where that is still read."""
        is_read = self.before is not None and not self.before.is_only_reader()
        kept = [manifest, self.before.manifest] if self.before and is_read else [manifest]
        vectors = self.shelving.vectors
        vectors.drop(clear_bundles(self.folder, *kept))
        vectors.drop_makes_but({one.make for one in kept})
        shelved = {one for each in kept if each.make == self.make for one in each.papers.values()}
        if vectors.count != sum(one.passages for one in shelved):
            vectors.drop_all_but(one.revision for one in shelved)  # a killed build left some without a bundle
        named = {name for one in kept for name in one.segments}
        for old in self.folder.glob(f"{PREFIX}*"):
            if old.name not in named:
                shutil.rmtree(old, ignore_errors=True)

    def built(self, manifest: Manifest) -> Built:
        """What the build did, paper by paper."""
        return Built(
            manifest=manifest,
            read=tuple(self.shelving.read),
            unchanged=tuple(id_ for id_ in manifest.papers if id_ not in self.shelving.read),
            removed=tuple(sorted(set(self.before.papers if self.before else ()) - set(manifest.papers))),
            unread=tuple(self.unread),
        )


def _make(papers: Path) -> str:
    """What changes with all that changes every revision: the everyday questions, the form of the index and the cutting."""
    return hashlib.sha256(f"{questions_digest(papers)} {FORMAT} {CUTTING}".encode()).hexdigest()[:8]


def _name(pieces: PieceEncoder | None) -> str:
    return pieces.name if pieces else ""


def _sound_library(folder: Path, model: str, pieces: str, server: str | None) -> Library | None:
    """What is live already, where all of it can be used with these models."""
    try:
        library = Library.open(folder, server)
    except (IndexMissing, IndexDamaged):
        return None
    return library if (library.manifest.model, library.manifest.pieces) == (model, pieces) else None


def _open_vectors(folder: Path, model: str, make: str, server: str | None) -> VectorStore:
    try:
        return open_store(folder, model, make, server, WRITES_WITHIN)
    except IndexDamaged:
        if server:
            raise
        shutil.rmtree(folder / CHROMA)
        return open_store(folder, model, make, server)

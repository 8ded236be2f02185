"""The library: what one index holds, and how it is built.

A build is atomic: new revisions are written beside the old ones, and replacing the manifest is the
one step that makes them live. What a killed build had embedded the next one takes over, and it clears
the rest. A paper that has not changed is not read again. What a build replaces is kept until the next
one, so that a library that is open elsewhere can be asked until it notices and is opened anew.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from corpus.catalogue import Listed, Unread, list_all
from corpus.errors import IndexDamaged, IndexMissing, IndexUnwritable, PaperError
from corpus.extraction import parse_paper
from corpus.properties import described
from corpus.reading import read_paper
from corpus.records import Document, Paper, PaperKind
from index.chroma import ANSWERS_WITHIN, WRITES_WITHIN
from index.encoders import Embedder, RememberingEmbedder, Vectors
from index.everyday import placed_questions, questions_digest, read_questions
from index.keywords import Keywords, stems
from index.passages import Passage, Questions, passages_of, with_questions
from index.rows import Rows, RowsWriter, read_line, write_line
from index.shelf import (
    BUILD_AGAIN,
    CHROMA,
    FORMAT,
    Bundle,
    Manifest,
    Shelved,
    clear_bundles,
    is_whole,
    manifest_stamp,
    read_bundle,
    read_document,
    read_manifest,
    shared_name,
    write_bundle,
    write_manifest,
)
from index.vectors import VectorStore
from index.words import Words, load_words

_DOCUMENTS_IN_MEMORY = 512
_TOGETHER = 1000  # texts embedded and kept at once: one by one, thousands of small papers take ten times as long


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did."""

    manifest: Manifest
    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    unread: tuple[Unread, ...]


class Library:
    """An index, open for reading; ``server`` is the address of the Chroma server that has its vectors."""

    def __init__(self, folder: Path, server: str | None = None) -> None:
        self.folder = folder
        self.server = server
        self._stamp = manifest_stamp(folder)  # before it is read: a build in between is then noticed
        self.manifest = manifest = read_manifest(folder)
        self.keywords, self.rows = _load_live(folder, manifest)
        self.vectors = _open_store(folder, manifest.model, server)
        if self.vectors.counts[0] < sum(shelved.passages for shelved in manifest.papers.values()):
            raise IndexDamaged(f"The index in {folder} lacks vectors.", to_do=BUILD_AGAIN)
        for id_, shelved in manifest.papers.items():
            if not is_whole(folder, id_, shelved):
                raise IndexDamaged(f"The paper “{id_}” is damaged in the index.", to_do=BUILD_AGAIN)
        self._paper = {paper.id: paper for paper in self.rows.papers}
        self.document = lru_cache(maxsize=_DOCUMENTS_IN_MEMORY)(self._read_document)

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
            return load_words(self.folder / self.manifest.live)
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"The words in {self.folder} are damaged.", to_do=BUILD_AGAIN) from error

    @property
    def catalogue(self) -> tuple[Paper, ...]:
        """What is known of each paper, in the same order; no document is read for it."""
        return self.rows.papers

    def paper(self, id_: str) -> Paper:
        """What is known of a paper."""
        return self._paper[id_]

    def is_live(self, paper: str, revision: str) -> bool:
        """Whether a vector belongs to the revision of a paper that the manifest names."""
        shelved = self.manifest.papers.get(paper)
        return shelved is not None and shelved.revision == revision

    def is_current(self) -> bool:
        """Whether no build has made another manifest live since this library was opened."""
        return manifest_stamp(self.folder) in (self._stamp, None)

    def documents(self, *kinds: PaperKind) -> Iterator[Document]:
        """Every paper's Document; where kinds are named, those of such papers."""
        return (self.document(paper.id) for paper in self.catalogue if not kinds or paper.kind in kinds)

    def passages(self, paper: str) -> tuple[Passage, ...]:
        """A paper's passages, in reading order."""
        return self.rows.passages(paper)

    def passage(self, id_: str) -> Passage:
        """One passage by its id."""
        return self.rows.passage(id_)

    def passages_with(self, words: str) -> list[Passage]:
        """The passages that hold every word, in any form, in the order of the papers; all of them where none counts."""
        held = [self.keywords.holding(stem) for stem in dict.fromkeys(stems(words))]
        if not held:
            return [passage for paper in self.papers for passage in self.passages(paper)]
        return self.rows.in_order(set(held[0]).intersection(*held[1:]))

    def _read_document(self, paper: str) -> Document:
        return read_document(self.folder, paper, self.manifest.papers[paper].revision)


def _load_live(folder: Path, manifest: Manifest) -> tuple[Keywords, Rows]:
    live = folder / manifest.live
    try:
        keywords = Keywords.load(live)
        return keywords, Rows(live, keywords.ids, [shelved.passages for shelved in manifest.papers.values()])
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise IndexDamaged(f"The passages in {live} are damaged.", to_do=BUILD_AGAIN) from error


def _open_store(folder: Path, model: str, server: str | None, within: float = ANSWERS_WITHIN) -> VectorStore:
    name = shared_name(folder) if server else ""
    return VectorStore(folder / CHROMA, model, server, shared_name=name, within=within)


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
) -> Built:
    """Bring an index up to date with folders of papers; what cannot be read is left out and named.

    The everyday questions are those of the first folder. With a server, the vectors are kept there; the index's
    folder then is one that all its readers share.
    """
    progress = progress or Progress()
    folders = (papers,) if isinstance(papers, Path) else tuple(papers)
    listed = list_all(folders)
    with _only_builder(folder):
        before = _sound_library(folder, embedder.name, server)
        remembering = RememberingEmbedder(embedder)
        builder = _Builder(
            papers=folders[0], folder=folder, embedder=remembering, progress=progress, before=before, server=server
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
    progress: Progress
    before: Library | None
    server: str | None
    vectors: VectorStore = field(init=False)
    asked: dict[str, dict[str, Questions]] = field(init=False)
    asked_digest: str = field(init=False)
    listed: list[str] = field(default_factory=list)
    shelf: dict[str, Shelved] = field(default_factory=dict)
    waiting: list[_Waiting] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.asked, self.asked_digest = read_questions(self.papers), questions_digest(self.papers)
        self.vectors = _open_vectors(self.folder, self.embedder.name, self.server)

    def take(self, listed: Listed) -> None:
        """Take a paper up; it is read only where it has changed."""
        paper, path = listed.paper, listed.path
        self.listed.append(paper.id)
        revision = _revision(path, paper, self.asked_digest)
        old = self.before.manifest.papers.get(paper.id) if self.before else None
        if old and old.revision == revision and is_whole(self.folder, paper.id, old):
            self.shelf[paper.id] = old
            return
        try:
            document = parse_paper(paper, read_paper(path))
            document = document if listed.named else described(document, path)
        except PaperError as error:
            self.unread.append(Unread(file=paper.file, reason=str(error)))
            return
        passages = passages_of(document)
        passages = with_questions(passages, placed_questions(document, passages, self.asked))
        self.waiting.append(_Waiting(revision=revision, bundle=Bundle(document=document, passages=passages)))
        if sum(one.texts for one in self.waiting) >= _TOGETHER:
            self.shelve()

    def shelve(self) -> None:
        """Embed the papers that wait and keep them, beside what is live."""
        if not self.waiting:
            return
        self.progress.embedding(sum(one.texts for one in self.waiting))
        passages = [(passage, one.revision) for one in self.waiting for passage in one.bundle.passages]
        self.vectors.add(passages, self.embedder, self.progress.embedded)
        for one in self.waiting:
            paper = one.bundle.document.paper.id
            self.shelf[paper] = Shelved(
                revision=one.revision,
                passages=len(one.bundle.passages),
                questions=one.questions,
                size=write_bundle(self.folder, paper, one.revision, one.bundle),
            )
            self.read.append(paper)
        self.waiting.clear()

    def finish(self) -> Manifest:
        """Write the rows and the keyword index of all live passages, then make everything live at once."""
        self.shelf = {id_: self.shelf[id_] for id_ in self.listed if id_ in self.shelf}
        key = repr((self.embedder.name, sorted(self.shelf.items())))
        name = f"live-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
        if not (self.before and self.before.manifest.live == name):
            half = self.folder / f"{name}.half"
            shutil.rmtree(half, ignore_errors=True)
            words = Words()
            with RowsWriter(half) as writer:
                Keywords.build(self._words(writer, words)).save(half)
            words.save(half)
            shutil.rmtree(self.folder / name, ignore_errors=True)
            half.rename(self.folder / name)
        manifest = Manifest(model=self.embedder.name, live=name, papers=self.shelf)
        write_manifest(self.folder, manifest)
        return manifest

    def _words(self, writer: RowsWriter, words: Words) -> Iterator[tuple[str, str]]:
        """What the keyword index reads of each live passage, which is written as a row on the way."""
        for id_, shelved in self.shelf.items():
            if self.before and self.before.is_live(id_, shelved.revision):
                paper, lines, vectors = (
                    self.before.paper(id_),
                    self.before.rows.lines(id_),
                    self.before.rows.vectors(id_),
                )
                passages = [read_line(line) for line in lines]
            else:
                bundle = read_bundle(self.folder, id_, shelved.revision)
                paper, passages = bundle.document.paper, list(bundle.passages)
                lines, vectors = [write_line(passage) for passage in passages], self._vectors_of(bundle, shelved)
            writer.add(paper, lines, vectors)
            for passage in passages:
                words.add(passage)
                yield passage.id, passage.words

    def _vectors_of(self, bundle: Bundle, shelved: Shelved) -> Vectors:
        kept = [v for v in self.vectors.of([(p.id, shelved.revision) for p in bundle.passages]) if v is not None]
        if len(kept) < len(bundle.passages):
            raise IndexDamaged(f"The index in {self.folder} lacks vectors.", to_do=BUILD_AGAIN)
        return np.stack(kept) if kept else np.zeros((0, 0), dtype=np.float32)

    def clear(self, manifest: Manifest) -> None:
        """Take away what neither is live nor was before this build."""
        kept = [manifest, *([self.before.manifest] if self.before else [])]
        self.vectors.drop_all_but(shelved.revision for one in kept for shelved in one.papers.values())
        clear_bundles(self.folder, *kept)
        for old in self.folder.glob("live-*"):
            if old.name not in {one.live for one in kept}:
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


def _sound_library(folder: Path, model: str, server: str | None) -> Library | None:
    """What is live already, where all of it can be used with this model."""
    try:
        library = Library.open(folder, server)
    except (IndexMissing, IndexDamaged):
        return None
    return library if library.manifest.model == model else None


def _open_vectors(folder: Path, model: str, server: str | None) -> VectorStore:
    try:
        return _open_store(folder, model, server, WRITES_WITHIN)
    except IndexDamaged:
        if server:
            raise
        shutil.rmtree(folder / CHROMA)
        return _open_store(folder, model, server)


def _revision(path: Path, paper: Paper, asked: str) -> str:
    """What changes when the paper's words, its entry in the catalogue or its questions do."""
    file = hashlib.sha256()
    with suppress(OSError):  # reading it a moment later says what is wrong
        file.update(path.read_bytes())
    return hashlib.sha256(f"{file.hexdigest()} {paper!r} {asked} {FORMAT}".encode()).hexdigest()[:16]


@contextmanager
def _only_builder(folder: Path) -> Iterator[None]:
    """Hold the index's lock, so that two builds do not write at once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "build.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise IndexUnwritable(
            f"The index in {folder} cannot be written ({error.strerror or error}).",
            to_do="It is as it was: make room, or check that the folder may be written, and build again.",
        ) from error

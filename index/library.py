"""The library: what one index holds, and how it is built.

A build is atomic: new revisions are written beside the old ones, and replacing the manifest is the
one step that makes them live. What a killed build leaves behind is never read, and is cleared by
the next one. A paper that has not changed is not read again.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from corpus.catalogue import Unread, list_papers
from corpus.errors import AssistantError, IndexDamaged, PaperError
from corpus.extraction import parse_paper
from corpus.reading import read_paper
from corpus.records import Document, Paper
from index.encoders import Embedder, RememberingEmbedder
from index.everyday import placed_questions, questions_digest, read_questions
from index.keywords import Keywords
from index.passages import Passage, Questions, passages_of, with_questions
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
    read_manifest,
    write_bundle,
    write_manifest,
)
from index.vectors import VectorStore
from index.words import load_words, save_words, words_of

Loaded = TypeVar("Loaded")
_BUNDLES_IN_MEMORY = 512
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
    """An index, open for reading."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self.keywords = _loaded(folder / manifest.keywords, Keywords.load)
        self.vectors = VectorStore(folder / CHROMA, manifest.model)
        if self.vectors.counts[0] < sum(shelved.passages for shelved in manifest.papers.values()):
            raise IndexDamaged(f"The index in {folder} lacks vectors.", to_do=BUILD_AGAIN)
        self._bundle = lru_cache(maxsize=_BUNDLES_IN_MEMORY)(self._read_bundle)
        self._by_id = lru_cache(maxsize=_BUNDLES_IN_MEMORY)(self._passages_by_id)

    @classmethod
    def open(cls, folder: Path) -> "Library":
        """Open an index; raises IndexMissing or IndexDamaged."""
        return cls(folder, read_manifest(folder))

    @property
    def papers(self) -> tuple[str, ...]:
        """The ids of the papers, in the order in which they were listed."""
        return tuple(self.manifest.papers)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that stands in a passage."""
        return _loaded(self.folder / self.manifest.keywords, load_words)

    def is_live(self, paper: str, revision: str) -> bool:
        """Whether a vector belongs to the revision of a paper that the manifest names."""
        shelved = self.manifest.papers.get(paper)
        return shelved is not None and shelved.revision == revision

    def document(self, paper: str) -> Document:
        """A paper's Document."""
        return self._bundle(paper).document

    def documents(self) -> Iterator[Document]:
        """Every paper's Document."""
        return (self.document(paper) for paper in self.papers)

    def passages(self, paper: str) -> tuple[Passage, ...]:
        """A paper's passages, in reading order."""
        return self._bundle(paper).passages

    def passage(self, id_: str) -> Passage:
        """One passage by its id."""
        return self._by_id(id_.rsplit(":", 1)[0])[id_]

    def _passages_by_id(self, paper: str) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages(paper)}

    def _read_bundle(self, paper: str) -> Bundle:
        return read_bundle(self.folder, paper, self.manifest.papers[paper].revision)


def _loaded(folder: Path, load: Callable[[Path], Loaded]) -> Loaded:
    try:
        return load(folder)
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise IndexDamaged(f"The keyword index {folder} is damaged.", to_do=BUILD_AGAIN) from error


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


def build(papers: Path, folder: Path, embedder: Embedder, progress: Progress | None = None) -> Built:
    """Bring an index up to date with a folder of papers; what cannot be read is left out and named."""
    progress = progress or Progress()
    listed = list_papers(papers)
    with _only_builder(folder):
        before = _sound_manifest(folder, embedder.name)
        remembering = RememberingEmbedder(embedder)
        builder = _Builder(papers=papers, folder=folder, embedder=remembering, progress=progress, before=before)
        progress.papers(len(listed))
        for paper in listed:
            progress.paper(paper.id)
            builder.take(paper)
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
    before: Manifest | None
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
        self.vectors = _open_vectors(self.folder / CHROMA, self.embedder.name)

    def take(self, paper: Paper) -> None:
        """Take a paper up; it is read only where it has changed."""
        self.listed.append(paper.id)
        revision = _revision(self.papers, paper, self.asked_digest)
        old = self.before.papers.get(paper.id) if self.before else None
        if old and old.revision == revision and is_whole(self.folder, paper.id, revision):
            self.shelf[paper.id] = old
            return
        try:
            document = parse_paper(paper, read_paper(self.papers / paper.file))
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
            write_bundle(self.folder, paper, one.revision, one.bundle)
            self.shelf[paper] = Shelved(
                revision=one.revision, passages=len(one.bundle.passages), questions=one.questions
            )
            self.read.append(paper)
        self.waiting.clear()

    def finish(self) -> Manifest:
        """Build the keyword index over all live passages, then make everything live at once."""
        self.shelf = {id_: self.shelf[id_] for id_ in self.listed if id_ in self.shelf}
        name = f"keywords-{hashlib.sha256(repr(sorted(self.shelf.items())).encode()).hexdigest()[:16]}"
        if not (self.before and self.before.keywords == name):
            half = self.folder / f"{name}.half"
            shutil.rmtree(half, ignore_errors=True)
            Keywords.build((p.id, p.words) for p in self._live()).save(half)
            save_words(half, words_of((p.text for p in self._live()), (ask for p in self._live() for ask in p.asks)))
            shutil.rmtree(self.folder / name, ignore_errors=True)
            half.rename(self.folder / name)
        manifest = Manifest(model=self.embedder.name, keywords=name, papers=self.shelf)
        write_manifest(self.folder, manifest)
        return manifest

    def _live(self) -> Iterator[Passage]:
        for paper, shelved in self.shelf.items():
            yield from read_bundle(self.folder, paper, shelved.revision).passages

    def clear(self, manifest: Manifest) -> None:
        """Take away what is no longer live."""
        self.vectors.drop_all_but(shelved.revision for shelved in manifest.papers.values())
        clear_bundles(self.folder, manifest)
        for old in self.folder.glob("keywords-*"):
            if old.name != manifest.keywords:
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


def _sound_manifest(folder: Path, model: str) -> Manifest | None:
    """What is live already, where all of it can be used with this model."""
    try:
        manifest = Library.open(folder).manifest
    except AssistantError:
        return None
    return manifest if manifest.model == model else None


def _open_vectors(folder: Path, model: str) -> VectorStore:
    try:
        return VectorStore(folder, model)
    except IndexDamaged:
        shutil.rmtree(folder)
        return VectorStore(folder, model)


def _revision(papers: Path, paper: Paper, asked: str) -> str:
    """What changes when the paper's words, its entry in the catalogue or its questions do."""
    file = hashlib.sha256()
    with suppress(OSError):  # reading it a moment later says what is wrong
        file.update((papers / paper.file).read_bytes())
    return hashlib.sha256(f"{file.hexdigest()} {paper!r} {asked} {FORMAT}".encode()).hexdigest()[:16]


@contextmanager
def _only_builder(folder: Path) -> Iterator[None]:
    """Hold the index's lock, so that two builds do not write at once."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

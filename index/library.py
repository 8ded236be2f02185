"""The library: what one index holds, and how it is built.

On disk: ``manifest.json`` names the live revision of every paper; ``papers/`` holds each
revision's Document and Passages, ``chroma/`` the vectors, ``keywords-*/`` the BM25 index.

A build is atomic: new revisions are written beside the old ones, and replacing the manifest is the
one step that makes them live. What a killed build leaves behind is never read, and is cleared by
the next one. A paper that has not changed is not read again.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from corpus.catalogue import Unread, list_papers
from corpus.errors import AssistantError, IndexDamaged, IndexMissing, PaperError
from corpus.extraction import parse_paper
from corpus.reading import read_paper
from corpus.records import Document, Paper
from index.encoders import Embedder
from index.everyday import placed_questions, questions_digest, read_questions
from index.keywords import Keywords
from index.passages import Passage, passages_of, with_questions
from index.storing import from_json, to_json
from index.vectors import VectorStore

FORMAT = 1  # raised when what is kept changes, so that old indexes are built anew
MANIFEST = "manifest.json"
_BUNDLES_IN_MEMORY = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One paper of the index: its live revision, and how many passages and questions it has."""

    revision: str
    passages: int
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is live in an index."""

    model: str
    keywords: str
    papers: dict[str, Shelved]
    format: int = FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A paper as the index keeps it."""

    document: Document
    passages: tuple[Passage, ...]


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
        self.vectors = VectorStore(folder / "chroma", manifest.model)
        self.keywords = _load_keywords(folder / manifest.keywords)
        self._bundle = lru_cache(maxsize=_BUNDLES_IN_MEMORY)(self._read_bundle)

    @classmethod
    def open(cls, folder: Path) -> "Library":
        """Open an index; raises IndexMissing or IndexDamaged."""
        return cls(folder, read_manifest(folder))

    @property
    def papers(self) -> tuple[str, ...]:
        """The ids of the papers, in the order in which they were listed."""
        return tuple(self.manifest.papers)

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

    def _by_id(self, paper: str) -> dict[str, Passage]:
        return _indexed(self._bundle(paper))

    def _read_bundle(self, paper: str) -> Bundle:
        shelved = self.manifest.papers[paper]
        return _read_bundle(self.folder, paper, shelved.revision)


@lru_cache(maxsize=_BUNDLES_IN_MEMORY)
def _indexed(bundle: Bundle) -> dict[str, Passage]:
    return {passage.id: passage for passage in bundle.passages}


def read_manifest(folder: Path) -> Manifest:
    """What is live in an index; raises IndexMissing where there is none."""
    try:
        entry = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        papers = {id_: Shelved(**shelved) for id_, shelved in entry.pop("papers").items()}
        manifest = Manifest(papers=papers, **entry)
    except FileNotFoundError as error:
        raise IndexMissing(f"There is no index in {folder}.", to_do="Build it: python -m index build") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamaged(
            f"The index in {folder} is damaged.", to_do="Build it again: python -m index build"
        ) from error
    if manifest.format != FORMAT:
        raise IndexMissing(f"The index in {folder} is of an older make.", to_do="Build it: python -m index build")
    return manifest


def _load_keywords(folder: Path) -> Keywords:
    try:
        return Keywords.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise IndexDamaged(
            f"The keyword index {folder} is damaged.", to_do="Build it again: python -m index build"
        ) from error


def _read_bundle(folder: Path, paper: str, revision: str) -> Bundle:
    try:
        document, passages = from_json(_bundle_path(folder, paper, revision).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(
            f"The paper “{paper}” is damaged in the index.", to_do="Build it again: python -m index build"
        ) from error
    return Bundle(document=document, passages=passages)


def _bundle_path(folder: Path, paper: str, revision: str) -> Path:
    name = hashlib.sha256(paper.encode()).hexdigest()[:12]
    return folder / "papers" / f"{name}-{revision}.json"


class Progress:
    """Hears how a build goes on; this one is silent."""

    def papers(self, total: int) -> None:
        """How many papers there are."""

    def paper(self, name: str) -> None:
        """A paper is about to be read."""

    def embedding(self, total: int) -> None:
        """How many texts of the paper will be embedded."""

    def embedded(self, more: int) -> None:
        """So many more are done."""

    def stage(self, name: str) -> None:
        """A last step begins."""


def build(papers: Path, folder: Path, embedder: Embedder, progress: Progress | None = None) -> Built:
    """Bring an index up to date with a folder of papers; what cannot be read is left out and named."""
    progress = progress or Progress()
    listed = list_papers(papers)
    with _only_builder(folder):
        before = _manifest_or_none(folder, embedder.name)
        vectors = VectorStore(folder / "chroma", embedder.name)
        asked, asked_digest = read_questions(papers), questions_digest(papers)
        shelf: dict[str, Shelved] = {}
        read, unchanged, unread = [], [], []
        progress.papers(len(listed))
        for paper in listed:
            progress.paper(paper.id)
            try:
                revision = _revision(papers, paper, asked_digest)
                old = before.papers.get(paper.id) if before else None
                if old and old.revision == revision:
                    shelf[paper.id] = old
                    unchanged.append(paper.id)
                    continue
                document = parse_paper(paper, read_paper(papers / paper.file))
            except PaperError as error:
                unread.append(Unread(file=paper.file, reason=str(error)))
                continue
            passages = passages_of(document)
            passages = with_questions(passages, placed_questions(document, passages, asked))
            questions = sum(len(p.asks) + len(p.unsaid) for p in passages)
            progress.embedding(len(passages) + questions)
            vectors.add(passages, revision, embedder, progress.embedded)
            _write(_bundle_path(folder, paper.id, revision), to_json((document, passages)))
            shelf[paper.id] = Shelved(revision=revision, passages=len(passages), questions=questions)
            read.append(paper.id)
        progress.stage("keywords")
        manifest = _finish(folder, embedder.name, shelf, before)
        progress.stage("clearing up")
        _clear(folder, manifest, vectors)
    removed = tuple(sorted(set(before.papers if before else ()) - set(shelf)))
    return Built(manifest=manifest, read=tuple(read), unchanged=tuple(unchanged), removed=removed, unread=tuple(unread))


def _manifest_or_none(folder: Path, model: str) -> Manifest | None:
    try:
        manifest = read_manifest(folder)
    except AssistantError:
        return None
    return manifest if manifest.model == model and (folder / manifest.keywords).exists() else None


def _revision(papers: Path, paper: Paper, asked: str) -> str:
    """What changes when the paper's words, its entry in the catalogue or its questions do."""
    file = hashlib.sha256()
    try:
        file.update((papers / paper.file).read_bytes())
    except OSError:
        pass  # reading it a moment later says what is wrong
    return hashlib.sha256(f"{file.hexdigest()} {paper!r} {asked} {FORMAT}".encode()).hexdigest()[:16]


def _finish(folder: Path, model: str, shelf: dict[str, Shelved], before: Manifest | None) -> Manifest:
    """Build the keyword index over all live passages, then make everything live at once."""
    name = f"keywords-{hashlib.sha256(repr(sorted(shelf.items())).encode()).hexdigest()[:16]}"
    if not (before and before.keywords == name):
        texts = (
            (passage.id, passage.words)
            for paper, shelved in shelf.items()
            for passage in _read_bundle(folder, paper, shelved.revision).passages
        )
        half = folder / f"{name}.half"
        shutil.rmtree(half, ignore_errors=True)
        Keywords.build(texts).save(half)
        shutil.rmtree(folder / name, ignore_errors=True)
        half.rename(folder / name)
    manifest = Manifest(model=model, keywords=name, papers=shelf)
    _write(folder / MANIFEST, json.dumps(asdict(manifest), indent=1))
    return manifest


def _clear(folder: Path, manifest: Manifest, vectors: VectorStore) -> None:
    """Take away what is no longer live."""
    vectors.drop_all_but(shelved.revision for shelved in manifest.papers.values())
    live = {_bundle_path(folder, paper, shelved.revision) for paper, shelved in manifest.papers.items()}
    for file in (folder / "papers").glob("*.json"):
        if file not in live:
            file.unlink()
    for old in folder.glob("keywords-*"):
        if old.name != manifest.keywords:
            shutil.rmtree(old, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    with half.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


@contextmanager
def _only_builder(folder: Path) -> Iterator[None]:
    """Hold the index's lock, so that two builds do not write at once."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

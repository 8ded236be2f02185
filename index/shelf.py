"""What stands on disk in an index: the manifest, and each paper's Document with its Passages.

``manifest.json`` names the live revision of every paper; ``papers/`` holds a file for each revision,
``chroma/`` the vectors of the passages, ``live-*/`` segments (index.segments) with the rows of the live ones, the vectors of
their everyday questions, and the counts of BM25. A file is there whole or not at all.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.errors import IndexDamaged, IndexMissing
from corpus.records import Document
from index.locking import Hold
from index.passages import Passage
from index.ragged import Array
from index.storing import from_json, to_json

FORMAT = 10  # raised when what is kept changes, so that old indexes are built anew
MANIFEST = "manifest.json"
CHROMA = "chroma"
BUILD_AGAIN = "Build it again: python -m index build"


class Revision(NamedTuple):
    """A paper's id, and what tells one state of it from another."""

    paper: str
    revision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One paper of the index: its live revision, how many passages and questions it has, and its bundle's bytes."""

    revision: str
    passages: int
    questions: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is live in an index, and the models of its vectors: of passages, and of their word pieces.

    ``make`` changes with what changes every revision: the vectors of one make are kept by themselves.
    """

    model: str
    segments: tuple[str, ...]
    papers: dict[str, Shelved]
    pieces: str = ""
    make: str = ""
    format: int = FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A paper as the index keeps it: a line with its document, which is often read alone, and one with its passages."""

    document: Document
    passages: tuple[Passage, ...]


def read_manifest(folder: Path) -> Manifest:
    """What is live in an index; raises IndexMissing where there is none, or IndexDamaged."""
    return held_manifest(folder)[1]


def held_manifest(folder: Path) -> tuple[Hold, Manifest]:
    """What is live in an index, with a hold on it: while that is held no build takes it away; raises as ``read_manifest``."""
    try:
        hold = Hold(folder / MANIFEST)
        entry = json.loads(hold.read())
        if entry["format"] != FORMAT:
            raise IndexMissing(f"The index in {folder} is of an older make.", to_do="Build it: python -m index build")
        papers = {id_: Shelved(**shelved) for id_, shelved in entry.pop("papers").items()}
        segments = tuple(str(name) for name in entry.pop("segments"))
        return hold, Manifest(papers=papers, segments=segments, **entry)
    except FileNotFoundError as error:
        raise IndexMissing(f"There is no index in {folder}.", to_do="Build it: python -m index build") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamaged(f"The index in {folder} is damaged.", to_do=BUILD_AGAIN) from error


def manifest_stamp(folder: Path) -> tuple[int, int] | None:
    """What changes when another manifest is made live; None where there is none."""
    try:
        status = (folder / MANIFEST).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make a manifest the live one, at once."""
    _write(folder / MANIFEST, json.dumps(asdict(manifest), indent=1))


def read_bundle(folder: Path, paper: str, revision: str) -> Bundle:
    """One revision of a paper; raises IndexDamaged."""
    with _damage_named(paper), _bundle_path(folder, paper, revision).open(encoding="utf-8") as file:
        document, passages = (from_json(line) for line in file)
    return Bundle(document=document, passages=passages)


def read_document(folder: Path, paper: str, revision: str) -> Document:
    """The document of one revision of a paper; raises IndexDamaged."""
    with _damage_named(paper), _bundle_path(folder, paper, revision).open(encoding="utf-8") as file:
        document: Document = from_json(next(file))
        if not isinstance(document, Document):
            raise TypeError("another thing stands where the document should")
    return document


@contextmanager
def _damage_named(paper: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise IndexDamaged(f"The paper “{paper}” is damaged in the index.", to_do=BUILD_AGAIN) from error


def is_whole(folder: Path, paper: str, shelved: Shelved) -> bool:
    """Whether the bundle of a paper is there in its full length."""
    try:
        return _bundle_path(folder, paper, shelved.revision).stat().st_size == shelved.size
    except OSError:
        return False


def write_bundle(folder: Path, paper: str, revision: str, bundle: Bundle) -> int:
    """Keep one revision of a paper; gives the bytes that it takes."""
    text = f"{to_json(bundle.document)}\n{to_json(bundle.passages)}\n"
    _write(_bundle_path(folder, paper, revision), text)
    return len(text.encode("utf-8"))


def write_vectors(folder: Path, of: Revision, model: str, vectors: Sequence[Array], part: int = 0) -> None:
    """Keep what a model made of a revision's texts, each an array of vectors, until its rows are written."""
    path = _vectors_path(folder, of, model, part)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    with half.open("wb") as file:
        np.save(file, np.array([len(one) for one in vectors], dtype=np.int64))
        np.save(file, np.concatenate(vectors) if vectors else np.zeros((0, 0)))
    half.replace(path)


def read_vectors(folder: Path, of: Revision, model: str, part: int = 0) -> list[Array] | None:
    """What ``write_vectors`` kept; None where it kept nothing that can be read."""
    try:
        with _vectors_path(folder, of, model, part).open("rb") as file:
            lengths, vectors = np.load(file), np.load(file)
        return np.split(vectors, np.cumsum(lengths)[:-1]) if len(lengths) else []
    except (OSError, ValueError, EOFError):
        return None


def clear_bundles(folder: Path, *manifests: Manifest) -> set[str]:
    """Take away every revision that none of the manifests names; gives those that were there."""
    live = {_bundle_path(folder, paper, one.revision) for m in manifests for paper, one in m.papers.items()}
    gone = {file for file in (folder / "papers").glob("*") if file not in live}
    for file in gone:
        file.unlink()
    return {file.name.split(".")[0].rpartition("-")[2] for file in gone} - {
        one.revision for m in manifests for one in m.papers.values()
    }


def shared_name(folder: Path) -> str:
    """What tells this index's collections from another's in the same Chroma server; given once."""
    file = folder / "name"
    if not file.exists():
        _write(file, secrets.token_hex(6))
    return file.read_text(encoding="utf-8")


def _vectors_path(folder: Path, of: Revision, model: str, part: int) -> Path:
    made = hashlib.sha256(model.encode()).hexdigest()[:8]
    return _bundle_path(folder, of.paper, of.revision).with_suffix(f".{made}.{part}.npy")


def _bundle_path(folder: Path, paper: str, revision: str) -> Path:
    name = hashlib.sha256(paper.encode()).hexdigest()[:12]
    return folder / "papers" / f"{name}-{revision}.json"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    with half.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)

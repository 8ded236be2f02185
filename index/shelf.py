"""What stands on disk in an index: the manifest, and each paper's Document with its Passages.

``manifest.json`` names the live revision of every paper; ``papers/`` holds a file for each revision,
``chroma/`` the vectors, ``keywords-*/`` the BM25 index. A file is there whole or not at all.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexDamaged, IndexMissing
from corpus.records import Document
from index.passages import Passage
from index.storing import from_json, to_json

FORMAT = 3  # raised when what is kept changes, so that old indexes are built anew
MANIFEST = "manifest.json"
CHROMA = "chroma"
BUILD_AGAIN = "Build it again: python -m index build"


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


def read_manifest(folder: Path) -> Manifest:
    """What is live in an index; raises IndexMissing where there is none, or IndexDamaged."""
    try:
        entry = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if entry["format"] != FORMAT:
            raise IndexMissing(f"The index in {folder} is of an older make.", to_do="Build it: python -m index build")
        papers = {id_: Shelved(**shelved) for id_, shelved in entry.pop("papers").items()}
        return Manifest(papers=papers, **entry)
    except FileNotFoundError as error:
        raise IndexMissing(f"There is no index in {folder}.", to_do="Build it: python -m index build") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamaged(f"The index in {folder} is damaged.", to_do=BUILD_AGAIN) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make a manifest the live one, at once."""
    _write(folder / MANIFEST, json.dumps(asdict(manifest), indent=1))


def read_bundle(folder: Path, paper: str, revision: str) -> Bundle:
    """One revision of a paper; raises IndexDamaged."""
    try:
        document, passages = from_json(_bundle_path(folder, paper, revision).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"The paper “{paper}” is damaged in the index.", to_do=BUILD_AGAIN) from error
    return Bundle(document=document, passages=passages)


def is_whole(folder: Path, paper: str, revision: str) -> bool:
    """Whether a revision of a paper is there and can be read."""
    try:
        read_bundle(folder, paper, revision)
    except IndexDamaged:
        return False
    return True


def write_bundle(folder: Path, paper: str, revision: str, bundle: Bundle) -> None:
    """Keep one revision of a paper."""
    _write(_bundle_path(folder, paper, revision), to_json((bundle.document, bundle.passages)))


def clear_bundles(folder: Path, manifest: Manifest) -> None:
    """Take away every revision that is not live."""
    live = {_bundle_path(folder, paper, shelved.revision) for paper, shelved in manifest.papers.items()}
    for file in (folder / "papers").glob("*"):
        if file not in live:
            file.unlink()


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

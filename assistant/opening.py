"""Opening an assistant or a retriever over an index, which is built first where there is none."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.pipeline import Assistant
from corpus.errors import IndexDamaged, IndexMissing
from index.building import build
from index.encoders import LocalEmbedder
from index.late_interaction import LocalPieceEncoder
from index.library import Library
from index.progress import Progress
from index.reranking import LocalReranker
from index.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.retriever import PassageRetriever

log = logging.getLogger(__name__)


def open_assistant(index: Path | str | None = None, *, progress: Progress | None = None) -> Assistant:
    """An assistant over an index; the shipped papers are indexed first where there is none."""
    settings = read_settings(Path(index) if index else None)
    library, embedder, pieces = open_library(settings, progress)
    return Assistant(library, embedder, pieces=pieces, reranker=LocalReranker())


def open_retriever(index: Path | str | None = None, k: int = 10) -> "PassageRetriever":
    """A LangChain retriever over an index."""
    from assistant.retriever import PassageRetriever
    from index.search import Searcher

    settings = read_settings(Path(index) if index else None)
    return PassageRetriever(searcher=Searcher(*open_library(settings)), k=k)


def open_library(
    settings: Settings, progress: Progress | None = None
) -> tuple[Library, LocalEmbedder, LocalPieceEncoder]:
    """The library of an index and its two encoders; a missing or damaged index is built anew."""
    embedder, pieces = LocalEmbedder(settings.model), LocalPieceEncoder()
    try:
        library = Library.open(settings.index, settings.chroma)
        if (library.manifest.model, library.manifest.pieces) == (embedder.name, pieces.name):
            return library, embedder, pieces
    except (IndexMissing, IndexDamaged) as error:
        log.info("building the index: %s", error)
        if isinstance(error, IndexDamaged):
            _set_aside(settings.index, error)
    built = build(settings.folders, settings.index, embedder, progress, settings.chroma, pieces)
    for unread in built.unread:
        log.warning("left out: %s: %s", unread.file, unread.reason)
    return Library.open(settings.index, settings.chroma), embedder, pieces


def _set_aside(index: Path, damage: IndexDamaged) -> None:
    """Take a damaged manifest away, so that the next build starts from nothing; raises the damage where it must stay."""
    try:
        (index / "manifest.json").unlink(missing_ok=True)
    except OSError:
        raise damage from None

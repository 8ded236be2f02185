"""The five papers indexed once with words as directions: found by their words, without a model."""

import shutil
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.pipeline import Assistant
from corpus.catalogue import shipped_papers
from index.building import build
from index.encoders import Vectors
from index.keywords import stems
from index.library import Library
from index.search import Searcher

DIMENSIONS = 256


class WordEmbedder:
    """Each word counts in one of 256 directions, so that texts which share words are near."""

    name = "words"

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        vectors = np.full((len(texts), DIMENSIONS), 1e-3, dtype=np.float32)  # a text without words has a length too
        for vector, text in zip(vectors, texts, strict=True):
            for stem in stems(text):
                vector[zlib.crc32(stem.encode()) % DIMENSIONS] += 1
        if progress:
            progress(len(texts))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


@pytest.fixture(scope="session")
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, embedder: WordEmbedder) -> Library:
    """The five papers without their everyday questions: these take long to embed, and change often."""
    papers, folder = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("index")
    for file in shipped_papers().glob("*.t*"):
        shutil.copy(file, papers)
    build(papers, folder, embedder)
    return Library.open(folder)


@pytest.fixture(scope="session")
def searcher(library: Library, embedder: WordEmbedder) -> Searcher:
    return Searcher(library, embedder)


@pytest.fixture(scope="session")
def assistant(library: Library, embedder: WordEmbedder) -> Assistant:
    return Assistant(library, embedder)


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two small papers without a catalogue."""
    folder = tmp_path_factory.mktemp("made up")
    (folder / "bees.txt").write_text(
        "# Bees\n\nThe hives stand in the orchard behind the church.\n\nHoney is taken in August by the warden.\n"
    )
    (folder / "boats.txt").write_text("# Boats\n\nThe ferry crosses the river each hour until dusk.\n")
    return folder


@pytest.fixture(scope="session")
def small(made_up: Path, tmp_path_factory: pytest.TempPathFactory, embedder: WordEmbedder) -> Library:
    """The library of the two made-up papers."""
    folder = tmp_path_factory.mktemp("small")
    build(made_up, folder, embedder)
    return Library.open(folder)

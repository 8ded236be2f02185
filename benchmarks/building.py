"""How fast an index of the shipped papers is built, against the bare encoders on the same texts."""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from index.building import build
from index.encoders import LocalEmbedder, Vectors
from index.late_interaction import Bytes, LocalPieceEncoder, Pieces
from index.settings import read_settings


class CountingEmbedder:
    """Embeds, and remembers the texts and the seconds that the model took over them."""

    def __init__(self, embedder: LocalEmbedder) -> None:
        self._embedder = embedder
        self.name = embedder.name
        self.texts: list[str] = []
        self.seconds = 0.0

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """The vectors of the embedder that does the work."""
        began = time.perf_counter()
        vectors = self._embedder.embed(texts, progress)
        self.seconds += time.perf_counter() - began
        self.texts += texts
        return vectors


class CountingPieces:
    """The same for the encoder of word pieces."""

    def __init__(self, encoder: LocalPieceEncoder) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self.texts: list[str] = []
        self.seconds = 0.0

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Bytes]:
        """The vectors of the encoder that does the work."""
        began = time.perf_counter()
        found = self._encoder.passages(texts, progress)
        self.seconds += time.perf_counter() - began
        self.texts += texts
        return found

    def question(self, text: str) -> Pieces:
        """The pieces of a question; none is asked here."""
        return self._encoder.question(text)


def measure(options: argparse.Namespace) -> list[str]:
    """Texts a second of a whole build, of the two models within it, and of the models alone on all of them at once."""
    settings = read_settings(options.index)
    model = LocalEmbedder(settings.model)
    model.embed(["loaded before it is timed"])
    words = LocalPieceEncoder()
    words.question("loaded before it is timed")
    embedder, pieces = CountingEmbedder(model), CountingPieces(words)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        build(settings.papers, Path(folder), embedder, pieces=pieces)
        whole = time.perf_counter() - began
        began = time.perf_counter()
        build(settings.papers, Path(folder), embedder, pieces=pieces)
        again = time.perf_counter() - began
    began = time.perf_counter()
    model.embed(embedder.texts)
    words.passages(pieces.texts)
    bare = time.perf_counter() - began
    texts = len(embedder.texts) + len(pieces.texts)
    return [
        f"whole build              {texts / whole:7.1f} texts a second   {texts:,} texts in {whole:.1f} s",
        f"the models within it     {texts / (embedder.seconds + pieces.seconds):7.1f} texts a second",
        f"the bare encoders        {texts / bare:7.1f} texts a second   the build is at {bare / whole:.0%} of its rate",
        f"nothing has changed      {again:7.1f} s",
    ]

"""How fast an index of the shipped papers is built, against the bare encoders on the same texts."""

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.hearing import HeardEmbedder, HeardPieces
from index.building import build
from index.encoders import LocalEmbedder
from index.late_interaction import LocalPieceEncoder
from index.settings import read_settings


def measure(options: argparse.Namespace) -> list[str]:
    """Texts a second of a whole build, of the two models within it, and of the models alone on all of them at once."""
    settings = read_settings(options.index)
    model = LocalEmbedder(settings.model)
    model.embed(["loaded before it is timed"])
    words = LocalPieceEncoder()
    words.question("loaded before it is timed")
    embedder, pieces = HeardEmbedder(model), HeardPieces(words)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        build(settings.papers, Path(folder), embedder, pieces=pieces)
        whole = time.perf_counter() - began
        began = time.perf_counter()
        build(settings.papers, Path(folder), embedder, pieces=pieces)
        again = time.perf_counter() - began
    words = LocalPieceEncoder()  # one that has not met these texts yet: it remembers what it was asked
    words.question("loaded before it is timed")
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

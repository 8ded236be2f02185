"""What a question costs as the papers grow: the same questions over indexes of recombined text."""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from assistant import Assistant
from benchmarks.questions import Question, last_answer, middle, questions, share
from benchmarks.recombined import HalvesEmbedder, HalvesPieces, write_papers
from corpus.errors import IndexMissing
from index.building import build
from index.encoders import DEFAULT_MODEL, LocalEmbedder
from index.late_interaction import LocalPieceEncoder
from index.library import Library
from index.reranking import LocalReranker


def measure(options: argparse.Namespace) -> list[str]:
    """For each size, a question asked for the first time and again, and how it compares with the smallest."""
    with tempfile.TemporaryDirectory() as folder:
        keep = options.keep or Path(folder)
        embedder, pieces = LocalEmbedder(DEFAULT_MODEL), LocalPieceEncoder()
        lines, least = [], 0.0
        for size in sorted(options.sizes):
            library, built = _library(keep / f"{size}", size, embedder, pieces)
            first, again = _asked(library, embedder, pieces, questions(options.questions))
            least = least or share(again, 0.5)
            passages = library.vectors.count
            lines.append(f"{passages:7,} passages, {len(library.papers):5,} papers   {built}")
            lines.append(f"    asked first          {middle(first)}")
            lines.append(f"    asked again          {middle(again)}   {share(again, 0.5) / least:.2f} of the smallest")
    return lines


def _library(folder: Path, size: int, embedder: LocalEmbedder, pieces: LocalPieceEncoder) -> tuple[Library, str]:
    """The index of so many passages, built where it is not there from an earlier run."""
    try:
        return Library.open(folder / "index"), "kept from an earlier run"
    except IndexMissing:
        write_papers(folder / "papers", size)
    began = time.perf_counter()
    build(folder / "papers", folder / "index", HalvesEmbedder(embedder), pieces=HalvesPieces(pieces))
    return Library.open(folder / "index"), f"built in {time.perf_counter() - began:.0f} s"


def _asked(
    library: Library, embedder: LocalEmbedder, pieces: LocalPieceEncoder, asked: Sequence[Question]
) -> tuple[list[float], list[float]]:
    """Seconds of each question, asked for the first time and once more."""
    rounds: list[list[float]] = [[], []]
    reranker = LocalReranker()
    Assistant(library, embedder, pieces=pieces, reranker=reranker).ask("What is the vision?")
    for seconds in rounds:
        for question in asked:
            # a new one has no vectors of questions in memory
            assistant = Assistant(library, embedder, pieces=pieces, reranker=reranker)
            began = time.perf_counter()
            last_answer(assistant, question.turns)
            seconds.append((time.perf_counter() - began) / len(question.turns))
    return rounds[0], rounds[1]

"""A warm question by step, against the bare model calls of the same question: the floor beneath it.

Some steps run beside others, so that they add up to more than the whole; what the question takes besides
its model calls is told as well.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from typing import Any

from assistant import Assistant, open_assistant
from benchmarks.hearing import HeardEmbedder, HeardPieces, HeardReranker
from benchmarks.questions import Question, last_answer, middle, questions, share
from index.encoders import Embedder
from index.late_interaction import PieceEncoder
from index.library import Library
from index.reranking import Reranker

STEPS = ("model", "word pieces", "passages read", "vectors", "everyday questions", "keywords", "besides the models")


class Clock:
    """Adds up the seconds that each step of a search takes."""

    def __init__(self) -> None:
        self.seconds = {"vectors": 0.0, "everyday questions": 0.0, "keywords": 0.0}

    def forget(self) -> None:
        """Start anew."""
        self.seconds = dict.fromkeys(self.seconds, 0.0)

    def around(self, step: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, with its seconds put down to a step."""

        def timed(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return call(*arguments, **named)
            finally:
                self.seconds[step] += time.perf_counter() - began

        return timed


class Heard:
    """The models of an assistant, with what they were called for."""

    def __init__(self, embedder: Embedder, pieces: PieceEncoder, reranker: Reranker) -> None:
        self.embedder, self.pieces, self.reranker = (
            HeardEmbedder(embedder),
            HeardPieces(pieces),
            HeardReranker(reranker),
        )
        self._bare = embedder, pieces, reranker

    def forget(self) -> None:
        """Start anew."""
        self.embedder.forget()
        self.pieces.forget()
        self.reranker.forget()

    def again(self) -> None:
        """Make the same calls of the bare models, one after the other."""
        embedder, pieces, reranker = self._bare
        for texts in self.embedder.calls:
            embedder.embed(texts)
        for text in self.pieces.texts:
            pieces.question(text)
        for question, *passages in self.reranker.calls:
            reranker.scores(question, passages)


def measure(options: argparse.Namespace) -> list[str]:
    """The whole, its model calls made bare, and the steps."""
    opened = open_assistant(options.index)
    assert opened.pieces
    assert opened.reranker
    heard, clock = Heard(opened.embedder, opened.pieces, opened.reranker), Clock()
    whole, bare, ratios, steps = _asked(opened.library, heard, clock, questions(options.questions))
    lines = [
        f"a question               {middle(whole)}",
        f"its model calls, bare    {middle(bare)}",
        f"the one by the other     median {share(ratios, 0.5):7.2f}      95th percentile {share(ratios, 0.95):7.2f}",
    ]
    return [*lines, *(f"{step:24} {middle(seconds)}" for step, seconds in steps.items())]


def _asked(
    library: Library, heard: Heard, clock: Clock, asked: Sequence[Question]
) -> tuple[list[float], list[float], list[float], dict[str, list[float]]]:
    """For each question: seconds of the whole, of its model calls alone, their ratio, and of each step."""
    whole, bare, ratios = [], [], []
    steps: dict[str, list[float]] = {step: [] for step in STEPS}
    for question in asked:  # a first time, so that what is read from disk once is read
        last_answer(_new(library, heard, clock), question.turns)
    for question in asked:
        assistant = _new(library, heard, clock)
        clock.forget()
        heard.forget()
        seconds = _timed(lambda a=assistant, t=question.turns: last_answer(a, t)) / len(question.turns)  # type: ignore[misc]
        models = {
            "model": heard.embedder.seconds,
            "word pieces": heard.pieces.seconds,
            "passages read": heard.reranker.seconds,
        }
        for step, spent in (models | clock.seconds).items():
            steps[step].append(spent / len(question.turns))
        steps["besides the models"].append(seconds - sum(models.values()) / len(question.turns))
        floor = _timed(heard.again) / len(question.turns)
        whole.append(seconds)
        bare.append(floor)
        if floor:
            ratios.append(seconds / floor)
    return whole, bare, ratios, steps


def _new(library: Library, heard: Heard, clock: Clock) -> Assistant:
    """An assistant that has no vectors of questions in memory, with a clock around the steps of its library."""
    _clock(library, clock)
    return Assistant(library, heard.embedder, pieces=heard.pieces, reranker=heard.reranker)


def _clock(library: Any, clock: Clock) -> None:
    """Put a clock around the steps of a library, once."""
    if not hasattr(library, "clocked"):
        library.clocked = True
        library.vectors.near_passages = clock.around("vectors", library.vectors.near_passages)
        library.everyday.near = clock.around("everyday questions", library.everyday.near)
        library.keywords.search = clock.around("keywords", library.keywords.search)


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began

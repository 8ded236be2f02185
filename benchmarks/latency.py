"""A warm question by step, against the bare model calls of the same question: the floor beneath it."""

import argparse
import time
from collections.abc import Callable, Sequence
from typing import Any

from assistant import Assistant, open_assistant
from benchmarks.questions import Question, last_answer, middle, questions, share
from index.encoders import Embedder, Vectors
from index.library import Library


class Clock:
    """Adds up the seconds that each step takes, one step not counted into another."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def around(self, step: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, with its seconds put down to a step."""

        def timed(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return call(*arguments, **named)
            finally:
                self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - began

        return timed


class HeardEmbedder:
    """Embeds, and remembers which texts it was called for."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name = embedder.name
        self.calls: list[list[str]] = []

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """The vectors of the embedder that does the work."""
        self.calls.append(list(texts))
        return self._embedder.embed(texts, progress)


def measure(options: argparse.Namespace) -> list[str]:
    """The whole, its model calls made bare, and the steps."""
    opened = open_assistant(options.index)
    embedder, clock = HeardEmbedder(opened.embedder), Clock()
    whole, bare, ratios, steps = _asked(opened.library, embedder, opened.embedder, clock, questions(options.questions))
    lines = [
        f"a question               {middle(whole)}",
        f"its model calls, bare    {middle(bare)}",
        f"the one by the other     median {share(ratios, 0.5):7.2f}      95th percentile {share(ratios, 0.95):7.2f}",
    ]
    return [*lines, *(f"{step:24} {middle(seconds)}" for step, seconds in steps.items())]


def _asked(
    library: Library, embedder: HeardEmbedder, model: Embedder, clock: Clock, asked: Sequence[Question]
) -> tuple[list[float], list[float], list[float], dict[str, list[float]]]:
    """For each question: seconds of the whole, of its model calls alone, their ratio, and of each step."""
    whole, bare, ratios = [], [], []
    steps: dict[str, list[float]] = {}
    _clocked(Assistant(library, embedder), clock)
    for question in asked:  # a first time, so that what is read from disk once is read
        last_answer(Assistant(library, embedder), question.turns)
    for question in asked:
        assistant = Assistant(library, embedder)  # a new one has no vectors of questions in memory
        _clocked(assistant, clock)
        clock.seconds.clear()
        embedder.calls.clear()
        seconds = _timed(lambda a=assistant, t=question.turns: last_answer(a, t)) / len(question.turns)  # type: ignore[misc]
        calls = list(embedder.calls)
        floor = sum(_timed(lambda texts=texts: model.embed(texts)) for texts in calls) / len(question.turns)  # type: ignore[misc]
        for step in ("model", "vectors", "keywords"):
            steps.setdefault(step, []).append(clock.seconds.get(step, 0.0) / len(question.turns))
        steps.setdefault("everything else", []).append(
            seconds - sum(steps[s][-1] for s in ("model", "vectors", "keywords"))
        )
        whole.append(seconds)
        bare.append(floor)
        if floor:
            ratios.append(seconds / floor)
    return whole, bare, ratios, steps


def _clocked(assistant: Assistant, clock: Clock) -> None:
    """Put a clock around the steps of an assistant; those of its library once."""
    library: Any = assistant.library
    searcher: Any = assistant.searcher
    searcher._vector = clock.around("model", searcher._vector)
    if not hasattr(library, "clocked"):
        library.clocked = True
        library.vectors.near_passages = clock.around("vectors", library.vectors.near_passages)
        library.vectors.near_questions = clock.around("vectors", library.vectors.near_questions)
        library.keywords.search = clock.around("keywords", library.keywords.search)


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began

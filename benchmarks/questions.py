"""The question set, and how figures are summed up."""

import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tools"))  # the judging lives there

from evaluation import SETS, Question, last_answer, read_question_set  # noqa: E402 - found there alone

__all__ = ["ROOT", "Question", "last_answer", "middle", "questions", "share"]


def questions(most: int | None = None) -> list[Question]:
    """Every question of the set, or at most so many, evenly from first to last."""
    every = [question for file in sorted(SETS.glob("*.jsonl")) for question in read_question_set(file)]
    return every if most is None or most >= len(every) else [every[i * len(every) // most] for i in range(most)]


def share(figures: Sequence[float], part: float) -> float:
    """The figure below which such a part of them lies."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def middle(figures: Sequence[float]) -> str:
    """Median and 95th percentile of seconds, as milliseconds."""
    return f"median {1e3 * share(figures, 0.5):7.1f} ms   95th percentile {1e3 * share(figures, 0.95):7.1f} ms"

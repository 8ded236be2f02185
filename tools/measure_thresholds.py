"""Measure what the thresholds of a decision do: python tools/measure_thresholds.py [--index DIR]

1. The question set is asked again with one threshold of assistant/deciding.py changed at a time, and
   it is counted how many questions are declined that should be, and how many that should not.
2. The classifier's probability that a question is not for the papers is compared with one threshold
   after another, without the forms of words in assistant/guards.py.

The tables are Markdown, as docs/measurements.md has them.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from evaluation import SETS, Figures, Question, judge, last_answer, read_question_set, summarise

from assistant import Assistant, deciding, open_assistant
from assistant.classifier import read_classifier
from index.encoders import Embedder, LocalEmbedder, RememberingEmbedder
from index.late_interaction import LocalPieceEncoder, PieceEncoder
from index.reranking import LocalReranker

NEARBY = {
    "FAR": (0.1, 0.3, 0.4),
    "SURE": (0.45, 0.65),
    "SILENCE": (0.5, 0.55, 0.65, 0.7),
    "SILENCE_LEAD": (0.0, 0.06),
    "SILENCE_OPEN": (0.65, 0.85),
    "SILENCE_OPEN_LEAD": (0.04, 0.12),
    "CLOSE": (0.05, 0.2),
}
PROBABILITIES = (0.5, 0.6, 0.7, 0.8, 0.9)
PAPER = "paper"  # the classifier's class of what the papers may answer


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--index", type=Path, metavar="DIR", help="the index to use (default: ASSISTANT_INDEX or .index)"
    )
    library = open_assistant(parser.parse_args().index).library
    embedder, pieces = RememberingEmbedder(LocalEmbedder()), LocalPieceEncoder()
    assistant = Assistant(library, embedder, pieces=pieces, reranker=LocalReranker())
    questions = [question for file in sorted(SETS.glob("*.jsonl")) for question in read_question_set(file)]
    print("| threshold | declined | over-refused | correct |\n|---|---|---|---|")
    print(_row("all as they are", _figures(assistant, questions)))
    for name, values in NEARBY.items():
        for value in values:
            with _changed(name, value) as before:
                print(_row(f"{name} {value} for {before}", _figures(assistant, questions)))
    print("\n| least probability | stopped of those not for the papers | of those they answer |\n|---|---|---|")
    for least in PROBABILITIES:
        print(_stopped(embedder, pieces, questions, least))


@contextmanager
def _changed(name: str, value: float) -> Iterator[float]:
    """A threshold set to another value, and put back; gives the one it had."""
    before: float = getattr(deciding, name)
    setattr(deciding, name, value)
    try:
        yield before
    finally:
        setattr(deciding, name, before)


def _figures(assistant: Assistant, questions: Sequence[Question]) -> Figures:
    return summarise([judge(question, last_answer(assistant, question.turns), {}) for question in questions])


def _row(name: str, figures: Figures) -> str:
    shares = (figures.declined, figures.over_refused, figures.correct)
    return f"| {name} | {' | '.join(f'{share.hits} of {share.of}' for share in shares)} |"


def _stopped(embedder: Embedder, pieces: PieceEncoder, questions: Sequence[Question], least: float) -> str:
    """How many single questions the classifier would stop if one probability counted for every class."""
    classifier = read_classifier(embedder.name)
    assert classifier is not None
    stopped: dict[bool, list[bool]] = {True: [], False: []}
    for question in questions:
        foreign = question.type in ("adversarial", "safety") and not question.answerable
        if len(question.turns) == 1 and (foreign or question.answerable):
            found = classifier.probabilities(embedder.embed(question.turns)[0], pieces.question(question.turns[0]))
            stopped[foreign].append(max(p for name, p in found.items() if name != PAPER) >= least)
    counts = (f"{sum(stopped[foreign])} of {len(stopped[foreign])}" for foreign in (True, False))
    return f"| {least} | {' | '.join(counts)} |"


if __name__ == "__main__":
    main()

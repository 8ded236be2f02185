"""Measure what each part of the search is worth: python tools/measure_levers.py [--index DIR]

1. Each question of tests/questions that stands alone, and that any one passage can answer, is
   compared with every passage and every everyday question of an index.
2. For each lever the passages are put in order, and it is counted how often one that covers the
   evidence comes first, among the first three, and among the first ten.
3. The search as it is used is counted in the same way, and timed stage by stage.

The tables are Markdown, as docs/measurements.md has them.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from evaluation import SETS, Question, covers, read_question_set
from levers import LEVERS, NEARBY, Bench, Lever, Seen

from assistant import Assistant, open_assistant
from assistant.vocabulary import Vocabulary, read_vocabulary
from index.encoders import Embedder, LocalEmbedder, Vectors
from index.keywords import stems
from index.passages import Passage
from index.search import NEAR_KEYWORDS, NEAR_PASSAGES, NEAR_QUESTIONS

PLACES = (1, 3, 10)
SAME = 0.95  # cosine from which two questions are as good as the same


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--index", type=Path, metavar="DIR", help="the index to use (default: ASSISTANT_INDEX or .index)"
    )
    assistant = open_assistant(parser.parse_args().index)
    passages = [p for paper in assistant.library.papers for p in assistant.library.passages(paper)]
    bench = Bench(passages=passages, embedder=LocalEmbedder())
    questions = [question for file in sorted(SETS.glob("*.jsonl")) for question in read_question_set(file)]
    alone = [q for q in questions if q.answerable and not q.needs_all and len(q.turns) == 1]
    seen = [bench.seen(question.turns[0]) for question in alone]
    print(f"{len(alone)} questions, {len(passages)} passages, {len(bench.asked.owner)} everyday questions")
    print(_nearest(bench, questions))
    for title, levers in (("lever", LEVERS), ("weights: passage, best, second, BM25", NEARBY)):
        print(f"\n| {title} | {' | '.join(f'in {n}' for n in PLACES)} |\n|---|{'---|' * len(PLACES)}")
        for name, lever in levers.items():
            print(_row(name, _shares(alone, (_order(passages, lever, s) for s in seen))))
    print(_row("as the assistant searches", _shares(alone, (_searched(assistant, bench.vocabulary, q) for q in alone))))
    print("\n| stage | median ms | 95th percentile |\n|---|---|---|")
    for stage, run in _stages(assistant, bench.embedder, [q.turns[0] for q in alone]).items():
        took = [_milliseconds(run, question.turns[0]) for question in alone]
        print(f"| {stage} | {statistics.median(took):.1f} | {float(np.quantile(took, 0.95)):.1f} |")


def _nearest(bench: Bench, questions: Sequence[Question]) -> str:
    """How near the question set lies to the everyday questions."""
    vectors = bench.embedder.embed([question.turns[-1] for question in questions])
    nearest = (vectors @ bench.asked.vectors.T).max(axis=1)
    return (
        f"nearest everyday question to one of the set: cosine {np.median(nearest):.2f} in the median, "
        f"{np.quantile(nearest, 0.95):.2f} at the 95th percentile; {np.sum(nearest >= SAME)} at or above {SAME}"
    )


def _order(passages: Sequence[Passage], lever: Lever, seen: Seen) -> list[Passage]:
    best = np.argsort(-lever(seen), kind="stable")[: max(PLACES)]
    return [passages[number] for number in best]


def _searched(assistant: Assistant, vocabulary: Vocabulary, question: Question) -> list[Passage]:
    terms = " ".join(vocabulary.meanings(question.turns[0]))
    found = assistant.searcher.search(question.turns[0], max(PLACES), more_words=terms)
    return [result.passage for result in found.kept]


def _shares(questions: Iterable[Question], orders: Iterable[Sequence[Passage]]) -> list[float]:
    """For each count of places, the share of questions with their evidence among them."""
    firsts = []
    for question, order in zip(questions, orders, strict=True):
        hits = (number for number, p in enumerate(order) if covers(p.paper, p.text, question.evidence))
        firsts.append(next(hits, max(PLACES)))
    return [float(np.mean(np.array(firsts) < places)) for places in PLACES]


def _row(name: str, shares: Iterable[float]) -> str:
    return f"| {name} | {' | '.join(f'{share:.1%}' for share in shares)} |"


def _stages(
    assistant: Assistant, embedder: Embedder, questions: Sequence[str]
) -> Mapping[str, Callable[[str], object]]:
    """What is timed, by name; what remembers its last questions is given too many to remember."""
    library, vocabulary = assistant.library, read_vocabulary()
    vectors: dict[str, Vectors] = dict(zip(questions, embedder.embed(questions), strict=True))
    return {
        "embedding the question": lambda question: embedder.embed([question]),
        "nearest passages (Chroma)": lambda question: library.vectors.near_passages(vectors[question], NEAR_PASSAGES),
        "nearest everyday questions": lambda question: library.everyday.near(vectors[question], NEAR_QUESTIONS),
        "BM25": lambda question: library.keywords.search(stems(question), NEAR_KEYWORDS),
        "vocabulary": vocabulary.meanings,
        "the whole search": lambda question: assistant.searcher.search(
            question, more_words=" ".join(vocabulary.meanings(question))
        ),
        "the whole answer": assistant.ask,
    }


def _milliseconds(run: Callable[[str], object], question: str) -> float:
    began = time.perf_counter()
    run(question)
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()

"""A question and every passage of an index -> a score for each, by each lever of the search.

All vectors are held in memory and compared exactly, where the search itself asks Chroma for the
nearest and lets the rest go.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.vocabulary import Vocabulary, read_vocabulary
from index.encoders import Embedder, Vectors
from index.keywords import Keywords, stems
from index.passages import Passage
from index.search import (
    KEYWORD_WEIGHT,
    NO_QUESTIONS,
    PASSAGE_WEIGHT,
    QUESTION_WEIGHT,
    SECOND_QUESTION_WEIGHT,
    TERM_WEIGHT,
)

STEPS = (1, 2, 4)  # every everyday question, every second one, every fourth
WEIGHTS = (PASSAGE_WEIGHT, QUESTION_WEIGHT, SECOND_QUESTION_WEIGHT)
_NO_QUESTION = -1.0  # the cosine to the questions of a passage that has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Everyday questions as vectors, with the number of each one's passage and its own place in there."""

    vectors: Vectors
    owner: NDArray[np.intp]
    place: NDArray[np.intp]
    passages: int

    def nearest(self, vector: Vectors, step: int) -> tuple[Vectors, Vectors]:
        """The best and second-best cosine of each passage to every ``step``-th of its questions."""
        kept = self.place % step == 0
        cosines, owner = (self.vectors @ vector)[kept], self.owner[kept]
        cosines = cosines[np.lexsort((-cosines, owner))]
        owners, starts, counts = np.unique(np.sort(owner), return_index=True, return_counts=True)
        first, second = np.full((2, self.passages), _NO_QUESTION, dtype=np.float32)
        first[owners] = cosines[starts]
        second[owners] = cosines[starts + (counts > 1)]
        return first, second


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What each stage makes of every passage for one question; all arrays are of shape (passages,).

    ``questions`` are kept for each of STEPS, and so are ``keywords`` (of the question's own words) and
    ``terms`` (of the papers' words for them); their 0 is BM25 over the passages without questions.
    """

    passage: Vectors
    questions: Mapping[int, tuple[Vectors, Vectors]]
    keywords: Mapping[int, Vectors]
    terms: Mapping[int, Vectors]

    def dense(self, weights: tuple[float, float, float], step: int = 1) -> Vectors:
        """The weighted cosine to the passage, to its best question and to its second best."""
        first, second = self.questions[step]
        blended: Vectors = weights[0] * self.passage + weights[1] * first + weights[2] * second
        return np.where(first == _NO_QUESTION, self.passage + NO_QUESTIONS, blended)

    def whole(
        self, step: int = 1, weights: tuple[float, float, float] = WEIGHTS, keyword: float = KEYWORD_WEIGHT
    ) -> Vectors:
        """The score of the search, over every ``step``-th everyday question."""
        score: Vectors = self.dense(weights, step) + keyword * self.keywords[step] + TERM_WEIGHT * self.terms[step]
        return score


def _bare(seen: Seen) -> Vectors:
    """What is left of the search for papers without everyday questions."""
    score: Vectors = seen.passage + KEYWORD_WEIGHT * seen.keywords[0]
    return score


Lever = Callable[[Seen], Vectors]
LEVERS: dict[str, Lever] = {
    "passage vectors alone": lambda seen: seen.passage,
    "BM25 over passages alone": lambda seen: seen.keywords[0],
    "BM25 over passages and everyday questions": lambda seen: seen.keywords[1],
    "best everyday question alone": lambda seen: seen.questions[1][0],
    "passage vectors + BM25 over passages (0.2)": lambda seen: _bare(seen),
    "the same + vocabulary terms (0.03)": lambda seen: _bare(seen) + TERM_WEIGHT * seen.terms[0],
    "the same with a weight of 0.2": lambda seen: _bare(seen) + 0.2 * seen.terms[0],
    "passage + best question (0.4, 0.6)": lambda seen: seen.dense((0.4, 0.6, 0.0)),
    "passage + best and second question (0.2, 0.4, 0.4)": lambda seen: seen.dense(WEIGHTS),
    "the same + BM25 (0.2)": lambda seen: seen.dense(WEIGHTS) + KEYWORD_WEIGHT * seen.keywords[1],
    "the same + vocabulary terms (0.03): the search": lambda seen: seen.whole(),
    "the search, every second everyday question left out": lambda seen: seen.whole(2),
    "the search, three of four left out": lambda seen: seen.whole(4),
}


def _nearby(passage: float, first: float, second: float, keyword: float) -> Lever:
    return lambda seen: seen.whole(weights=(passage, first, second), keyword=keyword)


NEARBY: dict[str, Lever] = {
    ", ".join(map(str, weights)): _nearby(*weights)
    for weights in (
        (0.2, 0.4, 0.4, 0.2),
        (0.2, 0.4, 0.4, 0.1),
        (0.2, 0.4, 0.4, 0.3),
        (0.1, 0.45, 0.45, 0.2),
        (0.3, 0.35, 0.35, 0.2),
        (0.2, 0.5, 0.3, 0.2),
        (0.2, 0.3, 0.5, 0.2),
    )
}


@dataclass(kw_only=True)
class Bench:
    """All passages of an index, with what it takes to score them."""

    passages: Sequence[Passage]
    embedder: Embedder
    vocabulary: Vocabulary = field(default_factory=read_vocabulary)

    @cached_property
    def asked(self) -> Asked:
        """The everyday questions of all passages."""
        asks = [(owner, place, text) for owner, p in enumerate(self.passages) for place, text in enumerate(p.asks)]
        return Asked(
            vectors=self.embedder.embed([text for _, _, text in asks], _Count(len(asks), "everyday questions")),
            owner=np.array([owner for owner, _, _ in asks]),
            place=np.array([place for _, place, _ in asks]),
            passages=len(self.passages),
        )

    @cached_property
    def _vectors(self) -> Vectors:
        return self.embedder.embed([p.embedded for p in self.passages], _Count(len(self.passages), "passages"))

    @cached_property
    def _keywords(self) -> dict[int, Keywords]:
        kept = {0: [replace(p, asks=()) for p in self.passages]}
        kept |= {step: [replace(p, asks=p.asks[::step]) for p in self.passages] for step in STEPS}
        return {step: Keywords.build((p.id, p.words) for p in passages) for step, passages in kept.items()}

    @cached_property
    def _number(self) -> dict[str, int]:
        return {p.id: number for number, p in enumerate(self.passages)}

    def seen(self, question: str) -> Seen:
        """What each stage makes of a question."""
        vector = self.embedder.embed([question])[0]
        terms = " ".join(self.vocabulary.meanings(question))
        return Seen(
            passage=self._vectors @ vector,
            questions={step: self.asked.nearest(vector, step) for step in STEPS},
            keywords={step: self._shares(keywords, question) for step, keywords in self._keywords.items()},
            terms={step: self._shares(keywords, terms) for step, keywords in self._keywords.items()},
        )

    def _shares(self, keywords: Keywords, words: str) -> Vectors:
        """BM25 scores as shares of the best."""
        shares = np.zeros(len(self.passages), dtype=np.float32)
        found = keywords.search(stems(words), len(self.passages))
        for id_, score in found:
            shares[self._number[id_]] = score / found[0][1]
        return shares


class _Count:
    """Hears how many texts are embedded, and says so on standard error."""

    def __init__(self, total: int, name: str) -> None:
        self._done, self._total, self._name = 0, total, name

    def __call__(self, more: int) -> None:
        self._done += more
        end = "\n" if self._done == self._total else ""
        print(f"\rembedding {self._name} {self._done}/{self._total}", end=end, file=sys.stderr, flush=True)

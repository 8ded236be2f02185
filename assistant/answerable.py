"""How likely the papers are to answer a question, from what the search found and from the question's vector.

A logistic regression, trained by tools/train_answerable.py on questions written in pairs: one that a
passage answers, and one that sounds alike and that no paper answers (corpus/papers/questions/pairs).
It sees how near the nearest passage, answered questions and unanswered questions lie; which of the
question's words are found there, weighted by how rare they are; how well its word pieces are met there;
what kind of thing is asked for and whether it was found; and the vector with what stands for its word
pieces as one. There are sets of weights for passages with everyday questions, and for those of other papers,
which have none; and of each for questions that stand alone, and for those that lean on the one before, which
were learned from conversations (data/followups.jsonl). They belong to one encoder, and are silent with another.
"""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.conversation import GENERIC, Leaning
from assistant.draft import Draft
from assistant.questions import Expects, Kind
from index.encoders import DEFAULT_MODEL, Vectors
from index.keywords import stem_set, stems
from index.search import SearchResult

_FILE = Path(__file__).parent / "data" / "answerable.npz"
_NEAREST = 10  # questions that have a vote
_NEAR = 0.7  # cosine at which a vote counts one
_FALLS = 0.05  # by which a vote falls to a third
_SEEN = 3  # passages whose words are looked at
_FLOOR = 1e-9
_MARKS = ("[CLS]", "[SEP]")


class Verdict(Enum):
    """What the papers do for a question."""

    ANSWER = auto()
    NEAR = auto()  # they come near it, and may not answer it
    SILENT = auto()


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights for (features, then the vector), each feature put to mean 0 and deviation 1.

    Below the score ``least`` the papers are held to be silent, below ``plain`` to come near it only.
    """

    mean: Vectors
    deviation: Vectors
    weights: Vectors
    vector_weights: Vectors
    bias: float
    least: float
    plain: float
    reading: "Reading | None" = None

    def verdict(self, features: Sequence[float], vector: Vectors, read: Sequence[float] = ()) -> Verdict:
        """What the papers are held to do, by the score; ``read`` is what the cross-encoder gave, that of the first passage first."""
        scaled = (np.asarray(features, dtype=np.float32) - self.mean) / self.deviation
        score = float(self.weights @ scaled + self.vector_weights @ vector + self.bias)
        if read and self.reading:
            return _verdict(self.reading.score(score, read), self.reading)
        return _verdict(score, self)


@dataclass(frozen=True, slots=True)
class Reading:
    """Weights for (the score of ``Weights``, what the first passage was given on reading, the most that any was), and thresholds."""

    weights: Vectors
    least: float
    plain: float

    def score(self, before: float, read: Sequence[float]) -> float:
        """The score with what was read counted in."""
        return float(self.weights @ np.array([before, *read_features(read)], dtype=np.float32))


def _verdict(score: float, thresholds: Weights | Reading) -> Verdict:
    return Verdict.SILENT if score < thresholds.least else Verdict.NEAR if score < thresholds.plain else Verdict.ANSWER


def read_features(read: Sequence[float]) -> list[float]:
    """What the judge sees of what the cross-encoder gave to the passages that it read, that of the first passage first."""
    return [read[0], max(read)]


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights for passages with everyday questions, and for those without; and of each for follow-up questions."""

    asked: Weights
    bare: Weights
    asked_leaning: Weights
    bare_leaning: Weights

    def verdict(self, draft: Draft, held: bool, vector: Vectors, read: Sequence[float] = ()) -> Verdict:
        """Whether the papers answer a searched draft; ``held`` as ``features`` has it, ``read`` as ``Weights.verdict``."""
        asked = bool(draft.ranked[0].passage.asks)
        if draft.settled.leaning is Leaning.NONE:
            weights = self.asked if asked else self.bare
        else:
            weights = self.asked_leaning if asked else self.bare_leaning
        return weights.verdict(features(draft, held), vector, read)


def features(draft: Draft, held: bool) -> list[float]:
    """What is known of a searched draft; ``held`` says whether the asked-for kind of thing was found."""
    results, ranked, ask = draft.results, draft.ranked, draft.ask
    assert results is not None
    top = ranked[0]
    asked = bool(top.passage.asks)  # where it has no everyday questions, those of other passages say nothing of it
    said = [hit.cosine for hit in results.said[:_NEAREST]] if asked else []
    unsaid = [hit.cosine for hit in results.unsaid[:_NEAREST]] if asked else []
    own = [stem for stem in dict.fromkeys(stems(draft.settled.own)) if stem not in GENERIC]
    rare = {stem: _rarity(draft, stem) for stem in own}
    words = [stem_set(result.passage.words) for result in ranked[:_SEEN]]
    covered = [_share(rare, found) for found in words]
    worded = [_share(rare, stem_set(result.passage.text)) for result in ranked[:_SEEN]]
    everywhere = set[str]().union(*words)
    terms = set(stems(" ".join(draft.terms)))
    return [
        top.dense,
        _at(said, 0),
        _at(said, 2),
        _at(unsaid, 0),
        _at(unsaid, 2),
        _at(said, 0) - _at(unsaid, 0),
        _votes(said) - _votes(unsaid),
        covered[0],
        max(covered),
        worded[0],
        max(worded),
        float(bool(terms & everywhere)),
        max((weight for stem, weight in rare.items() if stem not in everywhere), default=0.0),
        sum(not draft.library.keywords.knows(stem) for stem in own) / max(1, len(own)),
        float(len(own)),
        _lead(ranked),
        top.keyword or 0.0,
        top.dense * max(covered),
        _at(said, 0) * max(covered),
        *_met(results.pieces, ranked),
        *(float(ask.expects is one) for one in Expects),
        *(float(ask.expects is one and not held) for one in Expects),
        *(float(ask.kind is one) for one in Kind),
    ]


def _met(pieces: Sequence[str], ranked: Sequence[SearchResult]) -> list[float]:
    """How well the best passages meet the word pieces that say something: on the whole, and the worst two of them."""
    telling = [at for at, piece in enumerate(pieces) if piece not in _MARKS and stems(piece.lstrip("#"))]
    seen = [r.met[telling] for r in ranked[:_SEEN] if r.met is not None and len(r.met) == len(pieces)]
    if not telling or not seen:
        return [0.0] * 6
    best, together = seen[0], np.max(seen, axis=0)
    return [
        *(float(one.mean()) for one in (best, together)),
        *(float(worst) for one in (best, together) for worst in np.pad(np.sort(one), (0, 1), mode="edge")[:2]),
    ]


def _at(cosines: Sequence[float], place: int) -> float:
    return cosines[place] if place < len(cosines) else 0.0


def _votes(cosines: Sequence[float]) -> float:
    return math.log(sum(math.exp((cosine - _NEAR) / _FALLS) for cosine in cosines) + _FLOOR)


def _rarity(draft: Draft, stem: str) -> float:
    keywords = draft.library.keywords
    return math.log(len(keywords.ids) / (keywords.frequency(stem) + 0.5))


def _share(rare: dict[str, float], found: Set[str]) -> float:
    """The share of the words that are found, each counted by its rarity."""
    return sum(weight for stem, weight in rare.items() if stem in found) / (sum(rare.values()) or 1.0)


def _lead(ranked: Sequence[SearchResult]) -> float:
    return ranked[0].score - ranked[1].score if len(ranked) > 1 else 0.0


@lru_cache(maxsize=1)
def read_judge(model: str) -> Judge | None:
    """The judge for an encoder; None where it was trained for another, or not at all."""
    if model != DEFAULT_MODEL or not _FILE.exists():
        return None
    data = np.load(_FILE)
    return Judge(**{field.name: _weights(data, field.name) for field in fields(Judge)})


def _weights(data: Mapping[str, Vectors], name: str) -> Weights:
    return Weights(
        mean=data[f"{name}_mean"],
        deviation=data[f"{name}_deviation"],
        weights=data[f"{name}_weights"],
        vector_weights=data[f"{name}_vector_weights"],
        bias=float(data[f"{name}_bias"]),
        least=float(data[f"{name}_least"]),
        plain=float(data[f"{name}_plain"]),
        reading=_reading(data, f"{name}_read"),
    )


def _reading(data: Mapping[str, Vectors], name: str) -> Reading | None:
    """None for follow-up questions, with which no passage is read."""
    if f"{name}_weights" not in data:
        return None
    return Reading(
        weights=data[f"{name}_weights"], least=float(data[f"{name}_least"]), plain=float(data[f"{name}_plain"])
    )

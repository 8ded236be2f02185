"""Words -> passages that hold them: BM25 over stems, counted once (index.postings) and scored when asked.

The scoring is Lucene's variant of BM25 (Kamphuis et al., 2020); a test holds it against bm25s, to the last digit.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
import Stemmer
from numpy.typing import NDArray

from index.postings import Postings

_K1, _B = 1.2, 0.75  # how soon more of a word says no more, and how much a long passage is held against it

_STEMMER = Stemmer.Stemmer("english")
_WORD = re.compile(r"[a-z0-9£%]+(?:[.,/][0-9]+)*%?")
_STOPWORDS = """
a about above after again all also am an and any are as at be because been before being below between both
but by can could did do does doing done down during each few for from further get gets getting give given go
goes going got had has have having he her here hers him his how i if im in into is it its itself just know
let like make me mean more most much my no nor not now of off on once one only or other our ours out over
own please pls put say says see she should so some such tell than that thats the their them then there
theres these they theyre this those through to too under until up us very want was we well were what whats
when where wheres which while who whos whom whose why will with would you your youre yours
"""
STOPWORDS = frozenset(_STOPWORDS.split())


def stems(text: str) -> list[str]:
    """The words of a text as stems, without the words that carry no meaning of their own."""
    words = _WORD.findall(text.lower().replace("’", "").replace("'", ""))
    return [_stem(word) for word in words if word not in STOPWORDS]


@lru_cache(maxsize=2000)  # some 10 KB each: the same passages are found for many questions
def stem_set(text: str) -> frozenset[str]:
    """The stems of a passage, each once; of the last few texts they are remembered."""
    return frozenset(stems(text))


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """A word's stem; the same one each time, so that a million of them cost no more than their places."""
    return str(_STEMMER.stemWord(word))


class Keywords:
    """BM25 over passages by their ids; what was counted stands in several parts, which are scored as one.

    Each part says where its rows stand among the ids. What a score depends on of all passages (how many there are and
    hold a stem, how long they are) is summed over the parts when it is asked for: adding a paper leaves the others' alone.
    """

    def __init__(self, ids: Sequence[str], parts: Sequence[tuple[Postings, NDArray[np.int64]]]) -> None:
        self.ids = tuple(ids)
        self._parts = tuple(parts)
        self._usual = sum(int(part.lengths.sum()) for part, _ in parts) / max(1, len(self.ids))
        self._norms = [_K1 * ((1 - _B) + _B * part.lengths / self._usual) for part, _ in parts]

    @classmethod
    def build(cls, texts: Iterable[tuple[str, str]]) -> "Keywords":
        """An index over (id, text) pairs."""
        ids, words = [], []
        for id_, text in texts:
            ids.append(id_)
            words.append(stems(text))
        return cls(ids, [(Postings.of(words), np.arange(len(ids)))] if ids else [])

    def search(self, words: Sequence[str], k: int) -> list[tuple[str, float]]:
        """The best ``k`` passages that hold any of the stems, with their scores, best first."""
        scores = np.zeros(len(self.ids), dtype=np.float32)
        for word in words:
            self._score(word, scores)
        held = np.flatnonzero(scores > 0)  # chosen from these alone: to part a hundred thousand zeros takes 7 ms
        values = scores[held]
        if len(held) > k:
            best = np.argpartition(values, -k)[-k:]
            held, values = held[best], values[best]
        order = np.lexsort((held, -values))
        return [(self.ids[row], score) for row, score in zip(held[order].tolist(), values[order].tolist(), strict=True)]

    def _score(self, stem: str, scores: NDArray[np.float32]) -> None:
        """Add what a stem is worth to the score of each passage that holds it."""
        found = [part.holding(stem) for part, _ in self._parts]
        held = sum(len(rows) for rows, _ in found)
        if not held:
            return
        rarity = np.float64(np.float32(math.log(1 + (len(self.ids) - held + 0.5) / (held + 0.5))))
        for (rows, times), (_, places), norms in zip(found, self._parts, self._norms, strict=True):
            scores[places[rows]] += (rarity * (times / (norms[rows] + times))).astype(np.float32)

    def holding(self, stem: str) -> list[str]:
        """The passages that hold a stem, in the order in which they were indexed."""
        rows = (places[part.holding(stem)[0]].tolist() for part, places in self._parts)
        return [self.ids[row] for row in sorted(chain.from_iterable(rows))]

    def frequency(self, stem: str) -> int:
        """How many passages hold a stem."""
        return sum(len(part.holding(stem)[0]) for part, _ in self._parts)

    def knows(self, stem: str) -> bool:
        """Whether any passage holds the stem."""
        return self.frequency(stem) > 0

"""Words -> passages that hold them: BM25 over stems, built once and kept on disk.

The scoring is Lucene's variant of BM25 (Kamphuis et al., 2020) as bm25s implements it.
"""

import json
import logging
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
import Stemmer

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it tells of each step it takes

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
    """A BM25 index over passages, by their ids."""

    def __init__(self, ids: Sequence[str], index: "bm25s.BM25 | None") -> None:
        self.ids = tuple(ids)
        self._index = index

    @classmethod
    def build(cls, texts: Iterable[tuple[str, str]]) -> "Keywords":
        """An index over (id, text) pairs."""
        ids, tokens = [], []
        for id_, text in texts:
            ids.append(id_)
            tokens.append(stems(text) or ["\x00"])
        if not ids:
            return cls((), None)
        index = bm25s.BM25(k1=1.2, b=0.75)
        index.index(tokens, show_progress=False)
        return cls(ids, index)

    @classmethod
    def load(cls, folder: Path) -> "Keywords":
        """Read an index that ``save`` wrote."""
        ids = json.loads((folder / "ids.json").read_text(encoding="utf-8"))
        if not ids:
            return cls((), None)
        index = bm25s.BM25.load(str(folder), mmap=True)
        for name in ("data", "indices", "indptr"):
            index.scores[name] = index.scores[name].view(np.ndarray)  # a memmap takes twice as long to slice
        return cls(ids, index)

    def save(self, folder: Path) -> None:
        """Write the index into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ids.json").write_text(json.dumps(self.ids), encoding="utf-8")
        if self._index is not None:
            self._index.save(str(folder))

    def search(self, words: Sequence[str], k: int) -> list[tuple[str, float]]:
        """The best ``k`` passages that hold any of the stems, with their scores, best first."""
        if self._index is None:
            return []
        known = [word for word in words if word in self._index.vocab_dict]
        if not known:
            return []
        scores = self._index.get_scores(known)
        held = np.flatnonzero(scores > 0)  # chosen from these alone: to part a hundred thousand zeros takes 7 ms
        values = scores[held]
        if len(held) > k:
            best = np.argpartition(values, -k)[-k:]
            held, values = held[best], values[best]
        order = np.lexsort((held, -values))
        return [(self.ids[row], score) for row, score in zip(held[order].tolist(), values[order].tolist(), strict=True)]

    def holding(self, stem: str) -> list[str]:
        """The passages that hold a stem, in the order in which they were indexed."""
        if self._index is None or stem not in self._index.vocab_dict:
            return []
        token = self._index.vocab_dict[stem]
        first, last = self._index.scores["indptr"][token : token + 2]
        return [self.ids[row] for row in sorted(self._index.scores["indices"][first:last].tolist())]

    def frequency(self, stem: str) -> int:
        """How many passages hold a stem."""
        if self._index is None or stem not in self._index.vocab_dict:
            return 0
        token = self._index.vocab_dict[stem]
        return int(self._index.scores["indptr"][token + 1] - self._index.scores["indptr"][token])

    def knows(self, stem: str) -> bool:
        """Whether any passage holds the stem."""
        return self._index is not None and stem in self._index.vocab_dict

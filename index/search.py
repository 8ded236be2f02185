"""A question -> the passages that answer it best.

1. Dense: the cosine of the question to a passage and to the two nearest of the everyday questions
   that the passage answers. Two agreeing questions say more than one lucky one.
2. Keyword: BM25 over the passage, its headings and its questions, as a share of the best score;
   and, with a small weight, BM25 of the papers' terms for the question's lay words.
3. Late interaction: how well the passage meets each word piece of the question (index.late_interaction).
4. The score is their weighted sum. The weights were fitted as a pairwise logistic regression on
   questions of our own and rounded; docs/measurements.md has the figures of each lever.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from index.encoders import Embedder, Vectors
from index.keywords import stems
from index.late_interaction import PieceEncoder, Pieces, met
from index.library import Library
from index.passages import Passage
from index.vectors import Hit, Near

PASSAGE_WEIGHT = 0.2
QUESTION_WEIGHT = 0.4
SECOND_QUESTION_WEIGHT = 0.4
KEYWORD_WEIGHT = 0.2
TERM_WEIGHT = 0.03
LATE_WEIGHT = 0.3
LATE_WEIGHT_ALONE = 1.0  # of a passage without everyday questions
LATE_USUAL = 0.5  # what passages that are near are met by: it counts for neither side
NO_QUESTIONS = 0.08  # what a passage without everyday questions lacks in cosine to one that has them
NEAR_PASSAGES = 100
NEAR_QUESTIONS = 250
NEAR_KEYWORDS = 100

_Ask = Callable[[Vectors, int, Iterable[str]], list[Near]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """A passage with what each stage made of it; a stage that did not see it gives None.

    ``met`` says how well it meets each word piece of the question, of shape (pieces,).
    """

    passage: Passage
    score: float
    dense: float
    question: float | None
    asked: str | None
    keyword: float | None
    met: Vectors | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """What a search kept and dropped, best first, and what it took.

    ``pieces`` are the word pieces of the question; ``said`` and ``unsaid`` are the everyday questions that lie nearest: answered ones, and ones that are not.
    """

    query: str
    kept: tuple[SearchResult, ...]
    dropped: tuple[SearchResult, ...]
    said: tuple[Hit, ...]
    unsaid: tuple[Hit, ...]
    seconds: float
    pieces: tuple[str, ...] = ()


class Searcher:
    """Searches one library with one embedder, and with the encoder of its word pieces where it was built with one."""

    def __init__(self, library: Library, embedder: Embedder, pieces: PieceEncoder | None = None) -> None:
        self.library = library
        self._vector = lru_cache(maxsize=64)(lambda query: embedder.embed([query])[0])
        self._pieces = lru_cache(maxsize=64)(pieces.question) if pieces else None
        self._is_met = pieces is not None and pieces.name == library.manifest.pieces

    def vector(self, query: str) -> Vectors:
        """The query's vector; the last few are remembered."""
        vector: Vectors = self._vector(query)
        return vector

    def pieces(self, query: str) -> Pieces | None:
        """The query's word pieces, where there is an encoder of them; the last few are remembered."""
        return self._pieces(query) if self._pieces else None

    def search(self, query: str, k: int = 10, *, papers: Iterable[str] = (), more_words: str = "") -> SearchResults:
        """The best ``k`` passages for a query; ``more_words`` are read by the keyword stage alone."""
        began = time.perf_counter()
        chosen = tuple(papers)
        vector = self.vector(query)
        dense, questions, said, unsaid = self._dense(vector, chosen)
        keyword = self._keyword(stems(query), chosen)
        terms = self._keyword(stems(more_words), chosen)
        missing = [id_ for id_ in (keyword | terms) if id_ not in dense]
        dense |= self.library.rows.cosines(vector, missing)
        floor = min((hits[0].cosine for hits in questions.values()), default=0.0)
        scored = {id_: self._blend(id_, cosine, questions.get(id_, ()), floor) for id_, cosine in dense.items()}
        words, found = self._met(query, tuple(scored))
        late = self._late(tuple(scored), found)
        fused = {
            id_: score + KEYWORD_WEIGHT * keyword.get(id_, 0.0) + TERM_WEIGHT * terms.get(id_, 0.0) + late.get(id_, 0.0)
            for id_, score in scored.items()
        }
        results = tuple(
            SearchResult(
                passage=self.library.passage(id_),
                score=fused[id_],
                dense=scored[id_],
                question=hits[0].cosine if (hits := questions.get(id_)) else None,
                asked=hits[0].text if hits else None,
                keyword=keyword.get(id_),
                met=found[row] if len(found) else None,
            )
            for id_, row in sorted(
                zip(scored, range(len(scored)), strict=True), key=lambda one: (-fused[one[0]], one[0])
            )
        )
        return SearchResults(
            query=query,
            kept=results[:k],
            dropped=results[k:],
            said=said,
            unsaid=unsaid,
            seconds=time.perf_counter() - began,
            pieces=words,
        )

    def _met(self, query: str, ids: Sequence[str]) -> tuple[tuple[str, ...], Vectors]:
        """The word pieces of the question, and how well passages meet them, of shape (passages, pieces); nothing without an encoder."""
        if self._pieces is None or not self._is_met:
            return (), np.zeros((0, 0), dtype=np.float32)
        pieces = self._pieces(query)
        return pieces.words, met(pieces, self.library.rows.pieces_of(ids))

    def _late(self, ids: Sequence[str], found: Vectors) -> dict[str, float]:
        """What each passage's meeting of the word pieces adds to its score."""
        means = found.mean(axis=1).tolist() if len(found) else []
        return {
            id_: (LATE_WEIGHT if self.library.passage(id_).asks else LATE_WEIGHT_ALONE) * (mean - LATE_USUAL)
            for id_, mean in zip(ids, means, strict=False)
        }

    def _dense(
        self, vector: Vectors, papers: Sequence[str]
    ) -> tuple[dict[str, float], dict[str, list[Hit]], tuple[Hit, ...], tuple[Hit, ...]]:
        vectors = self.library.vectors
        near = self._live(vectors.near_passages, vector, NEAR_PASSAGES, papers)
        asked = [self._hit(one) for one in self._live(vectors.near_questions, vector, NEAR_QUESTIONS, papers)]
        dense = {one.passage: one.cosine for one in near}
        questions: dict[str, list[Hit]] = {}
        for hit in asked:
            if not hit.unsaid:
                questions.setdefault(hit.passage, []).append(hit)
        dense |= self.library.rows.cosines(vector, [id_ for id_ in questions if id_ not in dense])
        unsaid = tuple(hit for hit in asked if hit.unsaid)
        return dense, questions, tuple(hit for hit in asked if not hit.unsaid), unsaid

    def _live(self, ask: _Ask, vector: Vectors, k: int, papers: Sequence[str]) -> list[Near]:
        """The nearest that are live: more are asked for while revisions that are not stand before them."""
        asked = k
        while True:
            found = ask(vector, asked, papers)
            live = [one for one in found if self.library.is_live(one.passage.rsplit(":", 1)[0], one.revision)]
            if len(live) >= k or len(found) < asked:
                return live[:k]
            asked *= 2

    def _hit(self, near: Near) -> Hit:
        """A question that is near, with its words."""
        passage, number = self.library.passage(near.passage), near.number or 0
        asks, unsaid = passage.asks, number >= len(passage.asks)
        text = passage.unsaid[number - len(asks)] if unsaid else asks[number]
        return Hit(passage=near.passage, cosine=near.cosine, revision=near.revision, text=text, unsaid=unsaid)

    def _keyword(self, words: Sequence[str], papers: Sequence[str]) -> dict[str, float]:
        """BM25 scores as shares of the best."""
        found = self.library.keywords.search(words, NEAR_KEYWORDS)
        best = found[0][1] if found else 1.0
        return {id_: score / best for id_, score in found if not papers or id_.rsplit(":", 1)[0] in papers}

    def _blend(self, id_: str, cosine: float, asked: Sequence[Hit], floor: float) -> float:
        """One dense score of a passage; questions that were not near enough to be seen count as the farthest seen."""
        if not asked and not self.library.passage(id_).asks:
            return cosine + NO_QUESTIONS
        first = asked[0].cosine if asked else min(cosine, floor)
        second = asked[1].cosine if len(asked) > 1 else min(first, floor)
        return PASSAGE_WEIGHT * cosine + QUESTION_WEIGHT * first + SECOND_QUESTION_WEIGHT * second

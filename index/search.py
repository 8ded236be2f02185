"""A question -> the passages that answer it best.

1. Dense: the cosine of the question to a passage, blended with its cosine to the nearest of the
   everyday questions that the passage answers.
2. Keyword: BM25 over the passage, its headings and its questions.
3. The two rankings are fused by reciprocal rank (Cormack, Clarke and Buettcher, 2009).
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.encoders import Embedder, Vectors
from index.keywords import stems
from index.library import Library
from index.passages import Passage
from index.vectors import Hit

PASSAGE_SHARE = 0.4  # measured on the five papers: 0.4 passage + 0.6 best question beats either alone
FUSION_K = 20  # a small k lets a clear first place of either ranking stand
NEAR_PASSAGES = 100
NEAR_QUESTIONS = 200
NEAR_KEYWORDS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """A passage with what each stage made of it; a stage that did not see it gives None."""

    passage: Passage
    score: float
    dense: float
    question: float | None
    asked: str | None
    keyword: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """What a search kept and dropped, best first, and what it took."""

    query: str
    kept: tuple[SearchResult, ...]
    dropped: tuple[SearchResult, ...]
    unsaid: tuple[Hit, ...]
    seconds: float


class Searcher:
    """Searches one library with one embedder."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self.library = library
        self._embedder = embedder

    def search(self, query: str, k: int = 10, *, papers: Iterable[str] = (), more_words: str = "") -> SearchResults:
        """The best ``k`` passages for a query; ``more_words`` are read by the keyword stage alone."""
        began = time.perf_counter()
        chosen = tuple(papers)
        vector = self._embedder.embed([query])[0]
        dense, questions, unsaid = self._dense(vector, chosen)
        keyword = self._keyword(stems(f"{query} {more_words}"), chosen)
        missing = [id_ for id_ in keyword if id_ not in dense]
        dense |= self._cosines(vector, missing)
        scored = {id_: _blend(cosine, questions.get(id_)) for id_, cosine in dense.items()}
        fused = _fuse(_ranks(scored), _ranks(keyword))
        results = tuple(
            SearchResult(
                passage=self.library.passage(id_),
                score=score,
                dense=scored[id_],
                question=questions[id_].cosine if id_ in questions else None,
                asked=questions[id_].text if id_ in questions else None,
                keyword=keyword.get(id_),
            )
            for id_, score in fused
        )
        return SearchResults(
            query=query, kept=results[:k], dropped=results[k:], unsaid=unsaid, seconds=time.perf_counter() - began
        )

    def _dense(
        self, vector: Vectors, papers: Sequence[str]
    ) -> tuple[dict[str, float], dict[str, Hit], tuple[Hit, ...]]:
        vectors = self.library.vectors
        near = self._live(vectors.near_passages(vector, NEAR_PASSAGES, papers))
        asked = self._live(vectors.near_questions(vector, NEAR_QUESTIONS, papers))
        dense = {hit.passage: hit.cosine for hit in near}
        questions: dict[str, Hit] = {}
        for hit in asked:
            if not hit.unsaid:
                questions.setdefault(hit.passage, hit)
        dense |= self._cosines(vector, [id_ for id_ in questions if id_ not in dense])
        return dense, questions, tuple(hit for hit in asked if hit.unsaid)

    def _live(self, hits: Iterable[Hit]) -> list[Hit]:
        return [hit for hit in hits if self.library.is_live(hit.passage.rsplit(":", 1)[0], hit.revision)]

    def _cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        if not ids:
            return {}
        named = [f"{id_}@{self.library.manifest.papers[id_.rsplit(':', 1)[0]].revision}" for id_ in ids]
        return self.library.vectors.cosines(vector, named)

    def _keyword(self, words: Sequence[str], papers: Sequence[str]) -> dict[str, float]:
        found = self.library.keywords.search(words, NEAR_KEYWORDS)
        return {id_: score for id_, score in found if not papers or id_.rsplit(":", 1)[0] in papers}


def _blend(cosine: float, question: Hit | None) -> float:
    if question is None:
        return cosine
    return PASSAGE_SHARE * cosine + (1 - PASSAGE_SHARE) * question.cosine


def _ranks(scores: dict[str, float]) -> dict[str, int]:
    ordered = sorted(scores, key=lambda id_: (-scores[id_], id_))
    return {id_: rank for rank, id_ in enumerate(ordered, start=1)}


def _fuse(*rankings: dict[str, int]) -> list[tuple[str, float]]:
    fused: dict[str, float] = {}
    for ranking in rankings:
        for id_, rank in ranking.items():
            fused[id_] = fused.get(id_, 0.0) + 1 / (FUSION_K + rank)
    return sorted(fused.items(), key=lambda pair: (-pair[1], pair[0]))

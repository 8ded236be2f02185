"""A question -> the passages that answer it best.

1. Dense: the cosine of the question to a passage and to the two nearest of the everyday questions
   that the passage answers. Two agreeing questions say more than one lucky one.
2. Keyword: BM25 over the passage, its headings and its questions, as a share of the best score;
   and, with a small weight, BM25 of the papers' terms for the question's lay words.
3. Late interaction: how well the passage meets each word piece of the question (index.late_interaction), and, where
   it has no everyday questions, how well it does with what stands around it (index.surroundings); only those that
   score best by the other two are looked at.
4. The score is their weighted sum. The weights were fitted as a pairwise logistic regression on
   questions of our own and rounded; docs/measurements.md has the figures of each lever.
"""

import time
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from index.encoders import Embedder, Vectors
from index.everyday_vectors import Near
from index.keywords import stems
from index.late_interaction import PieceEncoder, Pieces, met, together
from index.library import Library
from index.once import Once
from index.passages import Passage
from index.surroundings import around
from index.vectors import Source

PASSAGE_WEIGHT = 0.2
QUESTION_WEIGHT = 0.4
SECOND_QUESTION_WEIGHT = 0.4
KEYWORD_WEIGHT = 0.2
TERM_WEIGHT = 0.03
LATE_WEIGHT = 0.5
LATE_WEIGHT_ALONE = 1.0  # of a passage without everyday questions
LATE_WEIGHT_AROUND = 1.5  # and of the same with what stands around it
LATE_USUAL = 0.5  # what passages that are near are met by: it counts for neither side
NO_QUESTIONS = 0.08  # what a passage without everyday questions lacks in cosine to one that has them
NEAR_PASSAGES = 100
NEAR_QUESTIONS = 250
NEAR_KEYWORDS = 100
COMPARED = 80  # passages that late interaction looks at; of what comes after these none has come among the best
EVERY = NEAR_PASSAGES + NEAR_QUESTIONS + 2 * NEAR_KEYWORDS  # no search finds more
NAMED_QUESTIONS = 10  # of those that are near: answered ones, and ones that are not

_REMEMBERED = 64  # questions, each with its vector and word pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An everyday question near the one that was asked, in its words."""

    cosine: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """A passage with what each stage made of it; a stage that did not see it gives None.

    ``met`` says how well it meets each word piece of the question, of shape (pieces,); ``read`` what the cross-encoder
    gave for it, where that read it, and ``weighed`` its score together with that.
    """

    passage: Passage
    score: float
    dense: float
    question: float | None
    asked: str | None
    keyword: float | None
    met: Vectors | None = field(default=None, compare=False)
    read: float | None = None
    weighed: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """What a search kept and dropped, best first, and what it took.

    ``beyond`` are the passages that late interaction did not look at, which come after these. ``pieces`` are the
    word pieces of the question; ``said`` and ``unsaid`` are the everyday questions that lie nearest, up to
    NAMED_QUESTIONS of each: answered ones, and ones that are not.
    """

    query: str
    kept: tuple[SearchResult, ...]
    dropped: tuple[SearchResult, ...]
    said: tuple[Hit, ...]
    unsaid: tuple[Hit, ...]
    seconds: float
    pieces: tuple[str, ...] = ()
    beyond: tuple[Passage, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage that was found, best first."""
        return (*(result.passage for result in (*self.kept, *self.dropped)), *self.beyond)


@dataclass(slots=True)
class _Likely:
    """A passage that may come first, with its dense score, the near questions that it answers, and what it scores so far."""

    passage: Passage
    dense: float
    asked: Sequence[Near]
    score: float


class Searcher:
    """Searches one library with one embedder, and with the encoder of its word pieces where it was built with one."""

    def __init__(self, library: Library, embedder: Embedder, pieces: PieceEncoder | None = None) -> None:
        self.library = library
        self._vector = Once(lambda query: embedder.embed([query])[0], most=_REMEMBERED)
        self._pieces = Once(pieces.question, most=_REMEMBERED) if pieces else None
        self._is_met = pieces is not None and pieces.name == library.manifest.pieces

    def vector(self, query: str) -> Vectors:
        """The query's vector; the last few are remembered."""
        vector: Vectors = self._vector(query)
        return vector

    def pieces(self, query: str) -> Pieces | None:
        """The query's word pieces, where there is an encoder of them; the last few are remembered."""
        return self._pieces(query) if self._pieces else None

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        papers: Iterable[str] = (),
        among: Set[str] | None = None,
        more_words: str = "",
        compared: int = COMPARED,
    ) -> SearchResults:
        """The best ``k`` passages for a query, of some papers where any are named, and of the passages ``among`` them that are, if given.

        ``more_words`` are read by the keyword stage alone; late interaction looks at so many as ``compared`` says.
        """
        began = time.perf_counter()
        chosen = tuple(papers)
        keyword = self._keyword(stems(query), chosen)
        terms = self._keyword(stems(more_words), chosen)
        vector = self.vector(query)
        dense, questions, said, unsaid = self._dense(vector, chosen)
        missing = [id_ for id_ in (keyword | terms) if id_ not in dense]
        dense |= self.library.rows.cosines(vector, missing)
        every = self._likely(dense, questions, keyword, terms)
        if among is not None:
            every = [one for one in every if one.passage.id in among]
        likely = every[:compared]
        pieces, found, wide = self._met(query, likely)
        late = _late(likely, pieces, found, wide)
        results = sorted(
            (
                _result(one, one.score + more, keyword.get(one.passage.id), found[row] if len(found) else None)
                for row, (one, more) in enumerate(zip(likely, late, strict=True))
            ),
            key=lambda result: (-result.score, result.passage.id),
        )
        return SearchResults(
            query=query,
            kept=tuple(results[:k]),
            dropped=tuple(results[k:]),
            said=said,
            unsaid=unsaid,
            seconds=time.perf_counter() - began,
            pieces=pieces.words if pieces else (),
            beyond=tuple(one.passage for one in every[compared:]),
        )

    def _likely(
        self,
        dense: Mapping[str, float],
        questions: Mapping[str, Sequence[Near]],
        keyword: Mapping[str, float],
        terms: Mapping[str, float],
    ) -> list[_Likely]:
        """The passages that were found, by what they score before late interaction."""
        floor = min((near[0].cosine for near in questions.values()), default=0.0)
        every = []
        for id_, cosine in dense.items():
            passage, near = self.library.passage(id_), questions.get(id_, ())
            blended = _blend(passage, cosine, near, floor)
            words = KEYWORD_WEIGHT * keyword.get(id_, 0.0) + TERM_WEIGHT * terms.get(id_, 0.0)
            every.append(_Likely(passage, blended, near, blended + words))
        return sorted(every, key=lambda one: (-one.score, one.passage.id))

    def _met(self, query: str, likely: Sequence[_Likely]) -> tuple[Pieces | None, Vectors, Vectors]:
        """The word pieces of the question, and how well passages meet them, alone and with what stands around them.

        Both are of shape (passages, pieces); nothing without an encoder.
        """
        if self._pieces is None or not self._is_met:
            nothing = np.zeros((0, 0), dtype=np.float32)
            return None, nothing, nothing
        wide = [[beside.id for beside in around(self.library, one.passage)] for one in likely]
        row = {id_: at for at, id_ in enumerate(dict.fromkeys(id_ for ids in wide for id_ in ids))}
        every = together(self.library.rows.pieces_of(row))
        pieces = self._pieces(query)
        found = met(pieces, every)
        return (
            pieces,
            found[[row[one.passage.id] for one in likely]],
            _best_of([[row[id_] for id_ in ids] for ids in wide], found),
        )

    def _dense(
        self, vector: Vectors, papers: Sequence[str]
    ) -> tuple[dict[str, float], dict[str, list[Near]], tuple[Hit, ...], tuple[Hit, ...]]:
        """The cosines of passages; the near questions that each answers; the nearest of these, and of those that none does."""
        dense = {source.passage: cosine for source, cosine in self._near_passages(vector, NEAR_PASSAGES, papers)}
        said: list[Hit] = []
        unsaid: list[Hit] = []
        questions: dict[str, list[Near]] = {}
        for near in self.library.everyday.near(vector, NEAR_QUESTIONS, papers):
            passage = self.library.passage(near.passage)
            is_unsaid = near.number >= len(passage.asks)
            if not is_unsaid:
                questions.setdefault(passage.id, []).append(near)
            if len(named := unsaid if is_unsaid else said) < NAMED_QUESTIONS:
                named.append(Hit(cosine=near.cosine, text=passage.questions[near.number]))
        dense |= self.library.rows.cosines(vector, [id_ for id_ in questions if id_ not in dense])
        return dense, questions, tuple(said), tuple(unsaid)

    def _near_passages(self, vector: Vectors, k: int, papers: Sequence[str]) -> list[tuple[Source, float]]:
        """The nearest that are live: more are asked for while revisions that are not stand before them."""
        revisions = [self.library.manifest.papers[paper].revision for paper in papers]
        asked_for = k
        while True:
            found = self.library.vectors.near_passages(vector, asked_for, revisions)
            live = [hit for hit in found if self.library.is_live(hit[0].paper, hit[0].revision)]
            if len(live) >= k or len(found) < asked_for:
                return live[:k]
            asked_for *= 2

    def _keyword(self, words: Sequence[str], papers: Sequence[str]) -> dict[str, float]:
        """BM25 scores as shares of the best."""
        found = self.library.keywords.search(words, NEAR_KEYWORDS)
        best = found[0][1] if found else 1.0
        return {id_: score / best for id_, score in found if not papers or id_.rsplit(":", 1)[0] in papers}


def _result(one: _Likely, score: float, keyword: float | None, found: Vectors | None) -> SearchResult:
    """A passage with what each stage made of it."""
    return SearchResult(
        passage=one.passage,
        score=score,
        dense=one.dense,
        question=one.asked[0].cosine if one.asked else None,
        asked=one.passage.questions[one.asked[0].number] if one.asked else None,
        keyword=keyword,
        met=found,
    )


def _blend(passage: Passage, cosine: float, near: Sequence[Near], floor: float) -> float:
    """One dense score of a passage; questions that were not near enough to be seen count as the farthest seen."""
    if not near and not passage.asks:
        return cosine + NO_QUESTIONS
    first = near[0].cosine if near else min(cosine, floor)
    second = near[1].cosine if len(near) > 1 else min(first, floor)
    return PASSAGE_WEIGHT * cosine + QUESTION_WEIGHT * first + SECOND_QUESTION_WEIGHT * second


def _late(likely: Sequence[_Likely], pieces: Pieces | None, found: Vectors, wide: Vectors) -> list[float]:
    """What each passage's meeting of the word pieces adds to its score."""
    if pieces is None:
        return [0.0] * len(likely)
    alone, around_it = ((each @ pieces.weights - LATE_USUAL).tolist() for each in (found, wide))
    return [
        LATE_WEIGHT * a if one.passage.asks else LATE_WEIGHT_ALONE * a + LATE_WEIGHT_AROUND * w
        for one, a, w in zip(likely, alone, around_it, strict=True)
    ]


def _best_of(rows: Sequence[Sequence[int]], found: Vectors) -> Vectors:
    """For each group of rows, none of them empty, the best of every column."""
    if not rows:
        return found[:0]
    starts = np.cumsum([0, *(len(group) for group in rows[:-1])])
    best: Vectors = np.maximum.reduceat(found[[at for group in rows for at in group]], starts, axis=0)
    return best

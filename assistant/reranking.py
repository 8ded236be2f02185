"""The best passages found, read together with the question: which of them comes first, and how surely it answers.

The cross-encoder (index.reranking) reads the first few, and its score counts beside that of the search. It is not
asked where the first passage has an everyday question that is all but the one asked: there it cannot do better.
Questions that lean on others have too few words of their own for it.
"""

from dataclasses import replace

from assistant.conversation import Leaning
from assistant.draft import Draft
from assistant.ranking import searched_text
from index.reranking import Reranker
from index.search import SearchResult
from index.surroundings import around, worded

READ = 6  # passages that are read with the question
READ_ASKED = 2  # where the first of them has everyday questions, which say more
WEIGHT = 0.15  # of the cross-encoder's score beside that of the search
WEIGHT_ASKED = 0.01
SAME = 0.85  # cosine of an everyday question that is all but the one asked


def reread(draft: Draft, reranker: Reranker | None) -> Draft:
    """The draft with the first few of what was found in the order that reading them gives.

    Those that were read have ``read``, and in their new order the scores that they had in the old one.
    """
    if reranker is None or draft.top is None or draft.settled.leaning is not Leaning.NONE or _is_known(draft):
        return draft
    asked = bool(draft.top.passage.asks)
    read_at_most, weight = (READ_ASKED, WEIGHT_ASKED) if asked else (READ, WEIGHT)
    places = _places(draft, read_at_most)
    few = [result for result, _ in places]
    of_few = {result.passage.id for result in few}
    others = [result for result in draft.ranked if result.passage.id not in of_few]
    read = reranker.scores(searched_text(draft, draft.settled.own), [text for _, text in places]).tolist()
    weighed = [replace(r, read=gave, weighed=r.score + weight * gave) for r, gave in zip(few, read, strict=True)]
    ordered = sorted(weighed, key=lambda result: -(result.weighed or 0.0))
    first = [replace(result, score=by_score.score) for result, by_score in zip(ordered, few, strict=True)]
    return replace(draft, ranked=(*first, *others))


def _places(draft: Draft, most: int) -> list[tuple[SearchResult, str]]:
    """The best results with what is read of each; one that is read together with a better one is passed over."""
    places: list[tuple[SearchResult, str]] = []
    taken: set[str] = set()
    for result in draft.ranked:
        if len(places) == most:
            break
        if result.passage.id not in taken:
            passages = around(draft.library, result.passage)
            taken |= {passage.id for passage in passages}
            places.append((result, worded(passages, result.passage).embedded))
    return places


def _is_known(draft: Draft) -> bool:
    assert draft.top is not None
    return (draft.top.question or 0.0) >= SAME

"""The search of a question, read with what it leans on and what it names: which results come first.

1. A question about what the last answer was about is answered from there.
2. "And for carers?" is searched by itself and with the question before it, and the two are fused.
3. A paper that is named comes before others; what was struck out comes after what stands.
"""

from collections.abc import Iterable
from dataclasses import replace

from assistant.conversation import Leaning
from assistant.draft import Draft
from assistant.questions import Kind
from corpus.records import PaperKind
from index.passages import Passage, PassageKind
from index.search import Searcher, SearchResult, SearchResults

FOUND = 10
NAMED = 1.35  # weight of a paper that the question names
TRACKED = 0.97  # weight of a paper of tracked changes beside the paper it changes
SUPERSEDED = 0.6  # weight of struck-out words, unless versions are asked about
ACTIONS = 1.12  # weight of a plan's actions where an owner or a timescale is asked for
NEAR_FOCUS = 1.25  # weight of a passage of the record in focus, or next to it, for a leaning question


def ranked(draft: Draft, searcher: Searcher) -> tuple[SearchResults, tuple[SearchResult, ...]]:
    """What was found, and its best in the order that the question asks for."""
    settled = draft.settled
    words = " ".join(draft.terms)
    if settled.leaning in (Leaning.FOCUS, Leaning.POINTER, Leaning.MORE) and settled.focus:
        results = searcher.search(settled.question, FOUND, more_words=words)
        return results, _from_focus(draft, results)
    results = searcher.search(
        settled.own if settled.leaning is Leaning.NONE else settled.question, FOUND, more_words=words
    )
    every = {r.passage.id: r for r in (*results.kept, *results.dropped)}
    scores = {id_: r.score for id_, r in every.items()}
    if settled.leaning is Leaning.TOGETHER:
        alone = searcher.search(settled.own, FOUND, more_words=words)
        for r in (*alone.kept, *alone.dropped):
            scores[r.passage.id] = scores.get(r.passage.id, 0.0) + r.score
            every[r.passage.id] = (
                r if r.passage.id not in every or r.dense > every[r.passage.id].dense else every[r.passage.id]
            )
    near = _near_focus(draft) if settled.leaning is Leaning.TOGETHER else set()
    weighted = [replace(r, score=scores[id_] * _weight(draft, r.passage, near)) for id_, r in every.items()]
    order = sorted(weighted, key=lambda r: (-r.score, r.passage.id))
    return results, tuple(order[:FOUND])


def _weight(draft: Draft, passage: Passage, near: Iterable[str]) -> float:
    ask = draft.ask
    weight = 1.0
    if ask.papers and passage.paper in ask.papers:
        weight *= NAMED
    if ask.kind is not Kind.CHANGE:
        if draft.library.document(passage.paper).paper.kind is PaperKind.TRACKED_CHANGES:
            weight *= TRACKED
        if passage.superseded:
            weight *= SUPERSEDED
    if ask.kind is Kind.OWNER and passage.kind is PassageKind.ACTION:
        weight *= ACTIONS
    if passage.id in near:
        weight *= NEAR_FOCUS
    return weight


def _from_focus(draft: Draft, results: SearchResults) -> tuple[SearchResult, ...]:
    """The passages in focus as results: the picked item, the one asked about, or all of the record."""
    settled, library = draft.settled, draft.library
    scores = {r.passage.id: r for r in (*results.kept, *results.dropped)}
    focus = list(settled.focus)
    if settled.leaning is Leaning.POINTER:
        if settled.item is not None:
            picked = focus[settled.item] if -len(focus) <= settled.item < len(focus) else focus[-1]
        else:
            picked = max(focus, key=lambda id_: scores[id_].dense if id_ in scores else 0.0)
        focus = _whole_record(draft, picked)
    elif settled.leaning is Leaning.MORE:
        focus = _whole_record(draft, focus[0])[1:] or focus
    return tuple(
        SearchResult(
            passage=library.passage(id_), score=1.0 - 0.01 * i, dense=1.0, question=1.0, asked=None, keyword=None
        )
        for i, id_ in enumerate(focus[:FOUND])
    )


def _whole_record(draft: Draft, id_: str) -> list[str]:
    """A passage and the others of its record, or of its goal, after it."""
    passage = draft.library.passage(id_)
    same = [p.id for p in draft.library.passages(passage.paper) if p.record == passage.record and p.id != id_]
    return [id_, *same]


def _near_focus(draft: Draft) -> set[str]:
    """The passages of the record in focus, and those beside it."""
    near: set[str] = set()
    for id_ in draft.settled.focus[:3]:
        passage = draft.library.passage(id_)
        passages = draft.library.passages(passage.paper)
        near |= {p.id for p in passages if abs(p.record - passage.record) <= 1 or p.locator == passage.locator}
    return near

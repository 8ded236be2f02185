"""A question and the turns before it -> the draft confined to the place that is asked for.

1. A place that the question names by itself; "the actions of chapter 1" are left to the lists.
2. A follow-up's bare number is one of the kind that the last answer was at; a step goes on from there; and what
   shares a word with a paragraph that was just read out is asked of it.
3. The papers: those that are named, else those of the last answer for a follow-up, else every one.
   Where none of those has the place, the others are looked through too.
"""

import re
from dataclasses import replace

from assistant.conversation import GENERIC, Leaning, root
from assistant.draft import Draft, record_of
from assistant.places import Key, Place, PlaceKind, bare_number, only_a_place, place_named, step_from
from assistant.questions import Kind
from assistant.standing import LOOKED_THROUGH, known, place_keys, spots, tracked_first
from index.keywords import stems
from index.passages import Passage
from index.search import Searcher

_OF_CHANGES = re.compile(r"\b(?:of|in|from) (?:the |all )?(?:tracked )?changes\b|\bagenda pack\b", re.IGNORECASE)
_LISTED_BY_CHAPTER = (Kind.OWNER, Kind.COUNT)  # "who owns most of the actions in chapter 1?"
_STATUTES = 20  # sections from this on are those of an Act, where no paper has them


def at_place(draft: Draft, searcher: Searcher) -> Draft:
    """The draft with the place that it asks for and what stands there; as it was where it names none."""
    draft = _with_papers_near(draft, searcher)
    place = _place(draft)
    if place is None:
        return draft
    papers = _papers(draft, place)
    found = spots(draft.library, place, papers)
    elsewhere = [paper for paper in _all(draft) if paper not in papers]
    found = found or spots(draft.library, place, elsewhere)
    if not found and _means_another(place):
        return draft
    rest = place.rest if place.topic else draft.settled.own
    settled = replace(draft.settled, own=rest, leaning=Leaning.NONE, focus=())
    return replace(draft, place=place, looked_in=tuple(papers), spots=tuple(found), settled=settled)


def _with_papers_near(draft: Draft, searcher: Searcher) -> Draft:
    """In a large library, the draft with what lies near to the question: those papers are looked through."""
    asks_place = place_named(draft.settled.own) or bare_number(draft.settled.own)
    if asks_place is None or len(draft.papers or draft.library.papers) <= LOOKED_THROUGH:
        return draft
    return replace(draft, results=searcher.search(draft.settled.question, papers=draft.papers))


def _means_another(place: Place) -> bool:
    """Whether a place that no paper has is hardly one of a paper: a section of an Act, a figure that was asked about."""
    return place.kind is PlaceKind.SECTION and place.ranges[0][0][0] >= _STATUTES


def _place(draft: Draft) -> Place | None:
    own = draft.settled.own
    place = place_named(own, draft.ask.outcome)
    if place is None:
        return _followed(draft) or _numbered(draft) or _dwelt_on(draft)
    if place.kind is PlaceKind.CHAPTER and (draft.ask.kind in _LISTED_BY_CHAPTER or draft.ask.listed):
        return None
    return _asking_as_before(draft, _as_chapter(draft, replace(place, rest=_bare(draft, place.rest))))


def _as_chapter(draft: Draft, place: Place) -> Place:
    """ "Section 3 of the forward plan", which has chapters and no sections."""
    named = [paper for paper in draft.ask.papers if paper in _all(draft)]
    if place.kind is not PlaceKind.SECTION or spots(draft.library, place, named):
        return place
    chapter = replace(place, kind=PlaceKind.CHAPTER)
    return chapter if spots(draft.library, chapter, named) else place


def _asking_as_before(draft: Draft, place: Place) -> Place:
    """ "And page 32?" asks of it what was asked of the page before."""
    settled = draft.settled
    if place.topic or settled.leaning is not Leaning.TOGETHER or settled.before is None:
        return place
    before = place_named(root(settled.before))
    if before is None or before.kind is not place.kind:
        return place
    return replace(place, rest=_bare(draft, before.rest))


def _bare(draft: Draft, rest: str) -> str:
    """What is asked of a place, without the names of papers."""
    words = _OF_CHANGES.sub(" ", draft.library.names.without(rest))
    return re.sub(r"\s+", " ", words).strip()


def _numbered(draft: Draft) -> Place | None:
    """ "What about 2.17?": the number of a paragraph, or one more of the kind of place that the last answer was at."""
    key = bare_number(draft.settled.own)
    if key is None:
        return None
    kind = PlaceKind.PARAGRAPH if len(key) > 1 else None
    if kind is None:
        before = place_named(root(draft.settled.before or ""))
        kind = before.kind if before else None
    if kind is None:
        return None
    place = Place(kind=kind, ranges=((key, key),), rest="")
    return _asking_as_before(draft, place) if spots(draft.library, place, _all(draft)) else None


def _followed(draft: Draft) -> Place | None:
    """The place after or before the one that the last answer was at."""
    step = step_from(draft.settled.own) if draft.settled.focus else None
    if step is None:
        return None
    by, kind = step
    last = draft.library.passage(draft.settled.focus[-1 if by > 0 else 0])
    for one in (kind,) if kind else (PlaceKind.PARAGRAPH, PlaceKind.PAGE):
        keys = known(draft.library, one, last.paper)
        here = [key for key in keys if key in _keys_of(draft, one, last)]
        at = keys.index(here[0]) + by if here else -1
        if 0 <= at < len(keys):
            return Place(kind=one, ranges=((keys[at], keys[at]),), rest="")
    return None


def _dwelt_on(draft: Draft) -> Place | None:
    """ "Who coordinates it?", after a paragraph was read out that has such a word in it: the same paragraph."""
    settled = draft.settled
    last = next(reversed(draft.conversation.turns), None)
    if last is None or not settled.focus or settled.leaning not in (Leaning.TOGETHER, Leaning.FOCUS):
        return None
    if draft.ask.papers or not (only_a_place(last.question) or step_from(last.question)):
        return None
    passage = draft.library.passage(settled.focus[0])
    record = record_of(draft.library, passage)
    keys = _keys_of(draft, PlaceKind.PARAGRAPH, passage)
    shared = (set(stems(settled.own)) - GENERIC) & set(stems(record.text))
    return Place(kind=PlaceKind.PARAGRAPH, ranges=((keys[0], keys[0]),), rest=settled.own) if keys and shared else None


def _keys_of(draft: Draft, kind: PlaceKind, passage: Passage) -> list[Key]:
    record = record_of(draft.library, passage)
    return [key for key, _ in place_keys(draft.library.document(passage.paper), kind, record)]


def _papers(draft: Draft, place: Place) -> list[str]:
    """The papers whose place is meant."""
    every = _all(draft)
    named = [paper for paper in draft.ask.papers if paper in every]
    shown = dict.fromkeys(id_.rsplit(":", 1)[0] for id_ in draft.settled.focus)
    with_it = [s.paper for s in spots(draft.library, place, list(shown))]
    return tracked_first(draft.library, draft.question, every) or named or with_it or every


def _all(draft: Draft) -> list[str]:
    """Every paper that may be answered from; of a large library, those that are named and those that the search found."""
    every = list(draft.papers or draft.library.papers)
    if len(every) <= LOOKED_THROUGH:
        return every
    found = [*draft.ask.papers, *(id_.rsplit(":", 1)[0] for id_ in draft.settled.focus)]
    if draft.results:
        found += [passage.paper for passage in draft.results.passages]
    return [paper for paper in dict.fromkeys(found) if paper in every][:LOOKED_THROUGH]

"""The search of a question, read with what it leans on and what it names: which results come first.

1. A question about what the last answer was about is answered from there.
2. "And for carers?" is searched by itself and with the question before it, and the two are fused.
3. A paper that is named comes before others; what was struck out comes after what stands.
4. Where a place is named, only what stands there is a result.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from assistant.conversation import FRAME, GENERIC, Leaning, root
from assistant.covering import topic_of
from assistant.deciding import holds
from assistant.draft import Draft, record_of
from assistant.questions import CONTACT, Expects, Kind, Listed
from corpus.printed_page import without_printed_page
from corpus.records import PaperKind
from index.keywords import stem_set, stems
from index.passages import Passage, PassageKind
from index.search import COMPARED, EVERY, Searcher, SearchResult, SearchResults

_REACHED = re.compile(r"@|\b0\d{3,4} \d{5,6}\b|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b")
_CONTENTS = re.compile(r"(?:^|› )(?:Table of )?Contents$", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\. ?){5,}")  # the dots that lead to a page
_OF_PEOPLE = (Listed.HEARD, Listed.VOICE)
_BY_HOLDING = (Expects.FIGURE, Expects.MONEY, Expects.DATE)
FOUND = 10
# What speaks for or against a passage besides its score, in units of the score. The first five were
# fitted together with the weights of the search; a clear best lies about 0.1 above the second.
NAMED = 0.13  # of a paper that the question names
CHANGES = 0.10  # a change, where versions are asked about
ACTIONS = 0.08  # an action, where an owner or a timescale is asked for
MEASURES = 0.06  # an indicator or a metric, where a target or a figure is asked for
HELD = 0.08  # that holds a figure, an amount or a date, where one is asked for
VOICES = -0.12  # a quotation from a person, unless people's words are asked for
HEARD = 0.1  # what was heard from people, or a quotation from one, where that is asked for
TRACKED = -0.02  # of a paper of tracked changes, beside the paper that it changes
SUPERSEDED = -0.3  # struck-out words, unless versions are asked about
CHANGED = -0.1  # a sentence with struck-out words in it: the paper that it changed has it clean
REACHABLE = 0.33  # with an address or a number, where a contact is asked for
CONTENTS = -0.12  # a line of a table of contents names every topic and says nothing on it
FRAGMENT = -0.1  # of up to four words, without everyday questions: a label or the cell of a table
FRAGMENT_WORDS = 4
TITLED = 0.1  # an outcome, a priority or an enabler whose title names the topic, where it is asked which covers it
LABEL = -0.15  # of up to five words, where a list is asked for: it counts or names what others list
LABEL_WORDS = 5
NEAR_FOCUS = 0.15  # of the record in focus, or next to it, for a leaning question


def ranked(draft: Draft, searcher: Searcher) -> tuple[SearchResults, tuple[SearchResult, ...]]:
    """What was found, and its best in the order that the question asks for."""
    settled = draft.settled
    words = " ".join(draft.terms)
    if settled.before and _turns_to_another_paper(draft):
        results = searcher.search(root(settled.before), FOUND, papers=draft.ask.papers, more_words=words)
        return results, results.kept
    if settled.leaning in (Leaning.FOCUS, Leaning.POINTER, Leaning.MORE) and settled.focus:
        results = searcher.search(settled.question, FOUND, papers=draft.papers, more_words=words)
        return results, _from_focus(draft, results)
    asked = searched_text(draft, settled.own if settled.leaning is Leaning.NONE else settled.question)
    papers = [spot.paper for spot in draft.spots] or draft.papers
    compared = COMPARED if settled.leaning is Leaning.NONE else EVERY  # two searches are fused by their scores
    among = draft.at if draft.spots else None
    results = searcher.search(asked, FOUND, papers=papers, among=among, more_words=words, compared=compared)
    every = {r.passage.id: r for r in (*results.kept, *results.dropped)}
    scores = {id_: r.score for id_, r in every.items()}
    if settled.leaning is Leaning.TOGETHER:
        alone = searcher.search(settled.own, FOUND, papers=draft.papers, more_words=words, compared=EVERY)
        own = {r.passage.id: r for r in (*alone.kept, *alone.dropped)}
        scores = {id_: (scores.get(id_, 0.0) + (own[id_].score if id_ in own else 0.0)) / 2 for id_ in every | own}
        every = {id_: max((r for r in (every.get(id_), own.get(id_)) if r), key=lambda r: r.dense) for id_ in scores}
    near = _near_focus(draft) if settled.leaning is Leaning.TOGETHER else set()
    best = _best(draft, {id_: r.passage for id_, r in every.items()}, scores, near)
    return results, tuple(replace(every[id_], score=score) for score, id_ in best)


def _best(
    draft: Draft, passages: Mapping[str, Passage], scores: Mapping[str, float], near: set[str]
) -> list[tuple[float, str]]:
    """The best passages with their scores, what speaks for and against each counted in.

    Looked at are those that could still come among the best if all of it spoke for them.
    """
    most = _most_besides(draft, near)
    best: list[tuple[float, str]] = []
    for id_ in sorted(passages, key=lambda id_: -scores[id_]):
        if len(best) == FOUND and scores[id_] + most < best[-1][0]:
            break
        best.append((scores[id_] + _besides(draft, passages[id_], near), id_))
        best = sorted(best, key=lambda pair: (-pair[0], pair[1]))[:FOUND]
    return best


def _most_besides(draft: Draft, near: set[str]) -> float:
    """The most that can speak for any passage besides its score, added up in the order of ``_besides``."""
    ask = draft.ask
    parts = (
        (NAMED, bool(ask.papers)),
        (CHANGES, ask.kind is Kind.CHANGE or draft.place is not None),
        (ACTIONS, ask.kind in (Kind.OWNER, Kind.TIMESCALE)),
        (MEASURES, ask.kind is Kind.TARGET or ask.expects is Expects.FIGURE),
        (HELD, ask.expects in _BY_HOLDING),
        (HEARD, ask.listed in _OF_PEOPLE),
        (REACHABLE, _asks_contact(ask.text)),
        (TITLED, ask.kind is Kind.COVERAGE),
        (NEAR_FOCUS, bool(near)),
    )
    return sum(amount for amount, applies in parts if applies)


def searched_text(draft: Draft, question: str) -> str:
    """The question without the papers it names, where enough of it is left to search for."""
    if not draft.ask.papers:
        return question
    bare = draft.library.names.without(question)
    content = [stem for stem in stems(bare) if stem not in FRAME]
    return bare if len(content) >= 3 else question


def _besides(draft: Draft, passage: Passage, near: set[str]) -> float:
    """What speaks for or against a passage besides its score."""
    ask, kind = draft.ask, passage.kind
    versions = ask.kind is Kind.CHANGE or draft.place is not None  # what is struck out there was asked for
    paper = draft.library.paper(passage.paper)
    tracked = paper.kind is PaperKind.TRACKED_CHANGES
    newer = paper.superseded_by  # "the forward plan" names the newer one too: the older has to be named alone
    asked_for = newer is not None and passage.paper in ask.papers and newer not in ask.papers
    measured = ask.kind is Kind.TARGET or ask.expects is Expects.FIGURE
    parts = (
        (NAMED, passage.paper in ask.papers),
        (CHANGES, versions and kind is PassageKind.CHANGE),
        (ACTIONS, ask.kind in (Kind.OWNER, Kind.TIMESCALE) and kind is PassageKind.ACTION),
        (MEASURES, measured and kind in (PassageKind.INDICATOR, PassageKind.METRIC)),
        (HELD, ask.expects in _BY_HOLDING and holds(draft, passage, ask.expects)),
        (VOICES, kind is PassageKind.VOICE and ask.listed not in _OF_PEOPLE),
        (HEARD, kind in (PassageKind.HEARD, PassageKind.VOICE) and ask.listed in _OF_PEOPLE),
        (TRACKED, tracked and not versions),
        (SUPERSEDED, passage.superseded and not versions and not asked_for),
        (CHANGED, kind is PassageKind.CHANGE and not versions and passage.paper not in ask.papers),
        (REACHABLE, _asks_contact(ask.text) and bool(_REACHED.search(passage.text))),
        (CONTENTS, bool(_CONTENTS.search(without_printed_page(passage.locator)) or _LEADERS.search(passage.text))),
        (FRAGMENT, not passage.asks and len(passage.text.split()) <= FRAGMENT_WORDS),
        (TITLED, ask.kind is Kind.COVERAGE and _is_titled(draft, passage)),
        (LABEL, ask.kind is Kind.LIST and ask.listed is None and len(passage.text.split()) <= LABEL_WORDS),
        (NEAR_FOCUS, passage.id in near),
    )
    return sum(amount for amount, applies in parts if applies)


def _is_titled(draft: Draft, passage: Passage) -> bool:
    """Whether a passage is of a part of the strategy, and the topic stands in that part's title."""
    if passage.kind not in (PassageKind.OUTCOME, PassageKind.PRIORITY, PassageKind.ENABLER):
        return False
    topic = topic_of(draft)
    return bool(topic) and set(topic) <= stem_set(passage.context or passage.text)


@lru_cache(maxsize=16)
def _asks_contact(question: str) -> bool:
    return bool(CONTACT.search(question))


def _from_focus(draft: Draft, results: SearchResults) -> tuple[SearchResult, ...]:
    """The passages in focus as results: the picked item, the one asked about, or all of the record."""
    settled, library = draft.settled, draft.library
    scores = {r.passage.id: r for r in (*results.kept, *results.dropped)}
    focus = _fitting_first(draft)
    if settled.leaning is Leaning.POINTER:
        if settled.item is not None:
            if not -len(focus) <= settled.item < len(focus):
                return ()  # the sixth of five
            picked = focus[settled.item]
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


def _fitting_first(draft: Draft) -> list[str]:
    """The passages in focus; where an attribute is asked for, those that can have it come first."""
    wanted = {
        Kind.OWNER: (PassageKind.ACTION,),
        Kind.TIMESCALE: (PassageKind.ACTION, PassageKind.INDICATOR, PassageKind.METRIC),
        Kind.TARGET: (PassageKind.INDICATOR, PassageKind.METRIC),
        Kind.CHANGE: (PassageKind.CHANGE, PassageKind.INDICATOR),
    }.get(draft.ask.kind, ())
    if draft.settled.leaning is not Leaning.FOCUS:
        return list(draft.settled.focus)
    return sorted(draft.settled.focus[:4], key=lambda id_: draft.library.passage(id_).kind not in wanted)


def _whole_record(draft: Draft, id_: str) -> list[str]:
    """A passage and the others of its record, or of its goal, after it."""
    passage = draft.library.passage(id_)
    record = record_of(draft.library, passage)
    same = [p for p in draft.library.passages(passage.paper) if p.record == passage.record and p.id != id_]
    if same and not record.span.holds(passage.span):
        return [*(p.id for p in same), id_]  # a title says less than what stands under it
    return [id_, *(p.id for p in same)]


def _turns_to_another_paper(draft: Draft) -> bool:
    """ "And does the strategy say so too?": the question before, asked of a paper that it was not answered from."""
    shown = {id_.rsplit(":", 1)[0] for id_ in draft.settled.focus}
    return bool(draft.ask.papers) and not shown & set(draft.ask.papers)


def _near_focus(draft: Draft) -> set[str]:
    """The passages of the record in focus, and those beside it; none where they lack what is asked of them."""
    near: set[str] = set()
    for id_ in draft.settled.focus[:3]:
        passage = draft.library.passage(id_)
        passages = draft.library.passages(passage.paper)
        near |= {p.id for p in passages if abs(p.record - passage.record) <= 1 or p.locator == passage.locator}
    own = set(stems(" ".join((draft.settled.own, *draft.terms)))) - GENERIC
    named = {id_ for id_ in near if own & stem_set(draft.library.passage(id_).words)}
    return named if own else near

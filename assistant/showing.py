"""What was found -> the passages that an answer shows: the best, what disagrees with it, and a second where it is as good."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.comparing import disagreements, look_alikes, twin_citations
from assistant.composing import columns, following_items, is_only_named, passage_claims, place, whole_list
from assistant.conversation import Leaning
from assistant.covering import counted
from assistant.draft import Claim, Draft, record_of
from assistant.questions import Kind
from assistant.versions import struck_and_printed, struck_and_printed_claim
from corpus.records import Action, Metric
from index.library import Library
from index.passages import Passage
from index.search import SearchResult
from index.surroundings import ITEM_GAP, joined, widened

SECOND = 0.91  # share of the best score from which a second passage is shown too
FURTHER = 1  # passages shown after the best
FURTHER_UNASKED = 2  # where it has no everyday questions: the answer stands among the best three, but less surely first
FURTHER_READ = 3  # and where these were read with the question
FURTHER_SHORT = 3  # after one that says little alone
SECOND_UNASKED = 0.7  # and, where it has no everyday questions, whose scores lie closer together
CLOSE = 0.5  # and, where they were read with the question, how far below the best by that and the search together
SHORT = 9  # words of a best passage that says little alone, so that the second is shown more readily
SECOND_TO_SHORT = 0.8
DEED = 0.5  # score from which an action is shown after a metric of its goal that is only named
COVERED = 0.72  # and, for "which part covers...", from which a place is listed
COVERED_AT_MOST = 3
_DEEDS = re.compile(
    r"\bwhat(?:'s|'re| is| are| will)\b[^?]*\b(?:do|done|doing|change|happen|happening)\b|\bhow will (?:they|you|we)\b",
    re.IGNORECASE,
)
WORDS = 85  # words of an answer after which no further passage is added
WORDS_READ = 160  # where the passages were read: only those are shown then that reading likes as much


def passages_shown(draft: Draft) -> list[Claim]:
    """The best passage, what disagrees with it, and a further passage where it is as good."""
    assert draft.top is not None
    others = list({p.id: p for p in (*draft.found, *look_alikes(draft.library, draft.top.passage))}.values())
    if draft.ask.kind is Kind.COVERAGE:
        return [*_covered(draft, others), *counted(draft)]
    claims = [*_shown(draft, draft.top.passage, others), *_deed(draft)]
    if draft.settled.leaning is Leaning.FOCUS:
        return claims
    further, words = FURTHER if draft.top.passage.asks else FURTHER_UNASKED, WORDS
    if draft.top.weighed is not None and not draft.top.passage.asks:
        further, words = FURTHER_READ, WORDS_READ
    if len(draft.top.passage.text.split()) < SHORT:
        further = FURTHER_SHORT
    for result in draft.ranked[1:4]:
        if not further or _length(claims) > words or not _is_as_good(result, draft.top):
            break
        if not _repeats(draft, result.passage, claims):
            claims += _after_the_best(draft, _shown(draft, result.passage, others, first=False), result.passage)
            further -= 1
    return claims


def _is_as_good(result: SearchResult, best: SearchResult) -> bool:
    """Whether a result lies close enough to the best to be shown too: by what reading both gave, where that says more."""
    if not best.passage.asks and best.weighed is not None and result.weighed is not None:
        return best.weighed - result.weighed < CLOSE
    if len(best.passage.text.split()) < SHORT:
        return result.score >= SECOND_TO_SHORT * best.score
    return result.score >= (SECOND if best.passage.asks else SECOND_UNASKED) * best.score


def _deed(draft: Draft) -> list[Claim]:
    """Where it is asked what will be done, and a metric is best that is only named: the action of its goal that was found first."""
    assert draft.top is not None
    metric = record_of(draft.library, draft.top.passage)
    if not (isinstance(metric, Metric) and is_only_named(metric) and _DEEDS.search(draft.ask.text)):
        return []
    for result in draft.ranked:
        if result.score >= DEED and _goal(draft, result.passage) == metric.goal:
            return _shown(draft, result.passage, [], first=False)
    return []


def _goal(draft: Draft, passage: Passage) -> str | None:
    record = record_of(draft.library, passage)
    return record.goal if isinstance(record, Action) else None


def _after_the_best(draft: Draft, claims: list[Claim], passage: Passage) -> list[Claim]:
    """What a further passage says, without the name of the paper that the best was quoted from."""
    assert draft.top is not None
    best = draft.top.passage
    before, named = place(draft.library, passage), columns(draft.library, passage)
    if passage.asks or passage.paper != best.paper or not claims[0].text.startswith(f"{before}{named}: "):
        return claims
    here = before.removeprefix(f"{draft.library.paper(passage.paper).name}, ")
    says = claims[0].text.removeprefix(before)
    if passage.locator == best.locator:
        here = "The same part"
        says = says.removeprefix(named) if named == columns(draft.library, best) else says
    return [replace(claims[0], text=f"{here[:1].upper()}{here[1:]}{says}"), *claims[1:]]


def _covered(draft: Draft, others: list[Passage]) -> list[Claim]:
    """Every place that covers the topic, best first, with their count."""
    assert draft.top is not None
    places = _shown(draft, draft.top.passage, others)
    for same in (p for p in draft.library.passages(draft.top.passage.paper) if p.text == draft.top.passage.text):
        if not _repeats(draft, same, places):
            places += _shown(draft, same, others, first=False)[:1]
    for result in draft.ranked[:10]:
        if result.score < COVERED * draft.top.score or len(places) >= COVERED_AT_MOST:
            break
        if not _repeats(draft, result.passage, places):
            places += _shown(draft, result.passage, others, first=False)[:1]
    return places


def _shown(draft: Draft, passage: Passage, others: list[Passage], *, first: bool = True) -> list[Claim]:
    ask = draft.ask if first else replace(draft.ask, kind=Kind.FACT, expects=None)
    passage = whole_list(draft.library, _with_its_kin(draft, passage)) if first else passage
    claims = passage_claims(draft.library, _quoted(draft.library, passage), ask)
    if ask.kind is not Kind.COVERAGE:
        claims += following_items(draft.library, passage)
    twins = twin_citations(draft.library, passage, others)
    claims[0] = replace(claims[0], cites=(*claims[0].cites, *twins))
    if both := struck_and_printed(draft.library, passage):
        claims.append(struck_and_printed_claim(draft.library, *both))
    return [*claims, *disagreements(draft.library, passage, others)]


def _quoted(library: Library, passage: Passage) -> Passage:
    """What is quoted for a passage: what stands around it too, unless it is the whole of what it was cut from."""
    wide = widened(library, passage)
    return wide if wide.span.holds(passage.span) else passage


def _with_its_kin(draft: Draft, passage: Passage) -> Passage:
    """The best passage with those beside it to which the very same everyday question led: they answer it together."""
    asked = draft.top.asked if draft.top and draft.top.passage == passage else None
    here = passage.paper, passage.locator
    led = [r.passage for r in draft.ranked if asked and r.asked == asked]
    kin = sorted((p for p in led if (p.paper, p.locator) == here), key=lambda p: p.span.start)
    if len(kin) < 2 or any(after.span.start - before.span.end > ITEM_GAP for before, after in pairwise(kin)):
        return passage
    whole = joined(draft.library, kin, passage)
    return whole if len(whole.text.split()) <= WORDS else passage


def _repeats(draft: Draft, passage: Passage, claims: Sequence[Claim]) -> bool:
    """Whether a passage's words were shown already, by itself or by a twin."""
    if passage.superseded and record_of(draft.library, passage).span == passage.span:
        return True
    cited = [c for claim in claims for c in claim.cites if c.paper == passage.paper]
    return any(c.start < passage.span.end and passage.span.start < c.end for c in cited)


def _length(claims: Sequence[Claim]) -> int:
    return sum(len(claim.text.split()) for claim in claims)

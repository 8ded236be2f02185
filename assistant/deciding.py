"""Whether the papers answer a question, decided from what the search found.

1. Nothing near: neither a passage nor an everyday question is close to the question.
2. A known silence: the question is closer to one that was written as unanswered by the papers than
   to any that they answer.
3. The wrong kind of thing: a figure, an amount, a date, a name or a decision is asked for, and no
   passage that is near enough holds one.

The thresholds were calibrated on questions of our own (tests/questions), see docs/measurements.md.
"""

import re
from collections.abc import Iterable

from assistant.answer import Says
from assistant.draft import Draft, record_of
from assistant.questions import Expects
from corpus.records import Indicator
from index.search import SearchResult

NEAR = 0.43  # dense score below which nothing was found
NEAR_QUESTION = 0.50  # and the cosine of the best everyday question
SILENCE = 0.62  # cosine of an unanswered question from which it counts
SILENCE_LEAD = 0.03  # and its lead over the best answered one
LOOKED_AT = 3  # passages that may hold the asked-for kind of thing
CLOSE = 0.12  # how far below the best dense score they may lie

_FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|third|quarter|none|zero|all|every|national average|national ambition|no more than)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"£|\bcosts?\b|\bbudgets?\b|\bfund|\binvest|\bfinanc", re.IGNORECASE)
_AMOUNT = re.compile(r"£\s?\d|\d\s?(?:m|million|bn|billion)\b|\bno direct costs\b|\bexisting budgets\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)\b"
    r"|\bannual|\bongoing\b|\bmonths?\b|\bweeks?\b|\byears?\b|\bdays?\b|\bnear future\b|\b\d+(?:st|nd|rd|th)\b|●",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?:Dr|Cllr|Mr|Mrs|Ms)\b|\b[A-Z][a-z]+ [A-Z][a-z]+,|\bDirector\b|\bLeader\b|\bcalled\b|\bBoard\b|\bCommittee\b|\bTrust\b|\b[A-Z][a-z]+ [A-Z][a-z]+\b"
)
_DECIDED = re.compile(
    r"\b(?:was|were|has been|have been|had been|been) (?:\w+ )?(?:approved|agreed|endorsed|decided|adopted|published)|\bdecision\b|\bapproved by\b|\bagreed\b",
    re.IGNORECASE,
)


def silence(draft: Draft) -> Says | None:
    """The fixed sentence that says what the papers leave out; None where they answer."""
    top = draft.top
    if top is None or draft.results is None:
        return Says.NOT_FOUND
    asked = max((r.question or 0.0 for r in draft.ranked[:LOOKED_AT]), default=0.0)
    if top.dense < NEAR and asked < NEAR_QUESTION:
        return Says.NOT_FOUND
    unsaid = max((hit.cosine for hit in draft.results.unsaid), default=0.0)
    expected = draft.ask.expects
    if unsaid >= SILENCE and unsaid > asked + SILENCE_LEAD:
        return _SAYS.get(expected, Says.NOT_FOUND) if expected else Says.NOT_FOUND
    if expected is None:
        return None
    near = [r for r in draft.ranked[:LOOKED_AT] if r.dense >= top.dense - CLOSE]
    return None if any(_holds(draft, r, expected) for r in near) else _SAYS[expected]


_SAYS = {
    Expects.FIGURE: Says.NOT_FOUND_FIGURE,
    Expects.MONEY: Says.NOT_FOUND_MONEY,
    Expects.DATE: Says.NOT_FOUND_DATE,
    Expects.NAME: Says.NOT_FOUND_NAME,
    Expects.DECISION: Says.NOT_FOUND_DECISION,
}


def _holds(draft: Draft, result: SearchResult, expected: Expects) -> bool:
    """Whether a passage, with its record, holds the kind of thing that is asked for."""
    record = record_of(draft.library, result.passage)
    text = record.text if len(record.text) < 900 else result.passage.text
    match expected:
        case Expects.FIGURE:
            if isinstance(record, Indicator) and draft.ask.now:
                return any(aim.baseline for aim in record.aims)
            return _any(_FIGURE, (text,))
        case Expects.MONEY:
            return _any(_AMOUNT, (text,))
        case Expects.DATE:
            row = draft.library.document(result.passage.paper).text
            extra = record.row.of(row) if hasattr(record, "row") else ""
            return _any(_DATE, (text, extra))
        case Expects.NAME:
            return _any(_NAME, (text,))
        case Expects.DECISION:
            return _any(_DECIDED, (text,))


def _any(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    return any(pattern.search(text) for text in texts)

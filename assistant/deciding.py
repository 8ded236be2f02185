"""Whether the papers answer a question, decided from what the search found.

1. Nothing near: no passage is close to the question.
2. The judge (assistant.answerable) holds an answer to be unlikely; where it only doubts, the answer begins with that.
3. A known silence: the question is closer to one that was written as unanswered by the papers than
   to any that they answer, and it asks for the same kind of thing.
4. The wrong kind of thing: a figure, an amount, a date, a name or a decision is asked for, and no
   passage that is near enough holds one.

The thresholds were calibrated on questions of our own (tests/questions); docs/measurements.md says how.
"""

import re
from collections.abc import Iterable, Sequence

from assistant.answer import Says
from assistant.answerable import Judge, Verdict
from assistant.conversation import FRAME, GENERIC, Leaning
from assistant.draft import Draft, record_of
from assistant.questions import Expects, Kind, expected
from corpus.outline import LOCATOR_JOINT
from corpus.records import Action, Indicator
from index.encoders import Vectors
from index.keywords import stem_set, stems
from index.library import Library
from index.passages import Passage, PassageKind
from index.search import Hit, SearchResult
from index.surroundings import around, worded

FAR = 0.2  # dense score below which nothing was found at all
SURE = 0.55  # dense score above which the words need not agree
SILENCE = 0.65  # cosine of an unanswered question from which it counts, when the same kind of thing is asked
SILENCE_LEAD = 0.04  # and its lead over the best answered one
SILENCE_PLAIN = 0.85  # the same whatever kind is asked for
SILENCE_PLAIN_LEAD = 0.12
SILENCE_OPEN = 0.75  # the same where no kind of thing is named: form alone does not tell them apart
SILENCE_OPEN_LEAD = 0.08
KNOWN = 0.9  # cosine of an everyday question that is the one asked, so that its passage is not doubted
LOOKED_AT = 2  # passages that may hold the asked-for kind of thing
CLOSE = 0.10  # how far below the best dense score the second may lie

_JUDGED = (Leaning.NONE, Leaning.TOGETHER, Leaning.FOCUS)
_FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|third|quarter|none|zero|all of|all \d+|every one|annual\w*|yearly|monthly|weekly|daily|quarterly|once|twice|national average|national ambition|no more than)\b",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(  # a date or a year, and the number of a thing that has one
    r"\b(?:[0-3]?\d(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December)\b,? ?)?\b(?:19|20)\d\d(?:[/–-](?:20)?\d\d)?\b"
    r"|\b(?:appendix|chapter|figure|form|item|page|paragraph|part|phase|section|stage|table|tier|type|version) \d[\d.]*\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_TWO_YEARS = re.compile(r"\b20(\d\d)[/–-](\d\d)\b|\b(\d\d)/(\d\d)\b")  # "10-11" is an age
_NOW = re.compile(
    r"\bbaseline\b.*\d|\d.*\bbaseline\b|\d.*\b(?:current|currently|now|at the end of|have received|to date|forecast\w*|level)\b|\b(?:current|currently|now|have received|forecast\w*)\b.*\d|^\D{0,12}\d[\d,.]* ",
    re.IGNORECASE | re.DOTALL,
)
_AMOUNT = re.compile(r"£\s?\d|\d\s?(?:m|million|bn|billion)\b|\bno direct costs\b|\bexisting budgets\b", re.IGNORECASE)
_UNIT = re.compile(
    r"\bhow (?:many|much)\b[^?]{0,20}\b(minute|hour|day|week|mile|bed)s?\b|\bnumber of (minute|hour|day|week|mile|bed)s?\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)\b"
    r"|\bannual|\bongoing\b|\bmonths?\b|\bweeks?\b|\byears?\b|\bdays?\b|\bnear future\b|\b\d+(?:st|nd|rd|th)\b|●",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?:Dr|Cllr|Mr|Mrs|Ms|Professor|Sir) [A-Z][a-z]+|\b[A-Z][a-z]+ [A-Z][a-z]+, (?:Leader|Director|Chair|Chief|Cabinet|Head)|^[A-Z][a-z]+ [A-Z][a-z]+,?$",
    re.MULTILINE,
)
# papers that came later name people as they like
_ANY_NAME = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\.? )?(?:Mc|O['’])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?\b")
_DECIDED = re.compile(
    r"\b(?:was|were|has been|have been|had been|been) (?:\w+ )?(?:approved|agreed|endorsed|decided|adopted|published)|\bdecision\b|\bapproved by\b|\bagreed\b",
    re.IGNORECASE,
)


def judged(draft: Draft, vector: Vectors, judge: Judge, read: Sequence[float] = ()) -> Verdict:
    """What the judge holds of a draft; it has no say where more is asked for, an item is picked or nothing was found.

    ``vector`` is what the judge sees of the question's own words, ``read`` what reading the passages gave, that of the first one first.
    """
    if draft.top is None or draft.settled.leaning not in _JUDGED or _is_owned(draft, draft.top.passage):
        return Verdict.ANSWER
    verdict = judge.verdict(draft, holds_asked(draft), vector, read)
    known = draft.settled.leaning is Leaning.NONE and (draft.top.question or 0.0) >= KNOWN
    return Verdict.ANSWER if verdict is Verdict.NEAR and known else verdict


def _is_owned(draft: Draft, passage: Passage) -> bool:
    """Whether an owner is asked for of what an action names in the same words, and one is printed beside it."""
    if draft.ask.kind is not Kind.OWNER or draft.ask.expects is not None or draft.settled.leaning is not Leaning.NONE:
        return False
    record, about = record_of(draft.library, passage), _about(draft)
    return isinstance(record, Action) and record.owner is not None and bool(about) and about <= stem_set(record.text)


def silence(draft: Draft, verdict: Verdict) -> Says | None:
    """The fixed sentence that says what the papers leave out; None where they answer, or come near it."""
    top = draft.top
    if top is None or draft.results is None or top.dense < FAR:
        return Says.NOT_FOUND
    wanted = draft.ask.expects
    if verdict is Verdict.SILENT:
        return _SAYS[wanted] if wanted else Says.NOT_FOUND
    if _nothing_known(draft) or _nothing_shared(draft, top):
        return Says.NOT_FOUND
    if _narrows_in_vain(draft, top):
        return Says.NOT_FOUND_FIGURE
    asked = max((r.question or 0.0 for r in draft.ranked[:3]), default=0.0)
    written = top.passage.asks  # what was written as unanswered was so by the papers that came with such questions
    if written and draft.place is None and any(_is_silence(hit, asked, wanted) for hit in draft.results.unsaid[:3]):
        return _SAYS[wanted] if wanted else Says.NOT_FOUND
    return None if wanted is None or holds_asked(draft) else _SAYS[wanted]


def holds_asked(draft: Draft) -> bool:
    """Whether the best passages hold the kind of thing that is asked for, where one is."""
    wanted, top = draft.ask.expects, draft.top
    if wanted is None or top is None:
        return wanted is None
    near = [r for r in draft.ranked[:LOOKED_AT] if r.dense >= top.dense - CLOSE]
    read = (worded(around(draft.library, r.passage), r.passage) for r in near)
    return any(holds(draft, passage, wanted) for passage in read)


def _about(draft: Draft) -> set[str]:
    """The words that a question is about, as their stems."""
    return set(stems(draft.settled.own)) - GENERIC - FRAME


def _nothing_known(draft: Draft) -> bool:
    """Whether no word that a question is about stands in any paper, nor a term of the papers for it is known."""
    about = _about(draft)
    known = any(draft.library.keywords.knows(stem) for stem in about)
    return draft.settled.leaning is Leaning.NONE and bool(about) and not known and not draft.terms


def _nothing_shared(draft: Draft, top: SearchResult) -> bool:
    """Whether no word of the question, nor a term of the papers for it, stands in or is asked of what was found."""
    if top.dense >= SURE:
        return False
    own = set(stems(" ".join((draft.settled.question, *draft.terms)))) - GENERIC
    return bool(own) and not any(own & stem_set(r.passage.words) for r in draft.ranked[:3])


def _narrows_in_vain(draft: Draft, top: SearchResult) -> bool:
    """Whether a follow-up asks a figure for a part ("just the over 75s?") that the best passage does not name."""
    settled = draft.settled
    if settled.leaning is not Leaning.TOGETHER or expected(settled.before or "") is not Expects.FIGURE:
        return False
    own = set(stems(settled.own)) - GENERIC
    return bool(own) and not own & set(stems(f"{top.passage.words} {' '.join(draft.terms)}"))


def _is_silence(hit: Hit, asked: float, wanted: Expects | None) -> bool:
    lead = hit.cosine - asked
    if hit.cosine >= SILENCE_PLAIN and lead >= SILENCE_PLAIN_LEAD:
        return True
    least, least_lead = (SILENCE_OPEN, SILENCE_OPEN_LEAD) if wanted is None else (SILENCE, SILENCE_LEAD)
    return hit.cosine >= least and lead >= least_lead and expected(hit.text) is wanted


_SAYS = {
    Expects.FIGURE: Says.NOT_FOUND_FIGURE,
    Expects.MONEY: Says.NOT_FOUND_MONEY,
    Expects.DATE: Says.NOT_FOUND_DATE,
    Expects.NAME: Says.NOT_FOUND_NAME,
    Expects.DECISION: Says.NOT_FOUND_DECISION,
}


def holds(draft: Draft, passage: Passage, wanted: Expects) -> bool:
    """Whether a passage, with the row and the heading it stands in, holds the kind of thing that is asked for."""
    text, library = passage.text, draft.library
    match wanted:
        case Expects.FIGURE:
            if draft.ask.now:
                return _has_baseline(library, passage) or (
                    passage.kind is not PassageKind.INDICATOR and _any(_NOW, (text,))
                )
            if not _of_the_year(draft, passage):
                return False
            unit = _UNIT.search(draft.ask.text)
            return _any(_FIGURE, (_NO_FIGURE.sub("", text), _last_heading(passage))) and (
                unit is None or (unit[1] or unit[2]).lower() in text.lower()
            )
        case Expects.MONEY:
            return _any(_AMOUNT, (text,)) and _of_the_year(draft, passage)
        case Expects.DATE:
            return _any(_DATE, (text,)) or _any(_DATE, (_row(library, passage),))
        case Expects.NAME:
            return _any(_NAME if library.has_questions(passage.paper) else _ANY_NAME, (text,))
        case Expects.DECISION:
            return _any(_DECIDED, (text,))


def _has_baseline(library: Library, passage: Passage) -> bool:
    """Whether a passage is of an indicator that tells where it stands today."""
    if passage.kind is not PassageKind.INDICATOR:
        return False  # most are not, and need no document read for them
    record = record_of(library, passage)
    return isinstance(record, Indicator) and any(aim.baseline for aim in record.aims)


def _row(library: Library, passage: Passage) -> str:
    """The row of the table that an action stands in; nothing for any other passage."""
    if passage.kind is not PassageKind.ACTION:
        return ""
    record = record_of(library, passage)
    return record.row.of(library.document(passage.paper).text) if isinstance(record, Action) else ""


def _of_the_year(draft: Draft, passage: Passage) -> bool:
    """Whether a passage, or what it stands under, names a year that the question names, where it names any.

    Of a paper without everyday questions a passage that names no year may be of the paper's own or of the one before.
    """
    asked = _years(draft.ask.text)
    if not asked:
        return True
    paper = draft.library.paper(passage.paper)
    here = _years(" ".join((passage.text, passage.context, passage.locator)))
    own = _years(" ".join((paper.title, paper.name, str(paper.date.year) if paper.date else "")))
    if here or draft.library.has_questions(paper.id):
        return bool(asked & (here | own))
    return not own or bool({int(year) for year in asked} & {int(year) - ago for year in own for ago in (0, 1)})


def _years(text: str) -> set[str]:
    """The years that a text names; "2023/24", "2023-24" and "23/24" name two."""
    found = (tuple(filter(None, pair)) for pair in _TWO_YEARS.findall(text))
    pairs = (pair for pair in found if int(pair[1]) == int(pair[0]) + 1)
    return {*_YEARS.findall(text), *(f"20{year}" for pair in pairs for year in pair)}


def _last_heading(passage: Passage) -> str:
    """The heading that a passage stands under: a figure may stand in it ("Typically 30,000-50,000 people")."""
    heading = passage.locator.rsplit(LOCATOR_JOINT, 1)[-1]
    return heading if re.search(r"\d[\d,]{4}", heading) else ""


def _any(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    return any(pattern.search(text) for text in texts)

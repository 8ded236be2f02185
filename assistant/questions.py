"""What is asked: the kind of question, the kind of thing that would answer it, and what it is confined to.

Recognised from the form of the question alone; the topic is left to the search.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.records import Horizon, Paper


class Kind(StrEnum):
    """The kinds of question that are answered differently."""

    FACT = "fact"
    OWNER = "owner"
    TIMESCALE = "timescale"
    TARGET = "target"
    COVERAGE = "coverage"
    LIST = "list"
    COUNT = "count"
    CHANGE = "change"
    COMPARE = "compare"
    DEFINITION = "definition"


class Expects(StrEnum):
    """The kind of thing an answer must hold to be one."""

    FIGURE = "figure"
    MONEY = "money"
    DATE = "date"
    NAME = "name"
    DECISION = "decision"


class Listed(StrEnum):
    """The records that people ask for all of."""

    INDICATOR = "indicator"
    PRIORITY = "priority"
    OUTCOME = "outcome"
    ENABLER = "enabler"
    ACTION = "action"
    GOAL = "goal"
    METRIC = "metric"
    HEARD = "point heard"
    VOICE = "quotation"
    CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question as understood."""

    text: str
    kind: Kind
    expects: Expects | None = None
    now: bool = False
    former: bool = False
    listed: Listed | None = None
    papers: tuple[str, ...] = ()
    outcome: int | None = None
    chapter: int | None = None
    year: str | None = None
    horizon: Horizon | None = None
    terms: tuple[str, ...] = field(default=())


_OWNER = re.compile(
    r"\bowners?\b|\bowned\b|\bwho(?:'?s| is| are| will be|m)?\b[^?.]{0,60}\b(?:responsible|responsib\w*|in charge|lead(?:s|ing)?|accountab\w+|answers? for|"
    r"owns?|looks? after|deliver(?:s|ing)?|running|run|behind|doing|do(?:es)? (?:this|it|that))\b|\bwhose (?:job|responsibility|task|remit|baby)\b"
    r"|\b(?:which|what) (?:body|board|organi[sz]ation|trust|team|partners?|group|department)s?\b|\bresponsab\w+|\bresponsible\b|\baccountable\b|\bin charge\b|\bwho (?:has|have) to\b"
    r"|\bwho (?:leads|owns|runs|holds|answers)\b|\bdown to\b|\bbuck stop",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\bwhen\b|\bhow (?:soon|quickly|long)\b|\btime ?(?:scale|frame|line|table)s?\b|\bdeadline|\bby when\b|\b(?:what|which) (?:year|date|month)\b"
    r"|\bend date\b|\bplanning horizon\b|\bdue\b|\bshort,? medium or long|\bsooner\b|\bhow far off\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\btargets?\b|\bambition\b|\baims?\b|\bgoal for\b|\baiming\b|\bget (?:it )?(?:down|up) to\b|\bsupposed to (?:fall|rise|drop|go|be|get)\b|\bindicator\b|\bkpi\b"
    r"|\bwhat (?:share|proportion|percentage|rate|level|%)|\bhow many\b.*\b(?:should|want|by 20\d\d)\b",
    re.IGNORECASE,
)
_COVERAGE = re.compile(
    r"\b(?:which|what|any|under which|under what)\b[^?]{0,25}\b(?:outcomes?|priorit(?:y|ies)|goals?|chapters?|sections?|parts?|page)\b[^?]*\b(?:cover|deal|about|help|mention|"
    r"lined up|sit|come|fit|fall|address|look|include|under|is that|are|for|on|has|talk|speak)"
    r"|\bwhere\b[^?]{0,40}\b(?:sit|sits|come in|comes? in|covered|mentioned|fit|fits|recogni[sz]ed|fall|find|appear|dealt)\b|\bcome under\b|\bunder which\b|\bwhich (?:outcome|goal|chapter|priority)s?\b"
    r"|\b(?:is|are) there (?:anything|something|any|owt)\b|\banything (?:about|on|in here|in there|for|to help)\b|\bwhat(?:'s| is) (?:in (?:it|here|there|this)|there) for\b"
    r"|\bdoes (?:it|the (?:strategy|plan)) (?:mention|cover|say anything)\b|\bin (?:there|here|it)\s*\??$|\bon anyone'?s list\b|\bdoes any\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:changed?|changes|different|differ)\b[^?]*\b(?:from|since|between|to|in|version|was|were|been)\b|\bused to (?:be|say|read)\b|\bprevious(?:ly)?\b|\bearlier (?:version|draft)\b"
    r"|\b(?:old|former|original|previous|last) (?:number|figure|target|version|wording|one|text|draft|goal|aim)\b|\bwatered down\b|\btoned down\b|\bsoften(?:ed)?\b|\bstill in\b|\bstill there\b"
    r"|\b(?:dropped|deleted|removed|scrapped|struck|crossed|taken) (?:out|from|off)?\b|\bdropped\b|\bdeleted\b|\bscrapped\b|\bdisappear(?:ed)?\b|\breplaced?\b|\b7\.1\b|\bbefore\s*\?*$"
    r"|\balways (?:that|the)\b|\breworded\b|\bcut (?:from|out)\b|\bgone from\b|\bin the last (?:version|draft)\b|\braised or lowered\b|\b(?:lowered|raised|weakened|strengthened)\b|\bwas it (?:always|higher|lower)\b",
    re.IGNORECASE,
)
_COMPARE = re.compile(
    r"\bcompare[ds]?\b|\bcomparison\b|\bnext to\b|\bside by side\b|\bversus\b|\bvs\b|\bdifference between\b|\bboth (?:papers|documents|plans|reports)\b|\bagree\b|\bdisagree\b"
    r"|\bmatch(?:es)?\b|\bcontradict|\bconsistent\b|\bsame in\b|\bdiffer(?:s|ent)?\b[^?]*\b(?:plan|strategy|paper|report)s?\b",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\bwhat (?:does|do|did) [^?]{1,60}\b(?:stand for|mean|abbreviat\w+)\b|\bstands? for\b|\bmeaning of\b|\bwhat(?:'s| is| are) (?:an? |the )?[A-Z][A-Za-z]*[A-Z]\w*\??$|\bdefin(?:e|ition)\b"
    r"|\bthese (?:two )?(?:sets of )?letters\b|\bacronym|\babbreviation|\bspell out\b|\bshort for\b|\bin full\b|\bjargon\b",
)
_LIST = re.compile(
    r"\ball (?:the |of the )?\w+|\blist\b|\bevery\b|\bwhich (?:\w+ ){0,3}(?:indicators|targets|priorities|actions|goals|metrics|enablers|outcomes|measures)\b"
    r"|\bwhat (?:are|were) (?:the|all)\b|\bname (?:the|all|them)\b|\bgive me (?:the|all)\b|\bwhat (?:\w+ ){0,2}(?:indicators|targets|priorities|metrics|enablers|outcomes|measures)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\bhow many\b|\bnumber of\b|\bcount\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\bhow (?:many|big|large|high|low|far|often|old|long|much)\b|\bwhat (?:is the |'s the |are the |was the )?(?:\w+ ){0,2}(?:proportion|percentage|share|rate|number|figure|level|ratio|%|score|size|total|amount|average)\b"
    r"|%|\bper ?cent(?:age)?\b|\bwhat number\b|\bfigures? for\b|\bhow much of\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"£|\bhow much (?:money|does|did|will|would|is|was|are|has|have|do|funding|cash)\b[^?]*\b(?:cost|spen[dt]|pa(?:y|id)|fund\w*|invest\w*|worth|money|price|salary|earn|budget|put|get|give|going|set aside)|\bbudget\b|\bcosts?\b|\bprice\b|\bsalar",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\bwhen\b|\b(?:what|which) (?:date|year|month|day|time)\b|\bby when\b|\bdeadline\b|\bopening date\b|\bhow soon\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\bwho (?:is|was|'?s|are) (?:the |our )?(?:\w+ ){0,6}(?:member|director|leader|chair|chairman|chief|head|manager|minister|officer|councillor|mp|mayor|boss|ceo|author|lead)\b|\bname of\b|\bnames? of the\b|\bcalled\b",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"\b(?:did|has|have|was|were)\b[^?]*\b(?:sign(?:ed)? (?:it )?off|approve[d]?|vote[ds]?|agree[d]? to|pass(?:ed)?|reject(?:ed)?|go through|went through|get through|decide[d]?|win|won|adopted?)\b|\bvoted? (?:against|for)\b|\boutcome of the (?:vote|meeting)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:right now|at the moment|currently|current|nowadays|these days|so far|latest|today|at present|now|are we at|present(?:ly)?|this year|last month|up to date|actual(?:ly)?)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\b(?:old|former|before|previous|original|used to|always|earlier|7\.1)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(20[2-4]\d(?:/\d\d)?)\b")
_OUTCOME = re.compile(r"\boutcome (?:no\.? ?|number )?(\d|one|two|three|four|five|six)\b", re.IGNORECASE)
_CHAPTER = re.compile(r"\bchapter (\d|one|two|three|four|five|six|seven|eight|nine)\b", re.IGNORECASE)
_NUMBERS = {w: i for i, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], start=1)}
_HORIZONS = (
    (Horizon.SHORT, re.compile(r"\bshort[- ]?term\b", re.IGNORECASE)),
    (Horizon.MEDIUM, re.compile(r"\bmedium[- ]?term\b", re.IGNORECASE)),
    (
        Horizon.LONG,
        re.compile(
            r"\blong(?:er)?[- ]?term\b(?! (?:condition|support|illness|sick|health|unemploy|workforce|plan\b))",
            re.IGNORECASE,
        ),
    ),
)
_LISTED = (
    (
        Listed.CHANGE,
        re.compile(r"\b(?:changes|changed|struck|dropped|deleted|removed|disappeared|scrapped)\b", re.IGNORECASE),
    ),
    (Listed.INDICATOR, re.compile(r"\b(?:indicators?|targets?)\b", re.IGNORECASE)),
    (Listed.ENABLER, re.compile(r"\benablers?\b", re.IGNORECASE)),
    (Listed.PRIORITY, re.compile(r"\bpriorit(?:y|ies)\b", re.IGNORECASE)),
    (Listed.ACTION, re.compile(r"\bactions?\b", re.IGNORECASE)),
    (Listed.METRIC, re.compile(r"\bmetrics?\b", re.IGNORECASE)),
    (Listed.GOAL, re.compile(r"\bgoals?\b", re.IGNORECASE)),
    (Listed.OUTCOME, re.compile(r"\boutcomes\b", re.IGNORECASE)),
    (Listed.VOICE, re.compile(r"\b(?:'?i'? statements?|quotations?|quotes?)\b", re.IGNORECASE)),
    (
        Listed.HEARD,
        re.compile(
            r"\b(?:what (?:we|you|they|was) heard|feedback|people (?:said|tell|told|say)|came up|consultation)\b",
            re.IGNORECASE,
        ),
    ),
)


def understand(question: str, terms: tuple[str, ...] = (), papers: Iterable[Paper] = ()) -> Ask:
    """What a standalone question asks; ``papers`` are those that it may name."""
    kind = _kind(question)
    return Ask(
        text=question,
        kind=kind,
        expects=_expects(question, kind),
        now=bool(_NOW.search(question)),
        former=bool(_FORMER.search(question)),
        listed=next((listed for listed, pattern in _LISTED if pattern.search(question)), None),
        papers=_named(question, papers),
        outcome=_number(_OUTCOME, question),
        chapter=_number(_CHAPTER, question),
        year=match[1] if (match := _YEAR.search(question)) else None,
        horizon=next((horizon for horizon, pattern in _HORIZONS if pattern.search(question)), None),
        terms=terms,
    )


def _named(question: str, papers: Iterable[Paper]) -> tuple[str, ...]:
    """The papers that a question names, by their titles or by what people call them."""
    words = f" {re.sub(r'[^a-z0-9.]+', ' ', question.lower())} "
    return tuple(
        paper.id for paper in papers if any(f" {name.lower()} " in words for name in (*paper.called, paper.title))
    )


def _kind(question: str) -> Kind:
    order = (
        (Kind.DEFINITION, _DEFINITION),
        (Kind.CHANGE, _CHANGE),
        (Kind.COMPARE, _COMPARE),
        (Kind.OWNER, _OWNER),
        (Kind.COVERAGE, _COVERAGE),
        (Kind.TIMESCALE, _WHEN),
        (Kind.LIST, _LIST),
        (Kind.TARGET, _TARGET),
        (Kind.COUNT, _COUNT),
    )
    return next((kind for kind, pattern in order if pattern.search(question)), Kind.FACT)


def _expects(question: str, kind: Kind) -> Expects | None:
    if kind in (Kind.COVERAGE, Kind.LIST, Kind.COMPARE, Kind.DEFINITION):
        return None
    if _DECISION.search(question):
        return Expects.DECISION
    if _MONEY.search(question):
        return Expects.MONEY
    if _NAME.search(question):
        return Expects.NAME
    if _FIGURE.search(question):
        return Expects.FIGURE
    if _DATE.search(question):
        return Expects.DATE
    return None


def _number(pattern: re.Pattern[str], question: str) -> int | None:
    match = pattern.search(question)
    if match is None:
        return None
    word = match[1].lower()
    return _NUMBERS.get(word) or int(word)

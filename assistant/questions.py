"""What is asked: the kind of question, the kind of thing that would answer it, and what it is confined to.

Recognised from the form of the question alone; the topic is left to the search.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.records import Horizon
from index.paper_names import PaperNames


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
    r"\bowners?\b|\bowned\b|(?:^|[?.,;:–-]\s*|\b(?:and|so|but|know|tell me|exactly|ok|then)\s+)who(?:'?s| is| are| will be|m)?\b[^?.]{0,60}\b(?:responsible|responsib\w*|in charge|lead(?:s|ing)?|accountab\w+|answers? for|"
    r"owns?|looks? after|deliver(?:s|ing)?|running|run|behind|doing|do(?:es)? (?:this|it|that))\b|\bwhose (?:job|responsibility|task|remit|baby|decision|call)\b"
    r"|\b(?:which|what) (?:body|board|organi[sz]ation|trust|team|partners?|group|department|outfit|company|charity|provider|agency|firm|contractor)s?\b|\bresponsab\w+|\bresponsible\b|\baccountable\b|\bin charge\b|\bwho (?:has|have) to\b"
    r"|\bwho (?:leads|owns|runs|holds|answers)\b|\bdown to\b|\bbuck stop",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\bwhen(?:'?s| is| are| will| does| do| did| was| were| can| could| should| might| must| has| have)\b|^when\b|\b(?:to|un?till?) when\b|\bbetween (?:what|which) dates\b|\bhow (?:soon|quickly|long)\b|\btime ?(?:scale|frame|line|table)s?\b|\bdeadline|\bby when\b|\b(?:what|which) (?:year|date|month)\b"
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
    r"^what(?:'?s| has| have)? (?:been )?(?:new|changed?|different)\b\W*$|\b(?:has|have|did|was|were)\b[^?]*\b(?<!will )(?:changed?|alter(?:ed)?|amend(?:ed)?|edit(?:ed)?|modif(?:y|ied)|revised?|moved|lowered|raised)\b|\bwhat happened to\b|\b(?:what )?(?:became|become) of\b|\b(?:took|taken|take|takes) the place of\b|\bbefore and after\b|\bsince last time\b|\b(?:less|more) ambitious\b|\bwhat (?:did|does|has|have) (?:version \d\S*|the (?:new|newer|latest|last) (?:version|draft|strategy)) (?:add|insert|introduce|remove|drop|delete|leave|change)|\bnew wording\b|\bgone missing\b|\bonce (?:promised|said|read)\b|\b(?:changed?|changes|different|differ)\b[^?]*\b(?:from|since|between|to|in|version|was|were|been)\b|\bused to (?:be|say|read)\b|\bprevious(?:ly)?\b|\bearlier (?:version|draft)\b"
    r"|\b(?:old|former|original|previous|last) (?:number|figure|target|version|wording|one|text|draft|goal|aim)\b|\bwatered down\b|\btoned down\b|\bsoften(?:ed)?\b|\bstill in\b|\bstill there\b"
    r"|\b(?:dropped|deleted|removed|scrapped|struck) (?:out|from|off)?\b|\b(?:crossed|taken) (?:out|from|off)\b|\bdropped\b|\bdeleted\b|\bscrapped\b|\bdisappear(?:ed)?\b|\breplaced?\b|\b7\.1\b|\bbefore\s*\?*$"
    r"|\balways (?:that|the)\b|\breworded\b|\bcut (?:from|out)\b|\bgone from\b|\bin the last (?:version|draft)\b|\braised or lowered\b|\b(?:lowered|raised|weakened|strengthened)\b|\bwas it (?:always|higher|lower)\b"
    r"|\b(?:get|got|gotten|made|become|became|turned) (?:any |much |a (?:bit|lot) )?(?:easier|harder|tougher|weaker|stronger|softer|stricter)\b"
    r"|\bsame as (?:it was |they were |that )?(?:before|in the (?:draft|last|earlier|old|previous))\b|\bwhat did the (?:draft|old|earlier|previous)\b"
    r"|\b(?:targets?|indicators?|dates?|deadlines?|figures?)\b[^?]*\b(?:move|shift(?:ed)?|slip(?:ped)?)\b"
    r"|\bnew (?:targets?|indicators?)\b|\b(?:targets?|indicators?)\b[^?]*\bnew\b[^?]*\bversion\b",
    re.IGNORECASE,
)
_COMPARE = re.compile(
    r"\bcompare[ds]?\b|\bcomparison\b|\bcontrast\b|\bmoved on between\b|\w v \w|\bnext to\b|\bside by side\b|\bversus\b|\bvs\b|\bdifference between\b|\bboth (?:papers|documents|plans|reports)\b|\bagree\b|\bdisagree\b"
    r"|\bmatch(?:es)?\b|\bcontradict|\bconsistent\b|\bsame (?:in|as)\b|\bpapers (?:\w+ (?:to )?)?(?:differ|disagree)|\bbeside (?:the|that)\b|\bmoved on\b|\bdiffer\b|\bdiffer(?:s|ent)?\b[^?]*\b(?:plan|strategy|paper|report)s?\b",
    re.IGNORECASE,
)
_VERSIONS = re.compile(r"\b7\.1\b", re.IGNORECASE)
_DEFINITION = re.compile(
    r"\bwhat (?:does|do|did) [^?]{1,60}\b(?:stand for|mean|abbreviat\w+)\b|\bstands? for\b|\bmeaning of\b|^what(?:'?s| is| are) (?:(?:an? )?\w{2,7}|the (?:\w{2,3}|(?-i:[A-Z][A-Za-z]*[A-Z])))\s*\??$|\bdefin(?:e|ition)\b"
    r"|\b(?:these|those|the) (?:two )?(?:sets of )?(?:letters|initials)\b|\bacronym|\babbreviation|\bspell out\b|\bshort for\b|\bin full\b|\bjargon\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\ball (?:the |of the )?\w+|\blist\b|\bevery\b|\bwhich (?:\w+ ){0,3}(?:indicators|targets|priorities|actions|goals|metrics|enablers|outcomes|measures)\b"
    r"|\bwhat (?:are|were) (?:the|all)\b|\bname (?:the|all|them)\b|\bwhat (?:are|were) [^?]{1,60}\bcalled\b|\bmain points\b|\bgive me (?:the|all)\b|\bwhat (?:\w+ ){0,2}(?:indicators|targets|priorities|metrics|enablers|outcomes|measures)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\bhow many\b|\bnumber of\b|\bcount\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\bhow (?:many|big|large|high|low|far|often|old|long|much)\b|\bwhat\b[^?]{0,60}\b(?:rate|percentage|proportion|baseline)\b|\bwhat(?:s|'s)? (?:is |are |was )?(?:the )?(?:\w+ ){0,2}(?:proportion|percentage|share|rate|number|figure|level|ratio|%|score|size|total|amount|average)\b"
    r"|%|\bper ?cent(?:age)?\b|\bhow (?:likely|common)\b|\bwhat (?:age|portion|fraction)\b|\bhow (?:has|have|did) the (?:share|rate|number|proportion|percentage|level)\b|\bwhat number\b|\bwhat(?:'?s| is| was| will)[^?]{0,20}\blife expectancy (?:in|of|for|at)\b|\bwhat (?:pay )?(?:rise|increase|award)\b|\bthe (?:least|minimum|maximum)\b|\bthe most (?:an?|any|one|that|we|you|they|someone)\b|\bfigures? for\b|\bhow much of\b|^number of\b|\bbaseline\b|\bthe figure\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"£|\bhow much (?:\w+ )?(?:money|funding|cash|budget)\b|\bhow much\b[^?]*\b(?:cost|spen[dt]|pa(?:y|id)|fund\w*|invest\w*|worth|money|price|salary|earn|budget|put in|set aside)|\bbudget\b|\b(?:what(?:'?s)?|how much)\b(?! (?:cut|rise|fall|drop|reduction|increase|saving|share|proportion|percentage)\b)[^?]*\bcosts?\b|\bwhat (?:\w+ )?sum\b|\bwhat (?:do|does|did|will|would) (?:\w+ ){1,4}pay\b(?! (?:award|band|gap|grade|policy|rise|scale))|\bmoney limit\b|\bthe most\b[^?]*\b(?:spen[dt]|paid)\b|\bprice\b|\bsalar|\bbill for\b|\bin pounds\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\bwhen(?:'?s| is| are| will| does| do| did| was| were| can| could| should| might| must| has| have)\b|\b(?:and|since|by|until|till|to) when\b|^when\b|\b(?:what|which) (?:exact )?(?:dates?|year|month|day|time)\b"
    r"|\bdates? (?:of|for|is|when)\b|^(?:the |exact )?dates?\b|\bdeadline\b|\bopening date\b|\bhow (?:soon|quick(?:ly)?|fast)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(  # "when can a treatment be funded?" asks in which case
    r"^(?:and |so )?when (?:can|may|might|could|should|must|would)\b(?![^?]*\b(?:done|ready|finished|complete\w*|in place|start\w*|begin|open|happen|expect)\b)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\bhow long (?:un)?till?\b|\bhow long before\b", re.IGNORECASE)
CONTACT = re.compile(
    r"\bget hold of\b|\bcontact\b|\be-?mail\b|\b(?:tele)?phone\b|\bring (?:him|her|them|someone)\b|\bwrite to\b|\bpost (?:something|it|a letter)\b|\bpostal\b|\baddress\b(?! (?:the|this|these|in|ine|our|long|it))|\bget in touch\b|\breach (?:him|her|them)\b",
    re.IGNORECASE,
)
_NUMBER_TO_CALL = re.compile(  # a contact, and no figure
    r"\b(?:(?:tele)?phone|mobile|fax|contact|helpline|hotline|freephone)(?: line)? (?:number|no)\b"
    r"|\bnumber\b(?! of\b)[^?]{0,30}\b(?:ring|call|phone|dial|text)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\bwho(?:'?s| is| was| are) (?:the |our |\w+'?s )?(?:\w+ ){0,6}(?:member|director|leader|chair|chairman|chief|head|manager|minister|officer|councillor|mp|mayor|boss|ceo|commissioner|executive)\b|\bname of the\b[^?]*\b(?:person|member|director|leader|officer|manager|chair)\b",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"\b(?:did|(?:has|have)(?! to\b)|was|were)\b[^?]*\b(?:sign(?:ed)? (?:it )?off|approve[d]?|vote[ds]?|agree[d]? to|pass(?:ed)?|reject(?:ed)?|go through|went through|get through|decide[d]?|win|won|(?<!\ban )(?<!\bthe )(?<!\bany )adopted?)\b|\bvoted? (?:against|for)\b|\boutcome of the (?:vote|meeting)\b|\bwhat (?:recommendations?|decisions?|conclusions?) (?:did|has|have|came|were)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bhow (?:many|much)\b|\bwhat (?:percentage|proportion|share|number)\b", re.IGNORECASE)
_BY_HOW_MUCH = re.compile(r"\bby how much\b", re.IGNORECASE)  # a share as well as an amount
_WHY = re.compile(r"^(?:and |but |so )?why\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:right now|at the moment|at the mo|currently|current|nowadays|these days|so far|latest|today|tonight|at present|now|are we at|presently|last (?:month|year|winter)|up to date|in post|already|baseline|starting (?:point|figure)|back in 20\d\d)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\b(?:old|former|before|previous|original|used to|always|earlier|7\.1)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(20[2-4]\d(?:/\d\d)?)\b")
_OUTCOME = re.compile(
    r"\boutcome (?:no\.? ?|number )?(\d|one|two|three|four|five|six)\b|\b(first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th) (?:shared )?outcome\b",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"\bchapter (\d|one|two|three|four|five|six|seven|eight|nine)\b", re.IGNORECASE)
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBERS = {word: i for words in (_CARDINALS, _ORDINALS) for i, word in enumerate(words, start=1)}
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
    (
        Listed.PRIORITY,
        re.compile(r"\bpriorit(?:y|ies)\b|\b(?:do|work on|things) together\b|\btogether we will\b", re.IGNORECASE),
    ),
    (Listed.ACTION, re.compile(r"\bactions?\b", re.IGNORECASE)),
    (Listed.METRIC, re.compile(r"\bmetrics?\b", re.IGNORECASE)),
    (Listed.GOAL, re.compile(r"\bgoals?\b", re.IGNORECASE)),
    (Listed.OUTCOME, re.compile(r"\boutcomes\b", re.IGNORECASE)),
    (Listed.VOICE, re.compile(r"\b(?:'?i'? statements?|quotations?|quotes?)\b", re.IGNORECASE)),
    (
        Listed.HEARD,
        re.compile(
            r"\b(?:(?:we|you|they|was) heard|feedback|(?:people|public|residents|everyone|anybody|anyone) (?:said|tell|told|say|want|moan\w*|complain\w*|rais\w+)|you listened|came (?:up|back)|messages from)\b",
            re.IGNORECASE,
        ),
    ),
)


def understand(question: str, terms: tuple[str, ...] = (), names: PaperNames | None = None) -> Ask:
    """What a standalone question asks; ``names`` are those of the papers that it may name."""
    named = names.named(question) if names else ()
    kind = _kind(question, len({paper.kind for paper in named}))  # two reports of one kind share their names
    return Ask(
        text=question,
        kind=kind,
        expects=_expects(question, kind),
        now=bool(_NOW.search(question)),
        former=bool(_FORMER.search(question)),
        listed=next((listed for listed, pattern in _LISTED if pattern.search(question)), None),
        papers=tuple(paper.id for paper in named),
        outcome=_number(_OUTCOME, question),
        chapter=_number(_CHAPTER, question),
        year=match[1] if (match := _YEAR.search(question)) else None,
        horizon=next((horizon for horizon, pattern in _HORIZONS if pattern.search(question)), None),
        terms=terms,
    )


def expected(question: str) -> Expects | None:
    """The kind of thing that would answer a question."""
    return _expects(question, _kind(question))


def _kind(question: str, papers: int = 0) -> Kind:
    if papers > 1 and not (_VERSIONS.search(question) if _COMPARE.search(question) else _CHANGE.search(question)):
        return Kind.COMPARE
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
    if kind in (Kind.COVERAGE, Kind.LIST, Kind.COMPARE, Kind.DEFINITION) or _WHY.search(question):
        return None
    if _DECISION.search(question) and not _COUNTED.search(question):
        return Expects.DECISION
    if _UNTIL.search(question):
        return Expects.DATE
    if _MONEY.search(question) and not _BY_HOW_MUCH.search(question):
        return Expects.MONEY
    if _NAME.search(question):
        return Expects.NAME
    if _FIGURE.search(question) and not _NUMBER_TO_CALL.search(question):
        return Expects.FIGURE
    if _DATE.search(question) and not _CONDITION.search(question):
        return Expects.DATE
    return None


def _number(pattern: re.Pattern[str], question: str) -> int | None:
    match = pattern.search(question)
    if match is None:
        return None
    word = next(group for group in match.groups() if group).lower()
    return _NUMBERS.get(word) or int(word[0])

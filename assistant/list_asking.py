"""A question -> the list that it asks for: the kind of record, and what it is confined to.

1. A kind of record is named ("all indicators", "how many actions"), and all of it is wanted.
2. What confines it is read off: outcome by number or by title, chapter, year, owner, timescale, what is lacking.
3. Words that are left are its topic, and every record must name them; where none does, it is no list.
4. A follow-up ("just the long-term ones", "and by 2027?", "how many altogether?") narrows the list before it.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from assistant.conversation import GENERIC, Leaning
from assistant.draft import Draft
from assistant.list_query import Lack, ListQuery, Topic, names_body, topic_stems
from assistant.questions import Kind, Listed
from corpus.records import Action, Outcome, PaperKind
from index.keywords import stems

_KINDS = (Kind.LIST, Kind.COUNT, Kind.TARGET, Kind.COVERAGE, Kind.FACT, Kind.OWNER, Kind.TIMESCALE)
_LACKS = (
    (
        Lack.BASELINE,
        re.compile(
            r"\b(?:no|without|lack\w*|missing|not given a) (?:an? )?(?:baseline|starting (?:point|figure)|start(?:ing)? figure|current figure)",
            re.IGNORECASE,
        ),
    ),
    (
        Lack.TARGET,
        re.compile(r"\b(?:no|without|lack\w*|missing) (?:an? )?(?:target|end)(?: figure| number)?\b", re.IGNORECASE),
    ),
    (Lack.OWNER, re.compile(r"\b(?:no|without|lack\w*|missing) (?:an? )?(?:named )?owners?\b", re.IGNORECASE)),
    (Lack.TIMESCALE, re.compile(r"\b(?:no|without|lack\w*|missing) (?:an? )?timescales?\b", re.IGNORECASE)),
)
_ALL = re.compile(
    r"\b(?:all|list|every|each|how many|number of|name|count)\b|\b(?:which|what)\b[^?]{0,40}\b(?:are|is|were|have|has|due|indicators|targets|priorities|actions|goals|metrics|enablers|outcomes)\b|^(?:the )?(?:\w+ )?(?:indicators|targets|priorities|actions|goals|metrics|enablers|outcomes)\b",
    re.IGNORECASE,
)
_ALL_OF_A_TOPIC = re.compile(r"\b(?:all|list|every|each|full|complete)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"s\b|\bevery\b|\beach\b")
_FILLER = frozenset(
    stems(
        """what which are is the all list every each give name show me of in for under due by rather than there how many number count
        indicators indicator targets target priorities priority outcomes outcome shared enablers enabler actions action goals goal metrics metric
        measures measure statements statement quotations quotes quote points heard feedback people said version strategy plan joint forward
        integrated care kent medway jfp chapter one two three four five six seven eight nine short medium long term terms year years owned owner
        owners responsible deadline timescale set agreed full complete please can you do does they it total altogether titles title headings
        main key latest current new final and or with have has had its any to from on 1 2 3 4 5 6 7 8 9 who ours paper document overall
        could include bullets headline messages everyone overall listened listen general public things together partners set out sit sits heading
        by not we you i"""
    )
)
_TOPIC_FILLER = frozenset(
    stems(
        "about on around regarding relating related relate concerning cover covers covering deal deals mention mentions mentioning"
    )
)
_NARROWING = frozenset(
    stems(
        """just only and also those these them ones one of which what are is the how many altogether total in all count them now so but then
        show list give me please again narrow that mention naming about on with for by due under from owned due it there were"""
    )
)
_NAME = r"(?:the )?([A-Z][\w’'&-]*(?: (?:and |of |& )?[A-Z][\w’'&-]*)*)"
_AS_OWNER = re.compile(
    rf"\b[Oo]wned by {_NAME}|\bactions? (?:does|do|did|has|have|is|are) {_NAME} (?:own|lead|responsible)\b"
)
_CONFINING = re.compile(r"\b(?:owned|owners?|by|due|just|only)\b", re.IGNORECASE)
_TITLE_WORDS = 2  # of an outcome's title that name it, where no other word is left
_TITLE_SHARE = 0.25  # of all its words: "mental health" is no name of a sentence of fifteen


def list_query(draft: Draft) -> ListQuery | None:
    """The list that is asked for; None where the question has a topic that no record names, or asks for no list."""
    if (before := list_before(draft)) is not None:
        return _narrowed(draft, before)
    ask = draft.ask
    if ask.listed is None or ask.former or ask.kind not in _KINDS:
        return None
    query = _filters(draft, ListQuery(listed=ask.listed, papers=ask.papers))
    topic = _topic_words(draft, ask.text, query)
    if topic and query.outcome is None and (number := _outcome_titled(draft, set(topic))):
        query, topic = replace(query, outcome=number), {}
    few = query.outcome is not None and ask.listed in (Listed.PRIORITY, Listed.INDICATOR, Listed.HEARD)
    if few and (ask.kind in (Kind.LIST, Kind.COUNT, Kind.FACT) or not topic):
        return query  # the outcome's page alone says what is wanted: its priorities or indicators are few
    if not (_ALL.search(ask.text) and _SEVERAL.search(ask.text)) and ask.listed is not Listed.HEARD:
        return None
    if topic and not (_ALL_OF_A_TOPIC.search(ask.text) or query.horizon or query.owner or query.lacks):
        return None  # a topic alone is answered by what is nearest to it
    return _with_topic(draft, query, topic) if topic else query


def confines(draft: Draft, query: ListQuery, before: ListQuery) -> bool:
    """Whether a follow-up confines the list before, and does not name a new topic: the papers may word that otherwise."""
    return query.topics == before.topics or bool(_CONFINING.search(draft.settled.own))


def _filters(draft: Draft, query: ListQuery) -> ListQuery:
    """The query confined by all that the question names."""
    ask = draft.ask
    lacks = tuple(lack for lack, pattern in _LACKS if pattern.search(ask.text))
    return replace(
        query,
        papers=ask.papers or query.papers,
        outcome=ask.outcome or query.outcome,
        chapter=ask.chapter or query.chapter,
        year=ask.year or query.year,
        horizon=ask.horizon or query.horizon,
        owner=_owner_named(draft) or query.owner,
        lacks=lacks or query.lacks,
    )


def _with_topic(draft: Draft, query: ListQuery, topic: dict[str, str]) -> ListQuery:
    """The list confined to a topic: its own words, with a short form spelt out; otherwise what the papers call it."""
    own = frozenset(topic)
    spelt_out: list[Topic] = []
    otherwise: list[Topic] = []
    for term, lay in draft.terms.items():
        replaced, by = frozenset(topic_stems(lay)), topic_stems(term)
        if by and replaced & own:
            left = [word for stem, word in topic.items() if stem not in replaced]
            meant = Topic(" ".join((*left, term)), (own - replaced) | frozenset(by))
            (spelt_out if lay.isupper() else otherwise).append(meant)
    topics = (Topic(" ".join(topic.values()), own), *spelt_out)
    return replace(query, topics=topics, otherwise=tuple(otherwise))


def _topic_words(draft: Draft, text: str, query: ListQuery) -> dict[str, str]:
    """The words of a question that neither ask for the list nor confine it, by their stems."""
    text = re.sub(r"\b20\d\d(?:/\d\d)?\b|\b\d(?:\.\d)?\b", " ", text)
    for _, pattern in _LACKS:
        text = pattern.sub(" ", text)
    owner = query.owner or ""
    drop = _FILLER | _TOPIC_FILLER | set(stems(f"{owner} {draft.terms.get(owner, '')}"))
    return {stem: word for stem, word in topic_stems(text).items() if stem not in drop}


def _outcome_titled(draft: Draft, topic: set[str]) -> int | None:
    """The outcome whose title holds every word of the topic, and little more."""
    if len(topic) < _TITLE_WORDS:
        return None
    outcomes = [
        record
        for document in draft.library.documents(PaperKind.STRATEGY, PaperKind.ACTION_PLAN)
        for record in document.of_type(Outcome)
    ]
    titles = [(record.number, set(stems(record.title))) for record in outcomes]
    numbers = {number for number, title in titles if topic <= title and len(topic) >= _TITLE_SHARE * len(title)}
    return numbers.pop() if len(numbers) == 1 else None


def _owner_named(draft: Draft) -> str | None:
    """An owner of the plans that the question names in full; else whoever it asks about as an owner."""
    words = set(stems(draft.ask.text))
    plans = draft.library.documents(PaperKind.ACTION_PLAN)
    owners = dict.fromkeys(action.owner for plan in plans for action in plan.of_type(Action) if action.owner)
    named = {owner: len(own) for owner in owners if (own := set(stems(owner))) and own <= words}
    if named:
        return max(named, key=lambda owner: named[owner])
    asked = _AS_OWNER.search(draft.settled.own)
    return _as_printed(draft, next(name for name in asked.groups() if name), owners) if asked else None


def _as_printed(draft: Draft, name: str, owners: Collection[str]) -> str | None:
    """The name under which a body owns something, its short form spelt out; None for a short form that nothing spells out."""
    spelt_out = [term for term, words in draft.terms.items() if words == name]
    for form in (name, *spelt_out):
        if any(names_body(owner, form) for owner in owners):
            return form
    return None if name.isupper() and not spelt_out else (*spelt_out, name)[0]


def list_before(draft: Draft) -> ListQuery | None:
    """The list that the last answer gave, where this question leans on it."""
    if (
        draft.settled.leaning not in (Leaning.TOGETHER, Leaning.FOCUS, Leaning.POINTER)
        or draft.settled.item is not None
    ):
        return None
    last = next(reversed(draft.conversation.turns), None)
    return last.answer.listed if last else None


def _narrowed(draft: Draft, before: ListQuery) -> ListQuery | None:
    """The list before, confined further; None where the question wants something else of it."""
    asks_of_them = draft.ask.kind in (Kind.OWNER, Kind.TIMESCALE) and not re.search(r"\bby\b", draft.settled.own)
    if asks_of_them and not _owner_named(draft) and not draft.ask.year:
        return None
    query = _filters(draft, before)
    topic = {s: w for s, w in _topic_words(draft, draft.settled.own, query).items() if s not in _NARROWING | GENERIC}
    if topic:
        query = _with_topic(draft, query, topic)
    counts = bool(re.search(r"\bhow many\b|\bcount\b|\btotal\b|\baltogether\b", draft.settled.own, re.IGNORECASE))
    return query if query != before or counts else None

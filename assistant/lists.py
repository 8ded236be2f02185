"""Complete, counted lists straight from records: by outcome, chapter, year, owner or timescale.

Only for a question that asks for all of a kind of record and confines it by nothing but those; a
question with a topic of its own is left to the search.
"""

import re
from collections.abc import Iterator

from assistant.answer import shown
from assistant.draft import Claim, Draft, cite_span
from assistant.questions import Ask, Kind, Listed
from corpus.records import (
    Action,
    Document,
    Enabler,
    Heard,
    Indicator,
    Metric,
    Outcome,
    PaperKind,
    Priority,
    Record,
    Voice,
)
from index.keywords import stems

_TYPES: dict[Listed, type[Record]] = {
    Listed.INDICATOR: Indicator,
    Listed.PRIORITY: Priority,
    Listed.OUTCOME: Outcome,
    Listed.ENABLER: Enabler,
    Listed.ACTION: Action,
    Listed.METRIC: Metric,
    Listed.HEARD: Heard,
    Listed.VOICE: Voice,
}
_PLURALS = {
    Listed.PRIORITY: "priorities",
    Listed.HEARD: "points heard",
    Listed.GOAL: "goals",
}
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
_WITH_LISTS = (PaperKind.STRATEGY, PaperKind.ACTION_PLAN, PaperKind.TRACKED_CHANGES)  # others hold paragraphs alone
_NO_BASELINE = re.compile(
    r"\b(?:no|without|lack\w*|missing|not given a) (?:an? )?(?:baseline|starting (?:point|figure)|start(?:ing)? figure|current figure)",
    re.IGNORECASE,
)
_NO_TARGET = re.compile(
    r"\b(?:no|without|lack\w*|missing) (?:an? )?(?:target|end)(?: figure| number)?\b", re.IGNORECASE
)
_NO_OWNER = re.compile(r"\b(?:no|without|lack\w*|missing) (?:an? )?(?:named )?owners?\b", re.IGNORECASE)
_NO_TIMESCALE = re.compile(r"\b(?:no|without|lack\w*|missing) (?:an? )?timescales?\b", re.IGNORECASE)
SHOWN_AT_MOST = 40  # a longer list names its count and these first; the rest is reached by narrowing it


def list_claims(draft: Draft) -> list[Claim] | None:
    """The list or the count that was asked for; None where the question has a topic of its own."""
    ask = draft.ask
    if (
        ask.listed is None
        or ask.former
        or ask.kind
        not in (
            Kind.LIST,
            Kind.COUNT,
            Kind.TARGET,
            Kind.COVERAGE,
            Kind.FACT,
            Kind.OWNER,
            Kind.TIMESCALE,
        )
    ):
        return None
    if not _asks_for_all(ask.text, ask.listed) and not _is_confined(ask):
        return None
    owner = _owner_named(draft)
    if _topic(ask, owner) and not _is_confined(ask):
        return None
    documents = _documents(draft)
    found = [(d, r) for d in documents for r in _records(d, ask, owner)]
    if ask.listed is Listed.GOAL:
        found = _goals(found)
    if not found:
        return None
    return _claims(draft, found, ask, owner)


def _is_confined(ask: Ask) -> bool:
    """Whether the outcome's page alone says what is wanted: its priorities, indicators or points heard are few."""
    return (
        ask.outcome is not None
        and ask.kind in (Kind.LIST, Kind.COUNT, Kind.FACT)
        and ask.listed in (Listed.PRIORITY, Listed.INDICATOR, Listed.HEARD)
    )


def _asks_for_all(text: str, listed: Listed) -> bool:
    return (
        bool(
            re.search(
                r"\b(?:all|list|every|each|how many|number of|name|count)\b|\b(?:which|what)\b[^?]{0,40}\b(?:are|is|were|have|has|due|indicators|targets|priorities|actions|goals|metrics|enablers|outcomes)\b|^(?:the )?(?:\w+ )?(?:indicators|targets|priorities|actions|goals|metrics|enablers|outcomes)\b",
                text,
                re.IGNORECASE,
            )
            and re.search(r"s\b|\bevery\b|\beach\b", text)
        )
        or listed is Listed.HEARD
    )


def _topic(ask: Ask, owner: str | None) -> set[str]:
    """The words of a question that neither ask for the list nor confine it."""
    text = re.sub(r"\b20\d\d(?:/\d\d)?\b|\b\d(?:\.\d)?\b", " ", ask.text)
    for pattern in (_NO_BASELINE, _NO_TARGET, _NO_OWNER, _NO_TIMESCALE):
        text = pattern.sub(" ", text)
    return set(stems(text)) - _FILLER - set(stems(owner or ""))


def _documents(draft: Draft) -> list[Document]:
    """The papers to list from: those named, else the strategy, or the plan for what only it has."""
    ask, library = draft.ask, draft.library
    if ask.papers:
        return [library.document(paper) for paper in library.papers if paper in ask.papers]
    plan_only = ask.listed in (Listed.ACTION, Listed.METRIC, Listed.GOAL) or ask.chapter or ask.horizon
    wanted = PaperKind.ACTION_PLAN if plan_only else PaperKind.STRATEGY
    return list(library.documents(wanted)) or list(library.documents(*_WITH_LISTS))


def _owner_named(draft: Draft) -> str | None:
    """An owner of the plans that the question names in full."""
    words = set(stems(draft.ask.text))
    best: tuple[int, str] | None = None
    for document in draft.library.documents(PaperKind.ACTION_PLAN):
        for action in document.of_type(Action):
            own = set(stems(action.owner or ""))
            if own and own <= words and (best is None or len(own) > best[0]):
                best = (len(own), action.owner or "")
    return best[1] if best else None


def _records(document: Document, ask: Ask, owner: str | None) -> Iterator[Record]:
    assert ask.listed is not None
    type_ = Action if ask.listed is Listed.GOAL else _TYPES.get(ask.listed)
    if type_ is None:
        return
    for record in document.of_type(type_):
        if _fits(record, ask, owner):
            yield record


def _fits(record: Record, ask: Ask, owner: str | None) -> bool:
    if ask.outcome is not None and _outcome(record) != ask.outcome:
        return False
    if isinstance(record, Heard) and ask.outcome is None and record.outcome is not None:
        return bool(re.search(r"\ball\b|\bevery\b|\bhow many\b", ask.text))
    if ask.chapter is not None and getattr(record, "chapter", None) != ask.chapter:
        return False
    if isinstance(record, Indicator):
        by_year = ask.year is None or (record.by_when or "").startswith(ask.year)
        measured = bool(record.by_when or record.target)  # a mere topic has no figures to lack
        no_baseline = not _NO_BASELINE.search(ask.text) or (measured and not any(a.baseline for a in record.aims))
        no_target = not _NO_TARGET.search(ask.text) or any(a.target is None for a in record.aims)
        return by_year and no_baseline and no_target
    if isinstance(record, Action):
        horizons = [part.horizon for part in record.timescale.parts] if record.timescale else []
        in_time = ask.horizon is None or ask.horizon in horizons
        owned = owner is None or owner.lower() in (record.owner or "").lower()
        no_owner = not _NO_OWNER.search(ask.text) or record.owner is None
        no_timescale = not _NO_TIMESCALE.search(ask.text) or record.timescale is None
        return in_time and owned and no_owner and no_timescale
    return True


def _outcome(record: Record) -> int | None:
    match record:
        case Priority() | Indicator() | Heard() | Voice():
            return record.outcome
        case Outcome():
            return record.number
        case Action() | Metric():
            return record.chapter
    return None


def _goals(found: list[tuple[Document, Record]]) -> list[tuple[Document, Record]]:
    first: dict[tuple[int | None, str], tuple[Document, Record]] = {}
    for document, record in found:
        if isinstance(record, Action) and record.goal:
            first.setdefault((record.chapter, record.goal.lower()), (document, record))
    return list(first.values())


def _claims(draft: Draft, found: list[tuple[Document, Record]], ask: Ask, owner: str | None) -> list[Claim]:
    assert ask.listed is not None
    items = [_item(draft, document, record, ask.listed) for document, record in found[:SHOWN_AT_MOST]]
    papers = list(dict.fromkeys(document.paper.name for document, _ in found))
    name = _PLURALS.get(ask.listed, f"{ask.listed.value}s") if len(found) != 1 else ask.listed.value
    head = f"{' and '.join(papers)}: {len(found)} {name}{_confined(ask, owner)}"
    if len(found) > len(items):
        head += f"; these are the first {len(items)}, and a narrower question shows the rest"
    return [Claim(text=f"{head}:", cites=items[0].cites), *items]


def _confined(ask: Ask, owner: str | None) -> str:
    parts = [
        f"shared outcome {ask.outcome}" if ask.outcome else "",
        f"chapter {ask.chapter}" if ask.chapter else "",
        f"due {ask.year}" if ask.year else "",
        ask.horizon.value if ask.horizon else "",
        f"owner {owner}, alone or with others" if owner else "",
        "no starting figure given" if _NO_BASELINE.search(ask.text) else "",
        "no target figure given" if _NO_TARGET.search(ask.text) else "",
        "no owner printed" if _NO_OWNER.search(ask.text) else "",
        "no timescale printed" if _NO_TIMESCALE.search(ask.text) else "",
    ]
    confined = ", ".join(part for part in parts if part)
    return f" ({confined})" if confined else ""


def _item(draft: Draft, document: Document, record: Record, listed: Listed) -> Claim:
    span, text = record.span, ""
    if isinstance(record, Priority):
        span, text = record.title_span, record.title
    elif isinstance(record, (Outcome, Enabler)):
        text = f"{record.number}. {record.title}"
    elif listed is Listed.GOAL and isinstance(record, Action) and record.goal_span:
        span, text = record.goal_span, f"{record.goal} (chapter {record.chapter})"
    cited = cite_span(draft.library, document.paper.id, span, record.locator, record.page)
    return Claim(text=text or f"“{shown(cited)}”", cites=(cited,), item=True)

"""Complete, counted lists straight from records: by outcome, chapter, year, owner, timescale or topic."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answer import shown
from assistant.draft import Claim, Draft, cite_span
from assistant.list_asking import list_before
from assistant.list_query import Lack, ListQuery, names_body, topic_stems
from assistant.questions import Listed
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
_OWNED = (Listed.ACTION, Listed.GOAL)
_WITH_LISTS = (PaperKind.STRATEGY, PaperKind.ACTION_PLAN, PaperKind.TRACKED_CHANGES)  # others hold paragraphs alone
SHOWN_AT_MOST = 40  # a longer list names its count and these first; the rest is reached by narrowing it

Found = list[tuple[Document, Record]]


def list_claims(draft: Draft, query: ListQuery | None) -> list[Claim] | None:
    """The list or the count that was asked for; None where no record fits."""
    if query is None:
        return None
    found = records_of(draft, query)
    if not found and query.topics:
        if named := records_of(draft, query.of_topics):
            return [_none_of(draft, named, query)]
        query = _named_otherwise(draft, query)
        if not query.topics:
            return None
        found = records_of(draft, query)
    if not found and query.owner and query.listed in _OWNED and list_before(draft) is None:
        papers = " and ".join(document.paper.name for document in _documents(draft, query))
        return [Claim(text=f"No {query.listed.value} of the {papers} names “{query.owner}” as its owner.")]
    return _claims(draft, found, query) if found else None


def _named_otherwise(draft: Draft, query: ListQuery) -> ListQuery:
    """The query for what the papers call its topic, as far as any record names it."""
    each = ((topic, replace(query, topics=(topic,), otherwise=())) for topic in query.otherwise)
    return replace(query, topics=tuple(topic for topic, alone in each if records_of(draft, alone)), otherwise=())


def _none_of(draft: Draft, found: Found, query: ListQuery) -> Claim:
    """That of what names the topic nothing is as it is asked for."""
    named, count = query.of_topics.in_words, len(found)
    text = f"{_papers(found)}: {count} {_plural(query.listed, count)} ({named}), none of them {query.of_all.in_words}."
    return Claim(text=text, cites=_item(draft, *found[0], query.listed).cites)


def none_left(draft: Draft, query: ListQuery, before: ListQuery) -> list[Claim]:
    """That nothing of a list is left when it is narrowed."""
    found = records_of(draft, before)
    cited = _item(draft, *found[0], before.listed).cites
    return [
        Claim(
            text=f"None of these {len(found)} {_plural(before.listed, len(found))} is left: {query.in_words}.",
            cites=cited,
        )
    ]


def records_of(draft: Draft, query: ListQuery) -> Found:
    """Every record that fits, with its paper, in reading order."""
    found = [(d, r) for d in _documents(draft, query) for r in _records(d, draft, query)]
    return _goals(found) if query.listed is Listed.GOAL else found


def _documents(draft: Draft, query: ListQuery) -> list[Document]:
    """The papers to list from: those named, else the strategy, or the plan for what only it has."""
    library = draft.library
    papers = library.catalogue
    if query.papers:
        named = [p for p in papers if p.id in query.papers and p.superseded_by not in query.papers]
        return [library.document(paper.id) for paper in named]
    plan_only = query.listed in (Listed.ACTION, Listed.METRIC, Listed.GOAL) or query.chapter or query.horizon
    wanted = PaperKind.ACTION_PLAN if plan_only else PaperKind.STRATEGY
    current = [paper for paper in papers if paper.superseded_by is None and paper.kind in _WITH_LISTS]
    chosen = [paper for paper in current if paper.kind is wanted] or current
    return [library.document(paper.id) for paper in chosen]


def _records(document: Document, draft: Draft, query: ListQuery) -> Iterator[Record]:
    type_ = Action if query.listed is Listed.GOAL else _TYPES.get(query.listed)
    if type_ is None:
        return
    for record in document.of_type(type_):
        if _fits(record, draft.ask.text, query) and _on_topic(record, query):
            yield record


def _on_topic(record: Record, query: ListQuery) -> bool:
    if not query.topics:
        return True
    headed = getattr(record, "title", None) or getattr(record, "goal", None) or ""
    words = topic_stems(f"{record.text} {headed}").keys()
    return any(topic.stems <= words for topic in query.topics)


def _fits(record: Record, asked: str, query: ListQuery) -> bool:
    if query.outcome is not None and _outcome(record) != query.outcome:
        return False
    if isinstance(record, Heard) and query.outcome is None and record.outcome is not None:
        return bool(re.search(r"\ball\b|\bevery\b|\bhow many\b", asked))
    if query.chapter is not None and getattr(record, "chapter", None) != query.chapter:
        return False
    if isinstance(record, Indicator):
        by_year = query.year is None or (record.by_when or "").startswith(query.year)
        measured = bool(record.by_when or record.target)  # a mere topic has no figures to lack
        no_baseline = Lack.BASELINE not in query.lacks or (measured and not any(a.baseline for a in record.aims))
        no_target = Lack.TARGET not in query.lacks or any(a.target is None for a in record.aims)
        return by_year and no_baseline and no_target
    if isinstance(record, Action):
        horizons = [part.horizon for part in record.timescale.parts] if record.timescale else []
        in_time = query.horizon is None or query.horizon in horizons
        owned = query.owner is None or names_body(record.owner or "", query.owner)
        no_owner = Lack.OWNER not in query.lacks or record.owner is None
        no_timescale = Lack.TIMESCALE not in query.lacks or record.timescale is None
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


def _goals(found: Found) -> Found:
    first: dict[tuple[int | None, str], tuple[Document, Record]] = {}
    for document, record in found:
        if isinstance(record, Action) and record.goal:
            first.setdefault((record.chapter, record.goal.lower()), (document, record))
    return list(first.values())


def _plural(listed: Listed, count: int) -> str:
    return listed.value if count == 1 else _PLURALS.get(listed, f"{listed.value}s")


def _claims(draft: Draft, found: Found, query: ListQuery) -> list[Claim]:
    items = [_item(draft, document, record, query.listed) for document, record in found[:SHOWN_AT_MOST]]
    confined = f" ({query.in_words})" if query.in_words else ""
    head = f"{_papers(found)}: {len(found)} {_plural(query.listed, len(found))}{confined}"
    if len(found) > len(items):
        head += f"; these are the first {len(items)}, and a narrower question shows the rest"
    return [Claim(text=f"{head}:", cites=items[0].cites), *items]


def _papers(found: Found) -> str:
    return " and ".join(dict.fromkeys(document.paper.name for document, _ in found))


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

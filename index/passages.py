"""A Document -> its Passages: what is quoted, what is embedded beside it, what people ask of it.

1. Short records (an indicator, a metric, a point heard, a change) are one passage each.
2. Longer ones (a priority's paragraph, an action with a list) are cut (index.cutting), so that the
   quote of an answer is short and the encoder sees one thing at a time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.outline import LOCATOR_JOINT
from corpus.printed_page import block_at, on_printed_page, page_alone, without_printed_page
from corpus.records import (
    Action,
    Change,
    Document,
    Enabler,
    Fact,
    Heard,
    Indicator,
    Metric,
    Outcome,
    PaperKind,
    Paragraph,
    Priority,
    Record,
    Span,
    Voice,
)
from corpus.sentences import sentence_spans
from index.cutting import cut, merged


class PassageKind(StrEnum):
    """What a passage was cut from."""

    OUTCOME = "outcome"
    ENABLER = "enabler"
    PRIORITY = "priority"
    INDICATOR = "indicator"
    HEARD = "heard"
    VOICE = "voice"
    FACT = "fact"
    ACTION = "action"
    METRIC = "metric"
    PARAGRAPH = "paragraph"
    CHANGE = "change"


_KINDS: tuple[tuple[type[Record], PassageKind], ...] = (
    (Outcome, PassageKind.OUTCOME),
    (Enabler, PassageKind.ENABLER),
    (Priority, PassageKind.PRIORITY),
    (Indicator, PassageKind.INDICATOR),
    (Heard, PassageKind.HEARD),
    (Voice, PassageKind.VOICE),
    (Fact, PassageKind.FACT),
    (Action, PassageKind.ACTION),
    (Metric, PassageKind.METRIC),
    (Change, PassageKind.CHANGE),
    (Paragraph, PassageKind.PARAGRAPH),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of one paper that can be found and quoted.

    ``text`` is the quote, ``context`` the headings embedded with it, ``asks`` the everyday
    questions that it answers and ``unsaid`` those it raises and no paper answers. ``record`` is
    the place of its record in ``document.records``.
    """

    id: str
    paper: str
    kind: PassageKind
    text: str
    span: Span
    locator: str
    context: str
    record: int
    page: int | None = None
    outcome: int | None = None
    superseded: bool = False
    asks: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """Its everyday questions in the order of their numbers: those that no paper answers come last."""
        return (*self.asks, *self.unsaid)

    @property
    def embedded(self) -> str:
        """What the encoder reads: the context, then the passage."""
        return f"{self.context}. {self.text}" if self.context else self.text

    @property
    def words(self) -> str:
        """What the keyword index reads: the context, the passage and its questions."""
        return " ".join((self.context, self.text, *self.asks))


def passages_of(document: Document) -> tuple[Passage, ...]:
    """Every passage of a document, in reading order; none of them twice."""
    seen: set[Span | str] = set()
    kept: list[Passage] = []
    columns = _columns(document)
    for number, record in enumerate(document.records):
        named = columns.get(record.span.start, ()) if isinstance(record, Paragraph) else ()
        if named and record.text == "\t".join(named):
            continue  # the row that names the columns says nothing by itself
        for passage in _cut(document, record, number, named):
            says = passage.embedded if named else passage.text  # the same row may stand below other columns
            repeated = passage.kind is PassageKind.PARAGRAPH and says in seen
            if passage.span in seen or repeated or not re.search(r"\w{3}|\w.*\t.*\d", passage.text):
                continue
            seen |= {passage.span, says}
            kept.append(passage)
    return tuple(kept)


def _columns(document: Document) -> dict[int, tuple[str, ...]]:
    """The names of the columns of each table row, by where it begins; an action plan's rows are records of their own."""
    if document.paper.kind is PaperKind.ACTION_PLAN:
        return {}
    return {block.span.start: block.columns for block in document.blocks if block.columns}


def _cut(document: Document, record: Record, number: int, columns: tuple[str, ...] = ()) -> Iterator[Passage]:
    kind = kind_of(record)
    context = ". ".join(part for part in (_context(record), ", ".join(filter(None, columns))) if part)
    for span in _spans(document, record):
        page, locator = _where(document, record, span)
        yield Passage(
            id=f"{document.paper.id}:{span.start}-{span.end}",
            paper=document.paper.id,
            kind=kind,
            text=span.of(document.text),
            span=span,
            locator=locator,
            context=_with_lead(document, record, span, context),
            record=number,
            page=page,
            outcome=outcome_of(record),
            superseded=_is_superseded(document, span),
        )


def _where(document: Document, record: Record, span: Span) -> tuple[int | None, str]:
    """The page on which a passage begins, and where that is: a record, and a block of it, may go on overleaf."""
    block = block_at(document.blocks, span.start)
    if block and block.page and record.page and record.span.holds(block.span):
        page, label = block.page_at(span.start)
        on_page_alone = without_printed_page(record.locator) == page_alone(record.page)
        locator = page_alone(page) if on_page_alone else record.locator
        return page, on_printed_page(locator, label)
    return record.page, record.locator


def kind_of(record: Record) -> PassageKind:
    """The kind of passage that a record gives."""
    return next(kind for type_, kind in _KINDS if isinstance(record, type_))


def outcome_of(record: Record) -> int | None:
    """The shared outcome a record belongs to; a plan's chapters 1 to 6 are the outcomes."""
    match record:
        case Priority() | Indicator() | Voice() | Heard():
            return record.outcome
        case Outcome():
            return record.number
        case Action() | Metric():
            return record.chapter if record.chapter and record.chapter <= 6 else None
    found = re.search(r"(?:Shared outcome|Chapter) (\d)\b", record.locator, re.IGNORECASE)
    return int(found[1]) if found and int(found[1]) <= 6 else None


def _is_superseded(document: Document, span: Span) -> bool:
    """Whether every word of the span was struck out, or a newer paper took the place of this one."""
    return document.paper.superseded_by is not None or any(struck.holds(span) for struck in document.struck)


def _context(record: Record) -> str:
    match record:
        case Action() | Metric():
            lead = record.lead if isinstance(record, Metric) else None
            return ". ".join(part for part in (record.goal, lead) if part)
        case Priority():
            return record.title
        case Enabler() | Outcome():
            return ""
        case Paragraph():
            return record.title or (record.headings[-1] if record.headings else "")
        case Change():
            return record.heading or ""
    return record.locator.split(LOCATOR_JOINT)[-1]


def _with_lead(document: Document, record: Record, span: Span, context: str) -> str:
    """A bullet cut from its list is embedded with the line that leads the list."""
    lead = record.text.split("\n")[0]
    if span.start == record.span.start or not lead.endswith(":") or len(lead.split()) > 40:
        return context
    return f"{context}. {lead}" if context else lead


def _spans(document: Document, record: Record) -> Iterator[Span]:
    match record:
        case Indicator() | Heard() | Voice() | Fact() | Metric() | Outcome() | Change():
            yield record.span
        case Priority():
            yield record.title_span
            yield from cut(document.text, record.span)
        case Paragraph() if document.paper.kind is PaperKind.TRACKED_CHANGES:
            spans = sentence_spans(record.text, record.span.start)
            yield from (s for s in merged(document.text, spans) if not any(x.meets(s) for x in document.struck))
        case _:
            yield from cut(document.text, record.span)


def with_questions(passages: Iterable[Passage], asked: Mapping[str, "Questions"]) -> tuple[Passage, ...]:
    """The passages with the everyday questions written for them, by passage id."""
    return tuple(replace(p, asks=q.asks, unsaid=q.unsaid) if (q := asked.get(p.id)) else p for p in passages)


def squeezed(text: str) -> str:
    """Letters and figures alone, for telling that two papers say the same words."""
    return re.sub(r"[^a-z0-9£%]", "", text.lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What people ask of one passage, in their words; ``unsaid`` are questions no paper answers."""

    asks: tuple[str, ...]
    unsaid: tuple[str, ...] = ()

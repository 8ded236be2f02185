"""A Document -> its Passages: what is quoted, what is embedded beside it, what people ask of it.

1. Short records (an indicator, a metric, a point heard, a change) are one passage each.
2. Longer ones (a priority's paragraph, an action with a list) are cut at sentences and bullets,
   so that the quote of an answer is short and the encoder sees one thing at a time.
3. A sentence that leans on the one before ("This means...") stays with it, and so does a line that
   names who or when ("Who: Public Health", "When: by March 2021").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

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

WHOLE_WORDS = 45  # a record up to this long stays whole: about what an answer can quote
FULL_WORDS = 70  # no passage is longer, unless one sentence is: well within the encoder's 256 tokens
SHORT_WORDS = 9  # a sentence shorter than this says little alone
_LABELLED = re.compile(  # "Who: Public Health", below the action that it is said of
    r"(?:By )?(?:Who|When|Whom|Where|Owners?|Leads?|Timescales?|Timelines?|Deadline|Due|Date|Status|Responsib\w+|Partners?|Source): \S",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"(?:This|These|Those|It|They|Its|Their|There|Here|Such|With clear|Further|Also|In this way|That|He|She|However|Then)\b"
)


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
            repeated = passage.kind is PassageKind.PARAGRAPH and passage.text in seen
            if passage.span in seen or repeated or not re.search(r"\w{3}", passage.text):
                continue
            seen |= {passage.span, passage.text}
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
        yield Passage(
            id=f"{document.paper.id}:{span.start}-{span.end}",
            paper=document.paper.id,
            kind=kind,
            text=span.of(document.text),
            span=span,
            locator=record.locator,
            context=_with_lead(document, record, span, context),
            record=number,
            page=record.page,
            outcome=outcome_of(record),
            superseded=_is_superseded(document, span),
        )


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
    return record.locator.split(" › ")[-1]


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


def cut(text: str, span: Span) -> Iterator[Span]:
    """A record's span, whole or in parts."""
    words = span.of(text)
    if len(words.split()) <= WHOLE_WORDS:
        yield span
        return
    lines = list(_lines(words, span.start))
    bullets = [line for line in lines if _is_bullet(text, line)]
    if bullets and sum(len(b.of(text).split()) for b in bullets) <= FULL_WORDS:
        first = bullets[0]
        head = [line for line in lines if line.end <= first.start]
        led = list(sentence_spans(head[-1].of(text), head[-1].start)) if head else []
        yield from _long(text, head[:-1])
        yield from merged(text, led[:-1])
        yield Span(start=led[-1].start if led else first.start, end=bullets[-1].end)
        yield from _long(text, [line for line in lines if line.start > bullets[-1].end])
        return
    yield from _long(text, lines)


def _lines(words: str, start: int) -> Iterator[Span]:
    for match in re.finditer(r"[^\n\t]+", words):
        body = match[0].strip()
        if body:
            left = start + match.start() + match[0].index(body[0])
            yield Span(start=left, end=left + len(body))


def _is_bullet(text: str, line: Span) -> bool:
    return text[line.start] in "•-"


def _long(text: str, lines: Iterable[Span]) -> Iterator[Span]:
    for line in _with_labelled(text, lines):
        body = line
        if _is_bullet(text, line):
            body = Span(start=line.start + 2, end=line.end)
        yield from merged(text, sentence_spans(body.of(text), body.start))


def _with_labelled(text: str, lines: Iterable[Span]) -> Iterator[Span]:
    """Lines, each with the short labelled ones ("Who: ...", "When: ...") that follow it in its cell."""
    current: Span | None = None
    for line in lines:
        together = Span(start=current.start, end=line.end) if current else line
        words = line.of(text)
        leans = bool(_LABELLED.match(words)) and len(words.split()) < SHORT_WORDS
        apart = "\t" in together.of(text) or len(together.of(text).split()) > FULL_WORDS
        if current is None or (leans and not apart):
            current = together
        else:
            yield current
            current = line
    if current is not None:
        yield current


def merged(text: str, sentences: Iterable[Span]) -> Iterator[Span]:
    """Sentences joined where one of them says little without the other."""
    current: Span | None = None
    for sentence in sentences:
        if current is None:
            current = sentence
            continue
        together = Span(start=current.start, end=sentence.end)
        short = min(len(current.of(text).split()), len(sentence.of(text).split())) < SHORT_WORDS
        leans = bool(_LEANS.match(sentence.of(text)))
        if (short or leans) and len(together.of(text).split()) <= FULL_WORDS:
            current = together
        else:
            yield current
            current = sentence
    if current is not None:
        yield current


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

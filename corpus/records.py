"""What a paper turns into: a Document of canonical text, its blocks, and its typed records.

Invariant: ``document.text[record.span.start:record.span.end] == record.text`` for every record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from corpus.errors import BrokenQuote
from corpus.paper import Paper as Paper
from corpus.paper import PaperKind as PaperKind


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of a document's text, in characters: ``"abcd"[1:3]`` is Span(start=1, end=3)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand at this span."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether the other span lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """The pieces that every paper is made of."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "footnote"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Where a text goes on overleaf: the place in it, the page, and the number printed there where that is another."""

    at: int
    page: int
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a document, in reading order.

    ``number`` is a paragraph's printed number ("2.16"). A row has a span for each cell and the
    names of its columns. ``level`` is a heading's or an item's depth, from 1. ``label`` is the number
    printed on its page, where that is not the page's place in the file. ``turns`` are where it goes on overleaf.
    """

    kind: BlockKind
    span: Span
    level: int = 1
    number: str | None = None
    cells: tuple[Span, ...] = ()
    columns: tuple[str, ...] = ()
    page: int | None = None
    label: str | None = None
    turns: tuple[Turn, ...] = ()

    def page_at(self, place: int) -> tuple[int | None, str | None]:
        """The page on which a place in it stands, and the number printed there."""
        passed = [turn for turn in self.turns if turn.at <= place]
        return (passed[-1].page, passed[-1].label) if passed else (self.page, self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A thing a paper says, with the place where it says it."""

    text: str
    span: Span
    locator: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Record):
    """A shared outcome: its number, its title and the statement under it."""

    number: int
    title: str
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enabler(Record):
    """Something that underpins delivery of all outcomes."""

    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority(Record):
    """What partners will do together for an outcome: the text is the paragraph."""

    outcome: int
    number: int
    title: str
    title_span: Span


class Direction(StrEnum):
    """Which way a measure is meant to go."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One measure of an indicator, in the words of its sentence; what is not given is None."""

    measure: str
    baseline: str | None = None
    target: str | None = None
    direction: Direction | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """A sentence that says how an outcome will be measured; one sentence may hold several aims."""

    outcome: int
    number: int
    by_when: str | None
    aims: tuple[Aim, ...]

    @property
    def measure(self) -> str:
        """What the first aim measures."""
        return self.aims[0].measure

    @property
    def baseline(self) -> str | None:
        """Where the first aim starts from."""
        return self.aims[0].baseline

    @property
    def target(self) -> str | None:
        """Where the first aim is to get to."""
        return self.aims[0].target


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Record):
    """A point under *What we heard*; ``outcome`` is None for the introduction's."""

    outcome: int | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Record):
    """A quotation from a person, as the strategy prints it."""

    outcome: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Record):
    """A figure about the area or the consultation, printed on its own."""


class Horizon(StrEnum):
    """How far off an action is, read from its dots."""

    SHORT = "short term (under 1 year)"
    MEDIUM = "medium term (1-2 years)"
    LONG = "long term (3-5 years and more)"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimescalePart:
    """One group of dots, with the words printed before it where there are any."""

    label: str | None
    horizon: Horizon


@dataclass(frozen=True, slots=True, kw_only=True)
class Timescale(Record):
    """A timescale cell: the text is as printed, the parts are as read; "Ongoing" has no parts."""

    parts: tuple[TimescalePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """A row of an action plan: the text is the action's own wording.

    ``owner`` is None where the table gives none; ``owner_carried`` says that it stands in a row
    above of the same goal. ``row`` is the span of the whole row.
    """

    chapter: int | None
    goal: str | None
    goal_span: Span | None
    number: int
    timescale: Timescale | None
    owner: str | None
    owner_span: Span | None
    owner_carried: bool
    row: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Record):
    """A measure that an action plan sets beside a goal; ``lead`` is the line that introduces it."""

    chapter: int | None
    goal: str | None
    lead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Record):
    """Any other paragraph, with the headings above it and the bullets that belong to it."""

    number: str | None
    headings: tuple[str, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Record):
    """A struck-out stretch: the text is the whole sentence it stands in, old words included.

    ``before`` is what was struck out, ``after`` what stands in its place now (None where nothing
    does; where the end of new words is not marked, they are given to the end of their phrase).
    ``reads`` is the sentence as it is now (None where all of it was struck out).
    """

    struck: Span
    before: str
    after: str | None
    reads: str | None
    heading: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper as read: its canonical text, with everything found in it.

    ``struck`` are the stretches that a newer version crossed out; they stay in the text.
    ``notes`` say what was repaired or left out while reading.
    """

    paper: Paper
    text: str
    blocks: tuple[Block, ...]
    records: tuple[Record, ...]
    struck: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    digest: str = ""

    def of_type(self, kind: "type[R]") -> "Iterator[R]":
        """The records of one type, in reading order."""
        return (record for record in self.records if isinstance(record, kind))

    def verify(self) -> None:
        """Raise BrokenQuote unless every record's span gives its words back."""
        for record in self.records:
            if record.span.of(self.text) != record.text:
                raise BrokenQuote(
                    f"In {self.paper.file}, the words of “{record.locator}” are not where the record says.",
                    to_do="This is a fault in the reading of the paper; please report it with the file.",
                )


R = TypeVar("R", bound=Record)

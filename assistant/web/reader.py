"""A Document -> what its page shows: pieces in reading order, and the contents.

Rows that share their columns are one table, though the paper prints its heading again on each page; items are
nested lists; a heading stands one below what is open above it, so that no level is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from assistant.web.headings import Heading, headings
from assistant.web.parts import Part, part_at, parts
from assistant.web.runs import Overlay, Run
from corpus.records import Action, Block, BlockKind, Document, Span

_TOP = 2  # the paper's title is the page's h1
_DEEPEST = 6


class PieceKind(StrEnum):
    """How a piece is shown."""

    HEADING = "heading"
    LINE = "line"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    ROWS = "rows"
    NOTE = "note"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A point of a list, with the points below it."""

    id: str
    runs: tuple[Run, ...]
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a row: the name of its column, its words, and what its dots mean.

    ``carried`` is what an empty cell takes from the rows above: a phone shows the row by itself.
    """

    column: str
    runs: tuple[Run, ...]
    reading: str = ""
    carried: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of the page; which fields say something goes by its kind."""

    kind: PieceKind
    id: str
    level: int = 0
    number: str | None = None
    runs: tuple[Run, ...] = ()
    items: tuple[Item, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the contents, with the lines below it."""

    name: str
    link: str
    entries: tuple["Entry", ...] = ()


def split(document: Document) -> tuple[Part, ...]:
    """The parts in which a document is shown."""
    found = list(headings(document))
    return parts(document, [h.block.span for h in found if h.depth == 0], [h.block.span for h in found if h.depth > 0])


def contents(document: Document, parts: tuple[Part, ...], shown: Part) -> tuple[Entry, ...]:
    """The headings of a document as links: all of the first level, and those below them in the part that is shown."""
    entries: list[Entry] = []
    for heading in headings(document):
        part = part_at(parts, heading.block.span)
        there = "" if part is shown else f"?part={part.number}"
        entry = Entry(name=heading.name.rstrip(":"), link=f"{there}#{block_id(heading.block)}")
        if heading.depth == 0 or not entries:
            entries.append(entry)
        elif part is shown and heading.depth == 1 and not entries[-1].name.endswith(f": {entry.name}"):
            above = entries[-1]
            entries[-1] = Entry(name=above.name, link=above.link, entries=(*above.entries, entry))
    return tuple(entries)


def pieces(document: Document, overlay: Overlay, part: Part) -> Iterator[Piece]:
    """What is shown of a part of a document, in reading order."""
    return _Laying(document, overlay).pieces(part)


def block_id(block: Block) -> str:
    """What a block is called within its page; a record's place is called by its span."""
    return f"at-{block.span.start}"


class _Laying:
    """The laying out of one document."""

    def __init__(self, document: Document, overlay: Overlay) -> None:
        self._document, self._overlay = document, overlay
        self._headings = {heading.block.span: heading for heading in headings(document)}
        self._readings = dict(_readings(document))
        self._goals = {action.row.start: action.goal for action in document.of_type(Action) if action.goal}
        self._part = document.paper.title  # the name of the part that the next table stands in

    def pieces(self, part: Part) -> Iterator[Piece]:
        """The pieces of a part."""
        page: int | None = None
        number: str | None = None
        for _, group in groupby(part.blocks, key=_group):
            blocks = list(group)
            first = blocks[0]
            if first.page is not None and first.page != page:
                page = first.page
                yield Piece(kind=PieceKind.PAGE, id=f"page-{page}", number=str(page))
            if first.kind is BlockKind.ITEM:
                yield Piece(kind=PieceKind.LIST, id=block_id(first), items=self._items(blocks))
            elif first.kind is BlockKind.ROW:
                yield self._table(blocks)
            else:
                for block in blocks:
                    yield self._text(block, number)
                    number = block.number or number

    def _text(self, block: Block, number: str | None) -> Piece:
        """A heading, a paragraph or a note; a number that the heading above has printed is not printed again."""
        runs = self._overlay.runs(block.span)
        heading = self._headings.get(block.span)
        printed = block.number if block.number and block.number != number else None
        if heading is None:
            kinds = {BlockKind.HEADING: PieceKind.LINE, BlockKind.NOTE: PieceKind.NOTE}
            kind = kinds.get(block.kind, PieceKind.PARAGRAPH)
            return Piece(kind=kind, id=block_id(block), runs=runs, number=printed)
        if heading.depth == 0:
            self._part = heading.name
        if printed and runs[0].text.startswith(printed):
            printed = None
        return Piece(kind=PieceKind.HEADING, id=block_id(block), level=_level(heading), runs=runs, number=printed)

    def _items(self, blocks: Sequence[Block]) -> tuple[Item, ...]:
        """Items as lists within lists; the first stands outermost, whatever its level."""
        items: list[Item] = []
        at = 0
        while at < len(blocks):
            head = blocks[at]
            below = at + 1
            while below < len(blocks) and blocks[below].level > head.level:
                below += 1
            inner = self._items(blocks[at + 1 : below])
            items.append(Item(id=block_id(head), runs=self._overlay.runs(head.span), items=inner))
            at = below
        return tuple(items)

    def _table(self, blocks: Sequence[Block]) -> Piece:
        columns = blocks[0].columns
        rows = tuple(self._row(block) for block in blocks if not self._is_header(block))
        kind = PieceKind.TABLE if columns else PieceKind.ROWS
        return Piece(kind=kind, id=block_id(blocks[0]), columns=columns, rows=rows, caption=self._part)

    def _row(self, block: Block) -> Row:
        names = (*block.columns, *("" for _ in block.cells[len(block.columns) :]))
        first, *rest = (self._cell(name, span) for name, span in zip(names, block.cells, strict=False))
        if not first.runs:
            first = replace(first, carried=self._goals.get(block.span.start, ""))
        return Row(id=block_id(block), cells=(first, *rest))

    def _cell(self, column: str, span: Span) -> Cell:
        runs = self._overlay.runs(span) if span.start < span.end else ()
        return Cell(column=column, runs=runs, reading=self._readings.get(span.start, ""))

    def _is_header(self, block: Block) -> bool:
        """Whether a row repeats the names of its columns, and no link leads into it."""
        passage = self._overlay.passage
        printed = tuple(" ".join(span.of(self._document.text).split()) for span in block.cells)
        return printed == block.columns and not (passage and passage.meets(block.span))


def _group(block: Block) -> tuple[object, ...]:
    """What neighbours have in common that are shown as one: items, and rows of the same columns."""
    if block.kind in (BlockKind.ITEM, BlockKind.ROW):
        return (block.kind, block.columns)
    return (block.kind, block.span.start)


def _level(heading: Heading) -> int:
    return min(_TOP + heading.depth, _DEEPEST)


def _readings(document: Document) -> Iterable[tuple[int, str]]:
    """What the dots of a timescale mean, by where they stand."""
    for action in document.of_type(Action):
        if action.timescale and action.timescale.parts:
            parts = action.timescale.parts
            words = (f"{part.label}: {part.horizon}" if part.label else str(part.horizon) for part in parts)
            yield action.timescale.span.start, "; ".join(words)

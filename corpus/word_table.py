"""A table of a Word file -> rows.

The rows that name the columns are those that Word repeats on each page, or a first row that alone
is bold or shaded. A table of one column is a box around text and not a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus import dialect
from corpus.dialect import NAMES, PAGE_BREAK, VALUES, Stretch, marked
from corpus.grid import MOST_COLUMNS, Cell, Row, table_blocks
from corpus.office_package import Element, child, children, is_on, is_word, name_of, number, value
from corpus.word_paragraph import Reading
from corpus.word_styles import Numbering, Styles

_UNSHADED = (None, "auto", "FFFFFF", "ffffff")


@dataclass(slots=True, kw_only=True)
class Written:
    """Blocks of paper text, with the boxes and notes that hang on them."""

    blocks: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)


class TableReader:
    """Reads the tables of one file."""

    def __init__(self, reading: Reading, styles: Styles, numbering: Numbering) -> None:
        self.reading, self.styles, self.numbering = reading, styles, numbering

    def only_cells(self, table: Element) -> list[Element]:
        """The cells of a table with one filled cell a row, which is a box around text and not a table; else none."""
        cells = [list(_cells(row)) for row in _rows(table)]
        if not all(len(row) == 1 for row in cells):
            cells = [[cell for cell in row if _is_filled(cell)] for row in cells]
        return [row[0] for row in cells if row] if all(len(row) <= 1 for row in cells) else []

    def read(self, table: Element) -> Written:
        """The rows of a table, with what hangs on them."""
        written = Written()
        rows = [self._row(row, written) for row in _rows(table)]
        written.blocks += table_blocks(rows, _naming(rows))
        return written

    def _row(self, element: Element, written: Written) -> Row:
        properties = child(element, "trPr")
        at = number(child(properties, "gridBefore")) or 0
        gone = child(properties, "del") is not None
        fresh = self.reading.fresh
        row = Row(cells=[], repeats=is_on(child(properties, "tblHeader")))
        ends: list[bool] = []
        for one in _cells(element):
            width = max(1, min(number(child(one, "tcPr", "gridSpan")) or 1, MOST_COLUMNS))
            self.reading.fresh = fresh
            found = self._cell(one, row, written, gone=gone)
            ends.append(self.reading.fresh)
            row.cells.append(Cell(text=found[0], at=at, width=width, goes_on=_goes_on(one), strong=found[1]))
            at += width
        self.reading.fresh = all(ends) if ends else fresh
        return row

    def _cell(self, cell: Element, row: Row, written: Written, *, gone: bool) -> tuple[str, bool]:
        """A cell's text, and whether it is bold or shaded."""
        texts: list[str] = []
        plain = before = after = 0
        for paragraph in _paragraphs(cell):
            if is_word(paragraph, "tbl"):
                texts += [" ".join(line.split("\t")) for line in self._nested(paragraph, written)]
                continue
            label = self.numbering.label(paragraph)
            words = self.reading.words(paragraph, bold=self.styles.switch(paragraph, "rPr", "b"))
            stretches = [Stretch(text=s.text, struck=True) for s in words.stretches] if gone else words.stretches
            mark = "" if label is None else f"{label.text} " if label.text else "• "
            texts.append(mark + marked(stretches) if not words.blank else "")
            before, after = before + (words.breaks_before if not after else 0), after + words.breaks_after
            plain += words.plain_letters
            written.boxes += words.boxes
            written.notes += words.notes
        row.breaks_before, row.breaks_after = max(row.breaks_before, before), max(row.breaks_after, after)
        shaded = value(child(cell, "tcPr", "shd"), "fill") not in _UNSHADED
        return dialect.cell(texts), shaded or not plain

    def _nested(self, table: Element, written: Written) -> list[str]:
        inner = self.read(table)
        written.boxes += inner.boxes
        written.notes += inner.notes
        text = "\n".join(inner.blocks).replace(PAGE_BREAK, "\n").replace(NAMES, "").replace(VALUES, "")
        return [line for line in text.split("\n") if line.strip()]


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if is_word(element, "tr"):
            yield element
        elif is_word(element, "sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if is_word(element, "tc"):
            yield element
        elif is_word(element, "sdt", "sdtContent", "customXml"):
            yield from _cells(element)


def _paragraphs(cell: Element) -> Iterator[Element]:
    for element in cell:
        if is_word(element, "p", "tbl"):
            yield element
        elif is_word(element, "sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _paragraphs(element)


def _is_filled(cell: Element) -> bool:
    """Whether a cell has words, a sign or a formula."""
    return any(
        name_of(part) == "sym" or (name_of(part) in ("t", "delText") and (part.text or "").strip())
        for part in cell.iter()
    )


def _goes_on(cell: Element) -> bool:
    """Whether a cell is merged with the one above it."""
    merged = children(child(cell, "tcPr"), "vMerge")
    return bool(merged) and value(merged[0]) != "restart"


def _naming(rows: list[Row]) -> int | None:
    """How many rows at the top name the columns; None where nothing marks them."""
    repeated = 0
    while repeated < len(rows) - 1 and rows[repeated].repeats:
        repeated += 1
    if repeated:
        return repeated
    title = next((i for i, row in enumerate(rows) if len(row.cells) > 1), len(rows))
    named, below = rows[title : title + 1], rows[title + 1 :]
    marked_out = bool(named and below) and named[0].strong and not all(row.strong for row in below)
    return title + 1 if marked_out else None

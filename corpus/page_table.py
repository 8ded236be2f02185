"""A table of a web page -> its cells in their grid, and which of its rows name the columns."""

import re

from corpus import dialect
from corpus.dialect import marked
from corpus.grid import MOST_COLUMNS, Cell, Row
from corpus.page_content import Node, words
from corpus.page_words import all_inline


def whole(text: str | None, otherwise: int) -> int:
    """A whole number that an attribute gives."""
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise


def table_of(row: Node) -> int | None:
    """The table that a row belongs to, by the number of its node."""
    node = row.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return None if node is None else node.mem_id


def is_layout(node: Node, rows: list[Node]) -> bool:
    """Whether a table only places text on the page."""
    if (node.attributes.get("role") or "") in ("presentation", "none"):
        return True
    if node.css_first("table table, h1, h2, h3, h4") is not None:
        return True
    return all(sum(words(cell) > 0 for cell in row_cells(row)) <= 1 for row in rows)


def row_cells(row: Node) -> list[Node]:
    """The cells of a row."""
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def naming(rows: list[Node]) -> int | None:
    """How many rows at the top name the columns; None where no cell of the table is a heading cell."""
    named = 0
    for row in rows[:-1]:
        cells = row_cells(row)
        if not cells or not (_in_head(row) or all(c.tag == "th" for c in cells if words(c))):
            break
        named += 1
    if named or any(cell.tag == "th" for row in rows for cell in row_cells(row)):
        return named
    return None


def _in_head(row: Node) -> bool:
    return row.parent is not None and row.parent.tag == "thead"


def grid_of(rows: list[Node]) -> list[Row]:
    """The cells in their grid; one that spans rows goes on in those below it."""
    rows_read: list[Row] = []
    spanning: dict[int, tuple[int, int]] = {}  # column -> rows still to come, width
    for node in rows:
        row = Row(cells=[])
        at = 0
        for cell in [*row_cells(node), None]:
            while at in spanning:
                left, width = spanning.pop(at)
                row.cells.append(Cell(text="", at=at, width=width, goes_on=True))
                if left > 1:
                    spanning[-1 - at] = (left - 1, width)
                at += width
            if cell is None:
                break
            width = max(1, min(whole(cell.attributes.get("colspan"), 1), MOST_COLUMNS))
            tall = max(1, min(whole(cell.attributes.get("rowspan"), 1), len(rows)))
            row.cells.append(Cell(text=dialect.cell([marked(all_inline(cell))]), at=at, width=width))
            if tall > 1:
                spanning[-1 - at] = (tall - 1, width)
            at += width
        spanning = {(-1 - at if at < 0 else at): span for at, span in spanning.items()}
        if row.cells:
            rows_read.append(row)
    return rows_read

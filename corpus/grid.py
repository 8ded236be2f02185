"""A table's cells in their grid -> rows of paper text, for Word files and web pages alike.

1. Every cell has its place in the grid; a cell that spans several columns stands in the first.
2. A cell that goes on from the row above is empty in the first column, as the papers print a goal
   once; in the others a short one is repeated, for it holds for each of its rows.
3. Where several rows name the columns they become one: the upper one's words before the lower one's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus import dialect
from corpus.dialect import PAGE_BREAK

_REPEATED_WORDS = 12  # a merged cell of more words is not repeated
MOST_COLUMNS = 200


@dataclass(slots=True, kw_only=True)
class Cell:
    """A cell with its place in the grid."""

    text: str
    at: int
    width: int = 1
    goes_on: bool = False
    strong: bool = False


@dataclass(slots=True, kw_only=True)
class Row:
    """A row with its cells from left to right."""

    cells: list[Cell]
    repeats: bool = False
    breaks_before: int = 0
    breaks_after: int = 0

    @property
    def strong(self) -> bool:
        """Whether every cell with words is bold or shaded."""
        filled = [cell for cell in self.cells if cell.text]
        return len(filled) > 1 and all(cell.strong for cell in filled)


def table_blocks(rows: list[Row], naming: int | None = None) -> Iterator[str]:
    """The blocks of a table: its title, where a first row is that, and its rows.

    ``naming`` is how many rows at the top name the columns, None where the file does not say.
    """
    rows = [row for row in rows if row.cells]
    while rows and _is_title(rows[0], rows[1:]):
        title = rows.pop(0)
        naming = max(0, naming - 1) if naming else naming
        yield from [PAGE_BREAK] * title.breaks_before
        yield from (dialect.plain(cell.text) for cell in title.cells if cell.text)
        yield from [PAGE_BREAK] * title.breaks_after
    if rows:
        yield dialect.table(_lines(rows, naming))


def _is_title(row: Row, below: list[Row]) -> bool:
    """Whether a first row is one cell over the whole width: the table's title."""
    return bool(below) and len(row.cells) == 1 and row.cells[0].width > 1 and bool(row.cells[0].text)


def _lines(rows: list[Row], naming: int | None) -> Iterator[str]:
    columns = sorted({cell.at for row in rows for cell in row.cells})
    named = min(naming or 0, len(rows) - 1)
    if named:
        yield from [PAGE_BREAK] * rows[0].breaks_before
        yield dialect.row(_names(rows[:named], columns), names_columns=True)
        yield from [PAGE_BREAK] * max(row.breaks_after for row in rows[:named])
    above: dict[int, str] = {}
    for number, row in enumerate(rows[named:]):
        yield from [PAGE_BREAK] * row.breaks_before
        texts = {cell.at: _repeated(above.get(cell.at, ""), cell) for cell in row.cells}
        above = {cell.at: above.get(cell.at, "") if cell.goes_on and not cell.text else cell.text for cell in row.cells}
        first = not number and naming == 0
        yield dialect.row([texts.get(column, "") for column in columns], names_columns=False if first else None)
        yield from [PAGE_BREAK] * row.breaks_after


def _repeated(above: str, cell: Cell) -> str:
    """A cell's text; one that goes on from the row above has that one's, if it is short and not the first."""
    if cell.text or not cell.goes_on or cell.at == 0 or len(above.split()) > _REPEATED_WORDS:
        return cell.text
    return above


def _names(rows: list[Row], columns: list[int]) -> list[str]:
    """The columns' names; where two rows name them, the upper one's words stand before the lower one's."""
    names: list[str] = []
    for column in columns:
        over = [
            cell.text
            for row in rows
            for cell in row.cells
            if cell.text and (cell.at == column or (len(rows) > 1 and cell.at < column < cell.at + cell.width))
        ]
        names.append(" ".join(dict.fromkeys(over)))
    return names

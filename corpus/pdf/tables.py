"""Grids and the words in their cells -> tables. A word is in the cell where its middle is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.pdf.grids import Grid
from corpus.pdf.lines import joined_lines, line_of, rows_of
from corpus.pdf.sheets import Word

_NARROW = 7.0  # points: an empty column as narrow as this is a doubled line
_PROSE = 40  # words in a cell: a single row of such cells is a page in columns
_DASHES = "-–—"
_ROOM = 9.0  # points between a cell's edge and its words, at most
_TOP = 150.0  # points
_LINE_GAP = 1.75  # of a letter's size: lines further apart are paragraphs of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it stands on one page. Cells are paper text with ``<br>`` between their lines.

    ``edges`` are the left edges of its columns and the right edge of the last: a table goes on overleaf
    where they are the same. ``bold`` says of each row whether all its words are bold, ``is_headed`` whether
    the first row names the columns, ``is_open_below`` whether no line closes it, ``goes_on`` whether the next page's first rows belong to the table.
    """

    rows: tuple[tuple[str, ...], ...]
    bold: tuple[bool, ...]
    edges: tuple[float, ...]
    top: float
    bottom: float
    is_headed: bool = False
    is_open_below: bool = False
    goes_on: bool = False

    @property
    def left(self) -> float:
        """Where its first column begins."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """Where its last column ends."""
        return self.edges[-1]


def table_of(grid: Grid, words: Sequence[Word], known: frozenset[str]) -> Table | None:
    """The table that a grid makes of the words within it; None where it is a frame and no table."""
    inside: dict[int, list[Word]] = {}
    for word in words:
        cell = grid.cell_at(*word.middle)
        if cell is not None:
            inside.setdefault(cell, []).append(word)
    columns = _filled_columns(grid, inside)
    rows = [row for row in grid.cells if any(cell in inside for cell in row)]
    alone = len(inside) < 2 and grid.ys[0] > _TOP  # at a page's top it may be the rest of a row
    if not inside or alone or len(columns) < 2 or (len(rows) == 1 and _is_prose(inside)):
        return None
    seen: set[int] = set()
    written: list[tuple[str, ...]] = []
    bold: list[bool] = []
    for row in grid.cells:
        fresh = [cell if cell not in seen else None for cell in (row[column] for column in columns)]
        own = _first_of_each(fresh)
        if any(cell in inside for cell in own if cell is not None):
            written.append(
                tuple(
                    cell_lines(inside.get(cell, ()), known, grid.sides(cell)) if cell is not None else ""
                    for cell in own
                )
            )
            bold.append(all(w.bold for cell in own if cell is not None for w in inside.get(cell, ())))
        seen.update(row)
    edges = (*(grid.xs[column] for column in columns), grid.xs[-1])
    return Table(
        rows=tuple(written),
        bold=tuple(bold),
        edges=edges,
        top=grid.ys[0],
        bottom=grid.ys[-1],
        is_open_below=grid.is_open_below,
    )


def _first_of_each(cells: list[int | None]) -> list[int | None]:
    """A cell that spans columns stands in the first of them."""
    return [None if i and cell is not None and cell in cells[:i] else cell for i, cell in enumerate(cells)]


def _filled_columns(grid: Grid, inside: dict[int, list[Word]]) -> list[int]:
    """The columns that are wide enough for a word, or hold one; a narrow one may be the rim of a shaded cell."""
    columns = range(len(grid.xs) - 1)
    wide = {c for c in columns if grid.xs[c + 1] - grid.xs[c] > _NARROW}
    alone = {
        row.index(cell)
        for row in grid.cells
        for cell in row
        if cell in inside and not any(row[column] == cell for column in wide)
    }
    return sorted(alone | wide)


def _is_prose(inside: dict[int, list[Word]]) -> bool:
    return min(len(words) for words in inside.values()) > _PROSE


def cell_lines(words: Iterable[Word], known: frozenset[str], sides: tuple[float, float] | None = None) -> str:
    """A cell's words, with ``<br>`` where its writer broke a line and ``•`` before a list's points.

    ``sides`` are the cell's edges where it has any: its lines have the same room on both.
    """
    lines = [line_of(row, in_cell=True) for row in rows_of(words)]
    if not lines:
        return ""
    right = max(line.right for line in lines)
    if sides:
        room = min(line.left for line in lines) - sides[0]
        right = max(right, sides[1] - max(0.0, min(room, _ROOM)))
    texts = [_with_bullet(lines[0].text, lines[0].bullet)]
    for before, line in pairwise(lines):
        if line.bullet:
            texts.append(_with_bullet(line.text, line.bullet))
        elif _was_broken(before.right, line.first_word, line.size, right) or _is_apart(
            before.base, line.base, line.size
        ):
            texts.append(line.text)
        else:
            texts[-1] = joined_lines(texts[-1], line.text, known)
    return "<br>".join(texts)


def _with_bullet(text: str, bullet: str | None) -> str:
    return text if bullet is None else f"{'-' if bullet in _DASHES else '•'} {text}"


def _was_broken(end: float, first_word: float, size: float, right: float) -> bool:
    """Whether the next line's first word would have fitted on the line: then its writer ended it."""
    return end + first_word + size * 0.5 < right


def _is_apart(base: float, next_base: float, size: float) -> bool:
    return next_base - base > _LINE_GAP * size

"""Rows of words -> bands: rows one below the other that leave the same upright gap free.

A band's columns are prose, read one after the other, where its lines reach far or where texts of several
lines stand side by side at heights of their own; else it is a table without lines.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.pdf.lines import rows_of
from corpus.pdf.sheets import Word
from corpus.pdf.tables import Table

_GAP = 0.9  # of a letter's size: the least gap between columns
_LEAST_GAP = 8.0  # points
_COLUMN_ROWS = 4  # fewer rows of prose side by side are no columns
TABLE_ROWS = 2
_WAITING = 8  # rows: that many on one side alone begin no columns
_FAR = 2.4  # of a letter's size: a row as far below as this begins anew
_BIGGER = 1.08  # than the letters above: a heading's
_FULL = 0.7  # of a column's width: a line as long as this is prose
_PROSE_SHARE = 0.5
_PROSE_WORDS = 4
_MARKER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]?|[^\w\s]|[oØ§ü\uf000-\uf0ff]", re.IGNORECASE)
_OVERLAP = 0.8  # of a letter's size: lines that near cannot stand one below the other
_CLOSE = 1.5  # of a letter's size: lines of one text are no further apart
_EDGE = 1e6  # points: past any page
_MARKER_SHARE = 0.7
Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """Words side by side, or a ruled table; ``free`` are the stretches of the page where nothing of it stands."""

    words: tuple[Word, ...]
    table: Table | None
    base: float
    low: float
    size: float
    free: tuple[Gap, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.free[0][1]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.free[-1][0]


def row_of(words: tuple[Word, ...]) -> Row:
    """Words side by side as a row."""
    base, size = words[0].base, max(word.size for word in words)
    free = _free(sorted((word.left, word.right) for word in words), max(_LEAST_GAP, _GAP * size))
    return Row(words=words, table=None, base=base, low=base, size=size, free=free)


def row_of_table(table: Table) -> Row:
    """A ruled table as a row."""
    free = _free([(table.left, table.right)], _LEAST_GAP)
    return Row(words=(), table=table, base=table.top, low=table.bottom, size=_LEAST_GAP, free=free)


def _free(edges: list[Gap], least: float) -> tuple[Gap, ...]:
    """What is free beside and between things that stand at these edges."""
    free, at = [(-_EDGE, edges[0][0])], edges[0][1]
    for left, right in edges[1:]:
        if left - at >= least:
            free.append((at, left))
        at = max(at, right)
    return (*free, (at, _EDGE))


def prose_end(rows: list[Row], start: int, end: int, gaps: list[Gap]) -> int:
    """Where columns of prose end: an empty stripe does not, where text no bigger goes on below in two of them."""
    size = median(row.size for row in rows[start:end])
    while end < len(rows) and not rows[end].table and rows[end].size <= _BIGGER * size:
        below = end
        filled: set[int] = set()
        while below < len(rows) and (below == end or rows[below].base - rows[below - 1].low <= _FAR * rows[below].size):
            if not all(_common(rows[below].free, [gap], _LEAST_GAP) for gap in gaps):
                return end
            filled |= {column for column, cell in enumerate(cells_of(rows[below], gaps)) if cell}
            below += 1
        if len(filled) < 2:
            break
        end = below
    return end


def band_at(rows: list[Row], start: int, ends: Gap) -> tuple[int, list[Gap]] | None:
    """Where the band of columns that begins at a row ends, and its gaps; None where none begins."""
    best: tuple[int, list[Gap]] | None = None
    free: list[Gap] = [(-_EDGE, _EDGE)]
    left, right = _EDGE, -_EDGE
    size = _EDGE
    for end in range(start, len(rows)):
        row = rows[end]
        if best and _begins_anew(rows[end - 1], row, best[1]):
            break
        left, right = min(left, row.left), max(right, row.right)
        size = min(size, row.size)  # a heading's letters may be wider than the gap beside which it stands
        free = [
            gap
            for gap in _common(free, row.free, max(_LEAST_GAP, _GAP * size))
            if gap[1] > ends[0] and gap[0] < ends[1]
        ]
        gaps = [gap for gap in free if left <= gap[0] and gap[1] <= right]
        if not free or (not gaps and (best or end - start >= _WAITING)):
            break
        if gaps:
            best = (end + 1, gaps)
    if best is None:
        return None
    inside = rows[start : best[0]]
    gaps = _without_markers(inside, best[1])
    return (best[0], gaps) if gaps and _holds(inside, gaps) else None


def _begins_anew(before: Row, row: Row, gaps: list[Gap]) -> bool:
    """Whether a row that fills one column alone stands too far below to belong to the columns above."""
    far = row.base - before.low > _FAR * row.size
    return far and sum(bool(cell) for cell in cells_of(row, gaps)) < 2


def _common(one: Sequence[Gap], other: Sequence[Gap], least: float) -> list[Gap]:
    return [
        (low, high)
        for left, right in one
        for own_left, own_right in other
        if (high := min(right, own_right)) - (low := max(left, own_left)) >= least
    ]


def cells_of(row: Row, gaps: list[Gap]) -> list[list[Word]]:
    """A row's words column by column."""
    cells: list[list[Word]] = [[] for _ in range(len(gaps) + 1)]
    for word in row.words:
        cells[sum(word.left >= gap[1] - 1 for gap in gaps)].append(word)
    return cells


def _without_markers(rows: Sequence[Row], gaps: list[Gap]) -> list[Gap]:
    """The gaps without one that only parts numbers or bullets from the text they stand before."""
    column = 0
    while column < len(gaps):
        opened = [row for row in (cells_of(row, gaps) for row in rows) if row[column] and not any(row[:column])]
        marked = [row for row in opened if row[column + 1] and _MARKER.fullmatch(" ".join(w.text for w in row[column]))]
        led = [row for row in opened if row[column + 1]]
        if opened and len(marked) == len(led) and len(marked) >= _MARKER_SHARE * len(opened):
            gaps = [*gaps[:column], *gaps[column + 1 :]]
        else:
            column += 1
    return gaps


def _holds(rows: Sequence[Row], gaps: list[Gap]) -> bool:
    """Whether enough rows stand side by side."""
    return _together(rows, gaps) >= TABLE_ROWS or any(row.table for row in rows) or _overlap(rows, gaps)


def _together(rows: Sequence[Row], gaps: list[Gap]) -> int:
    """How many rows fill more than one column."""
    return sum(sum(bool(cell) for cell in cells_of(row, gaps)) > 1 for row in rows)


def _overlap(rows: Sequence[Row], gaps: list[Gap]) -> bool:
    """Whether texts of several lines stand side by side whose lines are not at the same heights."""
    beside = sum(are_beside(pair, gaps) for pair in pairwise(rows))
    return beside >= TABLE_ROWS and sum(map(_wraps, _by_column(rows, gaps))) > 1


def are_beside(rows: Sequence[Row], gaps: list[Gap]) -> bool:
    """Whether two rows stand in columns of their own, too near to stand one below the other."""
    if len(rows) < 2 or rows[1].base - rows[0].base >= _OVERLAP * rows[0].size:
        return False
    above, below = (cells_of(row, gaps) for row in rows)
    return not any(one and other for one, other in zip(above, below, strict=True))


def _wraps(lines: list[list[Word]]) -> bool:
    return any(below[0].base - above[0].base <= _CLOSE * above[0].size for above, below in pairwise(lines))


def is_prose(rows: Sequence[Row], gaps: list[Gap]) -> bool:
    """Whether a band's columns are to be read one after the other."""
    if any(row.table for row in rows) or _together(rows, gaps) < TABLE_ROWS:
        return True
    return len(rows) >= _COLUMN_ROWS and sum(map(_runs_on, _by_column(rows, gaps))) > 1


def _by_column(rows: Sequence[Row], gaps: list[Gap]) -> list[list[list[Word]]]:
    split = [cells_of(row, gaps) for row in rows]
    return [[cells[column] for cells in split if cells[column]] for column in range(len(gaps) + 1)]


def _runs_on(lines: list[list[Word]]) -> bool:
    """Whether a column's lines are prose: most of them reach far and hold several words."""
    if len(lines) < _COLUMN_ROWS // 2:
        return False
    left, right = min(line[0].left for line in lines), max(line[-1].right for line in lines)
    full = sum(line[-1].right - left >= _FULL * (right - left) for line in lines)
    return full >= _PROSE_SHARE * len(lines) and median(len(line) for line in lines) >= _PROSE_WORDS


def rows_on_page(words: Iterable[Word], tables: Iterable[Table]) -> list[Row]:
    """Everything that stands on a page, row by row from the top."""
    rows = [*map(row_of, rows_of(words)), *map(row_of_table, tables)]
    return sorted(rows, key=lambda row: row.base)

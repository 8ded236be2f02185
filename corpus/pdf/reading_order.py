"""A page's words and tables -> lines and tables in the order in which they are read.

1. Words are gathered into rows; a ruled table is a row of its own.
2. Rows one below the other that leave the same upright gap free are a band of columns.
3. Where a band's columns hold lines of prose, they are read one after the other; where they hold short
   entries side by side, the band is a table without lines. All other rows are read from the top down.
4. A table in which sentences run on from row to row is none: its columns are read one after the other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.pdf.lines import Line, line_of, rows_of
from corpus.pdf.sheets import Rule, Word
from corpus.pdf.tables import Table, cell_lines

_GAP = 0.9  # of a letter's size: the least gap between columns
_LEAST_GAP = 8.0  # points
_COLUMN_ROWS = 4  # fewer rows of prose side by side are no columns
_TABLE_ROWS = 2
_WAITING = 8  # rows: that many on one side alone begin no columns
_FAR = 2.4  # of a letter's size: a row as far below as this begins anew
_FULL = 0.7  # of a column's width: a line as long as this is prose
_PROSE_SHARE = 0.5
_PROSE_WORDS = 4
_MARKER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]?|[^\w\s]|[oØ§ü\uf000-\uf0ff]", re.IGNORECASE)
_TORN = 2  # times that a sentence runs on into the row below: once may be a row that was parted wrongly
_TORN_SHARE = 0.25  # of a column's cells
_TORN_WORDS = 3  # words of a line of prose: a column of short entries may have them all in small letters
_ENDED = re.compile(r"[.!?:;][’'”\"\])]*$")
_EDGE = 1e6  # points: past any page
_MARKER_SHARE = 0.7
_Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Row:
    """Words side by side, or a ruled table; ``free`` are the stretches of the page where nothing of it stands."""

    words: tuple[Word, ...]
    table: Table | None
    base: float
    low: float
    size: float
    free: tuple[_Gap, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.free[0][1]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.free[-1][0]


def _row(words: tuple[Word, ...]) -> _Row:
    base, size = words[0].base, max(word.size for word in words)
    free = _free(sorted((word.left, word.right) for word in words), max(_LEAST_GAP, _GAP * size))
    return _Row(words=words, table=None, base=base, low=base, size=size, free=free)


def _table_row(table: Table) -> _Row:
    free = _free([(table.left, table.right)], _LEAST_GAP)
    return _Row(words=(), table=table, base=table.top, low=table.bottom, size=_LEAST_GAP, free=free)


def _free(edges: list[_Gap], least: float) -> tuple[_Gap, ...]:
    """What is free beside and between things that stand at these edges."""
    free, at = [(-_EDGE, edges[0][0])], edges[0][1]
    for left, right in edges[1:]:
        if left - at >= least:
            free.append((at, left))
        at = max(at, right)
    return (*free, (at, _EDGE))


def in_reading_order(
    words: Sequence[Word], tables: Sequence[Table], rules: Sequence[Rule], known: frozenset[str]
) -> Iterator[Line | Table]:
    """What stands on a page, from first to last."""
    rows = [*map(_row, rows_of(words)), *map(_table_row, tables)]
    yield from _ordered(sorted(rows, key=lambda row: row.base), rules, known, None)


def _ordered(
    rows: list[_Row], rules: Sequence[Rule], known: frozenset[str], column: _Gap | None
) -> Iterator[Line | Table]:
    ends = (min((row.left for row in rows), default=0.0), max((row.right for row in rows), default=0.0))
    start = 0
    while start < len(rows):
        band = _band(rows, start, ends)
        if band is None or _opens_alone(rows[start], band[1]):
            row = rows[start]
            yield row.table if row.table else line_of(row.words, column)
            start += 1
            continue
        end, gaps = band
        if _is_prose(rows[start:end], gaps):
            yield from _columns(rows[start:end], gaps, rules, known)
        else:
            closed = _table_end(rows, start, end, gaps)
            table = _aligned(rows[start:closed], gaps, rules, known)
            if is_torn(table.rows):
                yield from _columns(rows[start:end], gaps, rules, known)
            else:
                yield table
                end = closed
        start = end


def _opens_alone(row: _Row, gaps: list[_Gap]) -> bool:
    """Whether a row above a band's columns fills the first alone: a line before them, or a heading."""
    return not row.table and not any(_cells(row, gaps)[1:])


def _table_end(rows: list[_Row], start: int, end: int, gaps: list[_Gap]) -> int:
    """Where a table without lines ends: rows below it that fill its first column alone are none of its own."""
    least = min(after.base - before.base for before, after in pairwise(rows[start:end]))
    while end - start > _TABLE_ROWS and _opens_alone(rows[end - 1], gaps):
        if rows[end - 1].base - rows[end - 2].base <= 1.25 * least:
            break
        end -= 1
    return end


def _band(rows: list[_Row], start: int, ends: _Gap) -> tuple[int, list[_Gap]] | None:
    """Where the band of columns that begins at a row ends, and its gaps; None where none begins."""
    best: tuple[int, list[_Gap]] | None = None
    free: list[_Gap] = [(-_EDGE, _EDGE)]
    left, right = _EDGE, -_EDGE
    for end in range(start, len(rows)):
        row = rows[end]
        if best and _begins_anew(rows[end - 1], row, best[1]):
            break
        left, right = min(left, row.left), max(right, row.right)
        least = max(_LEAST_GAP, _GAP * row.size)
        free = [gap for gap in _common(free, row.free, least) if gap[1] > ends[0] and gap[0] < ends[1]]
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


def _begins_anew(before: _Row, row: _Row, gaps: list[_Gap]) -> bool:
    """Whether a row that fills one column alone stands too far below to belong to the columns above."""
    far = row.base - before.low > _FAR * row.size
    return far and sum(bool(cell) for cell in _cells(row, gaps)) < 2


def _common(one: Sequence[_Gap], other: Sequence[_Gap], least: float) -> list[_Gap]:
    return [
        (low, high)
        for left, right in one
        for own_left, own_right in other
        if (high := min(right, own_right)) - (low := max(left, own_left)) >= least
    ]


def _cells(row: _Row, gaps: list[_Gap]) -> list[list[Word]]:
    """A row's words column by column."""
    cells: list[list[Word]] = [[] for _ in range(len(gaps) + 1)]
    for word in row.words:
        cells[sum(word.left >= gap[1] - 1 for gap in gaps)].append(word)
    return cells


def _without_markers(rows: Sequence[_Row], gaps: list[_Gap]) -> list[_Gap]:
    """The gaps without one that only parts numbers or bullets from the text they stand before."""
    column = 0
    while column < len(gaps):
        opened = [row for row in (_cells(row, gaps) for row in rows) if row[column] and not any(row[:column])]
        marked = [row for row in opened if row[column + 1] and _MARKER.fullmatch(" ".join(w.text for w in row[column]))]
        led = [row for row in opened if row[column + 1]]
        if opened and len(marked) == len(led) and len(marked) >= _MARKER_SHARE * len(opened):
            gaps = [*gaps[:column], *gaps[column + 1 :]]
        else:
            column += 1
    return gaps


def _holds(rows: Sequence[_Row], gaps: list[_Gap]) -> bool:
    """Whether enough rows stand side by side."""
    together = sum(sum(bool(cell) for cell in _cells(row, gaps)) > 1 for row in rows)
    return together >= _TABLE_ROWS or any(row.table for row in rows)


def _is_prose(rows: Sequence[_Row], gaps: list[_Gap]) -> bool:
    """Whether a band's columns are to be read one after the other."""
    if any(row.table for row in rows):
        return True
    return len(rows) >= _COLUMN_ROWS and sum(map(_runs_on, _by_column(rows, gaps))) > 1


def _by_column(rows: Sequence[_Row], gaps: list[_Gap]) -> list[list[list[Word]]]:
    split = [_cells(row, gaps) for row in rows]
    return [[cells[column] for cells in split if cells[column]] for column in range(len(gaps) + 1)]


def _runs_on(lines: list[list[Word]]) -> bool:
    """Whether a column's lines are prose: most of them reach far and hold several words."""
    if len(lines) < _COLUMN_ROWS // 2:
        return False
    left, right = min(line[0].left for line in lines), max(line[-1].right for line in lines)
    full = sum(line[-1].right - left >= _FULL * (right - left) for line in lines)
    return full >= _PROSE_SHARE * len(lines) and median(len(line) for line in lines) >= _PROSE_WORDS


def is_torn(rows: Sequence[Sequence[str]]) -> bool:
    """Whether sentences run on from row to row: then the rows are lines of texts that stand side by side."""
    for column in zip(*rows, strict=True):
        cells = [cell for cell in column if cell]
        prose = [(a, b) for a, b in pairwise(cells) if len(a.split()) >= _TORN_WORDS]
        torn = sum(b[0].islower() and not _ENDED.search(a) for a, b in prose)
        if torn >= _TORN and torn >= _TORN_SHARE * len(cells):
            return True
    return False


def _columns(
    rows: list[_Row], gaps: list[_Gap], rules: Sequence[Rule], known: frozenset[str]
) -> Iterator[Line | Table]:
    for column in range(len(gaps) + 1):
        own = [_row(tuple(cells[column])) for row in rows if not row.table and (cells := _cells(row, gaps))[column]]
        own += [row for row in rows if row.table and sum(row.table.left >= gap[1] - 1 for gap in gaps) == column]
        if own:
            edges = (min(row.left for row in own), max(row.right for row in own))
            yield from _ordered(sorted(own, key=lambda row: row.base), rules, known, edges)


def _aligned(rows: list[_Row], gaps: list[_Gap], rules: Sequence[Rule], known: frozenset[str]) -> Table:
    """The table that rows of entries side by side are."""
    left, right = min(row.words[0].left for row in rows), max(row.words[-1].right for row in rows)
    edges = (left, *(gap[1] for gap in gaps), right)
    groups = _table_rows(rows, gaps, [r.top for r in rules if r.is_level and r.right - r.left > (right - left) / 2])
    written = tuple(
        tuple(
            cell_lines([word for row in group for word in _cells(row, gaps)[column]], known)
            for column in range(len(gaps) + 1)
        )
        for group in groups
    )
    return Table(
        rows=written,
        bold=tuple(all(word.bold for row in group for word in row.words) for group in groups),
        edges=edges,
        top=rows[0].base - rows[0].size,
        bottom=rows[-1].base,
    )


def _table_rows(rows: list[_Row], gaps: list[_Gap], levels: list[float]) -> list[list[_Row]]:
    """Rows of words gathered into a table's rows: lines or wider gaps part them, where there are any."""
    steps = [after.base - before.base for before, after in pairwise(rows)]
    ruled = sum(any(a.base < y < b.base for y in levels) for a, b in pairwise(rows)) > 1
    uneven = bool(steps) and max(steps) > 1.25 * min(steps)
    groups = [[rows[0]]]
    for (before, row), step in zip(pairwise(rows), steps, strict=True):
        if ruled:
            parted = any(before.base < y < row.base for y in levels)
        elif uneven and min(steps) < 1.6 * row.size:
            parted = step > 1.25 * min(steps)
        else:
            filled = _cells(row, gaps)
            parted = bool(filled[0]) and sum(map(bool, filled)) > 1
        if parted:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups

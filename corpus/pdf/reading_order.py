"""A page's words and tables -> lines and tables in the order in which they are read.

1. Words are gathered into rows, and rows into bands of columns (corpus.pdf.bands); a ruled table is a row of its own.
2. Where a band's columns hold lines of prose, they are read one after the other; where they hold short
   entries side by side, the band is a table without lines. All other rows are read from the top down.
3. A table in which sentences run on from row to row is none: its columns are read one after the other.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.pdf.bands import (
    TABLE_ROWS,
    Gap,
    Row,
    are_beside,
    band_at,
    cells_of,
    is_prose,
    prose_end,
    row_of,
    rows_on_page,
)
from corpus.pdf.lines import Line, line_of
from corpus.pdf.sheets import Rule, Word
from corpus.pdf.tables import Table, cell_lines

_TORN = 2  # times that a sentence runs on into the row below: once may be a row that was parted wrongly
_TORN_SHARE = 0.25  # of a column's cells
_TORN_WORDS = 3  # words of a line of prose: a column of short entries may have them all in small letters
_ENDED = re.compile(r"[.!?:;][’'”\"\])]*$")


def in_reading_order(
    words: Sequence[Word], tables: Sequence[Table], rules: Sequence[Rule], known: frozenset[str]
) -> Iterator[Line | Table]:
    """What stands on a page, from first to last."""
    yield from _ordered(rows_on_page(words, tables), rules, known, None)


def _ordered(
    rows: list[Row], rules: Sequence[Rule], known: frozenset[str], column: Gap | None
) -> Iterator[Line | Table]:
    ends = (min((row.left for row in rows), default=0.0), max((row.right for row in rows), default=0.0))
    start = 0
    while start < len(rows):
        band = band_at(rows, start, ends)
        if band is None or (_opens_alone(rows[start], band[1]) and not are_beside(rows[start : start + 2], band[1])):
            row = rows[start]
            yield row.table if row.table else line_of(row.words, column)
            start += 1
            continue
        end, gaps = band
        if is_prose(rows[start:end], gaps):
            end = prose_end(rows, start, end, gaps)
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


def _opens_alone(row: Row, gaps: list[Gap]) -> bool:
    """Whether a row above a band's columns fills the first alone: a line before them, or a heading."""
    return not row.table and not any(cells_of(row, gaps)[1:])


def _table_end(rows: list[Row], start: int, end: int, gaps: list[Gap]) -> int:
    """Where a table without lines ends: rows below it that fill its first column alone are none of its own."""
    least = min(after.base - before.base for before, after in pairwise(rows[start:end]))
    while end - start > TABLE_ROWS and _opens_alone(rows[end - 1], gaps):
        if rows[end - 1].base - rows[end - 2].base <= 1.25 * least:
            break
        end -= 1
    return end


def is_torn(rows: Sequence[Sequence[str]]) -> bool:
    """Whether sentences run on from row to row: then the rows are lines of texts that stand side by side."""
    for column in zip(*rows, strict=True):
        cells = [cell for cell in column if cell]
        prose = [(a, b) for a, b in pairwise(cells) if len(a.split()) >= _TORN_WORDS]
        torn = sum(b[0].islower() and not _ENDED.search(a) for a, b in prose)
        if torn >= _TORN and torn >= _TORN_SHARE * len(cells):
            return True
    return False


def _columns(rows: list[Row], gaps: list[Gap], rules: Sequence[Rule], known: frozenset[str]) -> Iterator[Line | Table]:
    for column in range(len(gaps) + 1):
        own = [row_of(tuple(cells[column])) for row in rows if not row.table and (cells := cells_of(row, gaps))[column]]
        own += [row for row in rows if row.table and sum(row.table.left >= gap[1] - 1 for gap in gaps) == column]
        if own:
            edges = (min(row.left for row in own), max(row.right for row in own))
            yield from _ordered(sorted(own, key=lambda row: row.base), rules, known, edges)


def _aligned(rows: list[Row], gaps: list[Gap], rules: Sequence[Rule], known: frozenset[str]) -> Table:
    """The table that rows of entries side by side are."""
    left, right = min(row.words[0].left for row in rows), max(row.words[-1].right for row in rows)
    edges = (left, *(gap[1] for gap in gaps), right)
    groups = _table_rows(rows, gaps, [r.top for r in rules if r.is_level and r.right - r.left > (right - left) / 2])
    written = tuple(
        tuple(
            cell_lines([word for row in group for word in cells_of(row, gaps)[column]], known)
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


def _table_rows(rows: list[Row], gaps: list[Gap], levels: list[float]) -> list[list[Row]]:
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
            filled = cells_of(row, gaps)
            parted = bool(filled[0]) and sum(map(bool, filled)) > 1
        if parted:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups

"""Tables page by page -> tables as they were written, over the page breaks.

1. A table at a page's end goes on in a table at the next page's start that has the same columns.
2. A row of column names that is repeated overleaf is left out there, and known to name the columns.
3. A row that the page break cut through is joined again, on the page where it begins; where much of it stands
   overleaf, that stays there as a row of its own, so that its words are found on their page.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.pdf.lines import Line, joined_lines
from corpus.pdf.tables import Table

_SAME_EDGE = 4.0  # points
_REST = 60  # words: the rest of a cut row is no longer
_ENDED = re.compile(r"[.!?:;)][’'”\"\]]*(?:</?sup>|\d)*$")
_GOES_ON = re.compile(r"(?:,|-| and| or| of| the| to)$")
_Element = Line | Table


def joined_overleaf(pages: Sequence[Sequence[_Element]], known: frozenset[str]) -> list[list[_Element]]:
    """The pages with the tables that go on overleaf made whole row by row."""
    done = [[_headed(e) if isinstance(e, Table) else e for e in page] for page in pages]
    first: Table | None = None
    before: int | None = None
    for number, page in enumerate(done):
        if not page:
            continue
        table = page[0]
        if before is not None and isinstance(table, Table) and isinstance(last := done[before][-1], Table):
            first = _join(done, before, number, first or last, known) if _same_columns(last, table) else None
        if not page:  # all of it was the rest of a row that the page before begins
            continue
        before = number
        if len(page) > 1 or not isinstance(page[0], Table):
            first = None
    return done


def _headed(table: Table) -> Table:
    """A table whose first row alone is bold names its columns there."""
    return replace(table, is_headed=len(table.rows) > 1 and table.bold[0] and not table.bold[1])


def _same_columns(one: Table, other: Table) -> bool:
    if len(one.edges) != len(other.edges):
        return False
    return all(abs(a - b) <= _SAME_EDGE for a, b in zip(one.edges, other.edges, strict=True))


def _join(pages: list[list[_Element]], before: int, number: int, opening: Table, known: frozenset[str]) -> Table:
    """Let the last table of a page go on in the first of the next; give back the table that they open with."""
    last, table = pages[before][-1], pages[number][0]
    assert isinstance(last, Table)
    assert isinstance(table, Table)
    rows, bold = table.rows, table.bold
    if (rest := _without_names(rows[0], opening.rows[0])) is not None:
        rows, bold = ((rest, *rows[1:]), bold) if any(rest) else (rows[1:], bold[1:])
        if last is opening:
            last = replace(last, is_headed=True)
    if rows and len(last.rows) > 1 and _was_cut(last.rows[-1], rows[0], last.is_open_below):
        cells = zip(last.rows[-1], rows[0], strict=True)
        whole = tuple(joined_lines(a, b, known) if a and b else a or b for a, b in cells)
        last, rows, bold = replace(last, rows=(*last.rows[:-1], whole)), rows[1:], bold[1:]
    pages[before][-1] = replace(last, goes_on=bool(rows))
    pages[number][0] = replace(table, rows=rows, bold=bold, is_headed=False)
    if not rows:
        pages[number].pop(0)
    return opening


def _without_names(row: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...] | None:
    """What stands in a row besides the column names, which a cut row may run into; None where it opens otherwise."""
    if not all(
        cell == name or cell.startswith((f"{name} ", f"{name}<br>")) for cell, name in zip(row, names, strict=True)
    ):
        return None
    return tuple(cell[len(name) :].removeprefix("<br>").strip() for cell, name in zip(row, names, strict=True))


def _was_cut(above: tuple[str, ...], below: tuple[str, ...], is_open: bool) -> bool:
    """Whether a row is the rest of the one before the page break: a cell goes on in the middle of its words."""
    pairs = [(a, b) for a, b in zip(above, below, strict=True) if b]
    unended = [(a, b) for a, b in pairs if a and not _ENDED.search(a)]
    goes_on = is_open or any(b[0].islower() or _GOES_ON.search(a) for a, b in unended)
    is_short = sum(len(cell.split()) for cell in below) <= _REST
    return bool(unended) and goes_on and is_short and all(a for a, _ in pairs)

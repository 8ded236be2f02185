"""The straight lines of a page -> its ruled tables, with the words of each cell.

1. Lines that touch are gathered; a group with lines both ways that part at least two cells is a grid.
2. Where no line parts two places of the grid, they are one cell; it stands in the first of them.
3. A word is in the cell where its middle is.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.pdf.lines import joined_lines, line_of, rows_of
from corpus.pdf.sheets import STRIKE_ZONE, Rule, Sheet, Word

_TOUCH = 3.5  # points: lines whose ends are this near meet
_NARROW = 7.0  # points: an empty column as narrow as this is a doubled line
_MOST_LINES = 1_500  # beyond this it is a drawing
_MOST_CELLS = 20_000  # and so it is beyond these; a spreadsheet's page has some thousand
_COVERED = 0.5  # of a cell's side: what has to be drawn of it
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


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the lines of a table stand, and what they part."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]  # for each place, row by row, the number of its cell
    is_open_below: bool = False  # no line is drawn below its last row

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell at a point, or None where the point is outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return self.cells[row][column] if inside else None

    def sides(self, cell: int) -> tuple[float, float]:
        """The left and right edges of a cell."""
        columns = [column for row in self.cells for column, own in enumerate(row) if own == cell]
        return self.xs[min(columns)], self.xs[max(columns) + 1]


def grids_of(sheet: Sheet) -> tuple[Grid, ...]:
    """The grids that a page's lines form."""
    struck = [word for word in sheet.words if word.struck]
    rules = [rule for rule in sheet.rules if not _strikes(rule, struck)] if struck else sheet.rules
    level = _merged([rule for rule in rules if rule.is_level], level=True)
    upright = _merged([rule for rule in rules if not rule.is_level], level=False)
    if not level or not upright or len(level) + len(upright) > _MOST_LINES:
        return ()
    found = [grid for group in _groups(level, upright) if (grid := _grid(group))]
    return tuple(sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0])))


def _strikes(rule: Rule, struck: Sequence[Word]) -> bool:
    """Whether a line crosses words out, and so is no table's."""
    if not rule.is_level:
        return False
    return any(
        rule.left - 2 <= word.left
        and word.right <= rule.right + 2
        and word.base - (STRIKE_ZONE[1] + 0.1) * word.size <= rule.top <= word.base
        for word in struck
    )


def _merged(rules: list[Rule], *, level: bool) -> list[Rule]:
    """Lines that go on from one another as one."""

    def parts(rule: Rule) -> tuple[float, float, float]:
        return (rule.top, rule.left, rule.right) if level else (rule.left, rule.top, rule.bottom)

    merged: list[list[float]] = []
    for at, start, end in _levelled(sorted(map(parts, rules))):
        last = merged[-1] if merged else None
        if last and last[0] == at and start <= last[2] + _TOUCH:
            last[2] = max(last[2], end)
        else:
            merged.append([at, start, end])
    return [Rule(s, at, e, at) if level else Rule(at, s, at, e) for at, s, e in merged]


def _levelled(parts: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """The same with heights that all but agree made one."""
    done: list[tuple[float, float, float]] = []
    at = None
    for own, start, end in parts:
        at = own if at is None or own - at > _TOUCH / 2 else at
        done.append((at, start, end))
    return sorted(done)


def _groups(level: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that touch one another, group by group."""
    lines = [*level, *upright]
    group = list(range(len(lines)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, one in enumerate(level):
        for j, other in enumerate(upright, start=len(level)):
            across = one.left - _TOUCH <= other.left <= one.right + _TOUCH
            if across and other.top - _TOUCH <= one.top <= other.bottom + _TOUCH:
                group[root(i)] = root(j)
    gathered: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, line in enumerate(lines):
        gathered.setdefault(root(i), ([], []))[0 if i < len(level) else 1].append(line)
    return (both for both in gathered.values() if both[0] and both[1])


def _grid(group: tuple[list[Rule], list[Rule]]) -> Grid | None:
    level, upright = group
    xs = _clustered([*(rule.left for rule in upright), *_shared_ends(level, level=True)])
    ys = _clustered([*(rule.top for rule in level), *_shared_ends(upright, level=False)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > _MOST_CELLS:
        return None
    sides = [_stretches(upright, x, level=False) for x in xs]
    tops = [_stretches(level, y, level=True) for y in ys]
    places = _Places(rows * columns)
    for row in range(rows):
        for column in range(columns):
            own = row * columns + column
            if column and not _drawn(sides[column], ys[row], ys[row + 1]):
                places.unite(own, own - 1)
            if row and not _drawn(tops[row], xs[column], xs[column + 1]):
                places.unite(own, own - columns)
    owner = [places.first(place) for place in range(rows * columns)]
    if len(set(owner)) < 2:
        return None
    open_below = not _drawn(tops[-1], xs[0], xs[-1])
    cells = tuple(tuple(owner[row * columns : (row + 1) * columns]) for row in range(rows))
    return Grid(xs, ys, cells, open_below)


class _Places:
    """The places of a grid, counted from 0; those that no line parts are one cell."""

    def __init__(self, count: int) -> None:
        self._up = list(range(count))

    def first(self, place: int) -> int:
        """The first place of the cell that a place belongs to."""
        while self._up[place] != place:
            self._up[place] = place = self._up[self._up[place]]
        return place

    def unite(self, one: int, other: int) -> None:
        """Make the cells of two places one."""
        low, high = sorted((self.first(one), self.first(other)))
        self._up[high] = low


def _shared_ends(rules: list[Rule], *, level: bool) -> tuple[float, ...]:
    """Where several lines end together: the side of a table that is left open, or cut by the page's end."""
    ends = [(rule.left, rule.right) if level else (rule.top, rule.bottom) for rule in rules]
    first, last = min(start for start, _ in ends), max(end for _, end in ends)
    together = (
        sum(abs(start - first) <= _TOUCH for start, _ in ends),
        sum(abs(end - last) <= _TOUCH for _, end in ends),
    )
    return tuple(edge for edge, count in zip((first, last), together, strict=True) if count > 1)


def _clustered(values: Iterable[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _TOUCH:
            kept.append(value)
    return tuple(kept)


def _stretches(rules: list[Rule], at: float, *, level: bool) -> list[tuple[float, float]]:
    """From where to where lines run along an edge of a grid."""
    if level:
        return [(rule.left, rule.right) for rule in rules if abs(rule.top - at) <= _TOUCH]
    return [(rule.top, rule.bottom) for rule in rules if abs(rule.left - at) <= _TOUCH]


def _drawn(stretches: list[tuple[float, float]], start: float, end: float) -> bool:
    """Whether the border between two places of a grid is there."""
    covered = sum(max(0.0, min(high, end) - max(low, start)) for low, high in stretches)
    return covered >= _COVERED * (end - start)


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
    """The columns that are wide enough for a word, or hold one."""
    columns = range(len(grid.xs) - 1)
    starts = {min(c for c in columns if row[c] == cell) for row in grid.cells for cell in row if cell in inside}
    wide = {c for c in columns if grid.xs[c + 1] - grid.xs[c] > _NARROW}
    return sorted(starts | wide)


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

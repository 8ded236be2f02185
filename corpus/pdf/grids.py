"""The straight lines of a page -> the grids that they form.

1. Lines that touch are gathered; a group with lines both ways that part at least two cells is a grid.
2. Where no line parts two places of the grid, they are one cell; it stands in the first of them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.pdf.sheets import STRIKE_ZONE, Rule, Sheet, Word

_TOUCH = 3.5  # points: lines whose ends are this near meet
_MOST_LINES = 1_500  # beyond this it is a drawing
_MOST_CELLS = 20_000  # and so it is beyond these; a spreadsheet's page has some thousand
_COVERED = 0.5  # of a cell's side: what has to be drawn of it


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

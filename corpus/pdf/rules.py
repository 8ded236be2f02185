"""The corners of a drawn path -> the straight lines in it, of which tables are made."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.pdf.sheets import Rule

_THIN = 2.6  # points: a box as thin as this is a line
_LEAST_LINE = 4.0  # points


def rules_of(corners: Sequence[tuple[float, float]]) -> Iterator[Rule]:
    """The straight lines of a path drawn in one go: a box that is thin is a line, and a wide one has four."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= _THIN < right - left:
        yield from _line(left, (top + bottom) / 2, right, (top + bottom) / 2)
    elif right - left <= _THIN < bottom - top:
        yield from _line((left + right) / 2, top, (left + right) / 2, bottom)
    else:
        for (x, y), (to_x, to_y) in pairwise(corners):
            if abs(y - to_y) <= 1 or abs(x - to_x) <= 1:
                yield from _line(x, y, to_x, to_y, of_shape=True)


def _line(x: float, y: float, to_x: float, to_y: float, *, of_shape: bool = False) -> Iterator[Rule]:
    if max(abs(to_x - x), abs(to_y - y)) < _LEAST_LINE:
        return
    if abs(to_y - y) <= abs(to_x - x):
        yield Rule(min(x, to_x), y, max(x, to_x), y, of_shape)
    else:
        yield Rule(x, min(y, to_y), x, max(y, to_y), of_shape)

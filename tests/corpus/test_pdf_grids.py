"""Lines on a page -> the grids that they form."""

import time

from corpus.pdf.grids import Grid, grids_of
from corpus.pdf.sheets import Rule, Sheet


def sheet(*rules: Rule) -> Sheet:
    return Sheet(number=1, width=1000, height=1000, words=(), rules=rules)


def lines(count: int, step: float) -> list[Rule]:
    end = (count - 1) * step
    level = [Rule(0, i * step, end, i * step) for i in range(count)]
    return [*level, *(Rule(i * step, 0, i * step, end) for i in range(count))]


def test_places_that_no_line_parts_are_one_cell() -> None:
    rules = [*(Rule(0, y, 100, y) for y in (0, 40)), Rule(0, 20, 50, 20), *(Rule(x, 0, x, 40) for x in (0, 50, 100))]
    assert grids_of(sheet(*rules)) == (Grid(xs=(0, 50, 100), ys=(0, 20, 40), cells=((0, 1), (2, 1))),)


def test_the_lines_of_a_chart_are_no_table_and_take_no_time() -> None:
    chart = sheet(*lines(200, 5.0))
    began = time.process_time()
    assert grids_of(chart) == ()
    assert time.process_time() - began < 2

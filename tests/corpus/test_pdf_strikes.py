"""Which level lines cross words out."""

import pytest

from corpus.pdf.sheets import Rule, Run
from corpus.pdf.strikes import Strikes


def drawn(letters: str, left: float) -> Run:
    """Letters five points wide, ten high, that stand on a line 100 points from the top."""
    lefts = [left + 5 * at for at in range(len(letters))]
    return Run(letters=letters, lefts=lefts, rights=[x + 5 for x in lefts], base=100, size=10, bold=False)


PIER, LAMP = drawn("pier ", 50), drawn("lamp", 75)


@pytest.mark.parametrize(
    ("rule", "pier", "lamp"),
    [
        (Rule(50, 97, 70, 97), {0, 1, 2, 3}, set()),
        (Rule(50, 97, 75, 97), {0, 1, 2, 3, 4}, set()),  # with the blank behind it
        (Rule(50, 97, 95, 97), {0, 1, 2, 3, 4}, {0, 1, 2, 3}),  # one line for words in two hands
        (Rule(65, 97, 70, 97), {3}, set()),
        (Rule(50, 101, 95, 101), set(), set()),  # below the words
        (Rule(20, 97, 200, 97), set(), set()),  # a chart's
        (Rule(50, 97, 200, 97), set(), set()),  # a table's
        (Rule(50, 97, 95, 97, of_shape=True), set(), set()),  # a bar's
    ],
)
def test_a_line_crosses_out_what_it_begins_and_ends_with(rule: Rule, pier: set[int], lamp: set[int]) -> None:
    strikes = Strikes([rule], [PIER, LAMP])
    assert (strikes.crossed(PIER), strikes.crossed(LAMP)) == (pier, lamp)


def test_a_line_through_words_far_apart_crosses_nothing_out() -> None:
    far = drawn("lamp", 300)
    strikes = Strikes([Rule(50, 97, 320, 97)], [PIER, far])
    assert (strikes.crossed(PIER), strikes.crossed(far)) == (set(), set())

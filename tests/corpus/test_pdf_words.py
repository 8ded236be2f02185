"""Letters as a PDF draws them -> words."""

import pytest

from corpus.pdf.sheets import Run
from corpus.pdf.words import words_of


def drawn(letters: str, left: float, width: float = 5.0) -> Run:
    """Letters side by side from a place on."""
    lefts = [left + width * i for i in range(len(letters))]
    return Run(letters, lefts, [x + width for x in lefts], base=100, size=10, bold=False)


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        ((drawn("The", 10), drawn(" plan", 25)), ["The", "plan"]),
        ((drawn("pl", 10), drawn("an", 20)), ["plan"]),
        ((drawn("pl", 10), drawn("an", 24)), ["pl", "an"]),
        ((drawn("م", 30), drawn("ن", 25), drawn(" ", 20), drawn("ا", 15), drawn("ب", 10)), ["من", "اب"]),
        ((drawn("م", 30), drawn("ن", 20)), ["م", "ن"]),
    ],
)
def test_letters_that_touch_are_a_word_whichever_way_they_run(runs: tuple[Run, ...], words: list[str]) -> None:
    assert [word.text for word in words_of(runs, ())] == words


def test_a_word_written_backwards_has_its_own_edges() -> None:
    (word,) = words_of((drawn("م", 30), drawn("ن", 25)), ())
    assert (word.left, word.right) == (25, 35)

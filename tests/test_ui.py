"""The page's widgets, apart from a browser."""

import pytest

from corpus.records import Paper
from ui import _choices


def named(number: int) -> tuple[Paper, ...]:
    return tuple(Paper(id=f"p{n}", title=f"Paper {n}", file=f"p{n}.md") for n in range(number))


@pytest.mark.parametrize(
    ("number", "chosen", "choices"),
    [
        (2, (), [("Paper 0", "p0"), ("Paper 1", "p1")]),
        (2, ("p1",), [("Paper 0", "p0"), ("Paper 1", "p1")]),
        (5000, (), []),
        (5000, ("p41",), [("Paper 41", "p41")]),
    ],
)
def test_too_many_papers_to_choose_from_are_not_sent(
    number: int, chosen: tuple[str, ...], choices: list[tuple[str, str]]
) -> None:
    assert _choices(named(number), chosen) == choices

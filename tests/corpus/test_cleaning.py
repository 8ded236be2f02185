"""Small steps that take layout debris away and never a word."""

import pytest

from corpus.cleaning import (
    Struck,
    cell_text,
    one_line,
    paragraph_text,
    split_struck,
    without_marks,
    without_tags,
)
from corpus.records import Span


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<u>Development</u>", "Development"),
        ("the built environment<sup>1</sup>.", "the built environment¹."),
        ("note <sup> 12 </sup>", "note ¹²"),
        ("<sup>&</sup>lt;sup>1</sup> Robert", "¹ Robert"),
        ("<p>One</p><p>Two</p>", "\nOne\n\nTwo\n"),
        ('<ul style="list-style-type: none;">a</ul>', "\na\n"),
        ("<a href='https://x.uk/y'>here</a>", "here"),
        ("see <https://x.uk/y>", "see https://x.uk/y"),
        ("short term (<1 year) and > 2", "short term (<1 year) and > 2"),
        ("Dear <name>, p<q then r>s", "Dear <name>, p<q then r>s"),
        ("fish &amp; chips, R&D", "fish & chips, R&D"),
    ],
)
def test_tags_go_and_words_stay(raw: str, clean: str) -> None:
    assert without_tags(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a **different approach** now", "a different approach now"),
        ("an *old* word", "an old word"),
        ("3 * 4 * 5", "3 * 4 * 5"),
        ("Our [Interim Strategy](#) was", "Our Interim Strategy was"),
        ("[Plan](https://x.uk/plan_2.pdf)", "Plan"),
        ("in [brackets] (and more)", "in [brackets] (and more)"),
    ],
)
def test_marks_and_link_targets_go(raw: str, clean: str) -> None:
    assert without_marks(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\n two  three ", "one two three"),
        ("socio-\neconomic", "socio-economic"),
        ("Health - \nand care", "Health - and care"),
        ("pages 1-\n2", "pages 1- 2"),
    ],
)
def test_lines_are_joined(raw: str, clean: str) -> None:
    assert one_line(raw) == clean


def test_a_paragraph_is_one_line_of_its_own_words() -> None:
    assert paragraph_text("We **will**\nsee [it](#) <u>done</u>.") == "We will see it done."


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<p>Goal</p> <p>Metrics</p>", "Goal\nMetrics"),
        ("Act: <ul> • one • two</ul>", "Act:\n• one\n• two"),
        ("Act: <ul> - one - two - Three</ul>", "Act:\n- one\n- two - Three"),
        ("well - known", "well - known"),
        ("  ●\xa0 ", "●"),
    ],
)
def test_a_cell_keeps_its_bullets_on_lines_of_their_own(raw: str, clean: str) -> None:
    assert cell_text(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean", "struck"),
    [
        ("nothing struck", "nothing struck", []),
        ("~~90~~85%", "90 85%", [(0, 2, True)]),
        ("from ~~18%~~ 20%.", "from 18% 20%.", [(5, 8, False)]),
        ("~~Gone.~~ Here.", "Gone. Here.", [(0, 5, False)]),
        ("will ~~have increased~~increase", "will have increased increase", [(5, 19, True)]),
        ("to~~ all ~~people", "to all people", [(3, 6, False)]),
        ("a ~~b~~, c", "a b, c", [(2, 3, False)]),
        ("~~a~~~~b~~", "a b", [(0, 1, False), (2, 3, False)]),
        ("left ~~ ~~ alone", "left alone", []),
        ("one ~ two ~~ three", "one ~ two ~~ three", []),
    ],
)
def test_struck_words_stay_and_are_marked_by_spans(raw: str, clean: str, struck: list[tuple[int, int, bool]]) -> None:
    spans = tuple(Struck(span=Span(start=start, end=end), run_on=run_on) for start, end, run_on in struck)
    assert split_struck(raw) == (clean, spans)


def test_a_struck_stretch_moves_with_its_text() -> None:
    assert Struck(span=Span(start=1, end=3), run_on=True).moved(10) == Struck(span=Span(start=11, end=13), run_on=True)


def test_a_line_of_many_changes_keeps_the_place_of_each() -> None:
    text, struck = split_struck("~~18%~~ 20% " * 1_000)
    assert text == "18% 20% " * 999 + "18% 20%"
    assert [one.span.start for one in struck] == list(range(0, 8_000, 8))

import pytest

from assistant.differing import Differs, Disagreement, disagreements_of
from index.library import Library


@pytest.fixture(scope="module")
def found(library: Library) -> tuple[Disagreement, ...]:
    return disagreements_of(library)


def places(found: tuple[Disagreement, ...], differs: Differs) -> list[tuple[str, str, str, str]]:
    return [(d.one.paper, d.other.paper, d.only_one, d.only_other) for d in found if d.differs is differs]


def test_figures_and_dates_that_differ(found: tuple[Disagreement, ...]) -> None:
    assert places(found, Differs.FIGURE) == [
        ("strategy", "changes", "7.3%", ""),
        ("cabinet-committee", "asc-committee", "23", "16"),
    ]


def test_what_one_paper_strikes_out_and_another_prints(found: tuple[Disagreement, ...]) -> None:
    assert places(found, Differs.STRUCK) == [("changes", "strategy", "", "")]
    (struck,) = (d for d in found if d.differs is Differs.STRUCK)
    assert struck.one.superseded
    assert struck.one.quote == struck.other.quote
    assert struck.newer == "Integrated Care Strategy, version 8 is the newer."


def test_outcomes_worded_otherwise_and_not_those_whose_statement_is_the_title(found: tuple[Disagreement, ...]) -> None:
    titles = [d for d in found if d.differs is Differs.TITLE]
    assert [(d.one.locator, d.other.locator) for d in titles] == [
        (f"Shared outcome {number}", f"Shared Outcome {number}") for number in (1, 2, 4, 5)
    ]


def test_sentences_in_other_words(found: tuple[Disagreement, ...]) -> None:
    assert places(found, Differs.WORDS) == [
        ("strategy", "jfp", "and eye health", ""),
        ("cabinet-committee", "asc-committee", "", "adult social care"),
    ]


def test_both_places_hold_their_words(found: tuple[Disagreement, ...], library: Library) -> None:
    for cited in (cited for d in found for cited in (d.one, d.other)):
        assert library.document(cited.paper).text[cited.start : cited.end] == cited.quote

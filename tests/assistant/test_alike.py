"""Passages of different papers that say the same, or nearly."""

import pytest

from assistant.alike import Difference, differences_of, twins_of, wording, words_of
from index.library import Library
from tests.assistant.finding import every_passage, holding


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Staff’s “wellbeing”, now!", ["staff's", "wellbeing", "now"]),
        ("from 7.9% to below 5%.", ["from", "7.9%", "to", "below", "5%"]),
        ("418.7 per 100,000, by 2028/29.", ["418.7", "per", "100,000", "by", "2028/29"]),
        ("Self-harm / 16 November", ["selfharm", "16", "november"]),
        ("the built environment1, ² and socio-economic", ["the", "built", "environment", "and", "socioeconomic"]),
        ("‘quoted’", ["quoted"]),
        ("", []),
    ],
)
def test_words_are_told_apart_without_marks_and_capitals(text: str, words: list[str]) -> None:
    assert list(words_of(text)) == words


def test_a_changed_sentence_is_worded_without_its_struck_out_words(library: Library) -> None:
    passage = holding(library, "changes", "418.7")
    assert wording(library, passage) == (
        "By 2028, hospital admissions in Kent and Medway due to alcohol will have fallen from 418.7 to 395 per 100,000."
    )


def test_any_other_passage_is_worded_as_it_stands(library: Library) -> None:
    passage = holding(library, "strategy", "418.7")
    assert wording(library, passage) == passage.text


def test_the_current_strategy_is_the_twin_of_the_tracked_changes(library: Library) -> None:
    current, tracked = holding(library, "strategy", "418.7"), holding(library, "changes", "418.7")
    assert (twins_of(library, current, every_passage(library)), twins_of(library, tracked, every_passage(library))) == (
        [tracked],
        [current],
    )


def test_each_paper_gives_one_twin(library: Library) -> None:
    current, tracked = holding(library, "strategy", "418.7"), holding(library, "changes", "418.7")
    assert twins_of(library, current, [tracked, tracked, current]) == [tracked]


def test_what_was_struck_out_is_nobodys_twin(library: Library) -> None:
    still_printed = holding(library, "strategy", "who live in their home or with family")
    struck = holding(library, "changes", "who live in their home or with family")
    assert (struck.superseded, twins_of(library, still_printed, [struck])) == (True, [])


def test_the_two_reports_differ_in_the_day_of_one_committee(library: Library) -> None:
    one = holding(library, "cabinet-committee", "it is of relevance to several Cabinet Committees")
    other = holding(library, "asc-committee", "it is of relevance to several Cabinet Committees")
    found = differences_of(library, one, every_passage(library))
    assert found == [Difference(passage=other, here=("23",), there=("16",), shared=found[0].shared)]
    assert (found[0].in_figures, found[0].close) == (True, True)


def test_another_wording_without_figures_is_no_difference_in_figures(library: Library) -> None:
    one = holding(library, "asc-committee", "asked to CONSIDER and ENDORSE")
    other = holding(library, "cabinet-committee", "is asked to consider and endorse")
    found = differences_of(library, one, [other])
    assert found == [Difference(passage=other, here=("adult", "social", "care"), there=(), shared=found[0].shared)]
    assert not found[0].in_figures


def test_sentences_on_other_things_do_not_differ(library: Library) -> None:
    alcohol, absence = holding(library, "strategy", "418.7"), holding(library, "strategy", "pupil absence")
    assert differences_of(library, alcohol, [absence, *library.passages("jfp")]) == []

"""BM25 over stems: a ranking that is known, and the same one after it was kept on disk."""

from pathlib import Path

import pytest

from index.keywords import Keywords, stems

TEXTS = (
    ("bees", "The bees make honey in the orchard"),
    ("boats", "Boats cross the river, and boats are mended in winter"),
    ("ferry", "The ferry is a large boat that crosses the river each hour"),
    ("blank", "of the and to"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ferries are CROSSING", ["ferri", "cross"]),
        ("from 7.9% to £5", ["7.9%", "£5"]),
        ("children’s carers'", ["children", "carer"]),
        ("2028/29 and 1,713", ["2028/29", "1,713"]),
        ("what is the", []),
    ],
)
def test_words_are_stems_without_those_that_say_nothing(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


def test_the_passage_that_holds_more_of_the_words_more_often_is_first() -> None:
    found = Keywords.build(TEXTS).search(stems("a boat on the river"), 10)
    assert [id_ for id_, _ in found] == ["boats", "ferry"]
    assert found[0][1] > found[1][1] > 0


def test_no_more_than_asked_for_are_found() -> None:
    assert [id_ for id_, _ in Keywords.build(TEXTS).search(stems("boat river"), 1)] == ["boats"]


@pytest.mark.parametrize("words", ["", "submarine", "of the"])
def test_words_that_no_passage_holds_find_nothing(words: str) -> None:
    assert Keywords.build(TEXTS).search(stems(words), 10) == []


def test_an_index_is_the_same_after_it_was_kept(tmp_path: Path) -> None:
    keywords = Keywords.build(TEXTS)
    keywords.save(tmp_path / "kept")
    query = stems("river honey")
    assert Keywords.load(tmp_path / "kept").search(query, 10) == keywords.search(query, 10)


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    Keywords.build(()).save(tmp_path)
    assert Keywords.load(tmp_path).search(["river"], 10) == []


def test_the_passages_that_hold_a_word_are_listed_in_their_order() -> None:
    keywords = Keywords.build(TEXTS)
    assert [keywords.holding(stem) for stem in ("river", "honey", "submarin")] == [["boats", "ferry"], ["bees"], []]


def test_an_index_says_which_words_it_knows() -> None:
    keywords = Keywords.build(TEXTS)
    assert (keywords.knows("river"), keywords.knows("submarin")) == (True, False)

"""BM25 over stems: a ranking that is known, the same one from counts in parts, and the one of bm25s."""

import random

import bm25s
import numpy as np
import pytest

from index.keywords import Keywords, stems
from index.postings import Postings

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


def recombined(count: int) -> list[tuple[str, str]]:
    """Passages of a few words, some of them often; the last is of nothing but stopwords."""
    chance, words = random.Random(5), " ".join(text for _, text in TEXTS).split()
    texts = [" ".join(chance.choices(words, k=chance.randint(3, 40))) for _ in range(count - 1)]
    return [(f"p{number}", text) for number, text in enumerate([*texts, "of the and to"])]


QUERIES = ("boat river", "honey honey ferry", "winter", "large church bees")


def test_scores_are_those_of_bm25s_to_the_last_digit() -> None:
    texts = recombined(60)
    theirs = bm25s.BM25(k1=1.2, b=0.75)
    theirs.index([stems(text) or ["\x00"] for _, text in texts], show_progress=False)
    for query in QUERIES:
        scores = theirs.get_scores([word for word in stems(query) if word in theirs.vocab_dict]).tolist()
        expected = {f"p{row}": score for row, score in enumerate(scores) if score > 0}
        assert dict(Keywords.build(texts).search(stems(query), 60)) == expected


def test_what_was_counted_in_parts_is_scored_as_one() -> None:
    texts = recombined(60)
    whole, parts = Keywords.build(texts), []
    for rows in (range(40, 60), range(10), range(10, 40)):
        parts.append((Postings.of(stems(texts[row][1]) for row in rows), np.arange(rows.start, rows.stop)))
    split = Keywords(whole.ids, parts)
    for query in QUERIES:
        assert split.search(stems(query), 7) == whole.search(stems(query), 7)
        for stem in stems(query):
            known = [(one.holding(stem), one.frequency(stem), one.knows(stem)) for one in (split, whole)]
            assert known[0] == known[1]


def test_an_index_of_nothing_finds_nothing() -> None:
    assert (Keywords.build(()).search(["river"], 10), Keywords([], []).search(["river"], 10)) == ([], [])


def test_the_passages_that_hold_a_word_are_listed_in_their_order() -> None:
    keywords = Keywords.build(TEXTS)
    assert [keywords.holding(stem) for stem in ("river", "honey", "submarin")] == [["boats", "ferry"], ["bees"], []]


def test_an_index_says_which_words_it_knows() -> None:
    keywords = Keywords.build(TEXTS)
    assert (keywords.knows("river"), keywords.knows("submarin")) == (True, False)

"""Which place a question names, and what it asks of it."""

import pytest

from assistant.places import Key, Place, PlaceKind, bare_number, only_a_place, place_named, step_from
from assistant.questions import Listed


@pytest.mark.parametrize(
    ("question", "words", "topic"),
    [
        ("what does paragraph 2.16 say", "paragraph 2.16", ()),
        ("paragraphs 2.7 to 2.9", "paragraphs 2.7 to 2.9", ()),
        ("paras 1.1 & 1.2", "paragraphs 1.1 and 1.2", ()),
        ("what do paras 2.7, 2.8 and 2.10 say", "paragraphs 2.7, 2.8 and 2.10", ()),
        ("para. 3.4 - who must approve?", "paragraph 3.4", ("approv", "must")),
        ("§ 2.16", "paragraph 2.16", ()),
        ("section 2.16", "paragraph 2.16", ()),
        ("§4", "section 4", ()),
        ("third section of the report", "section 3", ()),
        ("p25 of the agenda pack, one sentence was cut. which?", "page 25", ("cut",)),
        ("p. 33", "page 33", ()),
        ("pp 30-32", "pages 30 to 32", ()),
        ("pp 30-2", "pages 30 to 32", ()),
        ("pages 25 and 26", "pages 25 and 26", ()),
        ("page 31 12% was what?", "page 31", ("12%",)),
        ("what does chapter 7 say about GPs", "chapter 7", ("gps",)),
        ("chapter seven", "chapter 7", ()),
        ("the first footnote", "footnote 1", ()),
        ("what does the footnote say", "footnotes", ()),
        ("appendix B is what?", "appendix B", ()),
        ("annex c", "appendix C", ()),
        ("what are the appendices?", "appendices", ()),
    ],
)
def test_a_place_is_named_with_what_is_asked_of_it(question: str, words: str, topic: tuple[str, ...]) -> None:
    place = place_named(question)
    assert place is not None
    assert (place.words, tuple(sorted(place.topic))) == (words, topic)


@pytest.mark.parametrize(
    "question",
    [
        "5% by 2028",
        "what changed in version 8?",
        "How many GPs are there per 1000 people?",
        "is there a section 75 agreement?",
        "section 2 of the Mental Health Act",
        "What is the target for 2028/29?",
        "Which page covers dentists?",
        "the 2.16 million",
    ],
)
def test_a_figure_or_a_law_is_no_place(question: str) -> None:
    assert place_named(question) is None


def test_a_range_covers_what_lies_between_by_number() -> None:
    place = place_named("paragraphs 2.7 to 2.10")
    assert place is not None
    assert [place.covers(key) for key in ((2, 6), (2, 7), (2, 9), (2, 10), (2, 11))] == [False, True, True, True, False]


def test_an_item_of_a_place_is_picked_by_its_ordinal() -> None:
    key: Key = (2, 16)
    assert place_named("first sentence of para 2.16") == Place(
        kind=PlaceKind.PARAGRAPH, ranges=((key, key),), rest="", item=0, sentence=True
    )


def test_an_item_of_a_list_of_an_outcome_is_picked_by_its_ordinal() -> None:
    assert place_named("the second bullet under What we heard of outcome 3", 3) == Place(
        kind=PlaceKind.OUTCOME, ranges=(((3,), (3,)),), rest="", item=1, listed=Listed.HEARD
    )


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("what about 2.17?", (2, 17)),
        ("and 32?", (32,)),
        ("what does 2.5 say", (2, 5)),
        ("and by 2.5 points?", None),
        ("and for carers?", None),
    ],
)
def test_a_bare_number_is_one_where_nothing_else_is_said(question: str, key: Key | None) -> None:
    assert bare_number(question) == key


@pytest.mark.parametrize(
    ("question", "step"),
    [
        ("and the next paragraph?", (1, PlaceKind.PARAGRAPH)),
        ("the page before", (-1, PlaceKind.PAGE)),
        ("the previous para", (-1, PlaceKind.PARAGRAPH)),
        ("the next one", (1, None)),
        ("what happens next year?", None),
    ],
)
def test_a_step_goes_on_from_the_last_place(question: str, step: tuple[int, PlaceKind | None] | None) -> None:
    assert step_from(question) == step


def test_a_question_of_a_place_alone_is_told_from_one_that_asks_more() -> None:
    assert [only_a_place(text) for text in ("para 2.16", "8.2", "para 2.16 on weather", "who?")] == [
        True,
        True,
        False,
        False,
    ]

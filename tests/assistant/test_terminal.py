"""Answers as a terminal shows them."""

import dataclasses

from assistant.answer import Answer, AnswerStatus, Citation, Says, Statement
from assistant.terminal import printed

CITED = Citation(
    number=1,
    paper="bees",
    title="On Bees",
    version="2",
    date="2023-11-29",
    status="draft",
    locator="Hives › Honey",
    page=4,
    quote="Honey is taken in July August.",
    start=0,
    end=30,
    superseded=False,
    struck=((18, 23),),
)
ANSWER = Answer(
    question="When is honey taken?",
    understood="When is honey taken?",
    status=AnswerStatus.ANSWERED,
    statements=(Statement(text="In August.", cites=(1,)),),
    citations=(CITED,),
)


def test_an_answer_is_printed_with_its_sources() -> None:
    assert printed(ANSWER) == (
        "In August. [1]\n"
        "\n"
        "Sources\n"
        "[1] On Bees, version 2, 2023-11-29, draft, Hives › Honey, page 4\n"
        "    “Honey is taken in [struck out: July ]August.”"
    )


def test_what_is_not_known_of_a_paper_is_left_out() -> None:
    bare = dataclasses.replace(
        CITED, version=None, date=None, status=None, page=None, struck=((0, 30),), superseded=True
    )
    assert printed(dataclasses.replace(ANSWER, citations=(bare,))).split("\n")[3] == (
        "[1] On Bees, Hives › Honey, superseded"
    )


def test_a_follow_up_is_printed_with_how_it_was_understood() -> None:
    answer = dataclasses.replace(ANSWER, question="and when?", understood="And when? (about: honey)")
    assert printed(answer).split("\n")[:3] == ["Understood as: And when? (about: honey)", "", "In August. [1]"]


def test_where_nothing_was_found_what_was_searched_is_printed() -> None:
    answer = dataclasses.replace(
        ANSWER,
        status=AnswerStatus.NOT_FOUND,
        statements=(Statement(text=Says.NOT_FOUND),),
        citations=(),
        searched="On Bees, On Boats",
    )
    assert printed(answer) == "The papers do not say.\nSearched: On Bees, On Boats."


def test_who_is_not_understood_is_shown_what_can_be_asked() -> None:
    answer = dataclasses.replace(
        ANSWER,
        status=AnswerStatus.UNCLEAR,
        statements=(Statement(text="Could you say more? For example:"),),
        citations=(),
        suggestions=("When is honey taken?",),
    )
    assert printed(answer) == "Could you say more? For example:\n- When is honey taken?"


def test_long_lines_are_wrapped_and_items_hang() -> None:
    item = Statement(text="honey " * 20 + "end", cites=(1,), item=True)
    lines = printed(dataclasses.replace(ANSWER, statements=(item,), citations=())).split("\n")
    assert (max(map(len, lines)) <= 96, lines[0][:8], lines[1][:8]) == (True, "- honey ", "  honey ")

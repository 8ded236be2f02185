"""The check before an answer leaves."""

import dataclasses

from assistant.answer import Answer, AnswerStatus, Citation, Says, Statement, cite
from assistant.citing import numbered, verified
from corpus.records import Document, Paper, Span

PAPER = Document(
    paper=Paper(id="bees", title="Bees", file="bees.txt"),
    text="The hives stand in the orchard. Honey is taken in August.",
    blocks=(),
    records=(),
)
HIVES = cite(PAPER, Span(start=0, end=31), "Hives", None)
HONEY = cite(PAPER, Span(start=32, end=57), "Honey", None)


def papers(name: str) -> Document:
    return {"bees": PAPER}[name]


def number(citation: Citation, as_number: int) -> Citation:
    return dataclasses.replace(citation, number=as_number)


def answer(*citations: Citation, also: tuple[Statement, ...] = ()) -> Answer:
    """An answer with a statement for each citation."""
    return Answer(
        question="What of bees?",
        understood="What of bees?",
        status=AnswerStatus.ANSWERED,
        statements=(*(Statement(text=c.quote, cites=(c.number,)) for c in citations), *also),
        citations=citations,
        focus=("bees:0-31",),
    )


def misquoted(citation: Citation) -> Citation:
    return dataclasses.replace(citation, quote=citation.quote.replace("August", "July"))


def test_citations_are_numbered_in_the_order_in_which_they_come() -> None:
    assert numbered([("One", (HONEY,), False), ("Two", (HIVES, HONEY), True)]) == (
        (Statement(text="One", cites=(1,)), Statement(text="Two", cites=(2, 1), item=True)),
        (number(HONEY, 1), number(HIVES, 2)),
    )


def test_the_same_place_has_one_number_and_is_marked_once() -> None:
    elsewhere_named = dataclasses.replace(HONEY, locator="Elsewhere")
    assert numbered([("One", (HONEY, elsewhere_named), False)]) == (
        (Statement(text="One", cites=(1,)),),
        (number(HONEY, 1),),
    )


def test_a_statement_may_have_no_citation() -> None:
    assert numbered([("The papers do not say.", (), False)]) == ((Statement(text="The papers do not say."),), ())


def test_an_answer_whose_quotes_stand_at_their_places_leaves_unchanged() -> None:
    good = answer(number(HIVES, 1), number(HONEY, 2))
    assert verified(good, papers) == good


def test_a_wrong_quote_does_not_leave_nor_what_rests_on_it() -> None:
    wrong = misquoted(number(HONEY, 2))
    rests_on_both = Statement(text="Both.", cites=(1, 2))
    assert verified(answer(number(HIVES, 1), wrong, also=(rests_on_both,)), papers) == answer(number(HIVES, 1))


def test_a_quote_that_is_right_at_another_place_does_not_leave() -> None:
    moved = dataclasses.replace(number(HONEY, 1), start=31, end=56)
    assert verified(answer(number(HIVES, 2), moved), papers) == answer(number(HIVES, 2))


def test_where_nothing_is_left_the_papers_do_not_say() -> None:
    introduced = (Statement(text="The answer:"),)
    assert verified(answer(misquoted(number(HONEY, 1)), also=introduced), papers) == Answer(
        question="What of bees?",
        understood="What of bees?",
        status=AnswerStatus.NOT_FOUND,
        statements=(Statement(text=Says.NOT_FOUND),),
    )

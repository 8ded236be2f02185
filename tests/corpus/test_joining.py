"""Paragraphs that a page cut in two are whole again; running lines are dropped and noted."""

from dataclasses import replace

import pytest

from corpus.joining import joined, with_counted_items, without_running_lines
from corpus.pieces import PLAIN_LINE, Piece
from corpus.records import BlockKind, Turn

NOTE = Piece(kind=BlockKind.NOTE, text="1 A source")


def paragraph(text: str, number: str | None = None) -> Piece:
    return Piece(kind=BlockKind.PARAGRAPH, text=text, number=number)


def item(text: str) -> Piece:
    return Piece(kind=BlockKind.ITEM, text=text)


def heading(text: str, level: int = PLAIN_LINE) -> Piece:
    return Piece(kind=BlockKind.HEADING, text=text, level=level)


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ([paragraph("We will", "1.1"), paragraph("go on.")], [paragraph("We will go on.", "1.1")]),
        ([paragraph("Given to the", "1.1"), paragraph("Strategy group.")], [paragraph("Given to the Strategy group.", "1.1")]),
        ([paragraph("We will", "1.1"), NOTE, paragraph("go on.")], [paragraph("We will go on.", "1.1"), NOTE]),
        ([item("We will"), paragraph("go on. Next we stop.")], [item("We will go on."), paragraph("Next we stop.")]),
        ([paragraph("We stop."), paragraph("go on.")], [paragraph("We stop."), paragraph("go on.")]),
        ([paragraph("We will"), paragraph("Go on.")], [paragraph("We will"), paragraph("Go on.")]),
        ([paragraph("We will"), paragraph("go on.", "1.2")], [paragraph("We will"), paragraph("go on.", "1.2")]),
        ([paragraph("The socio-"), paragraph("economic need")], [paragraph("The socio-economic need")]),
        ([item("The socio-"), paragraph("economic need")], [item("The socio-economic need")]),
        ([paragraph("In short-"), paragraph("and long-term")], [paragraph("In short- and long-term")]),
        ([paragraph("We will –"), paragraph("go on")], [paragraph("We will – go on")]),
        ([item("one"), item("two")], [item("one"), item("two")]),
        ([heading("Contents"), paragraph("go on.")], [heading("Contents"), paragraph("go on.")]),
        ([paragraph("To the", "1.1"), heading("Contents", 2)], [paragraph("To the", "1.1"), heading("Contents", 2)]),
        ([heading("It is the duty of all"), paragraph("boards to plan.")], [paragraph("It is the duty of all boards to plan.")]),
        ([heading("Our aims"), paragraph("to plan well.")], [heading("Our aims"), paragraph("to plan well.")]),
        ([heading("Where the aims are set", 2), paragraph("to plan.")], [heading("Where the aims are set", 2), paragraph("to plan.")]),
        ([heading("In May the Harbour &"), heading("Docks Board set aims:")], [paragraph("In May the Harbour & Docks Board set aims:")]),
        ([heading("Strategy of the Harbour and"), heading("Docks Board")], [heading("Strategy of the Harbour and Docks Board")]),
        ([heading("We live the way we want to"), heading("Outcome 4")], [heading("We live the way we want to"), heading("Outcome 4")]),
        ([heading("Have your say in town"), paragraph("https://say.example")], [heading("Have your say in town"), paragraph("https://say.example")]),
        ([heading("What we do for all"), item("to plan")], [heading("What we do for all"), item("to plan")]),
        ([paragraph("The boats are worth about"), paragraph("£51,000.")], [paragraph("The boats are worth about £51,000.")]),
        ([paragraph("~~Gone~~"), paragraph("here.")], [paragraph("~~Gone~~"), paragraph("here.")]),
    ],
)  # fmt: skip
def test_what_was_cut_is_joined_and_nothing_else(cut: list[Piece], whole: list[Piece]) -> None:
    assert joined(cut) == whole


def test_what_is_joined_knows_where_it_goes_on_overleaf() -> None:
    first, second, third = (
        replace(paragraph(text), page=page) for text, page in (("We will", 3), ("go on,", 4), ("and on.", 6))
    )
    (whole,) = joined([first, second, third])
    assert whole == replace(first, text="We will go on, and on.", turns=(Turn(at=8, page=4), Turn(at=15, page=6)))
    assert [whole.text[turn.at :][:3] for turn in whole.turns] == ["go ", "and"]


def test_what_is_joined_on_one_page_turns_nowhere() -> None:
    (whole,) = joined([replace(paragraph("We will"), page=3), replace(paragraph("go on."), page=3)])
    assert (whole.text, whole.page, whole.turns) == ("We will go on.", 3, ())


def test_the_links_below_a_footnote_belong_to_it() -> None:
    links = paragraph("https://x.uk/a https://x.uk/b")
    assert joined([NOTE, links]) == [Piece(kind=BlockKind.NOTE, text="1 A source https://x.uk/a https://x.uk/b")]


def test_a_line_that_stands_alone_three_times_is_a_running_line() -> None:
    body = [heading("Aims"), paragraph("We aim.")]
    pieces = [heading("Bay Trust"), *body, heading("Bay Trust"), *body, heading("Bay Trust")]
    assert without_running_lines(pieces) == (
        [*body, *body],
        ("The line “Bay Trust” stands 3 times on its own and was taken for a page's running line.",),
    )


def test_a_heading_with_a_body_is_kept_however_often_it_comes() -> None:
    pieces = [heading("Aims"), paragraph("We aim.")] * 5
    assert without_running_lines(pieces) == (pieces, ())


def test_a_paragraph_is_not_lengthened_without_end() -> None:
    pieces = joined([paragraph("go on along the lane")] * 2_000)
    assert [len(piece.text) for piece in pieces] == [10_016, 10_016, 10_016, 10_016, 1_931]


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        (["Four aims:", "I. Boats", "II. Piers", "Words."], [1, 2]),
        (["We shall:", "a) sail", "b) row"], [1, 2]),
        (["We shall:", "1. sail", "2. row", "4. rest"], [1, 2]),
        (["We shall.", "a) sail", "b) row"], []),
        (["Signed:", "A Smith"], []),
    ],
)
def test_what_is_counted_below_a_colon_is_a_list(lines: list[str], items: list[int]) -> None:
    kinds = [piece.kind for piece in with_counted_items([paragraph(line) for line in lines])]
    assert [at for at, kind in enumerate(kinds) if kind is BlockKind.ITEM] == items


def section(number: int, title: str) -> Piece:
    return replace(heading(f"{number}. {title}"), level=1, number=str(number))


def test_titles_counted_one_right_below_the_other_are_a_list() -> None:
    lead = Piece(kind=BlockKind.ITEM, text="People who live:")
    pieces = [lead, section(1, "In tents"), section(2, "On boats"), paragraph("3. In rooms that others lend them.")]
    found = [(piece.kind, piece.level, piece.number) for piece in with_counted_items(pieces)]
    assert found == [(BlockKind.ITEM, level, None) for level in (1, 2, 2, 2)]


def test_sections_with_a_text_stay_sections() -> None:
    pieces = [section(1, "Aims"), paragraph("We aim."), section(2, "Means"), paragraph("We row."), section(4, "Ends")]
    assert with_counted_items(pieces) == pieces

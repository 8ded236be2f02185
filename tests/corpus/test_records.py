"""Spans, and the promise that every record's span gives its words back."""

from dataclasses import replace

import pytest

from corpus.errors import BrokenQuote
from corpus.records import Document, Fact, Paper, Paragraph, Record, Span

WORDS = "One fact. Two facts."


def fact(start: int, end: int, text: str) -> Fact:
    return Fact(text=text, span=Span(start=start, end=end), locator="Somewhere › here")


def document(*records: Record) -> Document:
    paper = Paper(id="made-up", title="Made up", file="made-up.txt")
    return Document(paper=paper, text=WORDS, blocks=(), records=records)


def test_a_span_gives_the_words_that_stand_at_it() -> None:
    assert Span(start=1, end=3).of("abcd") == "bc"


@pytest.mark.parametrize(
    ("other", "holds", "meets"),
    [((2, 5), True, True), ((3, 4), True, True), ((0, 3), False, True), ((5, 7), False, False), ((0, 2), False, False)],
)
def test_spans_hold_and_meet_one_another(other: tuple[int, int], holds: bool, meets: bool) -> None:
    span, second = Span(start=2, end=5), Span(start=other[0], end=other[1])
    assert (span.holds(second), span.meets(second)) == (holds, meets)


def test_a_document_whose_spans_hold_is_verified() -> None:
    document(fact(0, 9, "One fact."), fact(10, 20, "Two facts.")).verify()


def test_a_record_whose_words_stand_elsewhere_breaks_its_quote() -> None:
    with pytest.raises(BrokenQuote) as broken:
        document(fact(0, 9, "One fact."), fact(0, 9, "Two facts.")).verify()
    assert str(broken.value) == (
        "In made-up.txt, the words of “Somewhere › here” are not where the record says. "
        "This is a fault in the reading of the paper; please report it with the file."
    )


def test_records_are_found_by_their_type_in_order() -> None:
    first, second = fact(0, 9, "One fact."), fact(10, 20, "Two facts.")
    paragraph = Paragraph(text="One", span=Span(start=0, end=3), locator="", number=None, headings=())
    assert list(document(first, paragraph, second).of_type(Fact)) == [first, second]


def test_equal_content_is_equal() -> None:
    assert fact(0, 9, "One fact.") == fact(0, 9, "One fact.")
    assert len({fact(0, 9, "One fact."), fact(0, 9, "One fact.")}) == 1


@pytest.mark.parametrize(("short", "name"), [(None, "Made up"), ("The paper", "The paper")])
def test_a_paper_is_called_by_its_short_name_where_it_has_one(short: str | None, name: str) -> None:
    assert replace(document().paper, short=short).name == name

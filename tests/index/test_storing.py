"""What is kept as JSON comes back equal."""

import datetime

import pytest

from corpus.catalogue import list_papers, shipped_papers
from corpus.records import Document, Horizon, Paper, PaperKind, Span, TimescalePart
from index.passages import passages_of
from index.storing import from_json, to_json


@pytest.mark.parametrize("paper", [paper.id for paper in list_papers(shipped_papers())])
def test_a_document_and_its_passages_come_back_equal(documents: dict[str, Document], paper: str) -> None:
    kept = (documents[paper], passages_of(documents[paper]))
    assert from_json(to_json(kept)) == kept


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Span(start=1, end=3), '{"":"Span","at":[1,3]}'),
        (Horizon.SHORT, '{"":"Horizon","is":"short term (under 1 year)"}'),
        (datetime.date(2023, 11, 29), '{"":"date","is":"2023-11-29"}'),
        (("a", None, True), '["a",null,true]'),
        (
            TimescalePart(label="Zoë", horizon=Horizon.LONG),
            '{"":"TimescalePart","label":"Zoë","horizon":{"":"Horizon","is":"long term (3-5 years and more)"}}',
        ),
    ],
)
def test_a_value_is_written_with_the_name_of_its_type(value: object, text: str) -> None:
    assert (to_json(value), from_json(text)) == (text, value)


def test_what_is_not_said_is_not_written() -> None:
    text = to_json(Paper(id="a", title="A", file="a.txt", kind=PaperKind.OTHER))
    assert text == '{"":"Paper","id":"a","title":"A","file":"a.txt"}'


@pytest.mark.parametrize(
    "text", ['{"":"Popen","args":"rm"}', '{"":"str","is":"x"}', '{"at":[1,2]}', "{", '{"":"Span"}']
)
def test_only_our_own_types_are_read_back(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        from_json(text)

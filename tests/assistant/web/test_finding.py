import pytest

from assistant.web.finding import MAX_WORDS, Found, find
from corpus.records import Block, BlockKind, Document, Paper, Span

TEXT = "Carers’ support and support\nfor carers.\n\nNobody else (really)."
DOCUMENT = Document(
    paper=Paper(id="p", title="P", file="p.txt"),
    text=TEXT,
    blocks=(
        Block(kind=BlockKind.PARAGRAPH, span=Span(start=0, end=39)),
        Block(kind=BlockKind.PARAGRAPH, span=Span(start=41, end=62)),
    ),
    records=(),
)


@pytest.mark.parametrize(
    ("words", "found", "together"),
    [
        ("CARERS", ["Carers", "carers"], True),
        ("carers' support", ["Carers’ support"], True),
        ("support  for", ["support\nfor"], True),
        ("for support", ["support", "support", "for"], False),
        ("support nobody", [], False),
        ("(really)", ["(really)"], True),
        ("[a-z]", [], True),
        ("   ", [], True),
    ],
)
def test_words_are_found(words: str, found: list[str], together: bool) -> None:
    places = find(DOCUMENT, words)
    assert ([place.of(TEXT) for place in places.places], places.together) == (found, together)


def test_more_words_than_a_sentence_are_cut() -> None:
    assert find(DOCUMENT, "carers" + " " * MAX_WORDS + "nobody") == Found(
        places=(Span(start=0, end=6), Span(start=32, end=38))
    )

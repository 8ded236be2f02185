"""Where sentences end, and where a full stop ends none."""

import pytest

from corpus.records import Span
from corpus.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Is it? Yes! Good", ["Is it?", "Yes!", "Good"]),
        ("It rose to 1.5% in 2023. It fell.", ["It rose to 1.5% in 2023.", "It fell."]),
        ("Partners e.g. Kent Housing met.", ["Partners e.g. Kent Housing met."]),
        ("Seen by Dr. Smith. Then home.", ["Seen by Dr. Smith.", "Then home."]),
        ("Born at St. Mary near fig. 2.", ["Born at St. Mary near fig. 2."]),
        ("Led by J. Smith.", ["Led by J. Smith."]),
        ("‘We can.’ Together we can.", ["‘We can.’", "Together we can."]),
        ("Health.¹ Care.", ["Health.¹", "Care."]),
        ("Full stop. and no capital", ["Full stop. and no capital"]),
        ("Line one\nLine two", ["Line one", "Line two"]),
        ("End. • Bullet", ["End.", "• Bullet"]),
        ("  padded.  ", ["padded."]),
        ("", []),
    ],
)
def test_text_is_cut_at_the_ends_of_its_sentences(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in sentence_spans(text)] == sentences


def test_spans_count_from_where_the_text_begins() -> None:
    assert sentence_spans("One. Two.", 10) == (Span(start=10, end=14), Span(start=15, end=19))

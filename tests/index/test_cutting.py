"""Where a record is cut, and what stays together."""

import pytest

from corpus.records import Span
from corpus.sentences import sentence_spans
from index.cutting import cut, merged

SENTENCE = "Nine ferries cross the wide river every single day of the long week."
LONG = " ".join([SENTENCE] * 6)


def whole(text: str) -> Span:
    return Span(start=0, end=len(text))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One short record.", ["One short record."]),
        (LONG, [SENTENCE] * 6),
        (f"{LONG} This means more.", [*[SENTENCE] * 5, f"{SENTENCE} This means more."]),
        (f"{LONG}\n• one\n• two", [*[SENTENCE] * 5, f"{SENTENCE}\n• one\n• two"]),
        (f"First.\n• {LONG}", ["First.", *[SENTENCE] * 6]),
        (
            f"{LONG}\nWhat: {SENTENCE}\nWho: the harbour\nWhen: by May",
            [*[SENTENCE] * 6, f"What: {SENTENCE}\nWho: the harbour\nWhen: by May"],
        ),
        (f"{LONG}\n{SENTENCE}\tWho: the harbour", [*[SENTENCE] * 7, "Who: the harbour"]),  # another cell
        (
            f"{LONG} Quays:\n• one\n• two\n• 2.1 {LONG}",
            [*[SENTENCE] * 5, f"{SENTENCE} Quays:\n• one\n• two", f"2.1 {SENTENCE}", *[SENTENCE] * 5],
        ),
        (f"Quays:\n• one\n• two\n• Boats:\n• {LONG}", ["Quays:\n• one\n• two", "Boats:", *[SENTENCE] * 6]),
        (f"{LONG}\nTo: the harbour", [*[SENTENCE] * 6, "To: the harbour"]),
    ],
)
def test_a_record_is_cut_where_it_says_another_thing(text: str, parts: list[str]) -> None:
    assert [span.of(text) for span in cut(text, whole(text))] == parts


@pytest.mark.parametrize(
    ("second", "stays"),
    [
        ("This means that nobody has to wait for the slow old ferry again.", True),
        ("They will be mended by the warden before the end of winter.", True),
        ("Boats rest at dusk.", True),
        ("Trains cross the old stone bridge at every hour of the day.", False),
    ],
)
def test_a_sentence_that_leans_on_the_one_before_stays_with_it(second: str, stays: bool) -> None:
    text = f"{SENTENCE} {second}"
    parts = [span.of(text) for span in merged(text, sentence_spans(text))]
    assert parts == ([text] if stays else [SENTENCE, second])


def test_a_leaning_sentence_stands_alone_where_both_would_be_too_long() -> None:
    leaning = f"This is so because {' '.join(['ferries'] * 60)}."
    text = f"{SENTENCE} {leaning}"
    assert [span.of(text) for span in merged(text, sentence_spans(text))] == [SENTENCE, leaning]

"""Which paragraphs are counted through a whole paper, and which numbers count something else."""

import pytest

from corpus.outline import outline, paragraphs
from corpus.reading import PaperText
from corpus.structure import read_structure

SAID = "The panel meets once a month and decides on every request that a hospital sends to it."
LED = "In deciding on a request the panel will look at these things:"
TOPICS = ("Purpose", "Requests", "Decisions")


def places(text: str) -> list[tuple[str, str]]:
    layout = read_structure(PaperText(text=text, has_pages=False, digest=""))
    return [(paragraph.locator, paragraph.text) for paragraph in paragraphs(outline(layout))]


def report(*numbered: str, headings: bool = True) -> str:
    """A paper with numbered texts, a third of them below each heading."""
    parts: list[str] = []
    for at, text in enumerate(numbered):
        if headings and at % (len(numbered) // 3) == 0 and at // (len(numbered) // 3) < 3:
            parts.append(f"## {TOPICS[at // (len(numbered) // 3)]}")
        parts.append(text)
    return "\n\n".join(parts)


def numbered(count: int) -> list[str]:
    return [f"{number}. {SAID}" for number in range(1, count + 1)]


def test_paragraphs_that_are_counted_over_all_headings_are_known_by_their_numbers() -> None:
    assert places(report(*numbered(9))) == [(f"paragraph {number}", f"{number}. {SAID}") for number in range(1, 10)]


def test_one_that_leads_a_list_is_no_heading_and_has_its_list() -> None:
    texts = numbered(9)
    texts[4] = f"5. {LED}\n\n- how ill the patient is\n- what it costs"
    assert places(report(*texts))[3:6] == [
        ("paragraph 4", f"4. {SAID}"),
        ("paragraph 5", f"5. {LED}\n\n- how ill the patient is\n- what it costs"),
        ("paragraph 6", f"6. {SAID}"),
    ]


def test_a_list_counted_within_a_paragraph_does_not_end_the_count() -> None:
    texts = numbered(9)
    texts[4] = f"5. {LED}\n\n1. how ill the patient is\n\n2. what it costs"
    assert [place for place, _ in places(report(*texts))] == [f"paragraph {number}" for number in range(1, 10)]


def test_one_number_may_be_missed() -> None:
    texts = numbered(10)
    del texts[6]
    assert [place for place, _ in places(report(*texts))] == [
        f"paragraph {number}" for number in (*range(1, 7), 8, 9, 10)
    ]


def test_a_number_and_a_word_are_a_title() -> None:
    texts = numbered(9)
    texts[4] = f"5. Conclusion\n\n{SAID}"
    assert places(report(*texts))[4] == ("5. Conclusion", SAID)


@pytest.mark.parametrize(
    "text",
    [
        report(*numbered(7)),  # too few
        report(*numbered(9), headings=False),  # a list of references
        report(*(f"{number}. Aims for {number} years" for number in range(1, 10))),  # sections
        report(*numbered(9), *[SAID] * 45),  # a list in a long paper
        report(*(f"{number}. {SAID[:-1]}, do you think?" for number in range(1, 10))),  # questions to the reader
    ],
)
def test_what_else_is_counted_has_no_paragraph_numbers(text: str) -> None:
    assert not any(place.startswith("paragraph") for place, _ in places(text))

"""What stands at a place in each paper, and what is said where none has it."""

import pytest

from assistant.places import Place, place_named
from assistant.standing import missing, spots, tracked_first
from index.library import Library


def named(question: str, outcome: int | None = None) -> Place:
    place = place_named(question, outcome)
    assert place is not None
    return place


def found(library: Library, question: str, outcome: int | None = None) -> list[tuple[str, list[str]]]:
    place = named(question, outcome)
    return [(spot.paper, [piece.text[:30] for piece in spot.pieces]) for spot in spots(library, place, library.papers)]


def test_both_reports_have_a_numbered_paragraph(library: Library) -> None:
    words = "The Integrated Care Strategy s"
    assert found(library, "paragraph 2.16") == [("cabinet-committee", [words]), ("asc-committee", [words])]


def test_an_appendix_is_its_line(library: Library) -> None:
    place = named("appendix C")
    texts = [(spot.paper, [piece.text for piece in spot.pieces]) for spot in spots(library, place, library.papers)]
    line = ["C: Consultation report"]
    assert texts == [("cabinet-committee", line), ("asc-committee", line)]


def test_a_page_is_its_passages_in_order(library: Library) -> None:
    assert found(library, "page 25") == [
        ("changes", ["East Kent is bordered by the s", "Running through the report is "])
    ]


def test_a_section_has_its_heading_and_its_paragraphs(library: Library) -> None:
    both = spots(library, named("section 3"), library.papers)
    assert [(spot.paper, spot.heading, len(spot.pieces)) for spot in both] == [
        ("cabinet-committee", "Financial Implications", 2),
        ("asc-committee", "Financial Implications", 2),
    ]


def test_a_chapter_has_the_heading_under_its_number(library: Library) -> None:
    (chapter,) = spots(library, named("chapter 9"), library.papers)
    assert (chapter.paper, chapter.heading) == ("jfp", "How we will engage our communities")


def test_a_bullet_under_what_we_heard_is_one_point(library: Library) -> None:
    assert found(library, "the fourth bullet under What we heard of outcome 3", 3) == [
        ("strategy", ["Support veterans"])
    ]


def test_a_sentence_is_picked_from_its_paragraph(library: Library) -> None:
    (report,) = spots(library, named("first sentence of para 1.4"), ["asc-committee"])
    assert [piece.text for piece in report.pieces] == [
        "The health of the people we serve is not improving in the way we would wish it to."
    ]


def test_a_bullet_of_a_page_is_a_whole_one(library: Library) -> None:
    assert found(library, "the third bullet on page 26") == [("changes", ["This strategy uses a consensus"])]


def test_an_item_that_is_not_there_is_nowhere(library: Library) -> None:
    assert found(library, "eighth sentence of para 1.4") == []


@pytest.mark.parametrize(
    ("question", "papers", "says"),
    [
        (
            "paragraph 9.9",
            (),
            "No paper has a paragraph 9.9; those of Report to a Cabinet Committee and Report to the Adult Social Care "
            "Cabinet Committee run from 1.1 to 8.2.",
        ),
        ("page 99", (), "No paper has a page 99; those of Changes between versions 7.1 and 8.0 run from 25 to 34."),
        ("page 9", ("jfp",), "Joint Forward Plan has no page 9: it has no page numbers."),
        (
            "footnote 2",
            ("asc-committee",),
            "Report to the Adult Social Care Cabinet Committee has no footnote 2; those of Report to the Adult Social "
            "Care Cabinet Committee run to 1 alone.",
        ),
    ],
)
def test_a_missing_place_is_said_with_how_far_the_papers_go(
    library: Library, question: str, papers: tuple[str, ...], says: str
) -> None:
    assert missing(library, named(question), papers or library.papers) == says


def test_the_agenda_pack_is_the_paper_of_changes(library: Library) -> None:
    assert tracked_first(library, "p25 of the agenda pack", library.papers) == ["changes"]
    assert tracked_first(library, "p25 of the plan", library.papers) == []

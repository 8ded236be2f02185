"""A sentence of one version and what carries it on, or still prints it."""

from assistant.versions import struck_and_printed, struck_and_printed_claim
from index.library import Library
from tests.assistant.finding import holding

AT_HOME = "live in their home or with family"


def test_a_struck_out_sentence_that_is_still_printed_is_found_from_either_side(library: Library) -> None:
    struck, printed = holding(library, "changes", AT_HOME), holding(library, "strategy", AT_HOME)
    assert struck_and_printed(library, struck) == (struck, printed)
    assert struck_and_printed(library, printed) == (struck, printed)


def test_a_sentence_that_only_one_paper_has_is_no_disagreement(library: Library) -> None:
    assert struck_and_printed(library, holding(library, "changes", "average income")) is None
    assert struck_and_printed(library, holding(library, "strategy", "418.7")) is None


def test_the_disagreement_names_both_papers_and_the_newer(library: Library) -> None:
    struck, printed = holding(library, "changes", AT_HOME), holding(library, "strategy", AT_HOME)
    claim = struck_and_printed_claim(library, struck, printed)
    assert claim.text == (
        "The papers disagree: Changes between versions 7.1 and 8.0 shows it struck out (removed), but Integrated Care "
        "Strategy, version 8, shared outcome 3, indicators, still prints it, and that paper is the newer word."
    )
    assert [citation.paper for citation in claim.cites] == ["changes", "strategy"]

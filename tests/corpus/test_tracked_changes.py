"""What was struck out between versions 7.1 and 8.0, and what stands in its place."""

import pytest

from corpus.catalogue import shipped_papers
from corpus.records import Change, Document, Paragraph, Record

ALCOHOL = "By 2028, hospital admissions in Kent and Medway due to alcohol will have fallen from 418.7 to"
CARERS = "By 2027 we will have implemented our organisational carers strategies"
INCOME = "By 2028, average income in Kent and Medway will be 5% higher than the national average."
AT_HOME = "By 2028, we will increase the proportion of people who receive long-term support who live in their home or with family."
LIFESPAN = "Maintain the increasing trend in the ratio of time people spend living in a healthy condition compared to total lifespan."

CHANGES = [
    (25, "East Kent is bordered by the sea.", None),
    (31, "people achieve", "individuals fulfil their potential by achieving"),
    (31, "better normalise", "help people adopt sustainable ways"),
    (31, INCOME, None),
    (31, "{%}7.3%", None),
    (31, "have increased", "increase"),
    (31, "15", "10%"),
    (31, "Environmental indicator to be added", None),
    (31, "but my", "My"),
    (32, "adoption of people to adopt", None),
    (32, "all", None),
    (32, "18%", "20%"),
    (32, "360", "395"),
    (32, "Social care indicator to be added", None),
    (32, AT_HOME, None),
    (33, "Implement", "By 2027 we will have implemented"),
    (34, "90", "85%"),
    (34, LIFESPAN, None),
]


def change(document: Document, before: str) -> Change:
    return next(found for found in document.of_type(Change) if found.before == before)


def test_there_is_a_change_for_every_pair_of_marks(changes: Document) -> None:
    marks = (shipped_papers() / changes.paper.file).read_text(encoding="utf-8").count("~~")
    assert len(list(changes.of_type(Change))) == len(changes.struck) == len(CHANGES) == marks // 2


def test_every_change_has_its_page_what_it_was_and_what_it_is(changes: Document) -> None:
    assert [(found.page, found.before, found.after) for found in changes.of_type(Change)] == CHANGES


def test_no_mark_is_left_in_the_text(changes: Document) -> None:
    assert "~~" not in changes.text


@pytest.mark.parametrize("before", [before for _, before, _ in CHANGES])
def test_the_struck_words_stand_where_the_change_says(changes: Document, before: str) -> None:
    found = change(changes, before)
    assert found.struck.of(changes.text) == before
    assert found.span.holds(found.struck)


@pytest.mark.parametrize("before", ["East Kent is bordered by the sea.", INCOME, AT_HOME, LIFESPAN])
def test_a_sentence_that_is_all_struck_out_reads_as_nothing(changes: Document, before: str) -> None:
    found = change(changes, before)
    assert (found.text, found.reads) == (before, None)


@pytest.mark.parametrize(
    ("before", "reads"),
    [
        ("360", f"{ALCOHOL} 395 per 100,000."),
        ("Implement", CARERS),
        ("18%", "By 2028, the % of adults in Kent and Medway who are physically inactive will have fallen from 22.3% to 20%."),
        ("adoption of people to adopt", "Support positive mental and physical health behaviours"),
        ("better normalise", "We will explore how we can help people adopt sustainable ways of living and working and make best use of all our resources."),
        ("{%}7.3%", "By 2028/29, the proportion of people who feel lonely often or always will have reduced from to no more than 5% across Kent and Medway."),
        ("but my", "I have been diagnosed with depression My employer has been great working with services so I can still manage work"),
    ],
)  # fmt: skip
def test_a_change_reads_as_the_sentence_without_its_struck_words(changes: Document, before: str, reads: str) -> None:
    assert change(changes, before).reads == reads


def test_a_blank_parts_old_words_from_new_ones_that_ran_into_them(changes: Document) -> None:
    assert change(changes, "360").text == f"{ALCOHOL} 360 395 per 100,000."


def test_two_changes_of_one_sentence_share_it(changes: Document) -> None:
    verb, figure = change(changes, "have increased"), change(changes, "15")
    assert verb.span == figure.span
    assert verb.reads == figure.reads
    assert verb.reads is not None
    assert verb.reads.endswith("(aged 18 to 69) will increase from 8% to above 10% in Kent and Medway.")


def test_a_change_stands_under_the_heading_of_its_paragraph(changes: Document) -> None:
    heading = "Address the economic determinants that enable healthy lives including stable employment"
    found = change(changes, "people achieve")
    assert (found.heading, found.locator) == (heading, f"Agenda pack page 31 › {heading}")


def test_an_indicator_after_a_paragraph_is_not_under_its_heading(changes: Document) -> None:
    found = change(changes, INCOME)
    assert (found.heading, found.locator) == (None, "Agenda pack page 31")


def test_every_record_has_the_page_of_the_pack(changes: Document) -> None:
    records: tuple[Record, ...] = changes.records
    assert {record.page for record in records} == {25, 26, 27, 30, 31, 32, 33, 34}


def test_a_paragraph_that_was_cut_by_a_blank_line_is_whole(changes: Document) -> None:
    whole = next(p.text for p in changes.of_type(Paragraph) if p.text.startswith("To improve health and wellbeing"))
    assert "in every contact with so that people are able to make healthy choices" in whole

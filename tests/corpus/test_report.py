"""Both committee reports: their numbered paragraphs, headings, recommendation, appendices and contacts."""

import pytest

from corpus.records import Document, Paragraph

NUMBERS = [
    *(f"1.{n}" for n in range(1, 8)),
    *(f"2.{n}" for n in range(1, 20)),
    "3.1",
    "3.2",
    "4.1",
    "5.1",
    "5.2",
    "5.3",
    "6.1",
    "8.1",
    "8.2",
]
RECOMMENDATION = (
    "on the proposed decision to approve the Kent and Medway Integrated Care Strategy on behalf of KCC, "
    "attached as appendix A."
)


@pytest.fixture(params=["cabinet-committee", "asc-committee"])
def report(request: pytest.FixtureRequest, documents: dict[str, Document]) -> Document:
    return documents[request.param]


def numbered(document: Document, number: str) -> Paragraph:
    (found,) = [p for p in document.of_type(Paragraph) if p.number == number]
    return found


def under(document: Document, heading: str) -> list[str]:
    return [p.text for p in document.of_type(Paragraph) if p.headings[-1:] == (heading,) and not p.number]


def test_every_numbered_paragraph_is_one_record_in_order(report: Document) -> None:
    assert [p.number for p in report.of_type(Paragraph) if p.number] == NUMBERS


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("2.7", "Introductory pages"),
        ("2.9", "Shared outcome 1: Give children and young people the best start in life"),
        ("2.12", "Shared outcome 4: Empower people to best manage their health conditions"),
        ("2.15", "Enablers"),
        ("2.16", None),
    ],
)
def test_a_paragraph_has_its_title_where_it_opens_with_one(report: Document, number: str, title: str | None) -> None:
    paragraph = numbered(report, number)
    locator = f"paragraph {number}" + (f" ({title})" if title else "")
    assert (paragraph.title, paragraph.locator) == (title, locator)


@pytest.mark.parametrize(
    ("number", "headings"),
    [
        ("1.4", ("1. Introduction",)),
        ("2.3", ("2. Strategy development, contents and delivery", "Development")),
        ("2.6", ("2. Strategy development, contents and delivery", "Contents")),
        ("2.19", ("2. Strategy development, contents and delivery", "Delivery and monitoring")),
        ("3.2", ("3. Financial Implications",)),
        ("6.1", ("6. Conclusions",)),
    ],
)
def test_a_paragraph_knows_the_headings_above_it(report: Document, number: str, headings: tuple[str, ...]) -> None:
    assert numbered(report, number).headings == headings


@pytest.mark.parametrize(("number", "bullets"), [("2.3", 5), ("2.9", 3), ("2.10", 4), ("2.14", 4), ("2.15", 3)])
def test_bullets_belong_to_the_paragraph_above(report: Document, number: str, bullets: int) -> None:
    assert sum(line.lstrip().startswith("- ") for line in numbered(report, number).text.split("\n")) == bullets


def test_what_follows_the_bullets_belongs_to_the_paragraph_too(report: Document) -> None:
    text = numbered(report, "2.15").text
    assert text.startswith("The three enablers that will underpin delivery of the strategy are:\n\n")
    assert text.endswith("as feedback suggested that these are well understood and supported.")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1.2", "will be required before the strategy can be implemented. As the strategy"),
        ("1.7", "at place and system level. Through its statutory requirements and the commitments it has made"),
        ("2.5", "The ICP has shaped the development of the Strategy through an initial workshop"),
        ("2.13", "the system’s broader commitment to work together to improve the standard"),
        ("2.17", "how we will bring together delivery planning and ensure accountability"),
        ("5.2", "with a particular emphasis on addressing health inequalities and providing more support"),
    ],
)
def test_a_paragraph_that_a_page_cut_is_whole_again(report: Document, number: str, words: str) -> None:
    assert words.replace("’", "'") in numbered(report, number).text.replace("’", "'")


def test_the_footnote_that_stood_in_the_flow_is_a_paragraph_of_its_own(report: Document) -> None:
    (note,) = [p for p in report.of_type(Paragraph) if p.locator == "footnote 1"]
    assert note.number is None
    assert note.text[1:].startswith(
        " Robert Wood Johnson model, Robert Wood Johnson Foundation and University of Wisconsin Population Health "
        "Institute, US County health rankings model 2014"
    )


def test_the_links_of_a_footnote_stay_with_it(cabinet: Document) -> None:
    (note,) = [p for p in cabinet.of_type(Paragraph) if p.locator == "footnote 1"]
    assert note.text.count("CHRR_2014_Key_Findings.pdf") == 2


def test_a_hyphen_at_a_line_break_belongs_to_its_word(cabinet: Document) -> None:
    assert "health behaviours, socio-economic factors" in numbered(cabinet, "1.5").text


def test_the_recommendation_of_the_cabinet_committee(cabinet: Document) -> None:
    wording = (
        f"The Cabinet Committee is asked to consider and endorse or make recommendations to Cabinet {RECOMMENDATION}"
    )
    assert under(cabinet, "Recommendation(s)") == [wording]
    assert under(cabinet, "7. Recommendation(s)") == [wording]


def test_the_recommendation_of_the_adult_social_care_committee(adult_social_care: Document) -> None:
    wording = (
        "The Adult Social Care Cabinet Committee is asked to CONSIDER and ENDORSE or make RECOMMENDATIONS to Cabinet "
        f"{RECOMMENDATION}"
    )
    assert under(adult_social_care, "Recommendation(s)") == [wording]
    assert under(adult_social_care, "7. Recommendation(s)") == [wording]


def test_the_header_says_who_to_whom_when_and_which_decision(adult_social_care: Document) -> None:
    header, summary = [p for p in adult_social_care.of_type(Paragraph) if p.locator == "first page"]
    assert header.text.split("\n\n") == [
        "From: Roger Gough, Leader",
        "Anjan Ghosh, Director of Public Health",
        "To: Adult Social Care Cabinet Committee, 23 November 2023",
        "Subject: Kent and Medway Integrated Care Strategy",
        "Key decision: 23-00091 (New strategy or policy outside of the Policy Framework)",
        "Classification: Unrestricted",
        "Past Pathway of report: None",
        "Future Pathway of report: Cabinet, 4 January",
    ]
    assert summary.text.startswith("Summary: The Kent and Medway Integrated Care Strategy sets out shared outcomes")


def test_the_appendices_are_listed_together(report: Document) -> None:
    (appendices,) = under(report, "9. Appendices")
    assert [line for line in appendices.split("\n") if line] == [
        "A: Proposed Record of Decision",
        "B: Draft Kent and Medway Integrated Care Strategy",
        "C: Consultation report",
        "D: Equality Impact Assessment",
    ]


def test_the_contact_details_stand_apart_from_the_appendices(report: Document) -> None:
    (contact,) = under(report, "10. Contact details")
    assert " ".join(contact.split()) == "Dr Anjan Ghosh Director of Public Health Anjan.ghosh@kent.gov.uk 03000 412633"


def test_a_link_is_kept_with_the_document_it_leads_to(report: Document) -> None:
    assert numbered(report, "8.2").text.endswith("https://kcc-app610/ieDecisionDetails.aspx?ID=2662")


def test_the_two_reports_differ_in_the_date_of_one_committee(cabinet: Document, adult_social_care: Document) -> None:
    assert "Adult Social Care on 23 November" in numbered(cabinet, "1.2").text
    assert "Adult Social Care on 16 November" in numbered(adult_social_care, "1.2").text

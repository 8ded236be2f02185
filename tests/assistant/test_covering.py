"""How many places name a topic, by paper and part."""

import re

import pytest

from assistant.covering import counted, topic_of
from corpus.catalogue import list_papers, shipped_papers
from corpus.reading import read_paper
from index.library import Library
from tests.assistant.finding import draft, texts


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Which outcome deals with housing?", ("hous",)),
        ("is there anything about domestic abuse", ("domest", "abus")),
        ("Where in the forward plan does dementia sit, which goal?", ("dementia",)),
        ("will it ever get any easier for somebody like me to see a doctor on a Sunday evening", ()),
    ],
)
def test_the_topic_is_what_is_left_of_a_question(library: Library, question: str, topic: tuple[str, ...]) -> None:
    assert topic_of(draft(library, question)) == topic


def test_a_topic_is_counted_by_paper_and_part(library: Library) -> None:
    claims = counted(draft(library, "is there anything about domestic abuse"))
    assert texts(claims) == [
        "“domestic abuse” is named in 6 places. Integrated Care Strategy, version 8: 4 (3 in shared outcome 3, "
        "1 in shared outcome 1); Joint Forward Plan: 2 (1 in chapter 1, 1 in chapter 2)."
    ]
    assert [(cited.paper, "domestic abuse" in cited.quote) for cited in claims[0].cites] == [
        ("strategy", True),
        ("jfp", True),
    ]


def test_the_count_is_that_of_the_sentences_that_name_it(library: Library) -> None:
    folder = shipped_papers()
    printed = {
        paper.id: len(re.findall("domestic abuse", " ".join(read_paper(folder / paper.file).text.split())))
        for paper in list_papers(folder)
    }
    assert (printed["strategy"], printed["jfp"]) == (4, 2)


def test_a_named_paper_is_counted_alone(library: Library) -> None:
    claims = counted(draft(library, "Which goals of the forward plan cover dementia?"))
    assert [cited.paper for claim in claims for cited in claim.cites] == ["jfp"]


def test_of_a_committee_report_no_chapter_is_told(library: Library) -> None:
    told = " ".join(texts(counted(draft(library, "Do the reports mention housing?"))))
    assert re.findall(r"(Report to [^:]*: \d+)(.)", told) == [
        ("Report to a Cabinet Committee: 2", ";"),
        ("Report to the Adult Social Care Cabinet Committee: 2", "."),
    ]


def test_what_one_place_names_or_none_is_not_counted(library: Library) -> None:
    assert counted(draft(library, "is there anything about submarines")) == []

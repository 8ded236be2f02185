"""Which headings stand above a paragraph, and which blocks are one paragraph."""

import time

import pytest

from corpus.outline import outline, paragraphs, without_title
from corpus.reading import PaperText
from corpus.records import Paragraph
from corpus.structure import read_structure


def read(text: str, root: str | None = None) -> list[Paragraph]:
    layout = read_structure(PaperText(text=text, has_pages=False, digest=""))
    return list(paragraphs(outline(layout), root))


def places(text: str) -> list[tuple[str, str]]:
    return [(paragraph.locator, paragraph.text) for paragraph in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Words.", [("first page", "Words.")]),
        ("Aims\n\nWords.", [("Aims", "Words.")]),
        ("# A\n\n## B\n\nOne.\n\n# C\n\nTwo.", [("A › B", "One."), ("C", "Two.")]),
        ("#### A\n\nOne.\n\n#### B\n\nTwo.", [("A", "One."), ("B", "Two.")]),
        ("Chapter 2\n\nHow we grow\n\nOne.", [("Chapter 2: How we grow", "One.")]),
        ("2. Aims\n\nGrowth\n\nOne.", [("2. Aims › Growth", "One.")]),
        ("1.1 One.\n\n1.2 Two.", [("paragraph 1.1", "One."), ("paragraph 1.2", "Two.")]),
        ("1.1.1 One.\n\n1.1.2 Two.", [("paragraph 1.1.1", "One."), ("paragraph 1.1.2", "Two.")]),
        ("1.1 One.\n\nMore.", [("paragraph 1.1", "One.\n\nMore.")]),
        ("## 1.0 Aims\n\n1.1 One.\n\n## 2.0 Means\n\n2.1 Two.", [("paragraph 1.1", "One."), ("paragraph 2.1", "Two.")]),
        ("## 2.7 Pages\n\nOne.", [("paragraph 2.7 (Pages)", "One.")]),
        ("1.1 One.\n\n<sup>1</sup> Source.", [("paragraph 1.1", "One."), ("footnote 1", "¹ Source.")]),
        ("# A\n\n###### Sums\n\na b\t1\n\nTwo.", [("A › Sums", "a b\t1"), ("A", "Two.")]),
        ("# A\n\n## B\n\n## Table 1: C\n\na b\t1\n\nTwo.", [("A › Table 1: C", "a b\t1"), ("A › B", "Two.")]),
        ("# A\n\n## Figure 1: C\n\nTwo.", [("A", "Figure 1: C"), ("A", "Two.")]),
        ("# A\n\n0 10 20 m\n\nTwo.", [("A", "0 10 20 m"), ("A", "Two.")]),
        ("# A\n\n## B\n\nYes\nNo\n\n## B\n\nYes\nNo", [("A › B", "Yes\nNo"), ("A › B", "Yes\nNo")]),
        ("We aim to:\n\n- run\n- walk", [("We aim to", "run"), ("We aim to", "walk")]),
        ("and we aim to:\n\n- run\n- walk", [("first page", "and we aim to:\n\n- run\n- walk")]),
        ("Points\n\n- run\n- walk", [("Points", "run"), ("Points", "walk")]),
        ("1.1 One.\n- run\n\nAfter.", [("paragraph 1.1", "One.\n\n- run\n\nAfter.")]),
        ("#### 2.15 Enablers\n\nThe enablers are:\n\n- one", [("paragraph 2.15 (Enablers)", "The enablers are:\n\n- one")]),
        ("## 2.1 Stages\n\n## 3.1 Tasks\n\nOne.", [("paragraph 2.1 (Stages)", "Stages"), ("paragraph 3.1 (Tasks)", "One.")]),
        ("# A\n\nand:\n\n# A\n\n- run", [("A", "and:"), ("A", "run")]),
        ("Words.\n\nTo: The Board", [("first page", "Words."), ("first page", "To: The Board")]),
        ("A Smith\n\nMayor of Bath\n\nRoom 4", [("first page", "A Smith\n\nMayor of Bath\n\nRoom 4")]),
        ("# A\n\n## Rents are still up, at over £700 a month\n\nIt is so.", [("A › Rents are still up, at over £700 a month", "Rents are still up, at over £700 a month\n\nIt is so.")]),
        ("## 5 Boats that sailed in 2019 and after\n\nTwo.", [("5 Boats that sailed in 2019 and after", "Two.")]),
        ("## Where we shall be by 12 May 2020\n\nTwo.", [("Where we shall be by 12 May 2020", "Two.")]),
        ("## All 42 boats sailed home in May\n\nand we saw:\n\n- a buoy", [("All 42 boats sailed home in May", "All 42 boats sailed home in May"), ("All 42 boats sailed home in May", "and we saw:\n\n- a buoy")]),
        ("Overview\n\nOur vision:\n\nBetter together\n\nIt is so.", [("Overview", "Our vision:\n\nBetter together"), ("Overview", "It is so.")]),
    ],
)  # fmt: skip
def test_a_paragraph_has_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert places(text) == expected


def test_a_root_stands_before_the_headings() -> None:
    assert [paragraph.locator for paragraph in read("Aims\n\nWords.", "Plan")] == ["Plan › Aims"]


def test_a_paragraph_knows_its_number_title_and_headings() -> None:
    (paragraph,) = read("## 2. Contents\n\n## 2.7 Pages\n\nOne.")
    assert (paragraph.number, paragraph.title, paragraph.headings) == ("2.7", "Pages", ("2. Contents",))


def test_a_long_run_of_short_lines_takes_no_longer_for_each() -> None:
    began = time.process_time()
    (box,) = read("Lead line:\n\n" * 6_000)
    assert box.text.count("Lead line:") == 6_000
    assert time.process_time() - began < 4  # it took 9 seconds where each line looked at all the others


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## 1.0 Aims\n\n1.1 One.\n\n## 2.0 Means\n\n2.1 Two.", [("Aims",), ("Means",)]),
        ("## 2.1 Aims\n\n2.1.1 One.\n\n## 2.2 Means\n\n2.2.1 Two.", [("Aims",), ("Means",)]),
        ("## 1.0 Aims\n\nOne.\n\n## 2.1 Means\n\n3.1 Two.", [(), ()]),
    ],
)
def test_a_title_numbered_above_what_is_numbered_within_it_heads_that(
    text: str, expected: list[tuple[str, ...]]
) -> None:
    assert [paragraph.headings for paragraph in read(text) if paragraph.text in ("One.", "Two.")] == expected


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("Harbour plan › Dredging", "Dredging"),
        ("HARBOUR PLAN › Dredging › When", "Dredging › When"),
        ("Harbour plan", "Harbour plan"),
        ("Harbour plan of old › Dredging", "Harbour plan of old › Dredging"),
        ("paragraph 3", "paragraph 3"),
    ],
)
def test_a_place_below_the_title_is_told_without_it(locator: str, expected: str) -> None:
    assert without_title(locator, "Harbour plan") == expected

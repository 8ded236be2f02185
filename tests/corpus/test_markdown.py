"""Markdown becomes paper text, and text that is paper text already stays as it is."""

import pytest

from corpus.catalogue import shipped_papers
from corpus.extraction import parse_paper
from corpus.markdown import front_matter, markdown_text
from corpus.reading import PaperText
from corpus.records import BlockKind, Document, Paper


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Title\n=====\n\nPart\n---\n\nWords.", "\n# Title\n\n\n\n## Part\n\n\nWords."),
        ("## Title ##", "## Title"),
        ("One.\n\n---\n\nTwo.", "One.\n\n---\n\nTwo."),
        ("1. Walk\n2. ride\n  + row", "1. Walk\n• 2. ride\n  • row"),
        ("|Area|Sum|\n|:--|--:|\n|Kent \\| Medway|**5**|\n|x|", "\n<th>Area\t<th>Sum\nKent | Medway\t**5**\nx\t\n"),
        ("a | b\n--|--\nc | d\n\nAfter | all", "\n<th>a\t<th>b\nc\td\n\n\nAfter | all"),
        ('See [the plan](http://a.b/c_(d) "Plan"), [this][1].\n\n[1]: http://x.y', "See the plan, this.\n"),
        ("_soft_ and __loud__ and snake_case_name", "soft and **loud** and snake_case_name"),
        ("![Picture](a.png) and `a < b_c_`", " and a &lt; b_c_"),
        ("```sh\n# not a heading\n```", "\n&#35; not a heading\n"),
        ("> Quoted words", "Quoted words"),
        ("Many[^1] people.\n\n[^1]: The census.", "Many<sup>1</sup> people.\n\n\n<sup>1</sup> The census.\n"),
        ("---\ntitle: A\n---\nWords. <!-- not\nprinted -->", "Words. "),
        ("It costs \\*5\\*.", "It costs &#42;5&#42;."),
    ],
)
def test_marks_become_those_of_paper_text(markdown: str, text: str) -> None:
    assert markdown_text(markdown) == text


def test_a_pipe_table_has_its_columns() -> None:
    text = markdown_text("# Plan\n\n|Goal of the plan for everyone|Owner|\n|---|---|\n|Walk more|Kent|\n")
    document = parse_paper(Paper(id="p", title="P", file="p.md"), PaperText(text=text, has_pages=False, digest=""))
    rows = [block.columns for block in document.blocks if block.kind is BlockKind.ROW]
    assert rows == [("Goal of the plan for everyone", "Owner")] * 2


def test_the_report_that_came_as_markdown_has_the_same_records(adult_social_care: Document) -> None:
    text = markdown_text((shipped_papers() / "asc-committee.txt").read_text(encoding="utf-8"))
    source = PaperText(text=text, has_pages=False, digest=adult_social_care.digest)
    assert parse_paper(adult_social_care.paper, source) == adult_social_care


def test_front_matter_is_what_stands_between_the_dashes() -> None:
    assert (front_matter("---\ntitle: A\n---\nWords"), front_matter("Words\n---\n")) == ("title: A\n", "")

"""A long paper is shown in parts, each about as long as a page may be."""

import html
import re
from pathlib import Path

import pytest

from assistant.web.papers import reader_html
from assistant.web.parts import FULL, part_at
from assistant.web.reader import split
from corpus.extraction import parse_paper
from corpus.reading import PaperText, read_paper
from corpus.records import BlockKind, Document, Paper, Span

SENTENCE = "Support for carers and their families will be better in every neighbourhood. "


def parsed(text: str) -> Document:
    return parse_paper(Paper(id="long", title="Long", file="long.md"), PaperText(text=text, has_pages=False, digest=""))


@pytest.fixture(scope="module")
def long() -> Document:
    """Forty chapters of three sections: about 300 printed pages."""
    return parsed(
        "\n\n".join(
            f"# Chapter {chapter}\n\nWhat this chapter is about.\n\n"
            + "\n\n".join(f"## Section {chapter}.{n}\n\n" + "\n\n".join([SENTENCE * 10] * 10) for n in range(3))
            for chapter in range(40)
        )
    )


def names(page: str) -> list[str]:
    """The chapters that a page prints."""
    return re.findall(r"<h2 id=\"at-\d+\">(Chapter \d+)</h2>", page)


def test_a_shipped_paper_is_one_part(documents: dict[str, Document]) -> None:
    assert {paper: len(split(document)) for paper, document in documents.items()} == dict.fromkeys(documents, 1)


def test_the_parts_hold_every_block_once_and_begin_with_a_chapter(long: Document) -> None:
    parts = split(long)
    assert len(parts) == 5
    assert tuple(block for part in parts for block in part.blocks) == long.blocks
    assert {part.blocks[0].kind for part in parts} == {BlockKind.HEADING}
    assert all(part.blocks[0].span.of(long.text).startswith("Chapter") for part in parts)
    assert max(part.span.end - part.span.start for part in parts) < FULL


def test_a_table_of_a_thousand_rows_is_cut_between_rows(tmp_path: Path) -> None:
    rows = "".join(f"| Action {n} | {SENTENCE * 4} | Owner {n % 7} |\n" for n in range(1000))
    file = tmp_path / "plan.md"
    file.write_text(f"# Plan\n\n| Action | Words | Owner |\n|---|---|---|\n{rows}")
    document = parse_paper(Paper(id="plan", title="Plan", file="plan.md"), read_paper(file))
    pages = [reader_html(document, part=str(part.number)) for part in split(document)]
    assert len(pages) == 2
    assert [page.count("<caption>") for page in pages] == [1, 1]
    assert sum(len(re.findall(r">Action \d+</td>", page)) for page in pages) == 1000


def test_each_part_leads_to_the_others(long: Document) -> None:
    first, second = reader_html(long), reader_html(long, part="2")
    assert names(first)[0] == "Chapter 0"
    assert names(second)[0] == f"Chapter {len(names(first))}"
    assert "Part 1 of 5" in first
    assert '<a href="?part=2#paper">Next part</a>' in first
    assert "Part before" not in first
    assert '<a href="?part=1#paper">Part before</a>' in second
    there = re.search(r'<a href="(\?part=5#at-\d+)">Chapter 39</a>', first)
    assert there
    assert there[1].partition("#")[2] in reader_html(long, part="5")


def test_a_passage_is_shown_in_its_own_part(long: Document) -> None:
    last = long.blocks[-1].span
    page = reader_html(long, mark=f"{last.start}-{last.end}", part="1")
    assert "Part 5 of 5" in page
    assert f'id="{last.start}-{last.end}"' in page


def test_words_are_found_in_every_part(long: Document) -> None:
    page = html.unescape(reader_html(long, words="Section 39.2"))
    assert "Part 5 of 5" in page
    assert 'href="#found-1"' in page
    every = html.unescape(reader_html(long, words="neighbourhood", part="5"))
    assert 'href="?part=1&find=neighbourhood#found-1"' in every


@pytest.mark.parametrize("part", ["0", "6", "-1", "x", "9" * 30, "²"])
def test_a_part_that_there_is_not_is_the_first(long: Document, part: str) -> None:
    assert "Part 1 of 5" in reader_html(long, part=part)


def test_a_place_before_all_parts_is_in_the_first(long: Document) -> None:
    parts = split(long)
    assert part_at(parts, Span(start=0, end=1)) is parts[0]
    assert part_at(parts, long.blocks[-1].span) is parts[-1]

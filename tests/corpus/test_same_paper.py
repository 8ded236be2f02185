"""The five papers, set as PDFs and read back, give the records that their text gives, each on its page."""

import re
from dataclasses import fields, replace
from typing import Any

import pytest

from corpus.extraction import parse_paper
from corpus.reading import read_paper
from corpus.records import Block, BlockKind, Document, PaperKind, Record, Span
from tests.corpus.rendering import Rendered, rendered

PLACES = {"span", "page", "title_span", "goal_span", "owner_span", "row", "struck"}
# a line ends between the old words and the new ones, so that nothing tells that they were run together
LOST = {"We will explore how we can better normalise help people adopt sustainable ways": "after"}


@pytest.fixture(scope="module", params=["strategy", "jfp", "changes", "cabinet-committee", "asc-committee"])
def pair(
    request: pytest.FixtureRequest, documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Document, Rendered, Document]:
    """A paper as its text gives it, its PDF, and the paper as the PDF gives it; its kind is not told."""
    document = documents[request.param]
    made = rendered(document, document.paper.title, wide=request.param == "jfp")
    file = tmp_path_factory.mktemp("pdf") / "paper.pdf"
    file.write_bytes(made.data)
    return document, made, parse_paper(replace(document.paper, kind=PaperKind.OTHER), read_paper(file))


def plain(value: Any) -> Any:
    """A value without its places, and with blanks for the line breaks that a page's layout moves."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Record):
        own = {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name not in PLACES}
        lost = next((name for words, name in LOST.items() if value.text.startswith(words)), None)
        return type(value).__name__, {name: said for name, said in own.items() if name != lost}
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


def test_the_kind_of_paper_is_recognised(pair: tuple[Document, Rendered, Document]) -> None:
    document, _, again = pair
    assert again.paper.kind is document.paper.kind


def test_every_record_is_the_same(pair: tuple[Document, Rendered, Document]) -> None:
    document, _, again = pair
    assert [plain(record) for record in again.records] == [plain(record) for record in document.records]


def test_every_record_stands_on_the_page_where_it_was_set(pair: tuple[Document, Rendered, Document]) -> None:
    document, made, again = pair
    expected = [made.pages[block_at(document, record.span)] for record in document.records]
    assert [block_at(again, record.span).page for record in again.records] == expected


def test_every_record_says_the_page_of_its_block(pair: tuple[Document, Rendered, Document]) -> None:
    _, _, again = pair
    own = [record for record in again.records if again.paper.kind is not PaperKind.TRACKED_CHANGES]
    assert [record.page for record in own] == [block_at(again, record.span).page for record in own]


def test_nothing_but_the_running_lines_is_lost(pair: tuple[Document, Rendered, Document]) -> None:
    document, _, again = pair
    assert letters(again) == letters(document)


def block_at(document: Document, span: Span) -> Block:
    return next(block for block in document.blocks if block.span.start <= span.start < block.span.end)


def letters(document: Document) -> str:
    """The letters of every block but those rows that only repeat a table's column names."""
    texts = [
        block.span.of(document.text)
        for block in document.blocks
        if not (block.kind is BlockKind.ROW and tuple(c.of(document.text) for c in block.cells) == block.columns)
    ]
    return re.sub(r"[\W_]", "", "".join(texts))

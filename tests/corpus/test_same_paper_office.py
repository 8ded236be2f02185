"""The five papers as Word files and as web pages give the same Documents as their published text."""

import random
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from corpus.catalogue import list_papers, shipped_papers
from corpus.errors import PaperError
from corpus.extraction import parse_paper
from corpus.reading import PaperText
from corpus.records import Change, Document, Paragraph, Record
from corpus.webpage import read_web_page
from corpus.word import read_word
from tests.corpus.office_rendering import as_docx, as_html

PAPERS = [paper.id for paper in list_papers(shipped_papers())]


def read_again(document: Document, text: str) -> Document:
    return parse_paper(document.paper, PaperText(text=text, has_pages=False, digest=document.digest))


def alike(document: Document) -> Document:
    """A document without what an office's file of it cannot say in the same way.

    Its notes are on damage that such a file no longer has. The Cabinet paper's text has its footnote's mark on the
    line ("1 Robert Wood"), an office's file has it raised. In the paper of changes new words run on into one struck
    stretch without a blank, which the canonical text has put in.
    """
    records = tuple(_alike(record) for record in document.records)
    return replace(document, text=_on_the_line(document.text), records=records, notes=(), blocks=())


def _alike(record: Record) -> Record:
    if isinstance(record, Paragraph) and record.locator.startswith("footnote"):
        return replace(record, text=_on_the_line(record.text))
    if isinstance(record, Change) and record.before == "better normalise":
        return replace(record, after=None)
    return record


def _on_the_line(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_as_a_word_file_gives_the_same_records(paper: str, documents: dict[str, Document]) -> None:
    document = documents[paper]
    assert alike(read_again(document, read_word("paper.docx", as_docx(document)))) == alike(document)


@pytest.mark.parametrize("tag", ["main", "article", "div"])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_as_a_web_page_gives_the_same_records(paper: str, tag: str, documents: dict[str, Document]) -> None:
    document = documents[paper]
    assert alike(read_again(document, read_web_page("paper.html", as_html(document, tag)))) == alike(document)


def damaged(data: bytes, times: int, seed: int) -> list[bytes]:
    """The file cut short, and with bytes changed, in many ways."""
    chance = random.Random(seed)
    found = []
    for _ in range(times):
        changed = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)
        for _ in range(chance.choice([0, 1, 5, 50])):
            if changed:
                changed[chance.randrange(len(changed))] = chance.randrange(256)
        found.append(bytes(changed))
    return found


@pytest.mark.parametrize(("render", "read"), [(as_docx, read_word), (as_html, read_web_page)])
def test_a_damaged_paper_is_read_or_refused(
    render: Callable[[Document], bytes], read: Callable[[str, bytes], str], changes: Document
) -> None:
    for data in damaged(render(changes), 60, seed=4):
        with suppress(PaperError):
            assert read("paper", data).strip()

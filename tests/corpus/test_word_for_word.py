"""Over all five papers: every span gives its words back, and nothing was reworded, lost or added.

The published file is stripped here by other means than the product's: tags, link targets, the
numbers that numbered paragraphs carry beside their words, and the running lines that the notes own
up to. The letters and figures that are left have to be those of the canonical text, in order.
"""

import re
import unicodedata

import pytest

from corpus.catalogue import list_papers, shipped_papers
from corpus.records import Action, BlockKind, Document, Priority, Record, Span

TAG = re.compile(r"<sup>&</sup>lt;sup>|<(?!https?:)/?[a-zA-Z][^<>]*>")
LINK_TARGET = re.compile(r"(?<=\])\([^()\s]*\)")
NUMBER = re.compile(r"^(?:- )?(?:#+ )?\d{1,2}\.\d{1,2} ", re.MULTILINE)
RUNNING_LINE = re.compile(r"^The line “(.+)” stands (\d+) times")


@pytest.fixture(params=[paper.id for paper in list_papers(shipped_papers())])
def document(request: pytest.FixtureRequest, documents: dict[str, Document]) -> Document:
    return documents[request.param]


def letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def published(document: Document) -> str:
    """The file's words, without what is allowed to go."""
    text = (shipped_papers() / document.paper.file).read_text(encoding="utf-8")
    for note in document.notes:
        if dropped := RUNNING_LINE.match(note):
            text, times = re.subn(rf"^{re.escape(dropped[1])}\s*$", "", text, flags=re.MULTILINE)
            assert times == int(dropped[2])
    return NUMBER.sub("", LINK_TARGET.sub("", TAG.sub("", text)))


def footnotes(document: Document) -> list[str]:
    """The notes that stood in the middle of a paragraph and stand after it now."""
    return [letters(block.span.of(document.text)) for block in document.blocks if block.kind is BlockKind.NOTE]


def without(text: str, pieces: list[str]) -> str:
    for piece in pieces:
        assert text.count(piece) == 1
        text = text.replace(piece, "")
    return text


def spans(record: Record) -> list[tuple[Span, str]]:
    found = [(record.span, record.text)]
    if isinstance(record, Priority):
        found.append((record.title_span, record.title))
    if isinstance(record, Action) and record.timescale:
        found.append((record.timescale.span, record.timescale.text))
    return found


def test_every_word_of_the_file_is_in_the_text_in_order_and_no_other(document: Document) -> None:
    notes = footnotes(document)
    assert without(letters(document.text), notes) == without(letters(published(document)), notes)


def test_every_record_gives_its_words_back(document: Document) -> None:
    for record in document.records:
        for span, text in spans(record):
            assert span.of(document.text) == text


def test_every_block_and_cell_stands_in_the_text(document: Document) -> None:
    for block in document.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(document.text)
        assert "\t".join(cell.of(document.text) for cell in block.cells) in ("", block.span.of(document.text))


def test_blocks_follow_one_another_without_overlap(document: Document) -> None:
    edges = [edge for block in document.blocks for edge in (block.span.start, block.span.end)]
    assert edges == sorted(edges)


def test_no_word_of_the_text_stands_outside_the_blocks(document: Document) -> None:
    assert letters("".join(block.span.of(document.text) for block in document.blocks)) == letters(document.text)


def test_no_layout_debris_is_left_in_the_text(document: Document) -> None:
    assert re.findall(r"</?[a-z]+>|&[a-z]+;|\*\*|~~|\]\(|^#+ ", document.text, re.MULTILINE) == []

"""A Document -> a PDF as an office would make it, to see whether the same paper is read from it.

Headings are set in bigger letters by their level; short lines that are headings by their form alone are bold.
Items hang behind bullets, tables are ruled and repeat their column names overleaf, struck-out words are
crossed out, footnote marks are raised. Each page has a running header, a running footer and its number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer

from corpus.pieces import PLAIN_LINE
from corpus.records import Block, BlockKind, Document, Span

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=7)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold", keepWithNext=1)
NOTE = ParagraphStyle("note", parent=BODY, fontSize=8, leading=10)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9, leading=11, spaceAfter=0)
NAMES = ParagraphStyle("names", parent=CELL, fontName="Helvetica-Bold")
HEADINGS = {n: ParagraphStyle(f"h{n}", parent=BOLD, fontSize=22 - 1.5 * n, leading=27 - 1.5 * n) for n in range(1, 7)}
ITEMS = {
    n: ParagraphStyle(f"i{n}", parent=BODY, leftIndent=18 * n, bulletIndent=18 * n - 12, spaceAfter=3)
    for n in (1, 2, 3)
}
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass
class Rendered:
    """A PDF, and the page on which each block begins."""

    data: bytes = b""
    pages: dict[Block, int] = field(default_factory=dict)


class Marked(Paragraph):  # type: ignore[misc]
    """A paragraph that says on which page it begins."""

    seen: tuple[Rendered, Block] | None = None

    def draw(self) -> None:
        if self.seen:
            rendered, block = self.seen
            rendered.pages.setdefault(block, self.canv.getPageNumber())
        super().draw()

    def split(self, width: float, height: float) -> list[Any]:
        parts: list[Any] = super().split(width, height)
        if parts:
            parts[0].seen = self.seen
        return parts


def rendered(document: Document, title: str, wide: bool = False) -> Rendered:
    """The paper as a PDF; ``title`` runs along the head of its pages."""
    out, made = BytesIO(), Rendered()

    def running(canvas: Canvas, _: object) -> None:
        width, height = canvas._pagesize
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, height - 30, title)
        canvas.drawRightString(width - 50, 25, f"Page {canvas.getPageNumber()}")
        canvas.drawString(50, 25, "Produced by the Policy Team")

    paper = SimpleDocTemplate(out, pagesize=landscape(A3) if wide else A4, topMargin=60, bottomMargin=60)
    paper.build(list(story(document, made, paper.width)), onFirstPage=running, onLaterPages=running)
    made.data = out.getvalue()
    return made


def story(document: Document, made: Rendered, width: float) -> Iterator[Flowable]:
    for is_row, blocks in groupby(document.blocks, key=lambda block: block.kind is BlockKind.ROW):
        if not is_row:
            yield from (flowing(document, block, made) for block in blocks)
            continue
        for rows in tables(document, list(blocks)):
            yield table(document, rows, made, width)
            yield Spacer(1, 12)


def tables(document: Document, rows: list[Block]) -> Iterator[list[Block]]:
    """Rows that stand together, parted where column names open another table."""
    begun: list[Block] = []
    for row in rows:
        if begun and (names_columns(document, row) or row.columns != begun[-1].columns):
            yield begun
            begun = []
        begun.append(row)
    yield begun


def names_columns(document: Document, row: Block) -> bool:
    return bool(row.columns) and tuple(cell.of(document.text) for cell in row.cells) == row.columns


def table(document: Document, rows: list[Block], made: Rendered, width: float) -> Flowable:
    columns = max(len(row.cells) for row in rows)
    written = []
    for row in rows:
        style = NAMES if names_columns(document, row) else CELL
        cells = [Marked(marked_up(document, cell), style) for cell in row.cells]
        next(cell for cell, span in zip(cells, row.cells, strict=True) if span.end > span.start).seen = (made, row)
        written.append(cells + [Marked("", style) for _ in range(columns - len(cells))])
    repeated = 1 if names_columns(document, rows[0]) and len(rows) > 1 else 0
    return LongTable(written, colWidths=[width / columns] * columns, repeatRows=repeated, style=GRID)


def flowing(document: Document, block: Block, made: Rendered) -> Flowable:
    text = marked_up(document, block.span)
    if block.kind is BlockKind.HEADING:
        number = f"{block.number} " if block.number and "." in block.number else ""
        level = block.level
        piece = Marked(number + text, BOLD if level == PLAIN_LINE else HEADINGS[level])
    elif block.kind is BlockKind.ITEM:
        piece = Marked(text, ITEMS[block.level], bulletText="•")
    elif block.kind is BlockKind.NOTE:
        piece = Marked(text, NOTE)
    else:
        piece = Marked((f"{block.number} " if opens_number(document, block) else "") + text, BODY)
    piece.seen = (made, block)
    return piece


def opens_number(document: Document, block: Block) -> bool:
    """Whether a paragraph carries its number itself; a title above it does where it has one."""
    at = document.blocks.index(block)
    above = document.blocks[at - 1] if at else None
    return bool(block.number) and not (above and above.number == block.number)


def marked_up(document: Document, span: Span) -> str:
    """The words at a span as reportlab marks them up."""
    parts, at = [], span.start
    for struck in document.struck:
        if span.start <= struck.start and struck.end <= span.end:
            parts += [escape(document.text[at : struck.start]), f"<strike>{escape(struck.of(document.text))}</strike>"]
            at = struck.end
    text = "".join([*parts, escape(document.text[at : span.end])])
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: f"<super>{m[0].translate(RAISED)}</super>", text)
    text = re.sub("●+", r'<font name="ZapfDingbats">\g<0></font>', text)
    return text.replace("\n", "<br/>")

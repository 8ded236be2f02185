"""A Document -> a Word file or a web page of the same paper, as an office would make them."""

import html
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus.records import Block, BlockKind, Document, Span

RAISED_SIGNS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED = str.maketrans(RAISED_SIGNS, "0123456789")


def runs(document: Document, span: Span) -> Iterator[tuple[str, bool]]:
    """The words of a span in stretches: (words, whether they were struck out)."""
    at = span.start
    for struck in document.struck:
        if span.holds(struck):
            yield document.text[at : struck.start], False
            yield struck.of(document.text), True
            at = struck.end
    yield document.text[at : span.end], False


def tables(document: Document) -> Iterator[tuple[Block, ...]]:
    """The blocks, one by one, save for the rows of a table, which come together."""
    number = 0

    def table(block: Block) -> tuple[int, object]:
        nonlocal number
        opens = block.columns == tuple(cell.of(document.text) for cell in block.cells)
        number += block.kind is not BlockKind.ROW or opens
        return (number, block.columns) if block.kind is BlockKind.ROW else (number, block.span)

    for _, group in groupby(document.blocks, table):
        yield tuple(group)


def names_columns(document: Document, block: Block) -> bool:
    return bool(block.columns) and block.columns == tuple(cell.of(document.text) for cell in block.cells)


def as_docx(document: Document) -> bytes:
    """The paper as a Word file: headings by style, real tables, deletions tracked."""
    file = docx.Document()
    for group in tables(document):
        first = group[0]
        if first.kind is BlockKind.ROW:
            _word_table(file, document, group)
        elif first.kind is BlockKind.HEADING and first.level <= 6 and not first.number:
            _fill(file.add_heading(level=first.level), document, first.span)
        elif first.kind is BlockKind.ITEM:
            style = "List Bullet" if first.level == 1 else "List Bullet 2"
            _fill(file.add_paragraph(style=style), document, first.span)
        else:
            paragraph = file.add_paragraph(style=f"Heading {first.level}" if _is_numbered_title(first) else None)
            if first.number and not first.span.of(document.text).startswith(first.number):
                paragraph.add_run(f"{first.number} ")
            _fill(paragraph, document, first.span, note=first.kind is BlockKind.NOTE)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _is_numbered_title(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and bool(block.number)


def _fill(paragraph: Any, document: Document, span: Span, *, note: bool = False) -> None:
    for words, struck in runs(document, span):
        signs = RAISED_SIGNS + "0123456789" * note
        lead = words[: len(words) - len(words.lstrip(signs))] if not struck else ""
        if lead:
            paragraph.add_run(lead.translate(RAISED)).font.superscript = True
        run = paragraph.add_run()
        for number, line in enumerate(words[len(lead) :].split("\n")):
            if number:
                run.add_break(WD_BREAK.LINE)
            run.add_text(line)
        if struck:
            _track_deletion(run._r)


def _track_deletion(run: Any) -> None:
    deletion = OxmlElement("w:del")
    deletion.set(qn("w:id"), "1")
    deletion.set(qn("w:author"), "Editor")
    run.addprevious(deletion)
    deletion.append(run)
    for text in run.findall(qn("w:t")):
        text.tag = qn("w:delText")


def _word_table(file: Any, document: Document, rows: tuple[Block, ...]) -> None:
    table = file.add_table(0, max(len(row.cells) for row in rows))
    for number, block in enumerate(rows):
        row = table.add_row()
        if number == 0 and names_columns(document, block):
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, span in zip(row.cells, block.cells, strict=False):
            lines = span.of(document.text).split("\n")
            cell.text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)


FRAME = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | Anytown Council</title>
<script>document.write("<p>Written by a script</p>")</script><style>p {{ color: red }}</style></head>
<body class="has-sidebar">
<div id="cookie-notice" role="dialog"><p>We use cookies to improve this site.</p><button>Accept</button></div>
<a class="skip-link" href="#c">Skip to main content</a>
<header><a href="/">Anytown Council</a><form role="search"><input name="q"><button>Search</button></form></header>
<nav aria-label="Main"><ul><li><a href="/bins">Bins</a></li><li><a href="/tax">Council tax</a></li></ul></nav>
<div class="breadcrumbs"><ol><li><a href="/">Home</a></li><li>Papers</li></ol></div>
<div class="layout"><div class="sidebar"><h2>In this section</h2><ul><li><a href="/a">Agendas</a></li></ul></div>
<{tag} id="c">
{content}
<div class="share-links"><a href="/x">Share this page</a></div>
</{tag}></div>
<footer><h2>Contact us</h2><p>Anytown Council, Town Hall. All rights reserved.</p></footer></body></html>
"""


def as_html(document: Document, tag: str = "main") -> bytes:
    """The paper as a council's web page, with all that stands around one."""
    content = "\n".join(_html_group(document, group) for group in tables(document))
    return FRAME.format(title=html.escape(document.paper.title), content=content, tag=tag).encode()


def _html_group(document: Document, group: tuple[Block, ...]) -> str:
    first = group[0]
    words = _html_words(document, first.span, note=first.kind is BlockKind.NOTE)
    number = f"{first.number} " if first.number and not first.span.of(document.text).startswith(first.number) else ""
    if first.kind is BlockKind.ROW:
        return _html_table(document, group)
    if first.kind is BlockKind.HEADING and (first.level <= 6):
        return f"<h{first.level}>{number}{words}</h{first.level}>"
    if first.kind is BlockKind.ITEM:
        return f"<ul><li>{words}</li></ul>" if first.level == 1 else f"<ul><ul><li>{words}</li></ul></ul>"
    return f"<p>{number}{words}</p>"


def _html_words(document: Document, span: Span, *, note: bool = False) -> str:
    text = "".join(f"<del>{html.escape(w)}</del>" if s else html.escape(w) for w, s in runs(document, span))
    lead = text[: len(text) - len(text.lstrip(RAISED_SIGNS + "0123456789" * note))]
    return (f"<sup>{lead.translate(RAISED)}</sup>" if lead else "") + text[len(lead) :].replace("\n", "<br>\n")


def _html_table(document: Document, rows: tuple[Block, ...]) -> str:
    head = 1 if names_columns(document, rows[0]) else 0
    lines = []
    for number, block in enumerate(rows):
        tag = "th" if number < head else "td"
        lines.append(
            "<tr>" + "".join(f"<{tag}>{_html_words(document, cell)}</{tag}>" for cell in block.cells) + "</tr>"
        )
    return "<table>" + "\n".join(lines) + "</table>"

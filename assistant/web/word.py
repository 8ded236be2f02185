"""A briefing note -> a Word document, with real footnotes. Sole importer of docx.

python-docx writes no footnotes of its own: their part is made here, with the two separators that Word expects.
"""

import io
import re
from collections.abc import Iterator
from typing import cast

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from assistant.answer import Citation
from assistant.web.exporting import PURPOSE, TITLE, Briefing, Line, Note
from assistant.web.framing import SITE
from assistant.web.marking import quote_stretches

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


def word_of(briefing: Briefing) -> bytes:
    """The note as the bytes of a .docx file."""
    document = Document()
    _prepare(document, briefing)
    document.add_heading(TITLE, level=0)
    document.add_paragraph(briefing.day)
    for sentence in PURPOSE:
        document.add_paragraph(sentence)
    first: set[int] = set()
    for section in briefing.sections:
        document.add_heading(_fit(section.question), level=1)
        if section.understood:
            document.add_paragraph(_fit(f"Understood as: {section.understood}"))
        if section.label:
            document.add_paragraph().add_run(section.label).bold = True
        for line in section.lines:
            _line(document, line, first)
    if briefing.notes:
        _add_footnotes(document, briefing)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _prepare(document: WordDocument, briefing: Briefing) -> None:
    """The document's language, type and properties."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    properties = document.core_properties
    properties.title, properties.author, properties.language = f"{TITLE}, {briefing.day}", SITE, "en-GB"
    properties.comments = ""


def _line(document: WordDocument, line: Line, first: set[int]) -> None:
    """A statement; the first mark of a note is its footnote, and a later one repeats its number."""
    paragraph = document.add_paragraph(_fit(line.text), style="List Bullet" if line.item else None)
    for number in line.notes:
        if number in first:
            paragraph.add_run(f" {number}").font.superscript = True
            continue
        first.add(number)
        run = paragraph.add_run(" ")
        run.font.superscript = True
        run._r.append(_element("w:footnoteReference", id=str(number)))


def _add_footnotes(document: WordDocument, briefing: Briefing) -> None:
    root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
    part_name = PackURI("/word/footnotes.xml")
    for id_, kind in _SEPARATORS:
        footnote = _element("w:footnote", id=id_, type=kind)
        paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
        run.append(OxmlElement(f"w:{kind}"))
        paragraph.append(run)
        footnote.append(paragraph)
        root.append(footnote)
    for note in briefing.notes:
        root.append(_footnote(document, note))
    package = document.part.package
    part = Part(part_name, _NOTES, serialize_part_xml(root), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _footnote(document: WordDocument, note: Note) -> BaseOxmlElement:
    """A footnote: its mark, the source, the quote with what is struck out in it, and the address."""
    footnote = _element("w:footnote", id=str(note.number))
    paragraph = Paragraph(cast(CT_P, OxmlElement("w:p")), document._body)
    mark = paragraph.add_run()
    mark.font.superscript = True
    mark._r.append(OxmlElement("w:footnoteRef"))
    paragraph.add_run(f" {_fit(note.source)} “")
    for text, struck in _quoted(note.citation):
        paragraph.add_run(_fit(text)).font.strike = struck or None
    paragraph.add_run(f"” {note.standing}".rstrip())
    if note.link.startswith("http"):
        paragraph.add_run(f" {_fit(note.link)}")
    for run in paragraph.runs:
        run.font.size = Pt(9)
    footnote.append(paragraph._p)
    return footnote


def _quoted(citation: Citation) -> Iterator[tuple[str, bool]]:
    """The quote on one line, in stretches that are struck out or not."""
    for stretch in quote_stretches(citation, ""):
        yield re.sub(r"\s+", " ", "".join(piece.text for piece in stretch.pieces)), stretch.struck


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = cast(BaseOxmlElement, OxmlElement(name))
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _fit(text: str) -> str:
    """Text on one line without what a document cannot hold."""
    return " ".join(_UNFIT.sub("\ufffd", text).split())

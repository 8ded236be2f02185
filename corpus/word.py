"""A Word file (DOCX) -> paper text.

1. Headings are known by their style or outline level; where a file has none, by whole bold lines.
2. Numbers that Word prints before paragraphs are counted and written as printed.
3. Tables become rows (corpus.word_table); text boxes and footnotes follow the paragraph they hang on.
4. Pages begin where the writer set a break, and where Word noted one when it last laid the file out.

Macros are never run, pictures never opened, nothing that the file links to is fetched.
"""

import re
from collections.abc import Iterator

from corpus import dialect
from corpus.counting import written
from corpus.dialect import PAGE_BREAK, marked
from corpus.errors import UnreadablePaper
from corpus.office_package import Element, Package, below, child, children, is_word, value
from corpus.word_paragraph import Reading, Words
from corpus.word_styles import Label, Numbering, Styles
from corpus.word_table import TableReader, Written

_PARAGRAPH_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.?$")
_SECTION_NUMBER = re.compile(r"\d{1,2}\.?$")
_NO_PAGE = ("continuous", "nextColumn")


def read_word(name: str, data: bytes) -> str:
    """The paper text of a Word file; raises UnreadablePaper."""
    package = Package(name, data)
    try:
        text = _WordReader(package).text()
    except RecursionError as error:
        raise package.damaged() from error
    if not text.strip():
        raise UnreadablePaper(f"{name} holds no text.", to_do="Run pictures of pages through text recognition (OCR).")
    return text


def main_part(package: Package) -> str:
    """The path of the part that holds the text."""
    return package.related("").get("officeDocument", "word/document.xml")


class _WordReader:
    """Reads one file from its first paragraph to its last."""

    def __init__(self, package: Package) -> None:
        path = main_part(package)
        root, related = package.part(path), package.related(path)
        body = child(root, "body")
        if root is None or body is None:
            raise package.damaged()

        def part(kind: str) -> Element | None:
            return package.part(related[kind]) if kind in related else None

        styles = part("styles")
        self.body = body
        self.styles = Styles(styles)
        self.numbering = Numbering(part("numbering"), self.styles, styles)
        self.notes = {kind: _by_id(part(f"{kind}s"), kind) for kind in ("footnote", "endnote")}
        self.endnote_form = value(child(part("settings"), "endnotePr", "numFmt")) or "lowerRoman"
        self.reading = Reading(mark=self._mark)
        self.table = TableReader(self.reading, self.styles, self.numbering)
        self._counted = {"footnote": 0, "endnote": 0}
        self._at_the_end: list[str] = []
        self._sections = [value(child(s, "type")) or "nextPage" for s in below(body, "sectPr")]
        self._section = 0
        self._level = 1
        self._cut: Words | None = None
        self._declared = _declared_pages(package)

    def text(self) -> str:
        """The paper text of the whole file."""
        found = [*self._blocks(self.body), *self._at_the_end]
        turned = sum(block.count(PAGE_BREAK) for block in found)
        if not self.reading.rendered and turned + 1 < self._declared:
            # only some of the pages are marked: to count those would give wrong page numbers
            found = [block.replace(PAGE_BREAK, "\n") if block != PAGE_BREAK else "" for block in found]
        return dialect.blocks(found)

    def _blocks(self, parent: Element) -> Iterator[str]:
        for element in parent:
            if is_word(element, "p"):
                yield from self._paragraph(element)
            elif is_word(element, "tbl"):
                yield from self._table(element)
            elif is_word(element, "sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from self._blocks(element)

    def _table(self, element: Element) -> Iterator[str]:
        if box := self.table.only_cells(element):
            for cell in box:
                yield from self._blocks(cell)
            return
        written = self.table.read(element)
        yield from written.blocks
        yield from self._hanging(written)

    def _paragraph(self, element: Element) -> Iterator[str]:
        label = self.numbering.label(element)
        words = self.reading.words(element, bold=self.styles.switch(element, "rPr", "b"))
        before = self._before(element) + words.breaks_before
        yield from [PAGE_BREAK] * before
        if self._cut is not None:
            words.stretches[:0] = self._cut.stretches
            self._cut = None
        if child(element, "pPr", "rPr", "del") is not None and not words.blank and not words.all_struck:
            self._cut = words  # its end was deleted: it goes on in the next paragraph
        elif not words.blank:
            yield self._written(element, words, label)
        yield from self._hanging(Written(boxes=words.boxes, notes=words.notes))
        after = words.breaks_after + self._section_ends(element)
        yield from [PAGE_BREAK] * after

    def _before(self, element: Element) -> int:
        """The page break that a paragraph asks for, where it does not open a page anyway."""
        if not self.reading.fresh and self.styles.switch(element, "pPr", "pageBreakBefore"):
            self.reading.fresh = True
            return 1
        return 0

    def _section_ends(self, element: Element) -> int:
        """The page break after a section's last paragraph; the next section says of which kind it is."""
        if child(element, "pPr", "sectPr") is None:
            return 0
        self._section += 1
        following = self._sections[self._section] if self._section < len(self._sections) else "continuous"
        if following in _NO_PAGE:
            return 0
        self.reading.fresh = True
        return 1

    def _written(self, element: Element, words: Words, label: Label | None) -> str:
        text = marked(words.stretches)
        level = self.styles.heading_level(element)
        printed = label.text if label else None
        if level is not None:
            self._level = level
            return dialect.heading(level, f"{printed} {text}" if printed else text)
        if self.styles.name(element).startswith("toc "):
            return dialect.item(f"{printed} {text}" if printed else text)
        if words.bold and dialect.is_title(text) and (label is None or (printed and _SECTION_NUMBER.match(printed))):
            return dialect.heading(self._level + 1, f"{printed} {text}" if printed else text)
        if printed and _PARAGRAPH_NUMBER.match(printed):
            return f"{printed} {dialect.one_block(text)}"
        if label:
            return dialect.item(f"{printed} {text}" if printed else text, min(label.depth, 2))
        return dialect.plain(text)

    def _hanging(self, written: Written) -> Iterator[str]:
        """The text boxes and footnotes that hang on a paragraph or table."""
        for box in written.boxes:
            fresh = self.reading.fresh
            yield from (block for block in self._blocks(box) if block != PAGE_BREAK)
            self.reading.fresh = fresh
        for kind, id_, mark in written.notes:
            text = self._note_text(kind, id_)
            told = dialect.note(mark, text) if mark.isdecimal() else dialect.plain(f"[{mark}] {text}" if mark else text)
            if text and kind == "footnote":
                yield told
            elif text:
                self._at_the_end.append(told)

    def _note_text(self, kind: str, id_: str) -> str:
        note = self.notes[kind].get(id_)
        reading = Reading(mark=lambda kind, id_: "")
        found = [marked(reading.words(p, bold=False).stretches) for p in below(note, "p")] if note is not None else []
        return " ".join(text.strip() for text in found if text.strip())

    def _mark(self, kind: str, id_: str) -> str:
        """The number of the next note, as printed."""
        self._counted[kind] += 1
        return written(self._counted[kind], "decimal" if kind == "footnote" else self.endnote_form)


def _by_id(root: Element | None, kind: str) -> dict[str, Element]:
    return {value(note, "id") or "": note for note in children(root, kind)}


def _declared_pages(package: Package) -> int:
    """How many pages the file says that it had when it was last laid out; 0 where it does not."""
    path = package.related("").get("extended-properties")
    root = package.part(path) if path else None
    texts = [
        element.text or "" for element in (root if root is not None else ()) if str(element.tag).endswith("}Pages")
    ]
    return int(texts[0]) if texts and re.fullmatch(r"\d{1,5}", texts[0]) else 0

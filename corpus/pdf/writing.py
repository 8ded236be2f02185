"""Lines and tables in reading order -> paper text: headings marked, paragraphs whole, rows with tabs.

A paragraph ends where the next line is bigger or smaller, stands further below than lines of its size do,
opens a list's point, is set in, or where its last line ended although the next word would have fitted.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.pdf.headings import Headings
from corpus.pdf.lines import NOTE_MARKS, Line, joined_lines
from corpus.pdf.tables import Table

_FAR = 1.27  # of the usual step between lines of a size: a line further below opens a paragraph
_SIZE = 0.08  # by how much sizes may differ within a paragraph
_SET_IN = 0.9  # of a letter's size
_ENDED = re.compile(r"[.!?:;][’'”\"\])]*(?:<sup>\d+</sup>)*$")
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})[.)])\s+\S", re.IGNORECASE)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+[A-Z]")
_FOOTNOTE = re.compile(rf"^<sup>(?:{NOTE_MARKS.pattern})</sup>")
_PLAIN_FOOTNOTE = re.compile(r"^(\d{1,3}) [A-Z]")
_REFERRED = re.compile(r"<sup>([^<]+)</sup>")
_SMALL = 0.93  # of the paper's own letters: smaller ones are a footnote's
_Element = Line | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is usual in a paper: the step between lines of a size, and the right edge of its text."""

    steps: dict[float, float]
    right: float

    def step(self, size: float) -> float:
        """How far lines of a size stand below one another."""
        return self.steps.get(size, 1.2 * size)


def measured(pages: Sequence[Sequence[_Element]]) -> Measures:
    """The usual measures of a paper."""
    steps: dict[float, Counter[float]] = {}
    rights: list[float] = []
    for page in pages:
        rights += [line.right for line in page if isinstance(line, Line) and line.column is None]
        for a, b in pairwise(page):
            if isinstance(a, Line) and isinstance(b, Line) and a.size == b.size and 0.8 * a.size < b.base - a.base:
                steps.setdefault(a.size, Counter())[round((b.base - a.base) * 2) / 2] += 1
    rights.sort()
    right = rights[int(0.98 * (len(rights) - 1))] if rights else 0.0
    return Measures(steps={size: _usual(seen, size) for size, seen in steps.items()}, right=right)


def _usual(seen: Counter[float], size: float) -> float:
    """The smallest step that is not rare: in a paper of short paragraphs most steps are wider."""
    most = max(seen.values())
    return min(min(step for step, times in seen.items() if times >= 0.15 * most), 2.2 * size)


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph, while they are gathered."""

    lines: list[Line]

    def text(self, known: frozenset[str]) -> str:
        """Its lines as one."""
        text = self.lines[0].text
        for line in self.lines[1:]:
            text = joined_lines(text, line.text, known)
        return text


def page_text(
    page: Sequence[_Element], number: int, measures: Measures, headings: Headings, known: frozenset[str]
) -> str:
    """A page as paper text; it ends with an empty line unless a table goes on overleaf."""
    written: list[str] = []
    referred = _referred(page)
    for block in _blocks(page, measures, headings.body):
        if isinstance(block, Table):
            written += ["", *_rows(block), *([] if block.goes_on else [""])]
        else:
            written += _paragraphs(block, number, headings, known, referred)
    text = "\n".join(written).lstrip("\n")
    return re.sub(r"\n{3,}", "\n\n", text)


def _rows(table: Table) -> Iterator[str]:
    for i, row in enumerate(table.rows):
        cells = (cell.replace("\t", " ") for cell in row)
        yield "\t".join(f"**{cell}**" if cell and table.is_headed and i == 0 else cell for cell in cells)


def _referred(page: Sequence[_Element]) -> set[str]:
    """The numbers of the footnotes to which a page's text refers."""
    marks = (mark for line in page if isinstance(line, Line) for mark in _REFERRED.findall(line.text))
    return {number for mark in marks for number in re.findall(r"\d+", mark)}


def _is_plain_footnote(text: str, referred: set[str]) -> bool:
    """Whether small letters are a footnote that is not raised: one of three digits only where the page refers to it."""
    mark = _PLAIN_FOOTNOTE.match(text)
    return mark is not None and (len(mark[1]) < 3 or mark[1] in referred)


def _paragraphs(
    block: list[Paragraph], number: int, headings: Headings, known: frozenset[str], referred: set[str]
) -> Iterator[str]:
    """The lines of a block: paragraphs that stand close together, items with their dash."""
    lefts = sorted({one.lines[0].left for one in block if one.lines[0].bullet})
    for one in block:
        text, first = one.text(known), one.lines[0]
        if first.bullet:
            yield ("  " if first.left > lefts[0] + _SET_IN * first.size else "") + f"- {text}"
        elif level := headings.level(text, first.size, number):
            yield from ("", f"{'#' * level} {text}", "")
        elif first.size < _SMALL * headings.body and _is_plain_footnote(text, referred):
            yield from ("", "---", text, "")
        elif first.bold or (_FOOTNOTE.match(text) and first.size < headings.body):
            yield from ("", text, "")
        else:
            yield _unmarked(text)
    yield ""


def _unmarked(text: str) -> str:
    """Text that would read as a heading's or an item's mark, and is none."""
    return re.sub(r"^(?=#{1,6}\s)", "\u200b", text)


def _blocks(page: Sequence[_Element], measures: Measures, body: float) -> Iterator[Table | list[Paragraph]]:
    block: list[Paragraph] = []
    for element in page:
        if isinstance(element, Table):
            if block:
                yield block
            yield element
            block = []
        elif not block:
            block = [Paragraph([element])]
        elif (parted := _parted(block[-1], element, measures, body)) == _NEW_BLOCK:
            yield block
            block = [Paragraph([element])]
        elif parted == _NEW_LINE:
            block.append(Paragraph([element]))
        else:
            block[-1].lines.append(element)
    if block:
        yield block


_SAME, _NEW_LINE, _NEW_BLOCK = range(3)


def _parted(paragraph: Paragraph, line: Line, measures: Measures, body: float) -> int:
    """Whether a line goes on with a paragraph, stands on a line of its own below it, or opens another block."""
    before = paragraph.lines[-1]
    ended = bool(_ENDED.search(before.text))
    if abs(line.size - before.size) > _SIZE * before.size:
        return _NEW_BLOCK
    if line.bullet:
        return _NEW_LINE if paragraph.lines[0].bullet or ended else _NEW_BLOCK
    if paragraph.lines[0].bullet and line.left < paragraph.lines[0].left - 2:
        return _NEW_BLOCK
    step = line.base - before.base
    if step <= 0 or line.column != before.column:
        if step > 0 and step <= _FAR * measures.step(line.size):
            return _SAME if not ended else _NEW_LINE
        return _SAME if not ended and _goes_on_beside(before, line, measures) else _NEW_BLOCK
    if step > _FAR * measures.step(line.size):
        return _NEW_BLOCK
    fits = _would_fit(before, line, measures)
    if line.bold != before.bold and (fits or line.bold):
        return _NEW_BLOCK
    if _is_next(paragraph.lines[0].text, line.text):
        return _NEW_BLOCK
    if _FOOTNOTE.match(line.text) or (_NUMBERED.match(line.text) and (fits or line.left < before.left - 1 or ended)):
        return _NEW_BLOCK
    if line.size <= body * (1 + _SIZE) and ended and _is_set_in(paragraph, line):
        return _NEW_BLOCK
    if fits and (ended or paragraph.lines[0].bullet):
        return _NEW_BLOCK
    return _NEW_LINE if fits and not line.text[:1].islower() else _SAME


def _goes_on_beside(before: Line, line: Line, measures: Measures) -> bool:
    """Whether a line at the top of a column goes on with the one at the foot of the column before."""
    if line.text[:1].islower():
        return True
    is_text = not (line.bold or before.bold or _NUMBERED.match(line.text))
    return is_text and before.column is not None and not _would_fit(before, line, measures)


def _is_next(first: str, text: str) -> bool:
    """Whether a line bears the number that comes after a paragraph's own: 1.3 before 1.4, 1.3.1 or 2.1."""
    before, after = _DECIMAL.match(first), _DECIMAL.match(text)
    if not before or not after:
        return False
    own, number = [int(n) for n in before[1].split(".")], [int(n) for n in after[1].split(".")]
    follows = [[*own, 1], *([*own[:i], own[i] + 1] for i in range(len(own))), [own[0] + 1, 1]]
    return number in follows


def _is_set_in(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line begins further in or out than the lines above it; the first may hang out."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    if len(paragraph.lines) == 1 and (first.bullet or _NUMBERED.match(first.text)):
        return False
    return abs(line.left - last.left) > _SET_IN * line.size and (len(paragraph.lines) > 1 or line.left > first.left)


def _would_fit(before: Line, line: Line, measures: Measures) -> bool:
    """Whether a line's first word would have fitted on the line above: then its writer ended that line."""
    right = before.column[1] if before.column else measures.right
    return before.right + line.first_word + 0.6 * line.size < right

"""Paper text -> pieces: headings, paragraphs, items, table rows, footnotes, in reading order.

Pieces are told apart by their form alone: a tab makes a table row, ``#``, bold or "Chapter 3" a
heading, a dash or bullet an item, "2.16" a numbered paragraph, a short line on its own a heading.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from corpus.cleaning import cell_text, paragraph_text
from corpus.dialect import DEEPEST, NAMES, VALUES
from corpus.reading import PAGE_BREAK, PaperText
from corpus.records import BlockKind, Turn

ENDS = re.compile(r"[.!?:;][’'”\"\])]*[⁰¹²³⁴⁵⁶⁷⁸⁹\d]{0,2}$")
PLAIN_LINE = 7  # the level of a heading known by its form alone, below Markdown's six
_TITLE = 5  # the level of a numbered paragraph's own title
_ITEM = re.compile(r"^(\s*)(?:[-*•–]|✓)\s+(?:✓\s*)?(?=\S)")
_NUMBERED = re.compile(r"^\s*(?:-\s+)?(?:#+\s+)?(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=\S)")
_SECTION = re.compile(r"^\s*(?:-\s+)?(\d{1,2})\.\s+([A-Z].*)$")
_MARKED_HEADING = re.compile(r"^\s*(#{1,6})\s+(.*)$")
_FIGURE = re.compile(r"[£$€]?\d[\d,.]*\s?%?(?: ?(?:million|billion|bn|m|k))?")
_YEAR = re.compile(r"(?:19|20)\d\d(?: ?[-–/] ?(?:\d\d){1,2})?")
_CHAPTER = re.compile(r"^(?:Chapter|Part|Annex|Appendix)\s+\w{1,3}$")
_RAISED_NUMBER = re.compile(
    r"^\s*<sup>(?:&</sup>lt;sup>)?\s*(?:\d+|[*†‡§¶]+)\s*</sup>\s*\S"
)  # one export escaped its own tag
_NUMBERED_NOTE = re.compile(r"^\s*\d{1,3}\s+[A-Z](?:\S+\s\S+\s\S+|[\w-]*\d)")  # a sentence, or a document's number
_SAYS_WHOSE = re.compile(  # an address; who may read the paper
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org|net)(?:/\S*)?"
    r"|(?:not )?for (?:general release|publication)|official(?:[ -]sensitive)?|(?:not )?protectively marked|unclassified|unrestricted",
    re.IGNORECASE,
)
_LINKS_POINTS = re.compile(r"(?:and|or|and/or)[:,]?", re.IGNORECASE)  # a word between two points of a list
_RULE = re.compile(r"^\s{20,}$|^\s*[-_*]{3,}\s*$")
_HEADING_WORDS = 18
_TITLED = 3  # columns of a table that has a title, at least, and its rows: that, the columns' names, and one more
_NAME_WORDS = 6  # of a column, below a title
_FULL_LINE = 60  # characters: a line this long was broken by the page, not by its writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece before it has a place in the text; text is cleaned, save for ``~~`` marks.

    ``turns`` are the places in its text from which it stands on later pages.
    """

    kind: BlockKind
    text: str
    level: int = 1
    number: str | None = None
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    page: int | None = None
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int | None
    after_rule: bool = False

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def pieces_of(paper: PaperText) -> Iterator[Piece]:
    """The pieces of a paper, each as its lines give it."""
    lines = list(_lines(paper))
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.blank:
            i += 1
        elif "\t" in line.text:
            end = _run(lines, i, lambda text: "\t" in text)
            yield from _text_in_table(lines[i:end]) or _table(lines[i:end])
            i = end
        else:
            end = _text_end(lines, i)
            yield from _text_pieces(lines[i:end], followed_by_gap=end >= len(lines) or lines[end].blank)
            i = end


def _lines(paper: PaperText) -> Iterator[_Line]:
    ruled = False
    for number, page in enumerate(paper.text.split(PAGE_BREAK), start=1):
        for text in page.split("\n"):
            line = _Line(text.rstrip(" \xa0"), number if paper.has_pages else None, ruled)
            ruled = bool(_RULE.match(text)) or (ruled and line.blank)
            if not _RULE.match(text) or line.blank:
                yield line


def _run(lines: list[_Line], start: int, fits: Callable[[str], bool]) -> int:
    end = start
    while end < len(lines) and not lines[end].blank and fits(lines[end].text):
        end += 1
    return end


def _text_end(lines: list[_Line], start: int) -> int:
    """Where the block of text that starts here ends: at a blank line, a table row, a new item or the foot of its page."""
    end = start + 1
    item = bool(_ITEM.match(lines[start].text))
    while end < len(lines):
        text = lines[end].text
        if lines[end].page != lines[start].page:
            break  # what goes on overleaf is joined later, and its page known (corpus.joining)
        if lines[end].blank and end == start + 1 and _is_cut_short(lines[start]):
            end += 1
            continue
        if lines[end].blank or "\t" in text or _starts_piece(text) or _opens_note(lines[end]):
            break
        if item and text[:1].isupper() and ENDS.search(lines[end - 1].text):
            break
        end += 1
    return end


def _is_cut_short(line: _Line) -> bool:
    """Whether a numbered paragraph's first line was broken by the page and not by its writer."""
    numbered = _NUMBERED.match(line.text) and not line.text.lstrip(" -").startswith("#")
    return bool(numbered) and len(line.text) >= _FULL_LINE and not ENDS.search(line.text)


def _opens_note(line: _Line) -> bool:
    """Whether a line is the first of a footnote."""
    return bool(_RAISED_NUMBER.match(line.text) or (line.after_rule and _NUMBERED_NOTE.match(line.text)))


def _starts_piece(text: str) -> bool:
    return any(form.match(text) for form in (_ITEM, _NUMBERED, _MARKED_HEADING, _SECTION))


def _text_in_table(lines: list[_Line]) -> list[Piece]:
    """The pieces of a table that only places a text on its page: one column alone of it is filled; else nothing."""
    rows = [[cell.strip() for cell in line.text.split("\t")] for line in lines]
    filled = {at for cells in rows for at, cell in enumerate(cells) if cell}
    if len(filled) != 1 or not all(any(cells) for cells in rows):
        return []
    (at,) = filled
    bare = [replace(line, text=cells[at]) for line, cells in zip(lines, rows, strict=True)]
    if len(bare) > 1 and sum(bool(ENDS.search(line.text)) for line in bare) == len(bare):
        return []  # each row says something whole
    found: list[Piece] = []
    i = 0
    while i < len(bare):
        end = _text_end(bare, i)
        found += _text_pieces(bare[i:end], followed_by_gap=False)
        i = end
    return found


def _table(lines: list[_Line]) -> Iterator[Piece]:
    """The rows of a table; a title that spans it, above the names of its columns, is a heading."""
    rows = [tuple(cell_text(cell) for cell in line.text.split("\t")) for line in lines]
    columns: tuple[str, ...] = ()
    if len(rows) > 1 and _opens_with_names(lines[0].text, rows[0]):
        columns = rows[0]
    for at, (line, cells) in enumerate(zip(lines, rows, strict=True)):
        if title := _spanning_title(rows[at : at + _TITLED]):
            columns = rows[at + 1]
            yield Piece(kind=BlockKind.HEADING, text=title, level=DEEPEST, page=line.page)
        elif any(cells):
            yield Piece(kind=BlockKind.ROW, text="", cells=cells, columns=columns, page=line.page)


def _spanning_title(rows: list[tuple[str, ...]]) -> str | None:
    """What the first of three rows says, where that is the title of a table, the second its columns' names, the third a row."""
    filled = [[cell for cell in cells if cell] for cells in rows]
    if len(rows) < _TITLED or len(rows[0]) < _TITLED or len(filled[0]) != 1 or len(filled[2]) < _TITLED:
        return None
    title = " ".join(filled[0][0].split())
    is_title = len(title.split()) <= _HEADING_WORDS and not ENDS.search(title)
    return title if is_title and all(_is_name(cell) for cell in rows[1]) else None


def _is_name(cell: str) -> bool:
    return 0 < len(cell.split()) <= _NAME_WORDS and cell[0].isupper() and not ENDS.search(cell)


def _opens_with_names(line: str, cells: tuple[str, ...]) -> bool:
    """Whether a table's first row names its columns: as its file says, else by its form."""
    if NAMES in line or VALUES in line:
        return NAMES in line
    return _names_columns(cells) or _is_bold(line)


def _is_bold(row: str) -> bool:
    """Whether a row's filled cells are all bold, as readers of files mark the names of columns."""
    filled = [cell for cell in map(str.strip, row.split("\t")) if cell]
    return len(filled) > 1 and all(re.fullmatch(r"\*\*.+\*\*", cell) for cell in filled)


def _names_columns(cells: tuple[str, ...]) -> bool:
    named = [cell for cell in cells if cell]
    return len(named) >= 2 and all(len(cell.split()) <= 3 and not re.search(r"\d", cell) for cell in named)


def _text_pieces(lines: list[_Line], *, followed_by_gap: bool) -> Iterator[Piece]:
    first, page = lines[0].text, lines[0].page
    text = "\n".join(line.text for line in lines)
    marked = _MARKED_HEADING.match(first)
    bare = marked[2] if marked else first
    if _opens_note(lines[0]):
        yield Piece(kind=BlockKind.NOTE, text=paragraph_text(text), page=page)
    elif len(lines) == 1 and (_says_whose(bare) or (marked and _is_figure(bare))):
        yield Piece(kind=BlockKind.PARAGRAPH, text=paragraph_text(bare), page=page)
    elif numbered := _NUMBERED.match(first):
        yield from _numbered(lines, numbered)
    elif heading := _heading(lines, followed_by_gap=followed_by_gap):
        yield heading
    elif item := _ITEM.match(first):
        body = paragraph_text(text[item.end() :])
        yield Piece(kind=BlockKind.ITEM, text=body, level=2 if item[1] else 1, page=page)
    else:
        yield Piece(kind=BlockKind.PARAGRAPH, text=_written_lines(lines), page=page)


def _heading(lines: list[_Line], *, followed_by_gap: bool) -> Piece | None:
    first, page, single = lines[0].text, lines[0].page, len(lines) == 1
    text = "\n".join(line.text for line in lines)
    if marked := _MARKED_HEADING.match(text.replace("\n", " ")):
        return Piece(kind=BlockKind.HEADING, text=paragraph_text(marked[2]), level=len(marked[1]), page=page)
    if single and (section := _SECTION.match(first)) and _looks_like_heading(section[2]):
        return Piece(kind=BlockKind.HEADING, text=paragraph_text(first), level=1, number=section[1], page=page)
    if single and _CHAPTER.match(first.strip()):
        return Piece(kind=BlockKind.HEADING, text=first.strip(), level=1, page=page)
    if text.strip().startswith("**") and text.strip().endswith("**") and text.count("**") == 2:
        return Piece(kind=BlockKind.HEADING, text=paragraph_text(text), level=2, page=page)
    if single and followed_by_gap and _looks_like_heading(first):
        return Piece(kind=BlockKind.HEADING, text=paragraph_text(first), level=PLAIN_LINE, page=page)
    return None


def _says_whose(line: str) -> bool:
    """Whether a line says whose the paper is or who may read it, and so nothing of what follows."""
    return bool(_SAYS_WHOSE.fullmatch(paragraph_text(line).strip("* .:")))


def _is_figure(text: str) -> bool:
    """Whether a line is one large figure of a picture: it says too little to head what follows; a year may."""
    words = paragraph_text(text).strip("* ")
    if _YEAR.fullmatch(words):
        return False
    return bool(_FIGURE.fullmatch(words)) or not any(letter.isalpha() for letter in words)


def _looks_like_heading(text: str) -> bool:
    words = paragraph_text(text)
    if not words or _LINKS_POINTS.fullmatch(words):
        return False
    if not (words[0].isupper() or words[0].isdigit() or words[0] in "‘'“\""):
        return False
    letters = sum(letter.isalpha() for letter in words)
    if 4 * letters < len(words.replace(" ", "")) and not _YEAR.fullmatch(words):
        return False  # a chart's scale
    return len(words.split()) <= _HEADING_WORDS and not re.search(r"[.;,?!]$|[a-z][.?!] [A-Z]", words)


def _written_lines(lines: list[_Line]) -> str:
    """Lines that a writer broke (an address, a box of facts) stay lines; wrapped ones are joined."""
    if max(len(line.text) for line in lines) >= _FULL_LINE or len(lines) == 1:
        return paragraph_text("\n".join(line.text for line in lines))
    return "\n".join(paragraph_text(line.text) for line in lines)


def _numbered(lines: list[_Line], match: re.Match[str]) -> Iterator[Piece]:
    """A numbered paragraph, and before it its title where it opens with one."""
    page, number = lines[0].page, match[1]
    texts = [lines[0].text[match.end() :], *(line.text for line in lines[1:] if not line.blank)]
    cut = _title_length(texts, marked=lines[0].text.lstrip(" -").startswith("#"))
    title, body = paragraph_text("\n".join(texts[:cut])), paragraph_text("\n".join(texts[cut:]))
    if cut and _looks_like_heading(title):
        yield Piece(kind=BlockKind.HEADING, text=title, level=_TITLE, number=number, page=page)
        if body:
            yield Piece(kind=BlockKind.PARAGRAPH, text=body, number=number, page=page)
    else:
        yield Piece(kind=BlockKind.PARAGRAPH, text=paragraph_text("\n".join(texts)), number=number, page=page)


def _title_length(texts: list[str], *, marked: bool) -> int:
    """How many lines a numbered paragraph's title takes up; 0 when it has none."""
    for i, text in enumerate(texts):
        if ENDS.search(text.rstrip()) or i > 2:
            return 0
        if i + 1 == len(texts):
            return i + 1 if marked or len(text) < _FULL_LINE else 0
        following = texts[i + 1]
        if following.lstrip()[:1].isupper() and (following.startswith(" ") or len(text.rstrip()) < _FULL_LINE):
            return i + 1
    return 0

"""Paper text -> pieces (headings, paragraphs, items, table rows) -> canonical text with blocks.

1. Lines are gathered into pieces by their form alone: a tab makes a table row, ``#``, bold or
   "Chapter 3" a heading, a dash or bullet an item, "2.16" a numbered paragraph.
2. A paragraph that a page break cut in two is joined again.
3. The pieces are laid out as the canonical text; each keeps the span where it stands.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.cleaning import cell_text, paragraph_text, split_struck
from corpus.reading import PAGE_BREAK, PaperText
from corpus.records import Block, BlockKind, Span
from corpus.sentences import sentence_spans

_ITEM = re.compile(r"^(\s*)(?:[-*•–]|✓)\s+(?:✓\s*)?(?=\S)")
_NUMBERED = re.compile(r"^\s*(?:-\s+)?(?:#+\s+)?(\d{1,2}\.\d{1,2})\.?\s+(?=\S)")
_SECTION = re.compile(r"^\s*(?:-\s+)?(\d{1,2})\.\s+([A-Z].*)$")
_MARKED_HEADING = re.compile(r"^\s*(#{1,6})\s+(.*)$")
_CHAPTER = re.compile(r"^(?:Chapter|Part|Annex|Appendix)\s+\w{1,3}$")
_FOOTNOTE = re.compile(r"^\s*(?:<sup>\s*\d+\s*</sup>|\d{1,2}\s+[A-Z]\S+\s\S+\s\S+)")
_LINKS = re.compile(r"(?:https?://\S+\s*)+")
_RULE = re.compile(r"^\s{20,}$|^\s*[-_*]{3,}\s*$")
_ENDS = re.compile(r"[.!?:;][’'”\"\])]*[⁰¹²³⁴⁵⁶⁷⁸⁹\d]{0,2}$")
_HEADING_WORDS = 18
_FULL_LINE = 60  # characters: a line this long was broken by the page, not by its writer
_REPEATS = 3  # a short line seen this often outside the flow is a running header


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece before it has a place in the text; text is cleaned, save for ``~~`` marks."""

    kind: BlockKind
    text: str
    level: int = 1
    number: str | None = None
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The canonical text and what stands in it."""

    text: str
    blocks: tuple[Block, ...]
    struck: tuple[Span, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int | None
    after_rule: bool = False

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def read_structure(paper: PaperText) -> Layout:
    """The canonical text of a paper, with its blocks, in reading order."""
    pieces = _joined(list(_pieces(list(_lines(paper)))))
    pieces, notes = _without_running_lines(pieces)
    return lay_out(pieces, notes)


def lay_out(pieces: Iterable[Piece], notes: tuple[str, ...] = ()) -> Layout:
    """Write the pieces one below the other and remember where each one stands."""
    parts: list[str] = []
    blocks: list[Block] = []
    struck: list[Span] = []
    length = 0
    previous: BlockKind | None = None
    for piece in pieces:
        if previous is not None:
            gap = "\n" if piece.kind is previous and piece.kind in (BlockKind.ITEM, BlockKind.ROW) else "\n\n"
            parts.append(gap)
            length += len(gap)
        text, crossed = split_struck("\t".join(piece.cells) if piece.cells else piece.text)
        if piece.kind is BlockKind.ITEM:
            mark = "  " * (piece.level - 1) + "- "
            parts.append(mark)
            length += len(mark)
        blocks.append(
            Block(
                kind=piece.kind,
                span=Span(start=length, end=length + len(text)),
                level=piece.level,
                number=piece.number,
                cells=tuple(_cell_spans(piece.cells, length)),
                columns=piece.columns,
                page=piece.page,
            )
        )
        struck += [Span(start=length + s.start, end=length + s.end) for s in crossed]
        parts.append(text)
        length += len(text)
        previous = piece.kind
    return Layout(text="".join(parts), blocks=tuple(blocks), struck=tuple(struck), notes=notes)


def _cell_spans(cells: Sequence[str], start: int) -> Iterator[Span]:
    for cell in cells:
        yield Span(start=start, end=start + len(cell))
        start += len(cell) + 1


def _lines(paper: PaperText) -> Iterator[_Line]:
    ruled = False
    for number, page in enumerate(paper.text.split(PAGE_BREAK), start=1):
        for text in page.split("\n"):
            line = _Line(text.rstrip(" \xa0"), number if paper.has_pages else None, ruled)
            ruled = bool(_RULE.match(text)) or (ruled and line.blank)
            if not _RULE.match(text) or line.blank:
                yield line


def _pieces(lines: list[_Line]) -> Iterator[Piece]:
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.blank:
            i += 1
        elif "\t" in line.text:
            end = _run(lines, i, lambda text: "\t" in text)
            yield from _table(lines[i:end])
            i = end
        else:
            end = _text_end(lines, i)
            yield from _text_pieces(lines[i:end], followed_by_gap=end >= len(lines) or lines[end].blank)
            i = end


def _run(lines: list[_Line], start: int, fits: Callable[[str], bool]) -> int:
    end = start
    while end < len(lines) and not lines[end].blank and fits(lines[end].text):
        end += 1
    return end


def _text_end(lines: list[_Line], start: int) -> int:
    """Where the block of text that starts here ends: at a blank line, a table row or a new item."""
    end = start + 1
    item = bool(_ITEM.match(lines[start].text))
    while end < len(lines):
        text = lines[end].text
        if lines[end].blank and end == start + 1 and _is_cut_short(lines[start]):
            end += 1
            continue
        if lines[end].blank or "\t" in text or _starts_piece(text):
            break
        if item and text[:1].isupper() and _ENDS.search(lines[end - 1].text):
            break
        end += 1
    return end


def _is_cut_short(line: _Line) -> bool:
    """Whether a numbered paragraph's first line was broken by the page and not by its writer."""
    numbered = _NUMBERED.match(line.text) and not line.text.lstrip(" -").startswith("#")
    return bool(numbered) and len(line.text) >= _FULL_LINE and not _ENDS.search(line.text)


def _starts_piece(text: str) -> bool:
    return bool(_ITEM.match(text) or _NUMBERED.match(text) or _MARKED_HEADING.match(text) or _SECTION.match(text))


def _table(lines: list[_Line]) -> Iterator[Piece]:
    rows = [tuple(cell_text(cell) for cell in line.text.split("\t")) for line in lines]
    columns: tuple[str, ...] = ()
    if len(rows) > 1 and _names_columns(rows[0]):
        columns = rows[0]
    for line, cells in zip(lines, rows, strict=True):
        if any(cells):
            yield Piece(kind=BlockKind.ROW, text="", cells=cells, columns=columns, page=line.page)


def _names_columns(cells: tuple[str, ...]) -> bool:
    named = [cell for cell in cells if cell]
    return len(named) >= 2 and all(len(cell.split()) <= 3 and not re.search(r"\d", cell) for cell in named)


def _text_pieces(lines: list[_Line], *, followed_by_gap: bool) -> Iterator[Piece]:
    first, page = lines[0].text, lines[0].page
    text = "\n".join(line.text for line in lines)
    if lines[0].after_rule and _FOOTNOTE.match(first):
        yield Piece(kind=BlockKind.NOTE, text=paragraph_text(text), page=page)
    elif numbered := _NUMBERED.match(first):
        yield from _numbered(lines, numbered)
    elif marked := _MARKED_HEADING.match(text.replace("\n", " ")):
        yield Piece(kind=BlockKind.HEADING, text=paragraph_text(marked[2]), level=len(marked[1]), page=page)
    elif (section := _SECTION.match(first)) and _looks_like_heading(section[2]) and len(lines) == 1:
        yield Piece(kind=BlockKind.HEADING, text=paragraph_text(first), level=1, number=section[1], page=page)
    elif item := _ITEM.match(first):
        body = paragraph_text(text[item.end() :])
        yield Piece(kind=BlockKind.ITEM, text=body, level=2 if item[1] else 1, page=page)
    elif len(lines) == 1 and _CHAPTER.match(first.strip()):
        yield Piece(kind=BlockKind.HEADING, text=first.strip(), level=1, page=page)
    elif text.strip().startswith("**") and text.strip().endswith("**") and text.count("**") == 2:
        yield Piece(kind=BlockKind.HEADING, text=paragraph_text(text), level=2, page=page)
    elif len(lines) == 1 and followed_by_gap and _looks_like_heading(first):
        yield Piece(kind=BlockKind.HEADING, text=paragraph_text(first), level=3, page=page)
    else:
        yield Piece(kind=BlockKind.PARAGRAPH, text=_written_lines(lines), page=page)


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
        yield Piece(kind=BlockKind.HEADING, text=title, level=5, number=number, page=page)
        if body:
            yield Piece(kind=BlockKind.PARAGRAPH, text=body, number=number, page=page)
    else:
        yield Piece(kind=BlockKind.PARAGRAPH, text=paragraph_text("\n".join(texts)), number=number, page=page)


def _title_length(texts: list[str], *, marked: bool) -> int:
    """How many lines a numbered paragraph's title takes up; 0 when it has none."""
    for i, text in enumerate(texts):
        if _ENDS.search(text.rstrip()) or i > 2:
            return 0
        if i + 1 == len(texts):
            return i + 1 if marked or len(text) < _FULL_LINE else 0
        following = texts[i + 1]
        if following.lstrip()[:1].isupper() and (following.startswith(" ") or len(text.rstrip()) < _FULL_LINE):
            return i + 1
    return 0


def _looks_like_heading(text: str) -> bool:
    words = paragraph_text(text)
    if not words or not (words[0].isupper() or words[0].isdigit() or words[0] in "‘'“\""):
        return False
    return len(words.split()) <= _HEADING_WORDS and not re.search(r"[.;,?!]$", words)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Join a paragraph that a page break, a footnote or a blank line cut in two."""
    done: list[Piece] = []
    for piece in pieces:
        last = next((i for i in range(len(done) - 1, -1, -1) if done[i].kind is not BlockKind.NOTE), None)
        if done and done[-1].kind is BlockKind.NOTE and _LINKS.fullmatch(piece.text):
            done[-1] = replace(done[-1], text=f"{done[-1].text} {piece.text}")
        elif last is not None and _continues(done[last], piece):
            more, rest = _of_item(piece.text) if done[last].kind is BlockKind.ITEM else (piece.text, "")
            done[last] = replace(done[last], kind=_body(done[last]), text=f"{done[last].text} {more}")
            if rest:
                done.append(replace(piece, text=rest))
        else:
            done.append(piece)
    return done


def _of_item(text: str) -> tuple[str, str]:
    """What of a cut-off text still belongs to the item before it: its first sentence."""
    first, *others = sentence_spans(text)
    return first.of(text), text[others[0].start :] if others else ""


def _body(piece: Piece) -> BlockKind:
    return piece.kind if piece.kind is BlockKind.ITEM else BlockKind.PARAGRAPH


def _continues(before: Piece, after: Piece) -> bool:
    flowing = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    if before.kind not in (*flowing, BlockKind.HEADING) or after.number or not after.text:
        return False
    if before.kind is BlockKind.HEADING and not (before.number and after.text[0].islower()):
        return False
    if _ENDS.search(before.text) or before.text.endswith("~~"):
        return False
    if before.kind is BlockKind.ITEM and after.kind is BlockKind.ITEM:
        return False
    if after.text[0].islower() and not after.text.startswith("http"):
        return True
    wrapped = bool(before.number) and before.kind is BlockKind.PARAGRAPH
    return wrapped and (after.kind is BlockKind.PARAGRAPH or (after.kind is BlockKind.HEADING and after.level == 3))


def _without_running_lines(pieces: list[Piece]) -> tuple[list[Piece], tuple[str, ...]]:
    """Drop short lines that stand again and again with nothing under them (a logo's words)."""
    alone = Counter(
        piece.text
        for piece, following in zip(pieces, [*pieces[1:], None], strict=True)
        if piece.kind is BlockKind.HEADING
        and len(piece.text.split()) <= 4
        and not piece.text.endswith(":")
        and (following is None or following.kind in (BlockKind.HEADING, BlockKind.ROW))
    )
    running = {text for text, times in alone.items() if times >= _REPEATS}
    kept = [piece for piece in pieces if not (piece.kind is BlockKind.HEADING and piece.text in running)]
    notes = tuple(
        f"The line “{text}” stands {alone[text]} times on its own and was taken for a page's running line."
        for text in sorted(running)
    )
    return kept, notes

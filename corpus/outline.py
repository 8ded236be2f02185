"""Blocks -> sections: which headings stand above each block, and which blocks belong together.

A heading with nothing under it is a line of text (an address, a fact in a box), not a heading.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.dialect import DEEPEST
from corpus.pieces import PLAIN_LINE
from corpus.printed_page import page_alone
from corpus.records import Block, BlockKind, Paragraph, Span
from corpus.structure import Layout

_BODY = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.NOTE)
_CHAPTER = re.compile(r"^Chapter (\d+)$")
_TABLE = re.compile(r"(?:Table|Chart|Figure) [\dA-Z]", re.IGNORECASE)
_CAPTION = re.compile(r"(?:Table|Chart|Figure|Fig\.?|Map|Graph) ?\d", re.IGNORECASE)
_STATEMENT = 6  # words of a heading that says something
_STATED_WITH = 45  # words of such a heading with the paragraph below it, up to which they are one
_FIGURE = re.compile(
    r"[£$€]\d|\d ?%|\d,\d{3}|(?<![-–/,.\d])\d{1,3}(?:\.\d+)? (?!(?:of|and|or|to)\b)(?!(?:jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\b)[a-z]|\b\d+ in \d+\b|\bone in \w+",
    re.IGNORECASE,
)
_NAMES_A_PART = re.compile(
    r"\d+\.|(?-i:\d{1,2} [A-Z])|(?:Table|Chart|Figure|Map|Box|Appendix|Annex|Chapter|Part|Section|Page|Paragraph|Schedule|Outcome|Shared outcome"
    r"|Goal|Objective|Priority|Action|Enabler|Principle|Recommendation|Step|Phase|Stage|Theme|Aim|Standard|Question) [\dA-Z]",
    re.IGNORECASE,
)
LOCATOR_JOINT = " › "


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block with the headings above it and the number of the paragraph it belongs to.

    ``section`` counts the headings passed so far: two sections may have the same headings above them.
    """

    block: Block
    text: str
    headings: tuple[str, ...]
    number: str | None = None
    title: str | None = None
    section: int = 0


def outline(layout: Layout) -> tuple[Placed, ...]:
    """Every block but the true headings and the list of contents, each with its place."""
    return tuple(_placed(layout))


def _placed(layout: Layout) -> Iterator[Placed]:
    blocks = layout.blocks
    runs = _Runs(blocks)
    stack: list[tuple[int, str]] = []
    number = title = None
    section = 0
    before_table: list[tuple[int, str]] | None = None
    for i, block in enumerate(blocks):
        text = block.span.of(layout.text)
        if block.kind is BlockKind.CONTENTS:
            continue
        if before_table is not None and block.kind not in (BlockKind.ROW, BlockKind.NOTE):
            stack, before_table = before_table, None
            section += 1
        if depth := _numbered_section(blocks, i):
            _push(stack, depth, text)
            number = title = None
            section += 1
        elif block.kind is BlockKind.HEADING and block.number and "." in block.number:
            number, title = block.number, text
            if i + 1 == len(blocks) or _is_heading(layout, runs, i + 1, number):
                yield Placed(block=block, text=text, headings=_path(stack), number=number, title=title, section=section)
        elif _is_heading(layout, runs, i, number):
            if _is_over_table(blocks, i, text):
                before_table = list(stack)
            if not (stack and stack[-1][1].endswith(f": {text}")):
                _push(stack, _depth(block, text), _heading_name(blocks, i, layout))
            number = title = None
            section += 1
            if i + 1 < len(blocks) and blocks[i + 1].kind is BlockKind.PARAGRAPH and says_a_figure(text):
                yield Placed(block=block, text=text, headings=_path(stack), section=section)
        elif block.kind is BlockKind.NOTE:
            yield Placed(block=block, text=text, headings=_path(stack), section=section)
        else:
            if block.number and block.number != number:
                number, title = block.number, None
            yield Placed(block=block, text=text, headings=_path(stack), number=number, title=title, section=section)


def _numbered_section(blocks: tuple[Block, ...], i: int) -> int:
    """How deep a title is that is numbered "2.0" above "2.1", or "2.1" above "2.1.1"; nought where it is none."""
    number = blocks[i].number or ""
    below = blocks[i + 1].number if i + 1 < len(blocks) else None
    if blocks[i].kind is not BlockKind.HEADING or "." not in number or not below:
        return 0
    above = number.removesuffix(".0")
    return above.count(".") + 1 if below != number and below.startswith(f"{above}.") else 0


def says_a_figure(heading: str) -> bool:
    """Whether a heading is a statement with a figure, which is quoted and not only stands above what is."""
    return len(heading.split()) >= _STATEMENT and bool(_FIGURE.search(heading)) and not _NAMES_A_PART.match(heading)


def _is_over_table(blocks: tuple[Block, ...], i: int, text: str) -> bool:
    """Whether a heading is the title of the table below it, and so of nothing after that."""
    titles = blocks[i].level == DEEPEST or bool(_TABLE.match(text))
    return titles and i + 1 < len(blocks) and blocks[i + 1].kind is BlockKind.ROW


def _path(stack: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(name for _, name in stack if name)


def _push(stack: list[tuple[int, str]], depth: int, name: str) -> None:
    while stack and stack[-1][0] >= depth:
        stack.pop()
    stack.append((depth, name))


def _depth(block: Block, text: str) -> int:
    """Printed section numbers and chapters outrank what the marks of a heading say."""
    if block.number or re.match(r"^\d+\. ", text) or _CHAPTER.match(text):
        return 1
    return block.level + 1


class _Runs:
    """Where the short lines that stand one below the other begin and end."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        plain = [_is_plain_line(block) for block in blocks]
        self._above = self._counted(plain)
        self._below = self._counted(plain[::-1])[::-1]

    @staticmethod
    def _counted(plain: list[bool]) -> list[int]:
        """For each block, how many plain lines stand right before it."""
        counted = [0]
        for one in plain[:-1]:
            counted.append(counted[-1] + 1 if one else 0)
        return counted

    def around(self, i: int) -> tuple[int, int]:
        """How many plain lines stand right above a block, and how many right below."""
        return self._above[i], self._below[i]


def _is_heading(layout: Layout, runs: _Runs, i: int, number: str | None) -> bool:
    """A heading has a body below it; a run of three or more short lines is a box of text.

    Within a numbered paragraph a line that ends in a colon leads a list.
    """
    block, text = layout.blocks[i], layout.blocks[i].span.of(layout.text)
    if block.kind is BlockKind.HEADING and _CAPTION.match(text) and not _is_over_table(layout.blocks, i, text):
        return False  # the text that goes on below a picture is no part of it
    if not _is_plain_line(block):
        return block.kind is BlockKind.HEADING
    if re.search(r"[“”]|@|\d{5}|:\s+\S", text) or (number and text.endswith(":")):
        return False
    above, below = runs.around(i)
    body = layout.blocks[i + 1 + below : i + 2 + below]
    if not body or (above and _leads(layout, layout.blocks[i - 1])):
        return False
    if above + below < 2:
        return body[0].kind in _BODY or not below
    if below:
        return not above and _leads(layout, layout.blocks[i + 1])
    return body[0].kind in _BODY


def _is_plain_line(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and block.level == PLAIN_LINE


def _leads(layout: Layout, block: Block) -> bool:
    return block.span.of(layout.text).endswith(":")


def _heading_name(blocks: tuple[Block, ...], i: int, layout: Layout) -> str:
    """A heading's words; "Chapter 3" takes the title that stands on the next line."""
    text = blocks[i].span.of(layout.text).rstrip(" :")
    if _CHAPTER.match(text) and i + 1 < len(blocks) and blocks[i + 1].kind is BlockKind.HEADING:
        return f"{text}: {blocks[i + 1].span.of(layout.text)}"
    return text


def grouped(placed: Iterable[Placed]) -> Iterator[tuple[Placed, ...]]:
    """Blocks that are one paragraph: a lead-in with its items, a box of short lines."""
    group: list[Placed] = []
    for one in placed:
        if group and not _belongs(group, one):
            yield tuple(group)
            group = []
        group.append(one)
    if group:
        yield tuple(group)


def _belongs(group: list[Placed], one: Placed) -> bool:
    first, last = group[0], group[-1]
    if (one.section, one.headings) != (first.section, first.headings):
        return False
    if BlockKind.ROW in (one.block.kind, last.block.kind):
        return False
    if last.block.span.end + len(_joint(last, one)) != one.block.span.start:  # a heading stands between them
        return False
    if BlockKind.NOTE in (one.block.kind, last.block.kind):
        return False
    heads = len(group) == 1 and last.block.kind is BlockKind.HEADING and one.block.kind is BlockKind.PARAGRAPH
    if heads and says_a_figure(last.text):
        return not one.text.endswith(":") and len(f"{last.text} {one.text}".split()) <= _STATED_WITH
    if one.block.kind is BlockKind.HEADING:
        return last.block.kind is BlockKind.HEADING or last.text.endswith(":")
    if one.block.kind is BlockKind.ITEM:
        lead = first.block.kind is not BlockKind.ITEM and first.text.endswith(":") and one.number == first.number
        return (
            lead
            or _same_paragraph(one, first)
            or (last.block.kind is BlockKind.ITEM and one.block.level > 1 and last.text.endswith(":"))
            or (first.block.kind is BlockKind.ITEM and first.text.endswith(":") and one.block.level > first.block.level)
        )
    return _same_paragraph(one, first)


def _same_paragraph(one: Placed, other: Placed) -> bool:
    return one.number is not None and one.number == other.number


def paragraphs(placed: Iterable[Placed], root: str | None = None) -> Iterator[Paragraph]:
    """The paragraphs of a run of placed blocks, each with its bullets."""
    for group in grouped(placed):
        yield paragraph(group, root)


def paragraph(group: tuple[Placed, ...], root: str | None = None) -> Paragraph:
    """One paragraph from the blocks that make it up."""
    first, last = group[0], group[-1]
    joined = _between(group)
    return Paragraph(
        text=joined,
        span=Span(start=first.block.span.start, end=last.block.span.end),
        locator=paragraph_locator(first, root),
        page=first.block.page,
        number=first.number,
        headings=first.headings,
        title=first.title,
    )


def paragraph_locator(placed: Placed, root: str | None = None) -> str:
    """Where a reader finds a paragraph: its number where it has one, else its headings."""
    if placed.block.kind is BlockKind.NOTE and (mark := re.match(r"\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+", placed.text)):
        return f"footnote {unicodedata.normalize('NFKC', mark[0])}"
    if placed.number:
        return f"paragraph {placed.number}" + (f" ({placed.title})" if placed.title else "")
    return LOCATOR_JOINT.join(part for part in (root, *placed.headings) if part) or page_alone(placed.block.page)


def without_title(locator: str, title: str) -> str:
    """A locator without the paper's own title at its head, where more follows: the title is said with the paper."""
    head, _, below = locator.partition(LOCATOR_JOINT)
    return below if below and head.casefold() == title.casefold() else locator


def _between(group: tuple[Placed, ...]) -> str:
    """The text from the first block to the last, rebuilt as the layout wrote it."""
    parts = [group[0].text]
    for before, after in pairwise(group):
        parts += [_joint(before, after), after.text]
    return "".join(parts)


def _joint(before: Placed, after: Placed) -> str:
    """What the layout wrote between two blocks that it wrote one below the other."""
    same = before.block.kind is after.block.kind is BlockKind.ITEM
    mark = "  " * (after.block.level - 1) + "- " if after.block.kind is BlockKind.ITEM else ""
    return ("\n" if same else "\n\n") + mark

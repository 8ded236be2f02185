"""The marks of paper text: how a reader of any format writes headings, items, rows and notes.

``corpus.pieces`` reads them back. A heading opens with ``#``, an item with a bullet, a row has its
cells between tabs, struck-out words stand between ``~~``, and ``\\f`` parts pages. Words that only
look like such a mark are written so that they stay words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PAGE_BREAK = "\f"
LINE_BREAK = "<br>"
NAMES, VALUES = "<th>", "<td>"  # before a cell of a table's first row: it names its column, or it does not
DEEPEST = 6  # Markdown's headings go no deeper
_OPENS_LIKE_A_MARK = re.compile(r"[#•–*-](?=\s)|#+\s|[-_*]{3,}\s*$|\d{1,2}\.\d{1,2}\.?\s+(?=[a-z(%£])")
_HEADING_WORDS = 18
_SENTENCE_END = re.compile(r"[.;,?!]$|[a-z][.?!] [A-Z]|:\s+\S")
_BLANKS = re.compile(r"[ \t\r\f\v\xa0\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a paragraph that were struck out, or were not."""

    text: str
    struck: bool = False


def literal(text: str) -> str:
    """Words with signs that would be read as tags or entities, written so that they stay words."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\0", "")


def raised(number: str) -> str:
    """The mark of a footnote, as it stands in the words."""
    return f"<sup>{number}</sup>"


def marked(stretches: Iterable[Stretch]) -> str:
    """A paragraph's stretches with ``~~`` around what was struck out; neighbours of a kind are one."""
    parts: list[Stretch] = []
    for one in stretches:
        if parts and parts[-1].struck == one.struck:
            parts[-1] = Stretch(text=parts[-1].text + one.text, struck=one.struck)
        elif one.text:
            parts.append(one)
    return "".join(f"~~{p.text}~~" if p.struck and p.text.strip() else p.text for p in parts)


def is_title(text: str) -> bool:
    """Whether a whole bold line can be a heading: short, one line, and no sentence."""
    words = one_block(text)
    return 0 < len(words.split()) <= _HEADING_WORDS and "\n" not in words and not _SENTENCE_END.search(words)


def one_block(text: str) -> str:
    """A paragraph's lines without the blank ones, which would part it, and without tabs, which make a row."""
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def plain(text: str) -> str:
    """A paragraph; its first sign is written as an entity where it would be read as a mark."""
    block = one_block(text)
    return f"&#{ord(block[0])};{block[1:]}" if _OPENS_LIKE_A_MARK.match(block) else block


def heading(level: int, text: str) -> str:
    """A heading, on one line."""
    return f"{'#' * max(1, min(level, DEEPEST))} {' '.join(text.split())}"


def item(text: str, depth: int = 1) -> str:
    """An item of a list; the bullet sign, for "- 2.5 million" would be read as paragraph 2.5."""
    words = " ".join(text.split())
    return f"{'  ' * (depth - 1)}• {words}"


def note(number: str, text: str) -> str:
    """A footnote, where it is told in full."""
    return f"{raised(number)} {' '.join(text.split())}"


def cell(paragraphs: Iterable[str]) -> str:
    """A table cell of several paragraphs."""
    return LINE_BREAK.join(line for text in paragraphs for line in one_block(text).split("\n") if line)


def row(cells: Sequence[str], *, names_columns: bool | None = None) -> str:
    """A table row; a first one may say whether it names the columns, else its form tells."""
    tag = {True: NAMES, False: VALUES, None: ""}[names_columns]
    return "\t".join(f"{tag}{text}" if text else "" for text in cells)


def table(rows: Iterable[str]) -> str:
    """The rows of one table; a page break between two of them leaves them one table."""
    text = ""
    for line in rows:
        join = "" if not text or line == PAGE_BREAK or text.endswith(PAGE_BREAK) else "\n"
        text += join + line
    return text


def blocks(written: Iterable[str]) -> str:
    """Paper text from blocks: a blank line between two of them, also where a page ends between them."""
    text = ""
    for block in written:
        if block == PAGE_BREAK:
            text += "\n" * bool(text) + PAGE_BREAK
        elif block:
            text += "\n\n" * (bool(text) and not text.endswith(PAGE_BREAK)) + block
    return text

"""Words of a page -> rows of words, and rows -> lines of paper text."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.pdf.sheets import Word
from corpus.pdf.words import RIGHT_TO_LEFT

_SAME_BASE = 0.35  # of a letter's size: words this close in height stand in one row
_BULLETS = frozenset("•‣▪■◦▫●○♦◆►▶➢➤✓✔❖–—-*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
_ADDRESS_GOES_ON = re.compile(r"(?!https?:)\S*(?:[/_=?&%#]|\.(?:pdf|docx?|html?|aspx?)\b)")
_AROUND = ".,;:!?()[]'\"‘’“”"
_DOT = "●"
NOTE_MARKS = re.compile(r"\d+(?:[,–-]\d+)*|[*†‡§¶]+")  # of one footnote or several: "1,3-5"
_SYMBOL_BULLETS = range(0xF000, 0xF100)  # Wingdings and Symbol keep their signs here
_LETTER_BULLETS = frozenset("oØ§ü")  # the same, where the font says that they are letters
_LETTER_BULLET_GAP = 0.6  # of a letter's size
_PREFIX = re.compile(  # what stands before a hyphen of a word's own
    "all|anti|co|cross|cyber|ex|face|full|half|hard|high|inter|intra|key|lead|life|long|low|mid|mini|multi|near|non|off"
    "|one|over|part|peer|post|pre|pro|quasi|re|real|self|semi|short|single|six|socio|sub|three|two|ultra|under|up|vice"
    "|well|whole|year"
)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")  # scripts that write no blanks


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text as it stands in its column; ``text`` is in the paper's dialect, marks and all.

    ``column`` holds the edges of a column beside others; it is None where the text has the page's width.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    first_word: float
    bullet: str | None = None
    column: tuple[float, float] | None = None


def rows_of(words: Iterable[Word]) -> tuple[tuple[Word, ...], ...]:
    """Words that stand side by side, row by row from the top."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        if rows and word.base - rows[-1][0].base <= _SAME_BASE * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return tuple(_ordered(row) for row in rows)


def _ordered(row: list[Word]) -> tuple[Word, ...]:
    """A row's words as they are read; a word that is glued to another stays behind it."""
    words = sorted(row, key=lambda word: word.left)
    backward = sum(bool(RIGHT_TO_LEFT.search(word.text)) for word in words)
    return tuple(reversed(words) if 2 * backward > len(words) else words)


def line_of(words: Sequence[Word], column: tuple[float, float] | None = None, *, in_cell: bool = False) -> Line:
    """A row's words as a line of text; a dot in a table's cell is a sign of its own and no list's mark."""
    marked = is_bullet(words) and not (in_cell and words[0].text == _DOT)
    rest = words[1:] if marked else words
    return Line(
        text=text_of(rest),
        left=min(word.left for word in words),
        right=max(word.right for word in words),
        base=words[0].base,
        size=_size(rest),
        bold=all(word.bold for word in rest),
        first_word=rest[0].right - rest[0].left,
        bullet=words[0].text if marked else None,
        column=column,
    )


def _size(words: Sequence[Word]) -> float:
    """The size of most of a line's letters, to half a point."""
    sizes = sorted((word.size, len(word.text)) for word in words if not word.raised) or [(words[0].size, 1)]
    half, seen = sum(count for _, count in sizes) / 2, 0
    for size, count in sizes:
        seen += count
        if seen >= half:
            return round(size * 2) / 2
    return sizes[-1][0]


def is_bullet(words: Sequence[Word]) -> bool:
    """Whether a row opens with a list's mark."""
    if len(words) < 2 or len(words[0].text) > 1 or words[1].glued or words[0].raised:
        return False
    mark, gap = words[0].text, words[1].left - words[0].right
    if mark in _LETTER_BULLETS:
        return gap > _LETTER_BULLET_GAP * words[1].size
    return mark in _BULLETS or ord(mark) in _SYMBOL_BULLETS


def text_of(words: Sequence[Word]) -> str:
    """Words with the blanks between them, struck-out ones within ``~~``, a footnote's mark within ``<sup>``."""
    parts: list[str] = []
    for struck, group in groupby(words, key=lambda word: word.struck):
        run = list(group)
        blank = "" if not parts or run[0].glued else " "
        text = "".join(_spelled(run))
        parts.append(blank + (f"~~{text}~~" if struck else text))
    return "".join(parts)


def _spelled(words: Sequence[Word]) -> Iterator[str]:
    for before, word in pairwise([None, *words]):
        assert word is not None
        if before is not None and not word.glued and not _run_on(before.text, word.text):
            yield " "
        text = html.escape(word.text, quote=False)
        yield f"<sup>{text}</sup>" if word.raised and NOTE_MARKS.fullmatch(text) else text


def _run_on(before: str, after: str) -> bool:
    return bool(_UNSPACED.match(before[-1]) and _UNSPACED.match(after[0]))


def words_known(words: Iterable[Word]) -> frozenset[str]:
    """The words that stand whole within lines, in small letters."""
    return frozenset(text for word in words if not (text := word.text.lower().strip(_AROUND)).endswith("-"))


def joined_lines(before: str, after: str, known: frozenset[str]) -> str:
    """Two lines of one paragraph as one; a hyphen between goes where it only parted a word.

    ``known`` are the words of the paper that stand within lines: "plan-" and "ning" are "planning"
    where that word is among them, and "socio-" and "economic" stay "socio-economic".
    """
    if before.endswith("~~") and after.startswith("~~"):
        return f"{joined_lines(before[:-2], after[2:], known)}"
    if _ADDRESS.search(before) and _ADDRESS_GOES_ON.match(after):
        return before + after
    head = re.search(r"(\w+)-$", before)
    tail = re.match(r"\w+", after)
    if head and tail and after[0].islower():
        return (before[:-1] if _was_parted(head[1].lower(), tail[0].lower(), known) else before) + after
    if head and tail:
        return before + after
    return before + after if before and after and _run_on(before[-1], after[0]) else f"{before} {after}"


def _was_parted(head: str, tail: str, known: frozenset[str]) -> bool:
    """Whether a hyphen at a line's end only parted a word; one of the paper's own stays."""
    if f"{head}-{tail}" in known or _PREFIX.fullmatch(head):
        return False
    if head + tail in known:
        return True
    return not (head in known and tail in known)

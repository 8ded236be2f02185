"""Pages -> the same pages without the lines that a page carries for its own sake.

1. A row near the top or the foot of a page that stands at the same height on page after page is a
   running line; figures in it may change from page to page.
2. Where a page holds nothing else, such a line is its text, unless it is a running line on fuller pages.
3. A running line that is a whole sentence stays where it stands first.
4. What was taken away is counted, so that a reader can be told.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.pdf.lines import rows_of, text_of
from corpus.pdf.sheets import Sheet, Word

_MARGIN = 0.13  # of a page's height, at the top and at the foot
_ROWS = 4  # a margin holds no more running lines than this
_PAGES = 3  # a line seen on as many pages is a running line
_SHARE = 0.1  # and on as many of them
_STEP = 3  # points: by how much its height may vary
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–|]?\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–|]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_ROMAN = re.compile("[ivxlc]{1,7}", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_FIGURES = 3  # in a line; more are no page numbers
_WIDE = 2.5  # of a letter's size: a gap as wide parts two running lines
_CLOSE = 1.6  # of a letter's size: rows of one text are no further apart
_SENTENCE = 8  # words
_ENDED = re.compile(r"[.!?][’'”\"\])]*$")
_Place = tuple[str, int]


class RunningLines:
    """What is known of a paper's running lines; pages are shown to it in stretches, from first to last."""

    def __init__(self) -> None:
        self._seen: Counter[_Place] = Counter()
        self._pages = 0
        self._beside_others: set[str] = set()
        self._printed: dict[int, int] = {}
        self._said: set[str] = set()
        self.dropped: Counter[str] = Counter()

    def taken_from(self, sheets: Sequence[Sheet], in_tables: Sequence[frozenset[Word]]) -> list[Sheet]:
        """The pages without their running lines; words of a table are none."""
        margins = [_margin_rows(sheet, words) for sheet, words in zip(sheets, in_tables, strict=True)]
        self._pages += len(sheets)
        for sheet, rows in zip(sheets, margins, strict=True):
            self._seen.update({place for row in rows for place in _places(sheet, row)})
        in_body = {
            _unnumbered(text_of(row))
            for sheet, rows in zip(sheets, margins, strict=True)
            for row in _between(sheet, rows)
            if any("0" <= word.text[0] <= "9" for word in row)
        }
        running = [
            [row for row in rows if self._is_running(sheet, row, in_body)]
            for sheet, rows in zip(sheets, margins, strict=True)
        ]
        self._beside_others.update(
            _unnumbered(text_of(row))
            for sheet, rows in zip(sheets, running, strict=True)
            for row in rows
            if not _is_all(rows, sheet)
        )
        return [self._without(sheet, self._but_new(rows)) for sheet, rows in zip(sheets, running, strict=True)]

    def without_known(self, lines: Sequence[str]) -> list[str]:
        """The lines of a page, where their heights are not known, without those known from other pages."""
        known = {_unnumbered(text) for text in self.dropped}
        edges = {*range(_ROWS), *range(len(lines) - _ROWS, len(lines))}
        return [
            line
            for i, line in enumerate(lines)
            if i not in edges or not (_PAGE_NUMBER.fullmatch(line.strip()) or _unnumbered(line.strip()) in known)
        ]

    def labels(self, pages: int) -> tuple[str | None, ...]:
        """The numbers printed on the pages, where they are as far from 1, 2, 3 on most of the pages that have one."""
        shifts = Counter(printed - number for number, printed in self._printed.items())
        shift, times = max(shifts.items(), key=lambda item: item[1], default=(0, 0))
        if not shift or times < max(_PAGES, len(self._printed) / 2):
            return (None,) * pages
        return tuple(
            str(number + shift) if self._printed.get(number) == number + shift else None
            for number in range(1, pages + 1)
        )

    def notes(self) -> tuple[str, ...]:
        """What was taken away, for a reader to know."""
        alike: dict[str, list[str]] = {}
        for text in sorted(self.dropped):
            alike.setdefault(_unnumbered(text), []).append(text)
        return tuple(
            f"The line “{texts[0]}” stands {sum(self.dropped[text] for text in texts)} times on its own "
            "and was taken for a page's running line."
            for texts in alike.values()
        )

    def _but_new(self, rows: list[tuple[Word, ...]]) -> list[tuple[Word, ...]]:
        """The rows without those that say a whole sentence for the first time: it may stand nowhere else."""
        kept = [row for row in rows if _PAGE_NUMBER.fullmatch(text_of(row))]
        for lines in _close_together([row for row in rows if row not in kept]):
            text = " ".join(text_of(row) for row in lines)
            if len(text.split()) < _SENTENCE or not _ENDED.search(text) or text in self._said:
                kept += lines
            self._said.add(text)
        return kept

    def _without(self, sheet: Sheet, rows: list[tuple[Word, ...]]) -> Sheet:
        running = [row for row in rows if not _is_all(rows, sheet) or self._is_known(row)]
        if not running:
            return sheet
        for row in running:
            if not (number := _PAGE_NUMBER.fullmatch(text := text_of(row))):
                self.dropped[text] += 1
            elif number[1].isdigit():
                self._printed[sheet.number] = int(number[1])
        gone = {id(word) for row in running for word in row}
        return replace(sheet, words=tuple(word for word in sheet.words if id(word) not in gone))

    def _is_known(self, row: tuple[Word, ...]) -> bool:
        """Whether a row is a running line on pages that hold more; where it is all that a page holds, it is its text."""
        text = text_of(row)
        return bool(_PAGE_NUMBER.fullmatch(text)) or _unnumbered(text) in self._beside_others

    def _is_running(self, sheet: Sheet, row: tuple[Word, ...], in_body: set[str]) -> bool:
        text = text_of(row)
        times = max(self._seen[place] for place in _places(sheet, row))
        if _PAGE_NUMBER.fullmatch(text):
            return times >= 2 or re.sub(r"\D", "", text).startswith(str(sheet.number))
        if _unnumbered(text) in in_body:
            return False
        return times >= max(_PAGES, _SHARE * self._pages) or (times == self._pages == 2)


def in_margin(sheet: Sheet, heights: Sequence[float]) -> bool:
    """Whether a table, by the heights of its lines, may hold running lines: a row at the top, or all at the foot."""
    edge = _MARGIN * sheet.height
    return (len(heights) == 2 and heights[-1] < edge) or heights[0] > sheet.height - edge


def _is_all(rows: list[tuple[Word, ...]], sheet: Sheet) -> bool:
    """Whether a page holds nothing but these rows."""
    return sum(map(len, rows)) == len(sheet.words)


def _close_together(rows: Sequence[tuple[Word, ...]]) -> Iterator[list[tuple[Word, ...]]]:
    """Rows gathered with those right above them."""
    lines: list[tuple[Word, ...]] = []
    for row in rows:
        if lines and not 0 < row[0].base - lines[-1][0].base <= _CLOSE * row[0].size:
            yield lines
            lines = []
        lines.append(row)
    if lines:
        yield lines


def _margin_rows(sheet: Sheet, in_tables: frozenset[Word]) -> list[tuple[Word, ...]]:
    """The outermost rows of a page, those at the top and those at the foot, parted where they have wide gaps."""
    edge = _MARGIN * sheet.height
    near = [w for w in sheet.words if (w.base < edge or w.base > sheet.height - edge) and w not in in_tables]
    rows = rows_of(near)
    top = [row for row in rows if row[0].base < edge][:_ROWS]
    foot = [row for row in rows if row[0].base > sheet.height - edge][-_ROWS:]
    return [part for row in (*top, *foot) for part in _parts(row)]


def _between(sheet: Sheet, rows: list[tuple[Word, ...]]) -> tuple[tuple[Word, ...], ...]:
    """The rows of a page that do not stand at its margins."""
    marginal = {id(word) for row in rows for word in row}
    return rows_of(word for word in sheet.words if id(word) not in marginal)


def _unnumbered(text: str) -> str:
    """A line's words where its figures are not looked at; a section's name that opens a page is no running line."""
    return re.sub(r"\d+", "#", text)


def _parts(row: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    start = 0
    for i, (word, following) in enumerate(pairwise(row), start=1):
        if following.left - word.right > _WIDE * word.size:
            yield row[start:i]
            start = i
    yield row[start:]


def _places(sheet: Sheet, row: tuple[Word, ...]) -> set[_Place]:
    """Where a row stands, in two grids that overlap, and its words as other pages would have them.

    A figure is the same on all pages, or it counts them: each is taken once as it is and once from the page's
    own number on.
    """
    step = row[0].base / _STEP
    heights = (2 * int(step), 2 * int(step + 0.5) + 1)
    return {(words, height) for words in _readings(sheet.number, text_of(row)) for height in heights}


def _readings(number: int, text: str) -> list[str]:
    if _ROMAN.fullmatch(text):
        return [f"roman {_roman(text.lower()) - number}"]
    readings = [""]
    for part in re.split(r"(\d{1,4})", text, maxsplit=_FIGURES):
        own = [part, f"{{{int(part) - number:+}}}"] if part.isdigit() else [part]
        readings = [before + after for before in readings for after in own]
    return readings


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))

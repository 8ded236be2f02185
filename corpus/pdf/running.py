"""Pages -> the same pages without the lines that a page carries for its own sake.

1. A row near the top or the foot of a page that stands at the same height on page after page is a
   running line; figures in it may change from page to page.
2. What was taken away is counted, so that a reader can be told.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.pdf.lines import rows_of, text_of
from corpus.pdf.sheets import Sheet, Word

_MARGIN = 0.13  # of a page's height, at the top and at the foot
_ROWS = 4  # a margin holds no more running lines than this
_PAGES = 3  # a line seen on as many pages is a running line
_SHARE = 0.1  # and on as many of them
_STEP = 3  # points: by how much its height may vary
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–|]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–|]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_Place = tuple[str, int]


class RunningLines:
    """What is known of a paper's running lines; pages are shown to it in stretches, from first to last."""

    def __init__(self) -> None:
        self._seen: Counter[_Place] = Counter()
        self._pages = 0
        self.dropped: Counter[str] = Counter()

    def taken_from(self, sheets: Sequence[Sheet], in_tables: Sequence[frozenset[Word]]) -> list[Sheet]:
        """The pages without their running lines; words of a table are none."""
        margins = [_margin_rows(sheet, words) for sheet, words in zip(sheets, in_tables, strict=True)]
        self._pages += len(sheets)
        for rows in margins:
            self._seen.update({place for row in rows for place in _places(row)})
        return [self._without(sheet, rows) for sheet, rows in zip(sheets, margins, strict=True)]

    def notes(self) -> tuple[str, ...]:
        """What was taken away, for a reader to know."""
        return tuple(
            f"The line “{text}” stands {times} times on its own and was taken for a page's running line."
            for text, times in sorted(self.dropped.items())
        )

    def _without(self, sheet: Sheet, rows: list[tuple[Word, ...]]) -> Sheet:
        running = [row for row in rows if self._is_running(sheet, row)]
        if not running:
            return sheet
        for row in running:
            if not _PAGE_NUMBER.fullmatch(text := text_of(row)):
                self.dropped[text] += 1
        gone = {id(word) for row in running for word in row}
        return replace(sheet, words=tuple(word for word in sheet.words if id(word) not in gone))

    def _is_running(self, sheet: Sheet, row: tuple[Word, ...]) -> bool:
        text = text_of(row)
        times = max(self._seen[place] for place in _places(row))
        if _PAGE_NUMBER.fullmatch(text):
            return times >= 2 or re.sub(r"\D", "", text).startswith(str(sheet.number))
        return times >= max(_PAGES, _SHARE * self._pages) or (times == self._pages == 2)


def _margin_rows(sheet: Sheet, in_tables: frozenset[Word]) -> list[tuple[Word, ...]]:
    """The outermost rows of a page, those at the top and those at the foot."""
    edge = _MARGIN * sheet.height
    near = [w for w in sheet.words if (w.base < edge or w.base > sheet.height - edge) and w not in in_tables]
    rows = rows_of(near)
    top = [row for row in rows if row[0].base < edge][:_ROWS]
    foot = [row for row in rows if row[0].base > sheet.height - edge][-_ROWS:]
    return [*top, *foot]


def _places(row: tuple[Word, ...]) -> tuple[_Place, _Place]:
    """A row's words without their figures, and its height in two grids that overlap."""
    words = re.sub(r"\d+|\b[ivxlc]+\b", "#", text_of(row))
    step = row[0].base / _STEP
    return (words, 2 * int(step)), (words, 2 * int(step + 0.5) + 1)

"""A PDF's bytes -> its paper text, page by page, with the labels printed on the pages and notes.

1. Each page's words, lines and pictures are read (corpus.pdf.pdfium), a stretch of pages at a time, those of a long
   paper by two processes (second). Where it is so much work that time runs out, the last pages give their words
   alone (unplaced). Work is counted, and not the time that passes while the machine does something else; the clock
   decides only where a minute would not do.
2. Running headers and footers go (running), tables are found (tables), the rest is put into reading
   order (reading_order).
3. Tables that go on overleaf are joined (overleaf), headings told (headings), and all is written (writing).
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from corpus.pdf.grids import grids_of
from corpus.pdf.headings import Headings
from corpus.pdf.lines import Line, words_known
from corpus.pdf.overleaf import joined_overleaf
from corpus.pdf.pdfium import Pdf
from corpus.pdf.plain import plain_pages
from corpus.pdf.reading_order import in_reading_order
from corpus.pdf.running import RunningLines, in_margin
from corpus.pdf.second import SecondReader
from corpus.pdf.sheets import Bookmark, NotOpenedError, Refusal, Sheet, Word
from corpus.pdf.tables import Table, table_of
from corpus.pdf.unplaced import paragraphs_of
from corpus.pdf.writing import measured, page_text
from corpus.structure import listed

_STRETCH = 60  # pages: their words are held at once
_TRIED = 6  # pages whose words are read beforehand, to know how long those of the others take: a tenth of a layout
_SLOWER = 1.5  # times as long, for pages that are fuller than those, or a machine that is busier than it was
_WORK = 0.8  # of the seconds for a paper: those that this process may work before it gives up layout
_LAID_OUT = 0.9  # of them by the clock, the words of all further pages among them; the rest is for writing
_WORDS_UNTIL = 0.96  # of them: no page's words are lost because the machine is busier than it was
_LONG = 100  # pages, from where two processes read them: two seconds and more for one, and ten times that when busy
_UNKNOWN_SHARE = 0.3  # of a page's letters: beyond this it is not worth quoting
_WATERMARK = 3  # pages: what stands askew on as many is a watermark
_Element = Line | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """What a PDF says. ``pages`` are paper text; ``pictures`` counts pages that hold pictures and no text.

    ``unknown`` counts pages that were left out because their fonts do not say which letters they draw;
    ``is_plain`` says that its words were read without their places; ``said`` is what the file says of itself.
    """

    pages: tuple[str, ...]
    labels: tuple[str | None, ...]
    notes: tuple[str, ...]
    pictures: int
    unknown: int
    unread: bool
    is_plain: bool = False
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The file that is read, what reads a page, until when its layout and its words by the clock, and how much work it may be."""

    pdf: Pdf
    skip: frozenset[int]
    reached: Callable[[int], None]
    clock: Callable[[], float]
    until: float
    last: float
    worked: Callable[[], float]
    most: float
    sheet: Callable[[int], Sheet | None]


@dataclass(slots=True)
class _Read:
    """What has been gathered from the pages read so far."""

    pages: list[list[_Element]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    turned: Counter[str] = field(default_factory=Counter)
    turned_on: list[str] = field(default_factory=list)
    pictures: int = 0
    unknown: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    hurried: dict[int, str] = field(default_factory=dict)


def read_pdf(
    data: bytes,
    skip: Iterable[int] = (),
    reached: Callable[[int], None] = lambda number: None,
    *,
    seconds: float = 30.0,
    clock: Callable[[], float] = time.monotonic,
    worked: Callable[[], float] = time.process_time,
    before_page: Callable[[], None] | None = None,
) -> PdfText:
    """Read a PDF; raise NotOpenedError where it cannot be opened.

    ``skip`` are pages, from 1, that are not to be touched; ``reached`` is told each page before it is read;
    pages for whose layout ``seconds`` of work are too few give their words alone, and a note says so; those that
    the words of a page have not come to by then are left out. With
    ``before_page``, a second process reads pages of a long paper too, and calls that before each.
    """
    try:
        pdf = Pdf(data)
        if not len(pdf):
            raise NotOpenedError(Refusal.DAMAGED)
    except NotOpenedError as refused:
        if refused.refusal is Refusal.LOCKED:
            raise
        return _plainly(data)
    read, running, skipped, began = _Read(), RunningLines(), frozenset(skip), clock()
    with ExitStack() as stack:
        sheet = pdf.sheet
        if before_page and len(pdf) >= _LONG:
            pages = (number for number in range(1, len(pdf) + 1) if number not in skipped)
            sheet = stack.enter_context(SecondReader(pdf.sheet, pages, before_page)).sheet
        source = _Source(
            pdf=pdf,
            skip=skipped,
            reached=reached,
            clock=clock,
            until=began + _LAID_OUT * seconds,
            last=began + _WORDS_UNTIL * seconds,
            worked=worked,
            most=worked() + _WORK * seconds,
            sheet=sheet,
        )
        for stretch in _stretches(source, read):
            _lay_out(stretch, read, running)
    _hurry(source, read, running)
    unreached = range(len(read.pages) + 1, len(pdf) + 1)
    known = frozenset(read.known)
    notes = [*running.notes(), *_page_notes(read, unreached), *_attached(pdf)]
    labels = tuple(_labels(pdf, len(read.pages)))
    return PdfText(
        pages=tuple(_written(read, pdf.bookmarks(), known)),
        labels=labels if any(labels) else running.labels(len(read.pages)),
        notes=tuple(notes),
        pictures=read.pictures,
        unknown=len(read.unknown),
        unread=bool(read.unread),
        said=pdf.said,
    )


def _plainly(data: bytes) -> PdfText:
    """What pypdf makes of a PDF that PDFium cannot open."""
    pages = plain_pages(data)
    unread = [number for number, page in enumerate(pages, start=1) if page is None]
    notes = ["The file is damaged; its words were read without their layout."]
    notes += (
        [f"{listed(unread)} could not be read and {'is' if len(unread) == 1 else 'are'} left out."] if unread else []
    )
    texts = tuple(paragraphs_of((page or "").splitlines(), frozenset()) for page in pages)
    return PdfText(
        pages=texts,
        labels=(None,) * len(texts),
        notes=tuple(notes),
        pictures=0,
        unknown=0,
        unread=bool(unread),
        is_plain=True,
    )


def _stretches(source: _Source, read: _Read) -> Iterator[list[Sheet]]:
    """The pages, as many at a time as may be held, as long as there is time for them and the words of the others."""
    count = len(source.pdf)
    words = _SLOWER * _seconds_for_words(source) if count > _STRETCH else 0.0
    began, slowest = source.clock(), 0.0  # seconds of a page, with its layout
    for start in range(1, count + 1, _STRETCH):
        if start > 1:
            ended = source.clock()
            slowest, began = max(slowest, (ended - began) / _STRETCH), ended
            left = count + 1 - start
            needed = _SLOWER * slowest * min(left, _STRETCH) + words * max(0, left - _STRETCH)
            if source.worked() > source.most or ended + needed > source.until:
                return
        yield [_sheet(source, number, read) for number in range(start, min(start + _STRETCH, count + 1))]


def _seconds_for_words(source: _Source) -> float:
    """How long the words of a page take, by those of some pages from all over the paper."""
    tried = [n for n in range(1, len(source.pdf) + 1, len(source.pdf) // _TRIED) if n not in source.skip]
    began = source.clock()
    for number in tried:
        source.reached(number)
        source.pdf.lines(number)
    return (source.clock() - began) / max(1, len(tried))


def _sheet(source: _Source, number: int, read: _Read) -> Sheet:
    """A page; an empty one where it cannot be read."""
    source.reached(number)
    sheet = None if number in source.skip else source.sheet(number)
    if sheet is None:
        read.unread.append(number)
    elif sheet.unknown_letters > _UNKNOWN_SHARE * sum(len(word.text) for word in sheet.words):
        read.unknown.append(number)
        sheet = None
    return sheet or Sheet(number=number, width=0, height=0, words=())


def _hurry(source: _Source, read: _Read, running: RunningLines) -> None:
    """Read the pages for whose layout there is no time: their words, without tables and headings."""
    known = frozenset(read.known)
    for number in range(len(read.pages) + 1, len(source.pdf) + 1):
        if source.clock() > source.last:
            return
        source.reached(number)
        lines = None if number in source.skip else source.pdf.lines(number)
        if lines is None:
            read.unread.append(number)
        read.pages.append([])
        read.turned_on.append("")
        read.hurried[number] = paragraphs_of(running.without_known(lines or ()), known)


def _lay_out(stretch: Sequence[Sheet], read: _Read, running: RunningLines) -> None:
    """Turn a stretch of pages into lines and tables in reading order."""
    known = words_known(word for sheet in stretch for word in sheet.words)
    read.known |= known
    grids = [grids_of(sheet) for sheet in stretch]
    within = [
        frozenset(word for word in sheet.words if any(grid.cell_at(*word.middle) is not None for grid in body))
        for sheet, own in zip(stretch, grids, strict=True)
        for body in [[grid for grid in own if not in_margin(sheet, grid.ys)]]
    ]
    kept = running.taken_from(stretch, within)
    for sheet, own in zip(kept, grids, strict=True):
        tables = [table for grid in own if (table := table_of(grid, sheet.words, known))]
        read.pages.append(list(in_reading_order(_outside(sheet, tables), tables, sheet.rules, known)))
        read.pictures += sheet.has_pictures and not sheet.words
        turned = " ".join(sheet.turned)
        read.turned_on.append(turned)
        read.turned[turned] += 1


def _outside(sheet: Sheet, tables: Sequence[Table]) -> list[Word]:
    """The words of a page that stand in no table."""

    def inside(word: Word) -> bool:
        x, y = word.middle
        return any(table.left <= x < table.right and table.top <= y < table.bottom for table in tables)

    return [word for word in sheet.words if not inside(word)]


def _written(read: _Read, bookmarks: Sequence[Bookmark], known: frozenset[str]) -> Iterator[str]:
    """Each page as paper text, with what stands askew on it at its end."""
    headings = Headings(read.pages, bookmarks)
    measures = measured(read.pages)
    for number, page in enumerate(joined_overleaf(read.pages, known), start=1):
        text = read.hurried.get(number) or page_text(page, number, measures, headings, known)
        turned = read.turned_on[number - 1]
        if turned and read.turned[turned] < _WATERMARK:
            text += f"\n\n{turned}\n\n"
        yield text


def _labels(pdf: Pdf, count: int) -> Iterator[str | None]:
    """What is printed on each page as its number, where that is not simply its place in the file."""
    for number in range(1, count + 1):
        label = pdf.label(number)
        yield label if label != str(number) else None


def _page_notes(read: _Read, unreached: range) -> Iterator[str]:
    if read.unread:
        were = "is" if len(read.unread) == 1 else "are"
        yield f"{listed(read.unread)} could not be read and {were} left out."
    if read.unknown:
        are = "is" if len(read.unknown) == 1 else "are"
        yield f"{listed(read.unknown)} {are} left out: the fonts there do not say which letters they draw."
    if read.hurried:
        were = "was" if len(read.hurried) == 1 else "were"
        yield f"{listed(list(read.hurried))} {were} read without tables and headings, which would take too long."
    if unreached:
        yield f"{listed(unreached)} were not read because that would take too long; split the file to add them."
    for text, times in sorted(read.turned.items()):
        if text and times >= _WATERMARK:
            yield f"“{text[:60]}” stands across {times} pages and was taken for a watermark."


def _attached(pdf: Pdf) -> Iterator[str]:
    if pdf.attachments == 1:
        yield "The file attached to it was not read; add it by itself."
    elif pdf.attachments:
        yield f"The {pdf.attachments} files attached to it were not read; add them by themselves."

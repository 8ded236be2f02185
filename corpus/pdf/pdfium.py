"""A PDF's bytes -> its pages as words and lines, its labels and bookmarks. Sole importer of pypdfium2.

PDFium reads a page in a few milliseconds, tells where each letter stands, and mends broken files. It is
not Python: a page that it cannot bear ends the process, so it is only used in a process of its own.
"""

import ctypes
import logging
import math
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.pdf.letters import Letters
from corpus.pdf.rules import rules_of
from corpus.pdf.sheets import Bookmark, NotOpenedError, Refusal, Rule, Sheet
from corpus.pdf.turning import Drawn, Turn, turned
from corpus.pdf.words import words_of

_LETTERS_OF_A_PAGE = 200_000  # a page of small print has 10,000; beyond this it is an attack
_OBJECTS_OF_A_PAGE = 60_000
_SEGMENTS_OF_A_PATH = 600  # beyond this it is a drawing; tables come as paths of up to some hundred lines
_RULES_OF_A_PAGE = 5_000
_NESTED = 6  # drawings within drawings
_BOOKMARKS = 5_000
_BOOKMARK_LEVELS = 12
_BLANK = 0x20
_LETTER_OF = Letters()
_WRITTEN_NOTES = frozenset((pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP))
_SKEW = 3  # degrees: scanned pages stand a little askew
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_UNKNOWN = re.compile("[\x00-\x1f\ufffd\ue000-\uefff]")  # what is read where a font does not say which letter it drew
_BOLD_WEIGHT = 600
_FONT_NAME = 128
_TITLE = 300  # letters of a file's own title
_SAVED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_UNMOVED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Object = Any  # PDFium's handle
_Matrix = tuple[float, float, float, float, float, float]

# The object that draws a letter, as a plain number: a pointer made for each letter takes a third of a page's time.
_object_of = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)

logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # what it mends on the way is no news to a reader


class Pdf:
    """An open PDF; its pages are counted from 1."""

    def __init__(self, data: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
            raise NotOpenedError(Refusal.LOCKED if locked else Refusal.DAMAGED) from error
        if self._document.get_formtype() == pdfium.FORMTYPE_ACRO_FORM:
            self._document.init_forms()

    def __len__(self) -> int:
        return len(self._document)

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """What the file says of itself, by the names of corpus.properties."""
        title = " ".join(self._document.get_metadata_value("Title").replace("\0", "").split())
        saved = _SAVED.match(self._document.get_metadata_value("ModDate"))
        said = (
            ("infotitle", title[:_TITLE]),
            ("filetitle", title[:_TITLE]),
            ("modified", "-".join(saved.groups()) if saved else ""),
        )
        return tuple((key, value) for key, value in said if value)

    @property
    def attachments(self) -> int:
        """How many files are packed into this one."""
        return max(0, int(pdfium.FPDFDoc_GetAttachmentCount(self._document.raw)))

    def label(self, number: int) -> str | None:
        """The number that is printed on a page, where the file says it."""
        return self._document.get_page_label(number - 1).strip() or None

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The file's own table of contents."""
        found: list[Bookmark] = []
        for mark in self._document.get_toc(max_depth=_BOOKMARK_LEVELS):
            dest = mark.get_dest()
            page = dest.get_index() if dest else None
            title = " ".join(mark.get_title().replace("\0", "").split())
            if page is not None and title:
                found.append(Bookmark(title=title, level=mark.level + 1, page=page + 1))
            if len(found) >= _BOOKMARKS:
                break
        return tuple(found)

    def sheet(self, number: int) -> Sheet | None:
        """What stands on a page, or None where the page cannot be read."""
        try:
            with closing(self._document[number - 1]) as page:
                own = _sheet(page, number)
                if not _holds_written_notes(page):
                    return own
                pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
            with closing(self._document[number - 1]) as page:
                whole = _sheet(page, number)
        except pypdfium2.PdfiumError:
            return None
        return whole if _letters(own) <= _letters(whole) else own

    def lines(self, number: int) -> tuple[str, ...] | None:
        """The lines of a page in the order in which they were drawn, which takes a third of the time of a sheet."""
        try:
            with closing(self._document[number - 1]) as page, closing(page.get_textpage()) as text:
                drawn = text.get_text_bounded()
        except pypdfium2.PdfiumError:
            return None
        return tuple("".join(_LETTER_OF[ord(letter)] for letter in line) for line in drawn.splitlines())


def _letters(sheet: Sheet) -> Counter[str]:
    """How often each letter stands on a page: what is flattened may come out in another page's fonts."""
    return Counter("".join([*(word.text for word in sheet.words), *sheet.turned]).replace(" ", ""))


def _holds_written_notes(page: pypdfium2.PdfPage) -> bool:
    """Whether words stand on the page that are no part of its text: what was filled in or stamped on."""
    for i in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _RULES_OF_A_PAGE)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, i)
        if note:
            kind = pdfium.FPDFAnnot_GetSubtype(note)
            pdfium.FPDFPage_CloseAnnot(note)
            if kind in _WRITTEN_NOTES:
                return True
    return False


def _sheet(page: pypdfium2.PdfPage, number: int) -> Sheet:
    text = page.get_textpage()
    try:
        drawn = list(_runs(text.raw))
    finally:
        text.close()
    weight = Counter[int]()
    for run in drawn:
        weight[run.angle] += len(run.letters)
    angle = weight.most_common(1)[0][0] if weight else 0
    width, height, turn = turned(page.get_bbox(), angle)
    rules, has_pictures = _drawings(page, turn)
    words = words_of([run.upright(turn) for run in drawn if run.angle == angle], rules)
    shown = tuple(w for w in words if -5 <= w.middle[0] <= width + 5 and -5 <= w.middle[1] <= height + 5)
    return Sheet(
        number=number,
        width=width,
        height=height,
        words=shown or words,
        rules=rules,
        turned=tuple(text for run in drawn if run.angle != angle and (text := "".join(run.letters).strip())),
        has_pictures=has_pictures,
        unknown_letters=sum(len(_UNKNOWN.findall("".join(run.letters))) for run in drawn),
    )


def _runs(text: ctypes.c_void_p) -> Iterator[Drawn]:
    """The letters of a page as they were drawn, run by run."""
    count = min(pdfium.FPDFText_CountChars(text), _LETTERS_OF_A_PAGE)
    box = pdfium.FS_RECTF()
    at = ctypes.byref(box)
    last: int | None = None
    run: Drawn | None = None
    sideways = False
    letter_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    for i in range(count):
        code = letter_of(text, i)
        drawn: int | None = _object_of(text, i)
        if drawn is None:  # PDFium's own: a blank for a gap that it saw, or the end of a line
            if run is not None and code == _BLANK:
                run.letters.append(" ")
                run.lows.append(run.highs[-1])
                run.highs.append(run.highs[-1])
            continue
        if run is None or drawn != last:
            if run is not None:
                yield run
            last, run = drawn, _style(text, i, drawn)
            sideways = run.angle in (90, 270)
        box_of(text, i, at)
        run.letters.append(_LETTER_OF[code])
        run.lows.append(box.bottom if sideways else box.left)
        run.highs.append(box.top if sideways else box.right)
    if run is not None:
        yield run


def _style(text: ctypes.c_void_p, i: int, drawn: int) -> Drawn:
    """How a letter is drawn: its direction in degrees, the line it stands on, its size, whether it is bold."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, i, matrix)
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    square = round(angle / 90) * 90
    angle = square % 360 if abs(angle - square) < _SKEW else round(angle)
    size = abs(pdfium.FPDFText_GetFontSize(text, i)) * math.hypot(matrix.c, matrix.d)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, i, x, y)
    base = x.value if angle in (90, 270) else y.value
    return Drawn(angle=int(angle), base=base, size=size or 1.0, bold=_is_bold(drawn))


def _is_bold(drawn: int) -> bool:
    font = pdfium.FPDFTextObj_GetFont(ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT))
    if not font:
        return False
    name = ctypes.create_string_buffer(_FONT_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, name, _FONT_NAME)
    return bool(_BOLD.search(name.value)) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT


def _drawings(page: pypdfium2.PdfPage, turn: Turn) -> tuple[tuple[Rule, ...], bool]:
    """The straight lines of a page, and whether there are pictures on it."""
    rules: list[Rule] = []
    pictures = False
    for drawn, kind, matrix in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(rules) < _RULES_OF_A_PAGE:
            rules.extend(_rules(drawn, matrix, turn))
    return tuple(rules), pictures


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[_Object, int, _Matrix]]:
    """Whatever is drawn on a page, and within its drawings, with the way its points are moved."""
    waiting = [(pdfium.FPDFPage_GetObject, page.raw, pdfium.FPDFPage_CountObjects(page.raw), _UNMOVED, 0)]
    seen = 0
    while waiting:
        get, holder, count, outer, depth = waiting.pop()
        for i in range(min(count, _OBJECTS_OF_A_PAGE - seen)):
            drawn = get(holder, i)
            if not drawn:
                continue
            seen += 1
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                continue
            matrix = _within(drawn, outer)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _NESTED:
                inside = pdfium.FPDFFormObj_CountObjects(drawn)
                waiting.append((pdfium.FPDFFormObj_GetObject, drawn, inside, matrix, depth + 1))
            yield drawn, kind, matrix


def _within(drawn: _Object, outer: _Matrix) -> _Matrix:
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, own)
    a, b, c, d, e, f = own.a, own.b, own.c, own.d, own.e, own.f
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _rules(drawn: _Object, matrix: _Matrix, turn: Turn) -> Iterator[Rule]:
    """The straight lines of one path."""
    count = pdfium.FPDFPath_CountSegments(drawn)
    if not 2 <= count <= _SEGMENTS_OF_A_PATH:
        return
    unseen = _is_unseen(drawn)
    for corners in _outlines(drawn, count, matrix, turn):
        lines = tuple(rules_of(corners))
        if len(lines) == 1 or not unseen:  # a single one may part coloured cells
            yield from lines


def _is_unseen(drawn: _Object) -> bool:
    """Whether a path is a box on the paper in the paper's own white, whose edges nobody sees."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    red, green, blue, cover = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, cover)
    return not stroke.value and (not fill.value or {red.value, green.value, blue.value} == {255})


def _outlines(drawn: _Object, count: int, matrix: _Matrix, turn: Turn) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path that is drawn without lifting the pen; curves are left out."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(corners) > 1:
                yield corners
            corners = []
        corners.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            corners.append(corners[0])
    if len(corners) > 1:
        yield corners

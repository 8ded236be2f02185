"""PDFs as odd as they come, each made here: a name, the file, and what is to be read from it."""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WORDS = "The council will plant forty trees."
LOCKED = "odd.pdf is locked with a password. Save a copy without the password and add that."
DAMAGED = "odd.pdf is damaged or is not a complete PDF. Export the paper again and replace the file."
HIDDEN = (
    "odd.pdf is written in fonts that do not say which letters they draw. "
    "Run it through text recognition (OCR) first, or ask its publisher for another copy."
)
SCANNED = "odd.pdf holds pictures of pages and no text. Run it through text recognition (OCR) first."
TEXTLESS = "odd.pdf holds no text. Check that it is the right file."


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = A4, **options: int) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, **options)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def said(words: str = WORDS) -> Callable[[Canvas], None]:
    return lambda canvas: canvas.drawString(72, 700, words)


def plain(words: str = WORDS) -> bytes:
    return drawn(said(words))


def rewritten(change: Callable[[PdfWriter], object], data: bytes | None = None) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data or plain())))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def turned(by: int) -> bytes:
    """A page whose text stands on its side, turned upright by the page's own rotation."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(by)
        canvas.drawString(-80, 0, WORDS)

    return rewritten(lambda writer: writer.pages[0].rotate(by), drawn(draw))


def with_stream(body: bytes, **entries: object) -> Callable[[PdfWriter], None]:
    """A page that draws what a stream says."""

    def change(writer: PdfWriter) -> None:
        stream = StreamObject()
        stream._data = body
        for name, value in entries.items():
            stream[NameObject(f"/{name}")] = value  # type: ignore[assignment]
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return change


def form(canvas: Canvas) -> None:
    canvas.acroForm.textfield(name="answer", value="Forty trees", x=72, y=600, width=200, height=20)
    canvas.drawString(72, 700, "How many trees will there be?")


def two_columns(canvas: Canvas) -> None:
    for at, side in ((72, "left"), (320, "right")):
        text = f"The {side} column is read from its first line to its last line, all of it, before another is begun. "
        for row, line in enumerate(simpleSplit(text * 3, "Helvetica", 12, 200)):
            canvas.drawString(at, 700 - 13 * row, line)


def marked(canvas: Canvas) -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    canvas.setFont("Vera", 12)
    canvas.drawString(72, 700, "Łask – čeština, Ångström, Ælfþryð")


def asian(font: str, words: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(font))
        canvas.setFont(font, 12)
        canvas.drawString(72, 700, words)

    return draw


def picture(canvas: Canvas) -> None:
    canvas.drawInlineImage(Image.new("RGB", (8, 8), "grey"), 50, 50, 300, 300)


def circle_of_pages(writer: PdfWriter) -> None:
    pages = writer._pages if isinstance(writer._pages, DictionaryObject) else writer._pages.get_object()
    pages[NameObject("/Kids")] = ArrayObject([pages.indirect_reference, *pages["/Kids"]])


def own_parent(writer: PdfWriter) -> None:
    page = writer.pages[0]
    page[NameObject("/Parent")] = page.indirect_reference  # type: ignore[assignment]


def deep_bookmarks(writer: PdfWriter) -> None:
    parent = None
    for depth in range(200):
        parent = writer.add_outline_item(title=f"Level {depth}", page_number=0, parent=parent)


def circle_of_bookmarks(writer: PdfWriter) -> None:
    mark = writer.add_outline_item(title="Round", page_number=0).get_object()
    mark[NameObject("/Next")] = mark.indirect_reference


def circle_of_drawings(writer: PdfWriter) -> None:
    drawing = StreamObject()
    drawing.set_data(b"/X Do")
    drawing.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    drawing[NameObject("/BBox")] = ArrayObject([NumberObject(n) for n in (0, 0, 500, 500)])
    own = writer._add_object(drawing)
    named = DictionaryObject({NameObject("/X"): own})
    drawing[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
    writer.pages[0][NameObject("/Resources")][NameObject("/XObject")] = named  # type: ignore[index]
    writer.pages[0].merge_page(writer.pages[0])
    with_stream(b"BT /F1 12 Tf 72 700 Td (" + WORDS.encode() + b") Tj ET /X Do")(writer)


def bomb(size: int, times: int) -> bytes:
    """A stream of blanks, packed as often as is said."""
    packed = b" " * size
    for _ in range(times):
        packed = zlib.compress(packed, 9)
    return packed


def filters(times: int) -> ArrayObject:
    return ArrayObject([NameObject("/FlateDecode")] * times)


def no_unicode(writer: PdfWriter) -> None:
    """A font that says of its letters only that they are signs of its own."""
    table = StreamObject()
    table.set_data(
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <21> <7E> <E021> endbfrange endcmap"
    )
    font = next(iter(writer.pages[0]["/Resources"]["/Font"].values())).get_object()  # type: ignore[index]
    font[NameObject("/ToUnicode")] = writer._add_object(table)


def drawn_letters(writer: PdfWriter) -> None:
    """A Type 3 font: its letters are drawings, and their names say which."""
    glyph = StreamObject()
    glyph.set_data(b"500 0 0 0 500 500 d1 0 0 400 400 re f")
    shape = writer._add_object(glyph)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type3"),
            NameObject("/FontBBox"): ArrayObject([NumberObject(n) for n in (0, 0, 500, 500)]),
            NameObject("/FontMatrix"): ArrayObject([*map(NumberObject, (0, 0, 0, 0, 0, 0))]),
            NameObject("/CharProcs"): DictionaryObject({NameObject("/T"): shape}),
            NameObject("/FirstChar"): NumberObject(84),
            NameObject("/LastChar"): NumberObject(84),
            NameObject("/Widths"): ArrayObject([NumberObject(500)]),
            NameObject("/Encoding"): DictionaryObject(
                {NameObject("/Differences"): ArrayObject([NumberObject(84), NameObject("/T")])}
            ),
        }
    )
    fonts = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    fonts[NameObject("/F3")] = writer._add_object(font)
    with_stream(b"BT /F1 12 Tf 72 700 Td (" + WORDS.encode() + b") Tj /F3 9 Tf (TTT) Tj ET")(writer)


def pages(count: int) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(plain())))
    for _ in range(count - 1):
        writer.add_page(writer.pages[0])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def script(writer: PdfWriter) -> None:
    action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("while(true){}")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject({NameObject(k): v for k, v in action.items()})


def numbered(writer: PdfWriter) -> None:
    writer.set_page_label(0, 0, style="/r", start=4)


def read() -> Iterator[tuple[str, Callable[[], bytes], str]]:
    """Files that are read: some of the words that they hold."""
    yield "plain", lambda: plain(), WORDS
    yield "junk before the head", lambda: b"junk\n" * 40 + plain(), WORDS
    yield "junk behind the end", lambda: plain() + b"\n" * 50 + b"junk" * 400, WORDS
    yield "no cross-references", lambda: plain().replace(b"startxref", b"startxxxx"), WORDS
    yield "wrong cross-references", lambda: plain().replace(b"startxref\n", b"startxref\n9"), WORDS
    yield "cut off behind the page", lambda: plain()[: plain().rindex(b"xref\n")], WORDS
    yield "uncompressed", lambda: drawn(said(), pageCompression=0), WORDS
    yield "compressed", lambda: drawn(said(), pageCompression=1), WORDS
    yield "rewritten", lambda: rewritten(lambda writer: None), WORDS
    yield "squeezed", lambda: rewritten(lambda writer: writer.compress_identical_objects()), WORDS
    yield "turned by 90", lambda: turned(90), WORDS
    yield "turned by 180", lambda: turned(180), WORDS
    yield "turned by 270", lambda: turned(270), WORDS
    yield (
        "turned text without a turned page",
        lambda: drawn(lambda c: (c.rotate(90), c.drawString(300, -300, WORDS))[0]),
        WORDS,
    )
    yield "askew", lambda: drawn(lambda c: (c.rotate(33), c.drawString(300, 300, WORDS))[0]), WORDS
    yield "open form", lambda: drawn(form), "How many trees will there be?"
    yield "filled form", lambda: drawn(form), "Forty trees"
    yield "attachment", lambda: rewritten(lambda writer: writer.add_attachment("a.txt", b"Within.")), WORDS
    yield "attached bomb", lambda: rewritten(lambda writer: writer.add_attachment("a.zip", bomb(9_000_000, 2))), WORDS
    yield "script", lambda: rewritten(script), WORDS
    yield "Latin letters with marks", lambda: drawn(marked), "Łask – čeština, Ångström, Ælfþryð"
    yield "Japanese", lambda: drawn(asian("HeiseiMin-W3", "東京都の戦略")), "東京都の戦略"
    yield "Chinese", lambda: drawn(asian("STSong-Light", "北京市战略")), "北京市战略"
    yield "Korean", lambda: drawn(asian("HYSMyeongJo-Medium", "서울시 전략")), "서울시"
    yield "drawn letters", lambda: rewritten(drawn_letters), WORDS
    yield "picture beside words", lambda: drawn(lambda c: (picture(c), c.drawString(72, 700, WORDS))[0]), WORDS
    yield (
        "two columns",
        lambda: drawn(two_columns),
        "before another is begun. The left column is read from its first line to its last line, all of it, before",
    )
    yield "tiny page", lambda: drawn(lambda c: c.drawString(1, 5, WORDS), size=(220, 20)), WORDS
    yield "huge page", lambda: drawn(said(), size=(14400, 14400)), WORDS
    yield "no size", lambda: rewritten(lambda writer: writer.pages[0].pop("/MediaBox")), WORDS
    yield "size the wrong way round", lambda: rewritten(lambda w: w.pages[0].mediabox.__init__((595, 842, 0, 0))), WORDS
    yield "deep bookmarks", lambda: rewritten(deep_bookmarks), WORDS
    yield "bookmarks in a circle", lambda: rewritten(circle_of_bookmarks), WORDS
    yield "drawings in a circle", lambda: rewritten(circle_of_drawings), WORDS
    yield "pages in a circle", lambda: rewritten(circle_of_pages), WORDS
    yield "a page that is its own parent", lambda: rewritten(own_parent), WORDS
    yield "an empty page", lambda: rewritten(lambda writer: writer.add_blank_page(300, 300)), WORDS
    yield "a bomb on another page", lambda: bombed(), WORDS
    yield "roman page number", lambda: rewritten(numbered), WORDS
    yield "open to all (RC4)", lambda: rewritten(lambda writer: writer.encrypt("", "owner", algorithm="RC4-128")), WORDS
    yield "two hundred pages", lambda: pages(200), WORDS


def bombed() -> bytes:
    def change(writer: PdfWriter) -> None:
        writer.add_blank_page(300, 300)
        stream = StreamObject()
        stream._data = bomb(60_000_000, 2)
        stream[NameObject("/Filter")] = filters(2)
        writer.pages[1][NameObject("/Contents")] = writer._add_object(stream)

    return rewritten(change)


def refused() -> Iterator[tuple[str, Callable[[], bytes], str]]:
    """Files that are refused: the sentence that says so."""
    yield "locked (RC4)", lambda: rewritten(lambda writer: writer.encrypt("secret", algorithm="RC4-128")), LOCKED
    yield "hidden letters", lambda: rewritten(no_unicode), HIDDEN
    yield "picture alone", lambda: drawn(picture), SCANNED
    yield "blank page", lambda: drawn(lambda canvas: None), TEXTLESS
    yield "head alone", lambda: b"%PDF-1.7\n", DAMAGED
    yield "cut off at once", lambda: plain()[:60], DAMAGED
    yield "end alone", lambda: b"%PDF-1.4\n" + plain()[-80:], DAMAGED
    yield "nulls", lambda: b"%PDF-1.7\n" + bytes(5000), DAMAGED
    yield "another file's bytes", lambda: b"%PDF-1.7\n" + zlib.compress(bytes(range(256)) * 99), DAMAGED

"""What a PDF's layout says: tables, also over pages and without lines; bookmarks; running lines; labels; speed."""

import time
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.extraction import parse_paper
from corpus.pdf.reader import read_pdf
from corpus.pdf.reading_order import is_torn
from corpus.reading import read_paper
from corpus.records import BlockKind, Document, Paper
from tests.corpus.rendering import rendered

EDGES = (60, 200, 420, 540)
NAMES = ("Measure of success", "What we will do and how", "By whom")
Row = tuple[tuple[str, ...], ...]


def ruled(canvas: Canvas, top: float, rows: list[Row], *, open_below: bool = False) -> None:
    """A table with a line around each cell; a cell is the lines of its text, and the first row is bold."""
    y = top
    for number, row in enumerate(rows):
        canvas.setFont("Helvetica-Bold" if row == tuple((name,) for name in NAMES) else "Helvetica", 9)
        height = 12 * max(map(len, row)) + 6
        for left, lines in zip(EDGES, row, strict=False):
            for at, line in enumerate(lines):
                canvas.drawString(left + 5, y - 11 - 12 * at, line)
        canvas.line(EDGES[0], y, EDGES[-1], y)
        for edge in EDGES:
            canvas.line(edge, y, edge, y - height)
        y -= height
        if not (open_below and number + 1 == len(rows)):
            canvas.line(EDGES[0], y, EDGES[-1], y)


def read(*pages: list[Row], open_below: bool = False) -> list[str]:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, rows in enumerate(pages, start=1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 800, "Harbour Board")
        canvas.drawString(500, 30, f"Page {number} of {len(pages)}")
        ruled(canvas, 780, rows, open_below=open_below and number < len(pages))
        canvas.showPage()
    canvas.save()
    return list(read_pdf(out.getvalue()).pages)


HEAD: Row = tuple((name,) for name in NAMES)
FIRST: Row = (("Fewer falls",), ("Mend the steps.",), ("Board",))
SECOND: Row = (("More boats",), ("Dredge the inner and the outer channel, and then",), ("Harbour",))
REST: Row = ((), ("mark it with buoys.",), ("Master",))
MARKED = "\t".join(f"**{name}**" for name in NAMES)


def test_a_ruled_table_is_rows_with_its_column_names() -> None:
    below = (
        "Fewer falls\tMend the steps.\tBoard\nMore boats\tDredge the inner and the outer channel, and then\tHarbour\n"
    )
    assert read([HEAD, FIRST, SECOND]) == [f"Harbour Board\n\n{MARKED}\n{below}"]


def test_column_names_repeated_overleaf_are_read_once() -> None:
    row = "Fewer falls\tMend the steps.\tBoard"
    assert read([HEAD, FIRST], [HEAD, FIRST], [HEAD, FIRST]) == [f"{MARKED}\n{row}", row, f"{row}\n"]


def test_a_row_that_the_page_cut_is_whole_again() -> None:
    pages = read([HEAD, FIRST, SECOND], [HEAD, REST, FIRST], open_below=True)
    assert pages == [
        f"{MARKED}\nFewer falls\tMend the steps.\tBoard\n"
        "More boats\tDredge the inner and the outer channel, and then mark it with buoys.\tHarbour Master",
        "Fewer falls\tMend the steps.\tBoard\n",
    ]


def test_entries_side_by_side_are_a_table_without_lines() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for at, row in enumerate((("Ward", "Trees", "Owner"), ("North", "40", "Parks"), ("South", "12", "Roads"))):
        for x, entry in zip((60, 200, 300), row, strict=True):
            canvas.drawString(x, 700 - 14 * at, entry)
    canvas.save()
    assert read_pdf(out.getvalue()).pages == ("Ward\tTrees\tOwner\nNorth\t40\tParks\nSouth\t12\tRoads\n",)


def test_bookmarks_are_headings_whatever_the_size_of_their_letters(tmp_path: Path) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    lines = ("Our aims", "", "We plant trees in every ward of the", "town, year by year.", "", "Money", "", "Fees pay.")
    for at, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * at, line)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(out.getvalue())))
    top = writer.add_outline_item(title="Our aims", page_number=0)
    writer.add_outline_item(title="Money", page_number=0, parent=top)
    document = parsed(tmp_path, writer)
    headings = [(b.level, b.span.of(document.text)) for b in document.blocks if b.kind is BlockKind.HEADING]
    assert headings == [(1, "Our aims"), (2, "Money")]


def test_a_printed_page_number_stands_in_the_locator(tmp_path: Path) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for line in ("1.1 The first paragraph of this report.", "1.2 The second paragraph of this report."):
        canvas.drawString(72, 700, line)
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(out.getvalue())))
    writer.set_page_label(1, 1, style="/D", start=27)
    places = [(record.locator, record.page) for record in parsed(tmp_path, writer).records]
    assert places == [("paragraph 1.1", 1), ("paragraph 1.2 (printed page 27)", 2)]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("The plan was com-", "pleted. It was completed late."), "The plan was completed. It was completed late."),
        (("It is socio-", "economic work."), "It is socio-economic work."),
        (("A long-term plan, a long-", "term plan."), "A long-term plan, a long-term plan."),
    ],
)
def test_a_hyphen_that_only_parted_a_word_goes(lines: tuple[str, ...], text: str) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for at, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * at, line)
    canvas.save()
    assert " ".join(read_pdf(out.getvalue()).pages[0].split()) == text


def test_a_thousand_pages_are_read_in_a_minute(plan: Document) -> None:
    data = rendered(plan, "Plan", wide=True).data
    began = time.process_time()
    pages = len(read_pdf(data).pages)
    assert 1000 * (time.process_time() - began) / pages < 60


def parsed(folder: Path, writer: PdfWriter) -> Document:
    file = folder / "paper.pdf"
    with file.open("wb") as out:
        writer.write(out)
    return parse_paper(Paper(id="paper", title="Paper", file=file.name), read_paper(file))


def test_a_number_that_comes_next_opens_a_paragraph_although_the_line_above_is_full() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    lines = (
        "1.3 How the delivery plan is meant to be put to use in every one of the districts",
        "1.3.1 The plan shows what the council does for the health of the people of the town",
        "and of its surroundings, as it did before.",
    )
    for at, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * at, line)
    canvas.save()
    assert read_pdf(out.getvalue()).pages == (f"{lines[0]}\n\n{lines[1]} {lines[2]}\n",)


def titles(*pages: str) -> tuple[str, ...]:
    """A PDF of pages that hold a line at the top, and a sentence below where they hold ``+``."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, page in enumerate(pages):
        head, plus, _ = page.partition("+")
        canvas.drawString(60, 800, head)
        if plus:
            canvas.drawString(60, 500, f"This is what stands on page number {number} of them.")
        canvas.showPage()
    canvas.save()
    return tuple(page.strip() for page in read_pdf(out.getvalue()).pages)


def test_a_line_that_is_all_a_page_holds_is_its_text() -> None:
    assert titles("Potato 1", "Potato 2", "Potato 3") == ("Potato 1", "Potato 2", "Potato 3")


def test_a_running_line_on_an_empty_page_is_one_still() -> None:
    sentence = "This is what stands on page number {} of them."
    pages = titles("Board 1+", "Board 2", "Board 3+", "Board 4+")
    assert pages == (sentence.format(0), "", sentence.format(2), sentence.format(3))


def set_in(*lines: tuple[float, float, int, str]) -> str:
    """The page that lines make which stand at some place in letters of some size."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for left, top, size, line in lines:
        canvas.setFont("Helvetica", size)
        canvas.drawString(left, 842 - top, line)
    canvas.save()
    return read_pdf(out.getvalue()).pages[0]


def test_sentences_in_bigger_letters_are_no_heading() -> None:
    opening = ("The board and the university have worked together for a long time. This was", "written down in 2006.")
    body = ("In 2011 the board approved a plan that was to bring more people into research, and to make", "it better.")
    text = set_in(
        (60, 60, 24, "Foreword"), (60, 100, 14, opening[0]), (60, 117, 14, opening[1]), *below(160, *body * 4)
    )
    assert text.split("\n\n")[:2] == ["# Foreword", " ".join(opening)]


def below(top: float, *lines: str, left: float = 60) -> list[tuple[float, float, int, str]]:
    return [(left, top + 12 * at, 10, line) for at, line in enumerate(lines)]


def test_a_sentence_goes_on_from_one_column_to_the_next() -> None:
    left = (
        "It is time to refresh the plan, and to",
        "tell the town about it in every ward",
        "and street. We thank Leeds Teaching",
    )
    right = (
        "Hospitals for their help with it, and",
        "the people who came to our meetings",
        "in the spring. We shall be back soon.",
    )
    lines = (*below(100, *left), *below(100, *right, left=320))
    filled = (*below(148, *left, left=60), *below(148, *right, left=320))
    assert "We thank Leeds Teaching Hospitals for their help" in set_in(*lines, *filled)


def test_numbers_printed_at_the_foot_are_labels_where_the_file_gives_none() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(1, 6):
        canvas.drawString(60, 500, f"This is what stands on page number {number} of them.")
        if number != 3:
            canvas.drawString(280, 30, f"Page {number + 26}")
        canvas.showPage()
    canvas.save()
    assert read_pdf(out.getvalue()).labels == ("27", "28", None, "30", "31")


LEFT = ("Boats sail from the inner", "harbour at high tide and", "come home by night.")
RIGHT = ("Piers are mended in the", "winter by the board and", "those who fish there.")


def test_sentences_that_run_on_from_row_to_row_are_columns_and_no_table() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Helvetica", 9)
    for at, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        canvas.drawString(60, 700 - 26 * at, left)
        canvas.drawString(300 + 60 * (at % 2), 700 - 26 * at, right)
    canvas.save()
    (page,) = read_pdf(out.getvalue()).pages
    assert "\t" not in page
    assert page.index("harbour at high tide") < page.index("come home by night.") < page.index("Piers are mended")


@pytest.mark.parametrize(
    ("rows", "torn"),
    [
        ([("Boats sail from", "Piers"), ("the inner harbour", "Docks"), ("at high tide.", "Locks")], True),
        ([("Fewer falls", "Mend the steps."), ("More boats", "Dredge the bay.")], False),
        ([("Tide", "low"), ("Wind", "high"), ("Rain", "low"), ("Snow", "none")], False),
        ([("Boats sail from", ""), ("the harbour.", ""), ("Piers are old.", "")], False),
    ],
)
def test_a_table_is_torn_where_its_sentences_run_on(rows: list[tuple[str, str]], torn: bool) -> None:
    assert is_torn(rows) is torn

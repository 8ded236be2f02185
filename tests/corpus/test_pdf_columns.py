"""Texts that stand side by side on a page: the order in which they are read, and notes below them."""

from collections.abc import Iterable
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.pdf.reader import read_pdf

Text = tuple[float, float, str]  # left edge, distance from the top, words


def read(texts: Iterable[Text], size: float = 10) -> str:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for left, top, words in texts:
        canvas.setFont("Helvetica", 16 if words.isupper() else size)
        canvas.drawString(left, 800 - top, words)
    canvas.save()
    return read_pdf(out.getvalue()).pages[0]


def lines(left: float, top: float, words: str, step: float = 12) -> list[Text]:
    return [(left, top + step * at, line) for at, line in enumerate(words.split(" / "))]


PIERS = "The board keeps the piers of the old / harbour, and the lamps at their heads, / and mends what the storms break there."
BOATS = (
    "Boats may lie here for one night without / a fee, and for a week in the winter; who / stays longer pays the dues."
)
LAMPS = "The lamps are lit at dusk by the keeper / and put out when the last boat is in, / on all days of the year."
DUES = (
    "Dues are set by the board in March and / are paid at the office by the slip, which / is open until five o'clock."
)


def plain(text: str) -> str:
    return text.replace(" / ", " ")


def test_an_empty_stripe_does_not_part_columns_of_prose() -> None:
    left = [*lines(50, 0, PIERS), *lines(50, 36, BOATS), *lines(50, 100, LAMPS)]
    right = [*lines(300, 0, DUES), *lines(300, 36, PIERS), *lines(300, 106, BOATS)]
    assert " ".join(read([*left, *right]).split()) == plain(" ".join((PIERS, BOATS, LAMPS, DUES, PIERS, BOATS)))


def test_columns_end_above_a_bigger_line() -> None:
    above = [*lines(50, 0, PIERS), *lines(50, 36, BOATS), *lines(300, 0, DUES), *lines(300, 36, LAMPS)]
    below = [*lines(50, 100, "WINTER"), *lines(50, 120, PIERS), *lines(300, 120, BOATS)]
    page = read([*above, *below])
    assert page.index("Dues are set") < page.index("WINTER")


def test_a_heading_in_big_letters_does_not_close_a_narrow_gap() -> None:
    left = [*lines(50, 0, PIERS), *lines(50, 36, BOATS)]
    edge = 61 + max(stringWidth(line, "Helvetica", 11) for line in f"{PIERS} / {BOATS}".split(" / "))
    right = [*lines(edge, 0, DUES), *lines(edge, 38, "LAMPS"), *lines(edge, 54, LAMPS)]
    page = read([*left, *right], size=11).replace("\n", " ")
    assert page.index("stays longer pays the dues.") < page.index("Dues are set")


def test_texts_side_by_side_at_heights_of_their_own_are_read_one_by_one() -> None:
    left = [*lines(50, 0, "Piers are / kept"), *lines(50, 60, "Lamps are lit / at dusk.")]
    right = [*lines(300, 5, "Boats lie for / one night"), *lines(300, 65, "Dues are set / in March")]
    assert read([*left, *right]).split("\n\n") == [
        "Piers are kept",
        "Lamps are lit at dusk.",
        "Boats lie for one night",
        "Dues are set in March\n",
    ]


def noted(mark: str, note: str, *, on_its_line: bool = False) -> str:
    """A page with a note, whose number is raised or stands on its line."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for top, text, raised in ((0, "The piers are safe", mark), (12, "in winter and in spring.", "")):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(50, 700 - top, text)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(50 + canvas.stringWidth(text, "Helvetica", 11), 704 - top, raised)
    canvas.setFont("Helvetica", 6)
    if not on_its_line:
        canvas.drawString(50, 103, note[:1])
    canvas.setFont("Helvetica", 9)
    if on_its_line:
        canvas.drawString(50, 100, note)
    else:
        canvas.drawString(50 + canvas.stringWidth(note[:1], "Helvetica", 6) + 1, 100, note[2:])
    canvas.save()
    return read_pdf(out.getvalue()).pages[0].strip()


def test_marks_of_several_footnotes_are_raised_together() -> None:
    page = noted("1,3-5", "1 Survey of 2019.")
    assert page == "The piers are safe<sup>1,3-5</sup> in winter and in spring.\n\n<sup>1</sup> Survey of 2019."


def test_a_footnote_may_open_with_a_sign() -> None:
    page = noted("*", "* Not in a storm.")
    assert page == "The piers are safe<sup>*</sup> in winter and in spring.\n\n<sup>*</sup> Not in a storm."


@pytest.mark.parametrize(
    ("mark", "note", "expected"),
    [
        ("9", "9 Survey of 2019.", "---\n9 Survey of 2019."),
        ("107", "107 Survey of 2019.", "---\n107 Survey of 2019."),
        ("106", "107 Survey Road.", "107 Survey Road."),  # small letters, and no note of this page
    ],
)
def test_a_footnote_may_stand_on_the_line_of_its_number(mark: str, note: str, expected: str) -> None:
    assert (
        noted(mark, note, on_its_line=True)
        == f"The piers are safe<sup>{mark}</sup> in winter and in spring.\n\n{expected}"
    )


def test_a_running_line_that_is_a_sentence_stays_where_it_stands_first() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, words in enumerate(("Piers are kept.", "Lamps are lit.", "Boats lie here."), start=1):
        canvas.drawString(60, 600, words)
        canvas.drawString(60, 60, "All sums are rounded, so that a total may differ")
        canvas.drawString(60, 48, "from its parts.")
        canvas.drawString(500, 48, f"Page {number}")
        canvas.showPage()
    canvas.save()
    said = "All sums are rounded, so that a total may differ from its parts."
    pages = [page.strip() for page in read_pdf(out.getvalue()).pages]
    assert pages == [f"Piers are kept.\n\n{said}", "Lamps are lit.", "Boats lie here."]


def test_a_running_line_may_stand_in_a_frame() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, words in enumerate(("Piers are kept.", "Lamps are lit.", "Boats lie here."), start=1):
        canvas.drawString(60, 600, words)
        canvas.rect(50, 40, 400, 20)
        canvas.rect(450, 40, 100, 20)
        canvas.drawString(60, 46, "Harbour Board, report of the year")
        canvas.drawString(460, 46, f"Page {number}")
        canvas.showPage()
    canvas.save()
    assert [page.strip() for page in read_pdf(out.getvalue()).pages] == [
        "Piers are kept.",
        "Lamps are lit.",
        "Boats lie here.",
    ]


def test_a_shaded_cell_with_a_rim_is_one_cell() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for row, entries in enumerate((("Stay", "Boats"), ("A night", "3"), ("A week", "28"))):
        for column, entry in enumerate(entries):
            left, low = 60 + 100 * column, 600 - 14 * row
            canvas.rect(left, low, 100, 14)
            if row == 0:
                canvas.setFillGray(0.8)
                canvas.rect(left + 5, low, 90, 14, stroke=0, fill=1)
                canvas.setFillGray(0)
            canvas.drawString(left + 30, low + 3, entry)
    canvas.save()
    assert read_pdf(out.getvalue()).pages == ("Stay\tBoats\nA night\t3\nA week\t28\n",)

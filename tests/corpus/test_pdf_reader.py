"""What cannot be read as it should be is read as it can be, and noted."""

from io import BytesIO
from itertools import chain, repeat

from pypdf import PdfReader, PdfWriter

from corpus.pdf.reader import read_pdf
from corpus.pdf.unplaced import paragraphs_of
from tests.corpus.awkward import WORDS, no_unicode, pages, plain, rewritten


def test_pages_for_whose_layout_there_is_no_time_give_their_words() -> None:
    times = chain((0, 0, 30), repeat(31))  # thirty seconds for the first sixty pages
    read = read_pdf(pages(200), seconds=40, clock=lambda: float(next(times)))
    assert read.pages == (f"{WORDS}\n",) * 200
    assert read.notes == ("Pages 61-200 were read without tables and headings, which would take too long.",)


def test_pages_for_which_there_is_no_time_at_all_are_noted() -> None:
    times = chain((0, 0, 30), repeat(41))
    read = read_pdf(pages(200), seconds=40, clock=lambda: float(next(times)))
    assert read.pages == (f"{WORDS}\n",) * 60
    assert read.notes == ("Pages 61-200 were not read because that would take too long; split the file to add them.",)


def test_a_page_in_a_font_that_hides_its_letters_is_left_out_alone() -> None:
    writer = PdfWriter()
    for data in (plain(), rewritten(no_unicode)):
        writer.append(PdfReader(BytesIO(data)))
    out = BytesIO()
    writer.write(out)
    read = read_pdf(out.getvalue())
    assert read.pages == (f"{WORDS}\n", "")
    assert read.notes == ("Page 2 is left out: the fonts there do not say which letters they draw.",)


def test_lines_without_places_are_paragraphs() -> None:
    lines = (
        "1.1 The council plants trees & hedges in each of the wards, and wa-",
        "ters them.",
        "1.2 It does so every year:",
        "• oaks",
        "• limes",
        "",
        "Fees pay.",
    )
    assert paragraphs_of(lines, frozenset({"waters"})) == (
        "1.1 The council plants trees &amp; hedges in each of the wards, and waters them.\n\n"
        "1.2 It does so every year:\n\n- oaks\n\n- limes\n\nFees pay.\n"
    )

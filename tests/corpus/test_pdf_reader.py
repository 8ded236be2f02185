"""What cannot be read as it should be is read as it can be, and noted."""

import os
import signal
from io import BytesIO
from itertools import chain, repeat

import pytest
from pypdf import PdfReader, PdfWriter

from corpus.pdf.reader import read_pdf
from corpus.pdf.second import SecondReader
from corpus.pdf.sheets import Sheet
from corpus.pdf.unplaced import paragraphs_of
from tests.corpus.awkward import WORDS, drawn, no_unicode, pages, plain, rewritten

HURRIED = "Pages 61-200 were read without tables and headings, which would take too long."
UNREAD = "Pages 61-200 were not read because that would take too long; split the file to add them."


@pytest.mark.parametrize(
    ("times", "work", "read_to", "notes"),
    [
        ((0, 0, 7, 7, 37, 47), (0, 1), 200, (HURRIED,)),  # 30 s for the first sixty pages
        ((0, 0, 7, 7, 37, 49), (0, 1), 60, (UNREAD,)),
        ((0, 0, 1, 1, 20), (0, 41), 200, (HURRIED,)),  # by the clock there is time
        ((0, 0, 1, 1, 11, 21, 30), (0, 1), 200, ()),  # work for one second, while thirty pass
    ],
    ids=["no time for layout", "no time for words", "too much work", "a busy machine"],
)
def test_of_a_paper_that_takes_long_as_much_is_read_as_there_is_time_for(
    times: tuple[float, ...], work: tuple[float, ...], read_to: int, notes: tuple[str, ...]
) -> None:
    clock, worked = (chain(told, repeat(told[-1])) for told in (times, work))
    read = read_pdf(pages(200), seconds=50, clock=lambda: next(clock), worked=lambda: next(worked))
    assert (read.pages, read.notes) == ((f"{WORDS}\n",) * read_to, notes)


def test_two_processes_read_a_long_paper_as_one_does() -> None:
    data = drawn(lambda canvas: [(canvas.drawString(72, 700, f"Aim {i}"), canvas.showPage()) for i in range(300)])
    alone = read_pdf(data, skip=(7, 9))
    assert read_pdf(data, skip=(7, 9), before_page=lambda: None) == alone
    assert [alone.pages[i] for i in (0, 6, 299)] == ["Aim 0\n", "", "Aim 299\n"]


def test_a_page_on_which_the_second_process_works_too_long_is_left_out() -> None:
    def work_too_long(number: int) -> Sheet | None:
        if number == 4:
            os.kill(os.getpid(), signal.SIGPROF)  # as the kernel does once the time is over
        return empty(number)

    with SecondReader(work_too_long, range(1, 7), lambda: None) as second:
        assert [second.sheet(number) for number in (1, 2, 3, 4)] == [empty(1), empty(2), empty(3), None]


def test_where_the_second_process_ends_the_first_reads_on_alone() -> None:
    first = os.getpid()

    def read_by_first(number: int) -> Sheet | None:
        if number == 4 and os.getpid() != first:
            os._exit(1)
        return empty(number)

    with SecondReader(read_by_first, range(1, 7), lambda: None) as second:
        assert [second.sheet(number) for number in range(1, 7)] == [empty(number) for number in range(1, 7)]


def empty(number: int) -> Sheet:
    return Sheet(number=number, width=0, height=0, words=())


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

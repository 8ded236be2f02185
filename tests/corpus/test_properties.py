"""What a paper says of itself is taken; what it does not say is None."""

import datetime
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.catalogue import uncatalogued
from corpus.extraction import parse_paper
from corpus.properties import Properties, as_day, read_properties
from corpus.reading import read_paper
from tests.corpus.word_files import p, relations, styled, zipped

Read = Callable[[str, bytes], Properties]
CORE = (
    '<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc" xmlns:dcterms="t"><dc:title>{title}</dc:title>'
    "<cp:contentStatus>Draft</cp:contentStatus><cp:version>2.1</cp:version>"
    "<dcterms:modified>2024-05-06T07:08:09Z</dcterms:modified></cp:coreProperties>"
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, title: str) -> bytes:
    return zipped(
        {
            "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "docProps/core.xml": CORE.format(title=title),
            "docProps/app.xml": "<Properties><Company>Swale</Company></Properties>",
        }
    )


@pytest.fixture
def properties(tmp_path: Path) -> Read:
    def read(name: str, data: bytes) -> Properties:
        file = tmp_path / name
        file.write_bytes(data)
        source = read_paper(file)
        return read_properties(name, data, parse_paper(uncatalogued(file, "x", name), source), source.said)

    return read


@pytest.mark.parametrize(
    ("body", "file_title", "title"),
    [
        (styled("Heading1", "Walks") + p("We walk."), "Old template", "Walks"),
        (p("We walk."), "Walks", "Walks"),
        (p("We walk."), "Microsoft Word - walks.doc", None),
        (p("We walk."), "Document1", None),
        (p("Subject: Walks for all") + p("We walk."), "Old template", "Walks for all"),
        (p("Subject: Report Of: Wards Affected: Walks for all") + p("We walk."), "Old template", "Walks for all"),
        (p("Subject: Walks: for all") + p("We walk."), "Old template", "Walks: for all"),
    ],
)
def test_a_word_files_title_is_the_printed_one_before_the_files(
    properties: Read, body: str, file_title: str, title: str | None
) -> None:
    read = properties("a.docx", word(body, file_title))
    assert read == Properties(
        title=title, publisher="Swale", version="2.1", status="Draft", saved=datetime.date(2024, 5, 6)
    )


def printed(title: str, *lines: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setTitle(title)
    for i, line in enumerate(lines):
        canvas.setFont("Helvetica-Bold" if i == 0 else "Helvetica", 20 if i == 0 else 10)
        canvas.drawString(60, 700 - 40 * i, line)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("file_title", "lines", "title", "date"),
    [
        ("Walks in the borough", ("Swale Council", "Walks in the borough", "We walk."), "Walks in the borough", None),
        ("Agenda Template", ("Walks", "We walk."), "Walks", None),
        ("An old title of ours", ("Swale Council", "We walk."), "An old title of ours", None),
        ("Microsoft Word - walks.doc", ("Walks", "We walk."), "Walks", None),
        ("Appendix A", ("Appendix A", "We walk to school every day of the week."), None, None),
        ("THE REPORT", ("By: The Leader", "Subject: Walks for all", "We walk."), "Walks for all", None),
        (
            "(Public Pack)Agenda Document for Cabinet, 13/03/2025 15:00",
            ("Notice of meeting", "We walk."),
            "Agenda Document for Cabinet, 13/03/2025 15:00",
            datetime.date(2025, 3, 13),
        ),
    ],
)
def test_a_pdfs_own_title_is_taken_where_the_paper_bears_it_out(
    properties: Read, file_title: str, lines: tuple[str, ...], title: str | None, date: datetime.date | None
) -> None:
    read = properties("a.pdf", printed(file_title, *lines))
    assert (read.title, read.date) == (title, date)


def test_a_pages_head_says_what_it_is(properties: Read) -> None:
    page = b"""<html><head><title>Walks - Swale</title><meta property="og:site_name" content="Swale">
    <meta name="DC.date.issued" content="2024-02-03T10:00"></head><body><h1>Swale logo</h1><main><h1>Walks</h1><p>Go."""
    assert properties("a.html", page) == Properties(title="Walks", publisher="Swale", date=datetime.date(2024, 2, 3))


def test_front_matter_says_what_a_paper_is(properties: Read) -> None:
    text = b"---\ntitle: 'Walks'\ndate: 3 May 2024\nversion: 2\nstatus: final\n---\n# Other\n\nWe walk.\n"
    assert properties("a.md", text) == Properties(
        title="Walks", date=datetime.date(2024, 5, 3), version="2", status="final"
    )


@pytest.mark.parametrize(
    ("line", "date", "version"),
    [
        ("29 November 2023", datetime.date(2023, 11, 29), None),
        ("Date: Thursday 4th January 2024", datetime.date(2024, 1, 4), None),
        ("To: Adult Social Care Cabinet Committee, 23 November 2023", datetime.date(2023, 11, 23), None),
        ("Final draft - Version 8", None, "8"),
        ("It was agreed on 4 January 2024.", None, None),
        ("31 February 2024", None, None),
    ],
)
def test_a_printed_date_or_version_is_taken_from_a_line_of_its_own(
    properties: Read, line: str, date: datetime.date | None, version: str | None
) -> None:
    read = properties("a.txt", f"Walks\n\n{line}\n\nWe walk to school every day of the week.\n".encode())
    assert (read.date, read.version) == (date, version)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-03-31", datetime.date(2024, 3, 31)), ("2024-13-01", None), ("March 2024", None), ("", None)],
)
def test_half_a_date_is_none(text: str, day: datetime.date | None) -> None:
    assert as_day(text) == day

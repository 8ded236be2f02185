"""What a file holds decides on its reader, and its ending where the content does not tell."""

from pathlib import Path

import pytest

from corpus import apart
from corpus.errors import UnreadablePaper
from corpus.formats import reader_of
from corpus.markdown import read_markdown
from corpus.reading import read_paper
from corpus.webpage import read_web_page
from corpus.word import read_word
from tests.corpus.word_files import p, word_file, zipped

WORD = word_file(p("Words."))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("plan.docx", WORD, read_word),
        ("plan.pdf", WORD, read_word),
        ("plan", b"\xef\xbb\xbf\n<!doctype HTML><p>x", read_web_page),
        ("plan.txt", b"<html lang=en>", read_web_page),
        ("plan.htm", b"<p>x</p>", read_web_page),
        ("plan.md", b"# Plan", read_markdown),
        ("plan.txt", b"|a|b|\n|-|-|\n|---|---|\n", read_markdown),
        ("plan.txt", b"# Plan", None),
        ("plan.html", b"Only words.", None),
        ("plan.docx", b"Only words.", None),
        ("plan.md", b"%PDF-1.7", None),
    ],
)
def test_the_content_goes_before_the_name(name: str, data: bytes, reader: object) -> None:
    assert reader_of(name, data) is reader


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "x is in Word's old format (DOC). Open it in Word, save it as DOCX and add that.",
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "x is locked with a password. Save a copy without the password and add that.",
        ),
        (OLE + "Workbook".encode("utf-16-le"), "x is a spreadsheet. Save it as PDF and add that."),
        (OLE, "x is in an old Office format. Save it as DOCX or PDF and add that."),
        (rb"{\rtf1\ansi Words}", "x is a rich text file (RTF). Save it as DOCX or PDF and add that."),
        (zipped({"xl/workbook.xml": ""}), "x is a spreadsheet. Save it as PDF and add that."),
        (zipped({"content.xml": ""}), "x is an OpenDocument file. Save it as DOCX or PDF and add that."),
        (zipped({"a.pdf": "b"}), "x is an archive of files. Unpack it and add the papers in it one by one."),
    ],
    ids=["doc", "locked", "xls", "ole", "rtf", "xlsx", "odt", "zip"],
)
def test_a_format_that_is_not_read_says_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(UnreadablePaper) as refused:
        reader_of("x", data)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("name", "data"), [("plan", WORD), ("plan", b"<html><p>Words.</p>"), ("plan.md", b"Words."), ("plan.pdf", WORD)]
)
def test_what_needs_a_reader_is_read_in_a_process_apart(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    read_paper(tmp_path / name)
    before = sum(reader.files for reader in apart._readers.idle)
    assert read_paper(tmp_path / name).text == "Words."
    assert sum(reader.files for reader in apart._readers.idle) == before + 1


def test_a_page_of_more_text_than_a_paper_has_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "plan.html"
    file.write_text("<html><main><p>" + "We plant trees. " * 270_000)
    with pytest.raises(UnreadablePaper) as refused:
        read_paper(file)
    assert str(refused.value) == "plan.html holds more than 4 MB of text. Split it into smaller files."


def test_markdown_without_words_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text("---\ntitle: Plan\n---\n<!-- nothing -->\n")
    with pytest.raises(UnreadablePaper) as refused:
        read_paper(file)
    assert str(refused.value) == "plan.md holds no text. Check that it is the right file."


def test_a_word_file_is_read_from_disk_whatever_it_is_called(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(WORD)
    assert read_paper(file).text == "Words."

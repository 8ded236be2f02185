"""Files of every sort: read, or refused in one sentence."""

import hashlib
import os
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadablePaper
from corpus.reading import PaperText, digest_of, read_paper


def pdf(*pages: str) -> bytes:
    """A PDF with a line of text on each page; an empty line is a page without text."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for line in pages:
        page = writer.add_blank_page(300, 300)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = StreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 250 Td ({line}) Tj ET".encode() if line else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def scanned() -> bytes:
    out = BytesIO()
    page = Canvas(out)
    page.drawInlineImage(Image.new("RGB", (20, 20), "grey"), 50, 50, 300, 300)
    page.save()
    return out.getvalue()


def paper(folder: Path, data: bytes, name: str = "paper") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def test_a_text_file_is_read_word_for_word_with_its_digest(tmp_path: Path) -> None:
    data = "Zoë’s plan\n".encode()
    text = PaperText(text="Zoë’s plan\n", has_pages=False, digest=hashlib.sha256(data).hexdigest())
    assert read_paper(paper(tmp_path, data)) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("A “quoted” £5".encode("cp1252"), "A “quoted” £5"),
        ("A “quoted” £5".encode("utf-8-sig"), "A “quoted” £5"),
        ("A “quoted” £5".encode("utf-16"), "A “quoted” £5"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
    ],
)
def test_text_is_read_in_the_encodings_that_offices_write(tmp_path: Path, data: bytes, text: str) -> None:
    assert read_paper(paper(tmp_path, data)).text == text


def test_a_form_feed_parts_pages(tmp_path: Path) -> None:
    assert read_paper(paper(tmp_path, b"one\ftwo")).has_pages


def test_the_pages_of_a_pdf_are_read_in_order(tmp_path: Path) -> None:
    read = read_paper(paper(tmp_path, pdf("First page.", "Second page.")))
    assert (read.text, read.has_pages) == ("First page.\n\fSecond page.\n", True)


def test_a_pdf_of_one_page_has_a_page(tmp_path: Path) -> None:
    assert read_paper(paper(tmp_path, pdf("Only page."))).has_pages


def test_a_page_without_text_is_kept_as_an_empty_page(tmp_path: Path) -> None:
    assert read_paper(paper(tmp_path, pdf("First.", "", "Third."))).text == "First.\n\f\fThird.\n"


def test_a_pdf_that_opens_without_a_password_is_read(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf("Open."))))
    writer.encrypt(user_password="", owner_password="owner", algorithm="RC4-128")
    assert read_paper(paper(tmp_path, written(writer))).text == "Open.\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "paper is empty. Export the paper again and replace the file."),
        (b" \n\t ", "paper is empty. Export the paper again and replace the file."),
        (b"PK\x03\x04\x00\x00", "paper is not a text file. Add it as PDF, Markdown or plain text."),
        (b"text, then" + b" " * 9000 + b"\x00", "paper is not a text file. Add it as PDF, Markdown or plain text."),
        (b"\f\f", "paper is empty. Export the paper again and replace the file."),
        (
            b"%PDF-1.7\nrubbish",
            "paper is damaged or is not a complete PDF. Export the paper again and replace the file.",
        ),
        (pdf("Cut.")[:300], "paper is damaged or is not a complete PDF. Export the paper again and replace the file."),
        (locked(pdf("Locked.")), "paper is locked with a password. Save a copy without the password and add that."),
        (pdf(""), "paper holds no text. Check that it is the right file."),
        (scanned(), "paper holds pictures of pages and no text. Run it through text recognition (OCR) first."),
        (b"\xd0\xcf\x11\xe0 ...", "paper is an old Word, Excel or PowerPoint file. Save it as PDF and add that."),
        (b"\x89PNG\r\n", "paper is a picture. Save it as PDF and add that."),
    ],
    ids=[
        "empty",
        "blank",
        "zip",
        "late-nul",
        "pages-only",
        "no-pdf",
        "cut-pdf",
        "locked-pdf",
        "blank-pdf",
        "scanned-pdf",
        "doc",
        "png",
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(UnreadablePaper) as refused:
        read_paper(paper(tmp_path, data))
    assert str(refused.value) == message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePaper) as refused:
        read_paper(tmp_path / "gone.txt")
    assert str(refused.value) == (
        "gone.txt cannot be opened (No such file or directory). Check that the file is there and may be read."
    )


def test_a_folder_is_no_paper(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePaper, match="Is a directory"):
        read_paper(tmp_path)


def test_a_pipe_and_a_device_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "zeros.md").symlink_to("/dev/zero")
    for name in ("pipe.pdf", "zeros.md"):
        with pytest.raises(UnreadablePaper) as refused:
            read_paper(tmp_path / name)
        assert str(refused.value) == f"{name} is not a file but a pipe or a device. Copy its content into a file."
        assert digest_of(tmp_path / name) is None


def test_a_pdf_with_a_wrong_byte_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    data = pdf("One line of text.")
    for at in range(0, len(data), 7):
        damaged = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        with suppress(UnreadablePaper):
            read_paper(paper(tmp_path, damaged))

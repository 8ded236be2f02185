"""A file -> the text that stands in it, page by page. Sole importer of pypdf."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UnreadablePaper

PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """A file's text, with ``\\f`` between pages where the file has pages, and its SHA-256."""

    text: str
    has_pages: bool
    digest: str


def read_paper(path: Path) -> PaperText:
    """Read a text, Markdown or PDF file; raise UnreadablePaper where that cannot be done."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadablePaper(
            f"{path.name} cannot be opened ({error.strerror}).", to_do="Check that the file is there and may be read."
        ) from error
    if not data.strip():
        raise UnreadablePaper(f"{path.name} is empty.", to_do="Export the paper again and replace the file.")
    pages = _pdf_pages(path) if data.startswith(b"%PDF-") else (_decoded(path, data),)
    text = PAGE_BREAK.join(pages)
    if not text.strip():
        raise UnreadablePaper(
            f"{path.name} holds pictures of pages and no text.", to_do="Run it through text recognition (OCR) first."
        )
    return PaperText(text=text, has_pages=PAGE_BREAK in text, digest=hashlib.sha256(data).hexdigest())


def _decoded(path: Path, data: bytes) -> str:
    if b"\x00" in data[:4096]:
        raise UnreadablePaper(f"{path.name} is not a text file.", to_do="Add it as PDF, Markdown or plain text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _pdf_pages(path: Path) -> tuple[str, ...]:
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadablePaper(
                f"{path.name} is locked with a password.", to_do="Save a copy without the password and add that."
            )
        return tuple(page.extract_text() for page in reader.pages)
    except (PdfReadError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadablePaper(
            f"{path.name} is damaged or is not a complete PDF.", to_do="Export the paper again and replace the file."
        ) from error

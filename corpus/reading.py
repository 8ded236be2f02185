"""A file -> the text that stands in it, page by page. Sole importer of pypdf."""

import hashlib
import logging
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from corpus.decoding import decoded
from corpus.dialect import PAGE_BREAK as PAGE_BREAK
from corpus.errors import UnreadablePaper
from corpus.formats import reader_of

_PDF = b"%PDF-"
_PDF_HEAD = 1024  # readers accept a PDF whose mark stands within the first kilobyte


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """A file's text, with ``\\f`` between pages where the file has pages, and its SHA-256."""

    text: str
    has_pages: bool
    digest: str


def read_paper(path: Path) -> PaperText:
    """Read a text, Markdown or PDF file; raise UnreadablePaper where that cannot be done."""
    data = _bytes(path)
    is_pdf = _PDF in data[:_PDF_HEAD]
    if is_pdf:
        text = PAGE_BREAK.join(_pdf_pages(path.name, data))
    else:
        text = (reader_of(path.name, data) or decoded)(path.name, data)
    if not text.strip():
        raise UnreadablePaper(
            f"{path.name} holds pictures of pages and no text.", to_do="Run it through text recognition (OCR) first."
        )
    return PaperText(text=text, has_pages=is_pdf or PAGE_BREAK in text, digest=hashlib.sha256(data).hexdigest())


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadablePaper(
            f"{path.name} cannot be opened ({error.strerror}).", to_do="Check that the file is there and may be read."
        ) from error
    if not data.strip():
        raise UnreadablePaper(f"{path.name} is empty.", to_do="Export the paper again and replace the file.")
    return data


def _pdf_pages(name: str, data: bytes) -> tuple[str, ...]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, DeprecationError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # what it mends on the way is no news to a reader
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(name)
        texts = (page.extract_text() for page in reader.pages)
        return tuple(text.encode("utf-8", "replace").decode() for text in texts)  # half a surrogate pair is no letter
    except DependencyError as error:
        raise _locked(name) from error
    except (  # what pypdf lets through from a damaged file: found by damaging one in thousands of ways
        DeprecationError,
        PyPdfError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
        struct.error,
        zlib.error,
    ) as error:
        raise UnreadablePaper(
            f"{name} is damaged or is not a complete PDF.", to_do="Export the paper again and replace the file."
        ) from error


def _locked(name: str) -> UnreadablePaper:
    return UnreadablePaper(f"{name} is locked with a password.", to_do="Save a copy without the password and add that.")

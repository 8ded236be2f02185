"""A PDF that PDFium cannot open -> the text of its pages, without their layout. Sole importer of pypdf.

pypdf gathers a broken file's objects one by one, and so opens some that PDFium gives up.
"""

import logging
import struct
import zlib
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, DeprecationError, PyPdfError

from corpus.pdf.sheets import NotOpenedError, Refusal

logging.getLogger("pypdf").setLevel(logging.ERROR)  # what it mends on the way is no news to a reader

_LETS_THROUGH = (  # what pypdf lets through from a damaged file: found by damaging one in thousands of ways
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
)


def plain_pages(data: bytes) -> tuple[str | None, ...]:
    """The text of each page; None for a page that cannot be read."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotOpenedError(Refusal.LOCKED)
        count = len(reader.pages)
        return tuple(_page(reader, i) for i in range(count))
    except DependencyError as error:
        raise NotOpenedError(Refusal.LOCKED) from error
    except _LETS_THROUGH as error:
        raise NotOpenedError(Refusal.DAMAGED) from error


def _page(reader: PdfReader, i: int) -> str | None:
    try:
        return reader.pages[i].extract_text().encode("utf-8", "replace").decode()
    except _LETS_THROUGH:
        return None

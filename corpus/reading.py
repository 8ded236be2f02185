"""A file -> the text that stands in it, page by page. What a file is, its content says and not its name.

Files that are programs for their reader, or need much work (PDF, Word, web pages, Markdown), are read in a
process apart; plain text is read here.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from corpus.apart import SECONDS, Limits, read_apart
from corpus.apart_worker import LARGEST, LARGEST_TEXT, too_much_text
from corpus.decoding import decoded
from corpus.dialect import PAGE_BREAK as PAGE_BREAK
from corpus.errors import UnreadablePaper
from corpus.formats import is_archive, is_web_page, reader_of

_PDF = b"%PDF-"
_PDF_HEAD = 1024  # bytes: readers accept a PDF whose mark stands within the first kilobyte
_HEAD = 4096  # bytes: what a web page needs to show itself
_BY_PAGE, _WHOLE = Limits(), Limits(silence=SECONDS)  # of a whole file nothing is heard until it is read


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """A file's text, with ``\\f`` between pages where the file has pages, and its SHA-256.

    ``labels`` are the numbers printed on the pages where they are not simply 1, 2, 3; ``notes`` say what was
    left out or put right while reading. ``is_placed`` says that running headers and footers were known by their
    place on the page, and are gone; ``flows`` that the file keeps them apart from its text by itself; ``said`` is
    what a PDF says of itself, by name.
    """

    text: str
    has_pages: bool
    digest: str
    labels: tuple[str | None, ...] = ()
    notes: tuple[str, ...] = ()
    is_placed: bool = False
    flows: bool = False
    said: tuple[tuple[str, str], ...] = ()


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file, as ``PaperText.digest`` has it; None where it cannot be read or is too large."""
    try:
        with _opened(path) as file:
            return (
                None if os.fstat(file.fileno()).st_size > LARGEST else hashlib.file_digest(file, "sha256").hexdigest()
            )
    except (OSError, UnreadablePaper):
        return None


def read_paper(path: Path) -> PaperText:
    """Read a text, Markdown, web, Word or PDF file; raise UnreadablePaper where that cannot be done."""
    head = _head(path)
    if is_archive(head):
        return _apart("office", path, _WHOLE)
    if _PDF in head[:_PDF_HEAD]:
        return _apart("pdf", path)
    if is_web_page(path.name, head):
        return _apart("office", path, _WHOLE)
    data = _bytes(path)
    if reader_of(path.name, data):
        return _apart("office", path, _WHOLE)
    text = decoded(path.name, data)
    return PaperText(text=text, has_pages=PAGE_BREAK in text, digest=hashlib.sha256(data).hexdigest())


def _apart(kind: str, path: Path, limits: Limits = _BY_PAGE) -> PaperText:
    read = read_apart(kind, path, limits)
    text = PAGE_BREAK.join(read["pages"])
    return PaperText(
        text=text,
        has_pages=kind == "pdf" or PAGE_BREAK in text,
        digest=read["digest"],
        labels=tuple(read["labels"]) if any(read["labels"]) else (),
        notes=tuple(read["notes"]),
        is_placed=read["placed"],
        flows=kind == "office",
        said=tuple((name, value) for name, value in read["said"]),
    )


def _head(path: Path) -> bytes:
    try:
        with _opened(path) as file:
            return file.read(_HEAD)
    except OSError as error:
        raise _unopened(path.name, error) from error


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """A file, open for reading; a pipe would be waited for without end, and a device has none."""
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise UnreadablePaper(
                f"{path.name} is not a file but a pipe or a device.", to_do="Copy its content into a file."
            )
        yield file


def _unopened(name: str, error: OSError) -> UnreadablePaper:
    return UnreadablePaper(
        f"{name} cannot be opened ({error.strerror}).", to_do="Check that the file is there and may be read."
    )


def _bytes(path: Path) -> bytes:
    try:
        with _opened(path) as file:
            if os.fstat(file.fileno()).st_size > LARGEST_TEXT:
                raise too_much_text(path.name)
            data = file.read()
    except OSError as error:
        raise _unopened(path.name, error) from error
    if not data.strip():
        raise UnreadablePaper(f"{path.name} is empty.", to_do="Export the paper again and replace the file.")
    return data

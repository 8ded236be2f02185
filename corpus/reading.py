"""A file -> the text that stands in it, page by page. What a file is, its content says and not its name.

Files that are programs for their reader (PDF) are read in a process apart; text is read here.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from corpus.apart import read_apart
from corpus.errors import UnreadablePaper

PAGE_BREAK = "\f"
_PDF = b"%PDF-"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 1024  # bytes: readers accept a PDF whose mark stands within the first kilobyte
_LARGEST_TEXT = 4 << 20  # bytes: 1,300 full pages; the worst that was made up takes half a minute
_OTHER_FILES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file"),
    (b"{\\rtf", "a rich text file"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a packed file"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """A file's text, with ``\\f`` between pages where the file has pages, and its SHA-256.

    ``labels`` are the numbers printed on the pages where they are not simply 1, 2, 3; ``notes`` say what was
    left out or put right while reading.
    """

    text: str
    has_pages: bool
    digest: str
    labels: tuple[str | None, ...] = ()
    notes: tuple[str, ...] = ()


def read_paper(path: Path) -> PaperText:
    """Read a text, Markdown or PDF file; raise UnreadablePaper where that cannot be done."""
    if _PDF in _head(path):
        return _pdf(path)
    data = _bytes(path)
    text = _decoded(path.name, data)
    return PaperText(text=text, has_pages=PAGE_BREAK in text, digest=hashlib.sha256(data).hexdigest())


def _pdf(path: Path) -> PaperText:
    read = read_apart("pdf", path)
    return PaperText(
        text=PAGE_BREAK.join(read["pages"]),
        has_pages=True,
        digest=read["digest"],
        labels=tuple(read["labels"]) if any(read["labels"]) else (),
        notes=tuple(read["notes"]),
    )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise _unopened(path.name, error) from error


def _unopened(name: str, error: OSError) -> UnreadablePaper:
    return UnreadablePaper(
        f"{name} cannot be opened ({error.strerror}).", to_do="Check that the file is there and may be read."
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_TEXT:
            raise UnreadablePaper(
                f"{path.name} holds more than {_LARGEST_TEXT >> 20} MB of text.", to_do="Split it into smaller files."
            )
        data = path.read_bytes()
    except OSError as error:
        raise _unopened(path.name, error) from error
    if not data.strip():
        raise UnreadablePaper(f"{path.name} is empty.", to_do="Export the paper again and replace the file.")
    return data


def _decoded(name: str, data: bytes) -> str:
    for mark, kind in _OTHER_FILES:
        if data.startswith(mark):
            raise UnreadablePaper(f"{name} is {kind}.", to_do="Save it as PDF and add that.")
    if data.startswith(_UTF16):
        return _lines(data.decode("utf-16", errors="replace"))
    if b"\x00" in data:
        raise UnreadablePaper(f"{name} is not a text file.", to_do="Add it as PDF, Markdown or plain text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return _lines(text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")

"""A file's first bytes and its ending -> the reader that its format needs.

What a file holds goes before what it is called: a Word file named plan.pdf is read as a Word file.
"""

import re
from collections.abc import Callable
from pathlib import PurePath

from corpus.errors import UnreadablePaper

Reader = Callable[[str, bytes], str]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office 97, and of locked files of any Office
_WORD_ENDINGS = (".docx", ".docm", ".dotx")
_WEB_ENDINGS = (".html", ".htm", ".xhtml")
_MARKDOWN_ENDINGS = (".md", ".markdown")
_HEAD = 4096
_WEB_PAGE = re.compile(rb"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
_PIPE_TABLE = re.compile(rb"^[ ]{0,3}\|?[ ]*:?-{3,}:?[ ]*\|[ |:-]*$", re.MULTILINE)
_SIGNS = (  # how files of other sorts begin
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a packed file"),
)
_OTHERS = (  # a part of the archive, what such a file is, and how it becomes a paper
    ("xl/workbook.xml", "a spreadsheet", "Save it as PDF and add that."),
    ("ppt/presentation.xml", "a slide show", "Save it as PDF and add that."),
    ("content.xml", "an OpenDocument file", "Save it as DOCX or PDF and add that."),
    ("META-INF/container.xml", "an e-book", "Save it as PDF or HTML and add that."),
)
_IN_OLE = (
    ("EncryptedPackage", "is locked with a password", "Save a copy without the password and add that."),
    ("WordDocument", "is in Word's old format (DOC)", "Open it in Word, save it as DOCX and add that."),
    ("Workbook", "is a spreadsheet", "Save it as PDF and add that."),
    ("PowerPoint Document", "is a slide show", "Save it as PDF and add that."),
)


def reader_of(name: str, data: bytes) -> Reader | None:
    """The reader of a Word file, web page or Markdown; None for PDF and plain text; raises UnreadablePaper."""
    ending = PurePath(name).suffix.lower()
    if data.startswith(_OLE):
        raise _in_ole(name, data)
    if data.lstrip()[:5] == rb"{\rtf":
        raise UnreadablePaper(f"{name} is a rich text file (RTF).", to_do="Save it as DOCX or PDF and add that.")
    for sign, is_one in _SIGNS:
        if data.startswith(sign):
            raise UnreadablePaper(f"{name} is {is_one}.", to_do="Save it as PDF and add that.")
    if is_archive(data):
        return _of_archive(name, data, ending)
    if ending in _WORD_ENDINGS and not _is_text(data):
        from corpus.office_package import Package

        raise Package(name, b"").damaged()
    return _of_text(name, data, ending)


def is_archive(data: bytes) -> bool:
    """Whether bytes open as an archive does, which a Word file is."""
    return data.startswith(b"PK\x03\x04")


def is_web_page(name: str, data: bytes) -> bool:
    """Whether a file is a web page: by its first tags, or by its ending and any tag."""
    head = data[:_HEAD].replace(b"\x00", b"")
    return bool(_WEB_PAGE.search(head)) or (PurePath(name).suffix.lower() in _WEB_ENDINGS and b"<" in head)


def _of_text(name: str, data: bytes, ending: str) -> Reader | None:
    if data.lstrip()[:5] == b"%PDF-":
        return None
    if is_web_page(name, data):
        from corpus.webpage import read_web_page

        return read_web_page
    if ending in _MARKDOWN_ENDINGS or _PIPE_TABLE.search(data):
        from corpus.markdown import read_markdown

        return read_markdown
    return None


def _is_text(data: bytes) -> bool:
    return b"\x00" not in data and not data.startswith(b"PK")


def _of_archive(name: str, data: bytes, ending: str) -> Reader | None:
    from corpus.office_package import Package
    from corpus.word import read_word

    try:
        names = Package(name, data).names
    except UnreadablePaper:
        if ending in _WORD_ENDINGS:
            raise
        return None
    if any(part.startswith("word/") for part in names):
        return read_word
    for part, is_one, to_do in _OTHERS:
        if part in names:
            raise UnreadablePaper(f"{name} is {is_one}.", to_do=to_do)
    raise UnreadablePaper(f"{name} is an archive of files.", to_do="Unpack it and add the papers in it one by one.")


def _in_ole(name: str, data: bytes) -> UnreadablePaper:
    for stream, happened, to_do in _IN_OLE:
        if stream.encode("utf-16-le") in data:
            return UnreadablePaper(f"{name} {happened}.", to_do=to_do)
    return UnreadablePaper(f"{name} is in an old Office format.", to_do="Save it as DOCX or PDF and add that.")

"""A Word file's bytes -> its parts as element trees. Sole importer of zipfile and lxml.

Nothing is unpacked that is larger than a paper can be: the size that the archive declares is
checked first, and the bytes that come out are counted, for a declaration can lie. Parts with a
document type are refused, so that no entity is ever expanded; nothing outside the file is opened.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO

from lxml import etree

from corpus.errors import UnreadablePaper

Element = etree._Element

ZIP = b"PK\x03\x04"
_MAX_PART = 48 << 20  # bytes of one part: the longest plan we have seen as Word holds 6 MB of XML
_MAX_ALL = 96 << 20
_MAX_ENTRIES = 20_000
_CHUNK = 1 << 20
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/relationships)")
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Package:
    """The parts of one file, each read when it is asked for."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._left = _MAX_ALL
        if data.count(b"PK\x01\x02") > _MAX_ENTRIES:
            raise self.too_large()
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, OverflowError, NotImplementedError) as error:
            raise self.damaged() from error

    def damaged(self) -> UnreadablePaper:
        """The error for a file that is not whole."""
        return UnreadablePaper(
            f"{self._name} is damaged or is not a complete Word file.",
            to_do="Save it again from Word and replace the file.",
        )

    def too_large(self) -> UnreadablePaper:
        """The error for a file that unpacks to more than any paper holds."""
        return UnreadablePaper(
            f"{self._name} unpacks to far more than a paper can hold.",
            to_do="If it is a real paper, save its parts as files of their own.",
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._zip.namelist())

    def part(self, path: str) -> Element | None:
        """One part as an element tree, None where there is no such part."""
        data = self._bytes(path)
        if data is None:
            return None
        data = _STRICT.sub(lambda match: _TRANSITIONAL[match[1]], data)
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged() from error
        if root is None or root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged()
        return root

    def related(self, path: str) -> dict[str, str]:
        """The parts that a part names, by the last word of what they are to it: "styles", "numbering"."""
        folder, base = PurePosixPath(path).parent, PurePosixPath(path).name
        root = self.part((folder / "_rels" / f"{base}.rels").as_posix().removeprefix("./"))
        found: dict[str, str] = {}
        for link in root if root is not None else ():
            kind, target = link.get("Type", "").rsplit("/", 1)[-1], link.get("Target", "")
            if link.get("TargetMode") != "External":
                whole = target[1:] if target.startswith("/") else (folder / target).as_posix()
                found.setdefault(kind, whole.removeprefix("./"))
        return found

    def _bytes(self, path: str) -> bytes | None:
        try:
            entry = self._zip.getinfo(path)
        except KeyError:
            return None
        if entry.file_size > min(_MAX_PART, self._left):
            raise self.too_large()
        try:
            with self._zip.open(entry) as file:
                data = self._read(file)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            struct.error,
            NotImplementedError,
            RuntimeError,  # zipfile's word for an entry under a password
        ) as error:
            raise self.damaged() from error
        return data

    def _read(self, file: IO[bytes]) -> bytes:
        data = bytearray()
        while chunk := file.read(_CHUNK):
            data += chunk
            if len(data) > min(_MAX_PART, self._left):
                raise self.too_large()
        self._left -= len(data)
        return bytes(data)


def is_package(data: bytes) -> bool:
    """Whether bytes open as an archive does."""
    return data.startswith(ZIP)


def is_word(element: Element, *names: str) -> bool:
    """Whether an element is one of Word's own, by its name without its namespace."""
    tag = element.tag
    return isinstance(tag, str) and tag.startswith(_W) and tag[len(_W) :] in names


def name_of(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, *path: str) -> Element | None:
    """The first of Word's elements at a path below one: ``child(p, "pPr", "numPr")``."""
    for name in path:
        element = None if element is None else element.find(_W + name)
    return element


def children(element: Element | None, name: str) -> list[Element]:
    """All of Word's elements of a name right below one."""
    return [] if element is None else element.findall(_W + name)


def below(element: Element, name: str) -> Iterator[Element]:
    """All of Word's elements of a name anywhere below one."""
    return element.iter(_W + name)


def value(element: Element | None, name: str = "val") -> str | None:
    """One of an element's attributes."""
    return None if element is None else element.get(_W + name)


def number(element: Element | None, name: str = "val") -> int | None:
    """One of an element's attributes as a whole number, None where it is none."""
    text = value(element, name) or ""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else None


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``<w:b/>`` is there and not set to off."""
    return element is not None and (value(element) or "true") not in ("0", "false", "off", "none")

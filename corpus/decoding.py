"""Bytes of a text file -> its text, in the encodings that offices write."""

from corpus.errors import UnreadablePaper

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(name: str, data: bytes) -> str:
    """The text with plain line ends; raises UnreadablePaper where the bytes are no text."""
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

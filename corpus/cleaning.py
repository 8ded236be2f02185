"""Small text -> text steps that take layout debris away and never a word.

What goes: tags, emphasis marks, link targets, hard line breaks, doubled blanks. What stays: every
word and figure, in order.
"""

import re

from corpus.records import Span

_BREAKING_TAG = re.compile(r"</?(?:p|ul|ol|li|br|div|tr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?>")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
_LINK = re.compile(r"\[([^\]\[]+)\]\([^()\s]*\)")
_SUPERSCRIPT = re.compile(r"<sup>\s*(\d+)\s*</sup>")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BULLET = re.compile(r"\s*•\s*")
_DASH_BULLET = re.compile(r"\s+- (?=[a-z])|(?<=:)\s+- ")
_STRUCK = re.compile(r"~~(.*?)~~", re.DOTALL)


def without_tags(text: str) -> str:
    """Take tags away: those that break a line leave a line break, footnote marks stay raised."""
    text = _SUPERSCRIPT.sub(lambda m: m[1].translate(_RAISED), text)
    text = _AUTOLINK.sub(r"\1", text)
    return _TAG.sub("", _BREAKING_TAG.sub("\n", text))


def without_marks(text: str) -> str:
    """Take Markdown's emphasis and link targets away, and keep the words they stood around."""
    text = _LINK.sub(r"\1", text).replace("**", "")
    return re.sub(r"(?<![\w*])\*(\S[^*\n]*\S)\*(?![\w*])", r"\1", text)


def one_line(text: str) -> str:
    """Join hard line breaks, and blanks that stand together.

    A hyphen at a line's end stays: the papers break lines only at hyphens that belong there
    ("socio-\\neconomic").
    """
    text = re.sub(r"(?<=[a-z])-\s*\n\s*(?=[a-z])", "-", text)
    return re.sub(r"\s+", " ", text).strip()


def paragraph_text(text: str) -> str:
    """A paragraph's own words on one line."""
    return one_line(without_marks(without_tags(text)))


def cell_text(text: str) -> str:
    """A table cell's words; its paragraphs and bullets stand on lines of their own."""
    dashes = "<ul" in text and "•" not in text
    text = without_marks(without_tags(text))
    text = _BULLET.sub("\n• ", text)
    if dashes:
        text = _DASH_BULLET.sub("\n- ", text)
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def split_struck(text: str) -> tuple[str, tuple[Span, ...]]:
    """Take ``~~`` marks away and say where the struck-out words stand.

    Where old words run straight into new ones, a blank parts them:
    ``"~~90~~85%"`` -> ``("90 85%", (Span(start=0, end=2),))``.
    """
    parts: list[str] = []
    spans: list[Span] = []
    length = last = 0

    def add(piece: str) -> None:
        nonlocal length
        if parts and parts[-1][-1:].strip() and piece[:1].isalnum():
            parts.append(" ")
            length += 1
        parts.append(piece)
        length += len(piece)

    for match in _STRUCK.finditer(text):
        if match.start() > last:
            add(text[last : match.start()])
        words = match[1].strip()
        if parts and match[1][:1].isspace():
            parts.append(" ")
            length += 1
        add(words)
        spans.append(Span(start=length - len(words), end=length))
        if match[1][-1:].isspace():
            parts.append(" ")
            length += 1
        last = match.end()
    if last < len(text):
        rest = text[last:]
        if parts and parts[-1][-1:].isspace():
            rest = rest.lstrip(" ")
        add(rest)
    return "".join(parts), tuple(spans)

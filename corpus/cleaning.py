"""Small text -> text steps that take layout debris away and never a word.

What goes: tags, emphasis marks, link targets, hard line breaks, doubled blanks. What stays: every
word and figure, in order.
"""

import html
import re
from dataclasses import dataclass

from corpus.records import Span

_ATTRIBUTES = r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>"']+))*\s*/?"""
_BREAKING_TAG = re.compile(rf"</?(?:p|ul|ol|li|br|div|tr|table|h[1-6]){_ATTRIBUTES}>", re.IGNORECASE)
_TAG = re.compile(  # these alone: "<name>" in a letter's text is a word
    rf"</?(?:a|abbr|b|blockquote|code|del|em|font|hr|i|img|ins|mark|s|small|span|strike|strong|sub|sup|tbody|td|th|thead|u){_ATTRIBUTES}>",
    re.IGNORECASE,
)
_ESCAPED_TAG = re.compile(r"<sup>&</sup>lt;(?=[a-z]+>)")  # "<sup>&</sup>lt;sup>1</sup>": a tag that was escaped twice
_ENTITY = re.compile(r"&(?:[a-z]+|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
_LINK = re.compile(r"\[([^\]\[]+)\]\([^()\s]*\)")
_SUPERSCRIPT = re.compile(r"<sup>\s*(\d+(?:[,–-]\d+)*)\s*</sup>")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BULLET = re.compile(r"\s*•\s*")
_DASH_BULLET = re.compile(r"\s+- (?=[a-z])|(?<=:)\s+- ")
_STRUCK = re.compile(r"~~(.*?)~~", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """A struck-out stretch; ``run_on`` says that new words follow it without a blank."""

    span: Span
    run_on: bool = False

    def moved(self, by: int) -> "Struck":
        """The same stretch in a text that holds this one from ``by`` on."""
        return Struck(span=Span(start=self.span.start + by, end=self.span.end + by), run_on=self.run_on)


def without_tags(text: str) -> str:
    """Take tags away: those that break a line leave a line break, footnote marks stay raised."""
    text = _SUPERSCRIPT.sub(lambda m: m[1].translate(_RAISED), _ESCAPED_TAG.sub("<", text))
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub("", _BREAKING_TAG.sub("\n", text))
    return _ENTITY.sub(lambda m: html.unescape(m[0]), text)


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


def split_struck(text: str) -> tuple[str, tuple[Struck, ...]]:
    """Take ``~~`` marks away and say where the struck-out words stand.

    Where old words run straight into new ones, a blank parts them:
    ``"~~90~~85%"`` -> ``("90 85%", (Struck(span=Span(start=0, end=2), run_on=True),))``.
    """
    written: list[str] = []  # none of them empty
    length = 0
    struck: list[Struck] = []
    parts = _STRUCK.split(text)  # every second part was struck out
    for number, part in enumerate(parts):
        words = part.strip(" ")
        if number:
            seam = _seam(parts[number - 1] or "".join(written[-1:]), part)
            length -= _strip_end(written)
            written += [seam] if seam else []
            length += len(seam)
        if number % 2 and words:
            run_on = not part.endswith(" ") and parts[number + 1][:1].isalnum()
            struck.append(Struck(span=Span(start=length, end=length + len(words)), run_on=run_on))
        written += [words] if words else []
        length += len(words)
    return "".join(written).strip(" "), tuple(struck)


def _strip_end(written: list[str]) -> int:
    """Take away the blanks at the end of what is written, and say how many they were."""
    gone = 0
    while written and written[-1].endswith(" "):
        last = written.pop()
        kept = last.rstrip(" ")
        gone += len(last) - len(kept)
        written += [kept] if kept else []
    return gone


def _seam(before: str, after: str) -> str:
    """The blank between two parts: one that either has, or one to keep two words apart."""
    if not before:
        return ""
    run_together = not before[-1].isspace() and after[:1].isalnum()
    return " " if run_together or before[-1] == " " or after[:1] == " " else ""

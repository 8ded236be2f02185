"""Lines of text whose places on the page are not known -> paragraphs in the paper's dialect.

A line ends its paragraph where it is clearly shorter than the page's lines are, or where the next one opens a
list's point or a numbered paragraph.
"""

import html
import re
from collections.abc import Iterable

from corpus.pdf.lines import joined_lines

_SHORT = 0.75  # of the length of a page's full lines: a line as short was ended by its writer
_FULL = 0.9  # of a page's lines are no longer than a full one
_OPENS = re.compile(
    r"(?:[•‣▪■●\uf0a7\uf0b7]|[-–—o])\s+|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,5})[.)]?\s+(?=[A-Z])"
)
_BULLET = re.compile(r"^[•‣▪■●\uf0a7\uf0b7–—o-]\s+")


def paragraphs_of(lines: Iterable[str], known: frozenset[str]) -> str:
    """The lines of a page as its paragraphs; ``known`` are the paper's words."""
    texts = [html.escape(" ".join(line.split()), quote=False) for line in lines]
    lengths = sorted(len(text) for text in texts if text)
    if not lengths:
        return ""
    short = _SHORT * lengths[int(_FULL * (len(lengths) - 1))]
    done: list[str] = []
    ended = True
    for text in texts:
        if ended or not text or _OPENS.match(text):
            done.append(text)
        else:
            done[-1] = joined_lines(done[-1], text, known)
        ended = len(text) < short
    return "\n\n".join(_BULLET.sub("- ", text, count=1) if _OPENS.match(text) else text for text in done if text) + "\n"

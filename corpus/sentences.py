"""Text -> the spans of its sentences.

A full stop ends a sentence where a blank and a capital, a quotation mark or a figure follow,
unless the word before it is a known short form ("e.g.", "Dr.", a single letter). What is longer than any
sentence is cut at a blank.
"""

import re

from corpus.records import Span

_END = re.compile(r"[.!?]+[’”'\")\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*(?=\s+[A-Z0-9‘“'\"(•-])|\n+")
_LONGEST = 1_000  # characters; the longest of the papers' own has 619
_SHORT_FORM = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|incl|no|c|cf|vs|dr|mr|mrs|ms|cllr|st|para|fig)|\b[A-Z])\.$", re.IGNORECASE
)


def sentence_spans(text: str, start: int = 0) -> tuple[Span, ...]:
    """The sentences of ``text`` as spans; ``start`` is where the text itself begins.

    ``sentence_spans("One. Two.", 10)`` -> ``(Span(start=10, end=14), Span(start=15, end=19))``.
    """
    spans: list[Span] = []
    begin = 0
    for match in _END.finditer(text):
        if not match[0].startswith("\n") and _SHORT_FORM.search(text[begin : match.end()]):
            continue
        _add(spans, text, begin, match.end(), start)
        begin = match.end()
    _add(spans, text, begin, len(text), start)
    return tuple(spans)


def _add(spans: list[Span], text: str, begin: int, end: int, start: int) -> None:
    while end - begin > _LONGEST:
        cut = text.rfind(" ", begin, begin + _LONGEST) + 1 or begin + _LONGEST
        _add(spans, text, begin, cut, start)
        begin = cut
    piece = text[begin:end]
    left = begin + len(piece) - len(piece.lstrip())
    right = begin + len(piece.rstrip())
    if right > left:
        spans.append(Span(start=start + left, end=start + right))

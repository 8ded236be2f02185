"""Words that a reader looks for -> the places of a text that have them.

"support  for" is found once in "Carers’ support, and support for carers.", its words together.
"""

import re
from dataclasses import dataclass

from corpus.records import Document, Span

MAX_WORDS = 200  # characters that are looked for; a sentence fits
_ALIKE = {
    "'": "['’‘]",
    "’": "['’‘]",
    "‘": "['’‘]",
    "-": "[-–—‑]",
    "–": "[-–—‑]",
    '"': '["“”]',
    "“": '["“”]',
    "”": '["“”]',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where the words stand, in reading order; ``together`` says that they stand there one after the other."""

    places: tuple[Span, ...] = ()
    together: bool = True


def find(document: Document, words: str) -> Found:
    """The places that have the words one after the other; where there is none, each word in the blocks that have all."""
    wanted = words[:MAX_WORDS].split()
    if not wanted:
        return Found()
    places = _places(document.text, r"\s+".join(map(_pattern, wanted)))
    if places or len(wanted) == 1:
        return Found(places=places)
    return Found(places=_apart(document, [_pattern(word) for word in wanted]), together=False)


def _apart(document: Document, patterns: list[str]) -> tuple[Span, ...]:
    blocks = (block.span.of(document.text) for block in document.blocks)
    having = [
        block.span
        for block, text in zip(document.blocks, blocks, strict=True)
        if all(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
    ]
    found = _places(document.text, "|".join(sorted(patterns, key=len, reverse=True)))
    return tuple(place for place in found if any(span.holds(place) for span in having))


def _places(text: str, pattern: str) -> tuple[Span, ...]:
    return tuple(Span(start=m.start(), end=m.end()) for m in re.finditer(pattern, text, re.IGNORECASE))


def _pattern(word: str) -> str:
    return "".join(_ALIKE.get(character, re.escape(character)) for character in word)

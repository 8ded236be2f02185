"""A record's words -> the spans of its passages: each short enough to quote, none torn from what it needs.

1. A short record is whole. A longer one is cut at its lines, items and sentences.
2. A sentence that leans on the one before ("This means...") stays with it, and so does a line that
   names who or when ("Who: Public Health", "When: by March 2021").
3. A list stays with the line that leads it, where its items are short.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from corpus.records import Span
from corpus.sentences import sentence_spans

CUTTING = 8  # raised when passages are cut otherwise, so that an index of older ones is built anew
WHOLE_WORDS = 45  # a record up to this long stays whole: about what an answer can quote
FULL_WORDS = 70  # no passage is longer, unless one sentence is: well within the encoder's 256 tokens
ITEM_WORDS = 12  # an item up to this long is kept with the line that leads it and with its neighbours
SHORT_WORDS = 9  # a sentence shorter than this says little alone
_LABELLED = re.compile(  # "Who: Public Health", below the action that it is said of
    r"(?:By )?(?:Who|When|Whom|Where|Owners?|Leads?|Timescales?|Timelines?|Deadline|Due|Date|Status|Responsib\w+|Partners?|Source): \S",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"(?:This|These|Those|It|They|Its|Their|There|Here|Such|With clear|Further|Also|In this way|That|He|She|However|Then)\b"
)


def cut(text: str, span: Span) -> Iterator[Span]:
    """A record's span, whole or in parts."""
    words = span.of(text)
    if len(words.split()) <= WHOLE_WORDS:
        yield span
        return
    lines = list(_lines(words, span.start))
    bullets = [line for line in lines if _is_bullet(text, line)]
    if bullets and sum(len(b.of(text).split()) for b in bullets) <= FULL_WORDS:
        first = bullets[0]
        head = [line for line in lines if line.end <= first.start]
        led = list(sentence_spans(head[-1].of(text), head[-1].start)) if head else []
        yield from _long(text, head[:-1])
        yield from merged(text, led[:-1])
        yield Span(start=led[-1].start if led else first.start, end=bullets[-1].end)
        yield from _long(text, [line for line in lines if line.start > bullets[-1].end])
        return
    yield from _long(text, lines)


def _lines(words: str, start: int) -> Iterator[Span]:
    for match in re.finditer(r"[^\n\t]+", words):
        body = match[0].strip()
        if body:
            left = start + match.start() + match[0].index(body[0])
            yield Span(start=left, end=left + len(body))


def _is_bullet(text: str, line: Span) -> bool:
    return text[line.start] in "•-"


def _long(text: str, lines: Iterable[Span]) -> Iterator[Span]:
    waiting = list(_with_labelled(text, lines))
    while waiting:
        body = _bare(text, waiting.pop(0))
        parts = list(merged(text, sentence_spans(body.of(text), body.start)))
        if parts and (items := _short_items(text, parts[-1], waiting)):
            parts[-1] = Span(start=parts[-1].start, end=items[-1].end)
            del waiting[: len(items)]
        yield from parts


def _bare(text: str, line: Span) -> Span:
    """A line without the mark of an item."""
    return Span(start=line.start + 2, end=line.end) if _is_bullet(text, line) else line


def _short_items(text: str, lead: Span, lines: list[Span]) -> list[Span]:
    """The items that a line leads, where all are so short that they say little without it."""
    if not lead.of(text).endswith(":"):
        return []
    items = list(takewhile(lambda line: _is_bullet(text, line) and not _opens(_bare(text, line).of(text)), lines))
    lengths = [len(item.of(text).split()) for item in items]
    whole = sum(lengths) + len(lead.of(text).split())
    return items if len(items) > 1 and max(lengths) <= ITEM_WORDS and whole <= FULL_WORDS else []


def _opens(line: str) -> bool:
    """Whether a line opens another list or a numbered paragraph."""
    return line.endswith(":") or bool(re.match(r"\d+\.\d", line))


def _with_labelled(text: str, lines: Iterable[Span]) -> Iterator[Span]:
    """Lines, each with the short labelled ones ("Who: ...", "When: ...") that follow it in its cell."""
    current: Span | None = None
    for line in lines:
        together = Span(start=current.start, end=line.end) if current else line
        words = line.of(text)
        leans = bool(_LABELLED.match(words)) and len(words.split()) < SHORT_WORDS
        apart = "\t" in together.of(text) or len(together.of(text).split()) > FULL_WORDS
        if current is None or (leans and not apart):
            current = together
        else:
            yield current
            current = line
    if current is not None:
        yield current


def merged(text: str, sentences: Iterable[Span]) -> Iterator[Span]:
    """Sentences joined where one of them says little without the other."""
    current: Span | None = None
    for sentence in sentences:
        if current is None:
            current = sentence
            continue
        together = Span(start=current.start, end=sentence.end)
        short = min(len(current.of(text).split()), len(sentence.of(text).split())) < SHORT_WORDS
        leans = bool(_LEANS.match(sentence.of(text)))
        if (short or leans) and len(together.of(text).split()) <= FULL_WORDS:
            current = together
        else:
            yield current
            current = sentence
    if current is not None:
        yield current

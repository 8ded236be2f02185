"""A paper of tracked changes -> a Change for every struck-out stretch, and its paragraphs.

"Agenda pack page number 31:" gives the page; what is struck out is superseded, what stands is not.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.outline import LOCATOR_JOINT, Placed, paragraphs
from corpus.records import BlockKind, Change, Record, Span
from corpus.sentences import sentence_spans
from corpus.structure import Layout

_PAGE = re.compile(r"^(Agenda pack page)(?: number)? (\d+):?$")
_FIGURE = re.compile(r"\d[\d,.]*%?")


def tracked_records(layout: Layout) -> Iterator[Record]:
    """Changes and paragraphs, with the page of the pack they stand on."""
    placed = tuple(_paged(layout))
    for one in placed:
        yield from _changes(layout, one)
    for paragraph in paragraphs(placed):
        yield paragraph


def _paged(layout: Layout) -> Iterator[Placed]:
    """Blocks with their page; page lines are not headings, and section names come after them."""
    page: int | None = None
    name = heading = ""
    for one in _all_blocks(layout):
        match = _PAGE.match(one.text)
        if match:
            name, page, heading = match[1], int(match[2]), ""
            continue
        if page is None:
            continue
        if one.block.kind is BlockKind.HEADING and not any(s.meets(one.block.span) for s in layout.struck):
            heading = one.text
            continue
        path = tuple(part for part in (f"{name} {page}", heading) if part)
        yield replace(one, block=replace(one.block, page=page), headings=path)
        heading = ""  # a heading stands over one paragraph here; indicators follow without one


def _all_blocks(layout: Layout) -> Iterator[Placed]:
    for block in layout.blocks:
        yield Placed(block=block, text=block.span.of(layout.text), headings=())


def _changes(layout: Layout, one: Placed) -> Iterator[Change]:
    block = one.block
    inside = [span for span in layout.struck if block.span.holds(span)]
    sentences = sentence_spans(one.text, block.span.start)
    for span in inside:
        touched = [s for s in sentences if s.meets(span)]
        sentence = Span(start=touched[0].start, end=touched[-1].end)
        reads = _without(layout.text, sentence, inside)
        yield Change(
            text=sentence.of(layout.text),
            span=sentence,
            locator=LOCATOR_JOINT.join(one.headings),
            page=block.page,
            struck=span,
            before=span.of(layout.text),
            after=_after(layout.text, span, sentence),
            reads=reads or None,
            heading=one.headings[1] if len(one.headings) > 1 else None,
        )


def _without(text: str, sentence: Span, struck: list[Span]) -> str:
    parts, at = [], sentence.start
    for span in struck:
        if sentence.holds(span):
            parts.append(text[at : span.start])
            at = span.end
    parts.append(text[at : sentence.end])
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _after(text: str, span: Span, sentence: Span) -> str | None:
    """What stands in the place of the struck words, where that can be told.

    A figure is replaced by the figure that follows; "increased" by the word of the same stem.
    """
    following = text[span.end : sentence.end].lstrip()
    if _FIGURE.search(span.of(text)):
        figure = _FIGURE.match(following)
        return figure[0].rstrip(".,") if figure else None
    old = {_stem(word) for word in re.findall(r"\w+", span.of(text))}
    words = re.finditer(r"\w+", following)
    for i, word in enumerate(words):
        if i >= 8:
            break
        if len(word[0]) > 3 and _stem(word[0]) in old:
            return following[: word.end()]
    return None


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|e|es|s)$", "", word.lower())

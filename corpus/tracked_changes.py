"""A paper of tracked changes -> a Change for every struck-out stretch, and its paragraphs.

"Agenda pack page number 31:" gives the page; what is struck out is superseded, what stands is not.
Inserted words are not marked, so what replaced the old ones is told from the words that follow.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.cleaning import Struck
from corpus.outline import Placed, paragraph_locator, paragraphs
from corpus.records import BlockKind, Change, Record, Span
from corpus.sentences import sentence_spans
from corpus.structure import Layout

_PAGE = re.compile(r"^(Agenda pack page)(?: number)? (\d+):?$")
_FIGURE = re.compile(r"\d[\d,.]*%?")
_PHRASE_END = re.compile(
    r"[.,;:]|\s(?:of|to|in|on|at|by|for|from|with|within|without|through|and|or|but|that|which|who|so|as|than)\b"
)
_NEAR_WORDS = 8  # the word that carries a struck one on stands this near, or it is another word


def tracked_records(layout: Layout) -> Iterator[Record]:
    """Changes and paragraphs, with the page of the pack they stand on."""
    placed = tuple(_paged(layout))
    starts = [one.span.start for one in layout.struck]
    for one in placed:
        yield from _changes(layout, one, _within(layout.struck, starts, one.block.span))
    yield from paragraphs(placed)


def _within(struck: Sequence[Struck], starts: Sequence[int], span: Span) -> Sequence[Struck]:
    """The struck-out stretches that begin within a span; ``starts`` are where all of them begin."""
    return struck[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _paged(layout: Layout) -> Iterator[Placed]:
    """Blocks with their page; page lines are not headings, and section names come after them."""
    page: int | None = None
    name = heading = ""
    starts = [one.span.start for one in layout.struck]
    for block in layout.blocks:
        text = block.span.of(layout.text)
        if match := _PAGE.match(text):
            name, page, heading = f"{match[1]} {match[2]}", int(match[2]), ""
        elif block.kind is BlockKind.HEADING and not any(
            one.span.meets(block.span) for one in _within(layout.struck, starts, block.span)
        ):
            heading = text
        else:
            path = tuple(part for part in (name, heading) if part)
            yield Placed(block=replace(block, page=page or block.page), text=text, headings=path)
            if page is not None:
                heading = ""  # in an agenda pack a heading stands over one paragraph; indicators follow without one


def _changes(layout: Layout, one: Placed, inside: Sequence[Struck]) -> Iterator[Change]:
    block = one.block
    sentences = sentence_spans(one.text, block.span.start)
    ends, starts = [s.end for s in sentences], [s.start for s in sentences]
    begun = [struck.span.start for struck in inside]
    read: dict[Span, str] = {}
    for struck in inside:
        first, last = bisect_right(ends, struck.span.start), bisect_left(starts, struck.span.end) - 1
        sentence = Span(start=starts[first], end=ends[last])
        if sentence not in read:
            read[sentence] = _without(layout.text, sentence, _within(inside, begun, sentence))
        yield Change(
            text=sentence.of(layout.text),
            span=sentence,
            locator=paragraph_locator(one),
            page=block.page,
            struck=struck.span,
            before=struck.span.of(layout.text),
            after=_after(layout.text, struck, sentence),
            reads=read[sentence] or None,
            heading=next((name for name in one.headings if not _PAGE.match(name)), None),
        )


def _without(text: str, sentence: Span, inside: Sequence[Struck]) -> str:
    """The sentence without what was struck out."""
    parts, at = [], sentence.start
    for struck in inside:
        if sentence.holds(struck.span):
            parts.append(text[at : struck.span.start])
            at = struck.span.end
    parts.append(text[at : sentence.end])
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _after(text: str, struck: Struck, sentence: Span) -> str | None:
    """What stands in the place of the struck words, where that can be told.

    1. A figure is replaced by the figure that follows it: "~~18%~~ 20%".
    2. Words are replaced up to the word that carries one of them on: "~~have increased~~increase".
    3. Words that run straight on replace them, to the end of the phrase: "~~cut~~help people choose".
    """
    old, following = struck.span.of(text), text[struck.span.end : sentence.end].lstrip()
    if _FIGURE.search(old):
        figure = _FIGURE.match(following)
        return figure[0].rstrip(".,") if figure else None
    carried = _carried_on(old, following)
    if carried is None and struck.run_on:
        end = _PHRASE_END.search(following)
        return following[: end.start()] if end else following
    return carried


def _carried_on(old: str, following: str) -> str | None:
    """The words that follow, up to one of the same stem as a struck one: "but my" -> "My"."""
    struck = re.findall(r"\w+", old.lower())
    stems = {_stem(word) for word in struck}
    for number, word in enumerate(re.finditer(r"\w+", following)):
        again = number == 0 and struck[-1:] == [word[0].lower()]
        if again or (number < _NEAR_WORDS and len(word[0]) > 3 and _stem(word[0]) in stems):
            return following[: word.end()]
    return None


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|e|es|s)$", "", word.lower())

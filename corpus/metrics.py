"""A goal's cell -> the goal and its Metrics; a list headed "Metrics" -> Metrics that float."""

import re
from collections.abc import Iterator

from corpus.outline import LOCATOR_JOINT, Placed
from corpus.records import BlockKind, Metric, Span
from corpus.sentences import sentence_spans
from corpus.structure import Layout

_HEAD = re.compile(r"\bMetrics?(?: \(continued\))?\s*:?(?=\s|$)")
_BULLET = re.compile(r"^[•-]\s+")
_TRAILING_LEAD = re.compile(r"(?<=[.;])\s+([^.;]{1,60}:)$")
_LOST_BULLET = re.compile(
    r"(?<=[\w)])\s+(?=(?:Percentage|Proportion|Number|Achieve|Reach|Progress|Increase|Reduc\w+|% of)\b)"
    r"|(?<=[a-z]s)\s+(?=[A-Z]{2,}\s[a-z]+\s[a-z]+)|(?<=%)\s+(?=[A-Z][a-z]+ [a-z]+:)"
)


def is_label(text: str) -> bool:
    """Whether a line says "Metrics" and nothing else."""
    return bool(_HEAD.fullmatch(text))


def split_goal(text: str, cell: Span) -> Span | None:
    """The goal in a goal cell: its first line, up to "Metrics"; None where the cell opens with Metrics."""
    words = cell.of(text)
    head = _HEAD.search(words)
    goal = words[: head.start()] if head else words
    goal = goal.split("\n")[0].rstrip()
    return Span(start=cell.start, end=cell.start + len(goal)) if goal else None


def cell_metrics(text: str, cell: Span, chapter: int | None, goal: str | None, page: int | None) -> Iterator[Metric]:
    """The metrics that stand in a goal cell, line by line; a line that ends in a colon leads the next ones."""
    words = cell.of(text)
    head = _HEAD.search(words)
    if head is None:
        return
    lead: str | None = None
    at = cell.start + head.end()
    for line in words[head.end() :].split("\n"):
        start, stop = _trimmed(line)
        body = line[start:stop]
        if body.endswith(":") and not (trailing := _TRAILING_LEAD.search(body)):
            lead = _lead(body)
        elif body:
            trailing = _TRAILING_LEAD.search(body)
            stop = start + trailing.start() if trailing else stop
            if trailing and _HEAD.fullmatch(trailing[1]):
                lead = line[start:stop]
            else:
                for span in _parted(text, Span(start=at + start, end=at + stop)):
                    yield _metric(text, span, chapter, goal, lead, page)
                lead = _lead(trailing[1]) if trailing else lead
        at += len(line) + 1


def _parted(text: str, span: Span) -> Iterator[Span]:
    """A line that holds several metrics, because its bullets were lost, taken apart again."""
    for sentence in sentence_spans(span.of(text), span.start):
        begin = sentence.start
        for lost in _LOST_BULLET.finditer(sentence.of(text)):
            yield Span(start=begin, end=sentence.start + lost.start())
            begin = sentence.start + lost.end()
        yield Span(start=begin, end=sentence.end)


def _trimmed(line: str) -> tuple[int, int]:
    start = len(line) - len(line.lstrip())
    if bullet := _BULLET.match(line[start:]):
        start += bullet.end()
    return start, len(line.rstrip())


def _lead(text: str) -> str | None:
    words = re.sub(r"\s*Metrics?:$|:$", "", text).strip()
    return words if words and words.lower() != "local metrics" else None


def _metric(text: str, span: Span, chapter: int | None, goal: str | None, lead: str | None, page: int | None) -> Metric:
    place = (f"Chapter {chapter}" if chapter else None, goal, "Metrics")
    return Metric(
        text=span.of(text),
        span=span,
        locator=LOCATOR_JOINT.join(part for part in place if part),
        page=page,
        chapter=chapter,
        goal=goal,
        lead=lead,
    )


def list_metrics(layout: Layout, one: Placed, chapter: int | None, goal: str | None) -> Iterator[Metric]:
    """A floating list's metric: an item under a heading or an item that says "Metrics"."""
    if one.block.kind is BlockKind.PARAGRAPH and _HEAD.match(one.text):
        yield from cell_metrics(layout.text, one.block.span, chapter, goal, one.block.page)
    if one.block.kind is not BlockKind.ITEM:
        return
    if is_label(one.text):
        return
    under_heading = bool(one.headings) and is_label(one.headings[-1])
    if under_heading or _follows_metrics_item(layout, one):
        yield _metric(layout.text, one.block.span, chapter, goal, None, one.block.page)


def _follows_metrics_item(layout: Layout, one: Placed) -> bool:
    at = layout.blocks.index(one.block)
    while at and layout.blocks[at - 1].kind is BlockKind.ITEM:
        at -= 1
        if is_label(layout.blocks[at].span.of(layout.text)):
            return True
    return False

"""A strategy's blocks -> outcomes, enablers, priorities, indicators, points heard, voices and facts.

An outcome's page opens with "Shared outcome N: title"; labels ("What we heard", "Priorities",
"Indicators") may come in any order, and a title above a paragraph is a priority.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.indicators import read_indicator
from corpus.introduction import introduction_records
from corpus.outline import LOCATOR_JOINT, outline, paragraphs
from corpus.records import (
    Block,
    BlockKind,
    Enabler,
    Heard,
    Indicator,
    Outcome,
    Paragraph,
    Priority,
    Record,
    Span,
    Voice,
)
from corpus.structure import Layout

OUTCOME = re.compile(r"^Shared [Oo]utcome (\d+):\s+(.+)$", re.DOTALL)
ENABLER = re.compile(r"^Enabler:\s+(.+)$")
_FIRST_PERSON = re.compile(r"\b(?:I|I've|I am|[Mm]y)\b")
_QUOTED = re.compile(r"^[“‘\"].+[”’\"]$", re.DOTALL)
_MEASURE = re.compile(r"^By 20\d\d|\bwill\b|%|\d")
_TITLE_WORDS = 25


@dataclass(slots=True)
class _Page:
    """Where the reader is on an outcome's page."""

    outcome: int
    label: str = ""
    counts: dict[type, int] = field(default_factory=dict)

    def next(self, kind: type) -> int:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return self.counts[kind]

    def locator(self, *parts: str) -> str:
        return LOCATOR_JOINT.join((f"Shared outcome {self.outcome}", *parts))


def strategy_records(layout: Layout) -> Iterator[Record]:
    """Every record of a strategy, in reading order."""
    starts = [i for i, block in enumerate(layout.blocks) if OUTCOME.match(block.span.of(layout.text))]
    if not starts:
        yield from paragraphs(outline(layout))
        return
    end = next((i for i in range(starts[-1], len(layout.blocks)) if _leaves_outcomes(layout, i)), len(layout.blocks))
    yield from introduction_records(replace(layout, blocks=layout.blocks[: starts[0]]))
    for begin, stop in zip(starts, [*starts[1:], end], strict=True):
        yield from _outcome_page(layout, layout.blocks[begin:stop])
    yield from _closing(layout, end)


def _closing(layout: Layout, start: int) -> Iterator[Record]:
    """The pages after the outcomes: the enablers, and everything else as paragraphs."""
    enablers = list(_enablers(layout, layout.blocks[start:]))
    yield from enablers
    placed = outline(replace(layout, blocks=layout.blocks[start:]))
    yield from paragraphs(p for p in placed if not any(e.span.holds(p.block.span) for e in enablers))


def _leaves_outcomes(layout: Layout, i: int) -> bool:
    text = layout.blocks[i].span.of(layout.text)
    return bool(re.match(r"Enablers?\b(?!.*:$)", text)) and layout.blocks[i].kind is BlockKind.HEADING


def _outcome_page(layout: Layout, blocks: tuple[Block, ...]) -> Iterator[Record]:
    head, *rest = blocks
    title = OUTCOME.match(head.span.of(layout.text))
    assert title is not None
    page = _Page(outcome=int(title[1]))
    statement = rest[0] if rest else head
    span = Span(start=head.span.start, end=statement.span.end)
    yield Outcome(
        text=span.of(layout.text),
        span=span,
        locator=page.locator(),
        page=head.page,
        number=page.outcome,
        title=title[2],
        statement=statement.span.of(layout.text) if rest else None,
    )
    yield from _page_records(layout, page, rest[1:])


def _page_records(layout: Layout, page: _Page, blocks: list[Block]) -> Iterator[Record]:
    i = 0
    while i < len(blocks):
        record, i = _record_at(layout, page, blocks, i)
        if record is not None:
            yield record


def _record_at(layout: Layout, page: _Page, blocks: list[Block], i: int) -> tuple[Record | None, int]:
    """The record that begins at a block, or None for a label, and where the next one begins."""
    block, text = blocks[i], blocks[i].span.of(layout.text)
    if label := _label(text):
        page.label = label
        return None, i + 1
    if text.startswith("Together we will"):
        return None, i + 1
    if _QUOTED.match(text) or (block.kind is not BlockKind.ITEM and _FIRST_PERSON.search(text)):
        return _voice(layout, page, block), i + 1
    if page.label == "What we heard" and block.kind is BlockKind.ITEM:
        last = _with_children(blocks, i)
        return _heard(layout, page, block, blocks[last]), last + 1
    if page.label == "Indicators" and _is_indicator(block, text):
        return _indicator(layout, page, block), i + 1
    if _is_title(layout, blocks, i):
        return _priority(layout, page, block, blocks[i + 1]), i + 2
    return _statement(layout, page, block), i + 1


def _label(text: str) -> str | None:
    for label in ("What we heard", "Priorities", "Indicators"):
        if text.startswith(label) and len(text.split()) <= 9 and (text.endswith((":", "..."))):
            return label
    return None


def _with_children(blocks: list[Block], i: int) -> int:
    last = i
    while (
        last + 1 < len(blocks) and blocks[last + 1].kind is BlockKind.ITEM and blocks[last + 1].level > blocks[i].level
    ):
        last += 1
    return last


def _is_indicator(block: Block, text: str) -> bool:
    return not text.endswith(":") and (block.kind is BlockKind.ITEM or bool(_MEASURE.search(text)))


def _is_title(layout: Layout, blocks: list[Block], i: int) -> bool:
    """Whether a short line stands above a paragraph of whole sentences."""
    if i + 1 == len(blocks) or blocks[i + 1].kind is not BlockKind.PARAGRAPH:
        return False
    title, body = blocks[i].span.of(layout.text), blocks[i + 1].span.of(layout.text)
    return len(title.split()) <= _TITLE_WORDS and not title.endswith((".", ":")) and bool(re.search(r"[.!?]$", body))


def _voice(layout: Layout, page: _Page, block: Block) -> Voice:
    return Voice(
        text=block.span.of(layout.text),
        span=block.span,
        locator=page.locator("In people's words"),
        page=block.page,
        outcome=page.outcome,
    )


def _heard(layout: Layout, page: _Page, first: Block, last: Block) -> Heard:
    span = Span(start=first.span.start, end=last.span.end)
    return Heard(
        text=span.of(layout.text),
        span=span,
        locator=page.locator(page.label),
        page=first.page,
        outcome=page.outcome,
        number=page.next(Heard),
    )


def _indicator(layout: Layout, page: _Page, block: Block) -> Indicator:
    text = block.span.of(layout.text)
    by_when, aims = read_indicator(text)
    return Indicator(
        text=text,
        span=block.span,
        locator=page.locator("Indicators"),
        page=block.page,
        outcome=page.outcome,
        number=page.next(Indicator),
        by_when=by_when,
        aims=aims,
    )


def _priority(layout: Layout, page: _Page, title: Block, body: Block) -> Priority:
    name = title.span.of(layout.text)
    return Priority(
        text=body.span.of(layout.text),
        span=body.span,
        locator=page.locator("Priorities", name),
        page=body.page,
        outcome=page.outcome,
        number=page.next(Priority),
        title=name,
        title_span=title.span,
    )


def _statement(layout: Layout, page: _Page, block: Block) -> Paragraph:
    headings = (f"Shared outcome {page.outcome}", *((page.label,) if page.label else ()))
    return Paragraph(
        text=block.span.of(layout.text),
        span=block.span,
        locator=LOCATOR_JOINT.join(headings),
        page=block.page,
        number=None,
        headings=headings,
    )


def _enablers(layout: Layout, blocks: tuple[Block, ...]) -> Iterator[Enabler]:
    number = 0
    for i, block in enumerate(blocks):
        title = ENABLER.match(block.span.of(layout.text))
        if title is None:
            continue
        number += 1
        last = blocks[i + 1] if i + 1 < len(blocks) and blocks[i + 1].kind is BlockKind.PARAGRAPH else block
        span = Span(start=block.span.start, end=last.span.end)
        yield Enabler(
            text=span.of(layout.text),
            span=span,
            locator=f"Enabler {number}",
            page=block.page,
            number=number,
            title=title[1],
        )

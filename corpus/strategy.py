"""A strategy's blocks -> outcomes, enablers, priorities, indicators, points heard, voices and facts.

An outcome's page opens with "Shared outcome N: title"; labels ("What we heard", "Priorities",
"Indicators") may come in any order, and a title above a paragraph is a priority.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.indicators import read_indicator
from corpus.outline import LOCATOR_JOINT, Placed, outline, paragraphs
from corpus.records import (
    Block,
    BlockKind,
    Enabler,
    Fact,
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
_BOX = re.compile(r"^(How we listened|What we heard)\b.*(?<![.])(?:\.\.\.)?$")
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
    placed = outline(layout)
    yield from _introduction(layout, [p for p in placed if p.block.span.end <= layout.blocks[starts[0]].span.start])
    for begin, stop in zip(starts, [*starts[1:], end], strict=True):
        yield from _outcome_page(layout, layout.blocks[begin:stop])
    yield from _enablers(layout, layout.blocks[end:])
    enabling = [r.span for r in _enablers(layout, layout.blocks[end:])]
    rest = [p for p in placed if end < len(layout.blocks) and p.block.span.start > layout.blocks[end].span.start]
    yield from paragraphs(p for p in rest if not any(span.holds(p.block.span) for span in enabling))


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
        block, text = blocks[i], blocks[i].span.of(layout.text)
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        if label := _label(text):
            page.label = label
        elif text.startswith("Together we will"):
            pass
        elif _QUOTED.match(text) or (block.kind is not BlockKind.ITEM and _FIRST_PERSON.search(text)):
            yield Voice(**_base(layout, block.span, page.locator("In people's words"), block), outcome=page.outcome)
        elif block.kind is BlockKind.ITEM and page.label == "What we heard":
            last = _with_children(blocks, i)
            span = Span(start=block.span.start, end=blocks[last].span.end)
            number = page.next(Heard)
            yield Heard(**_base(layout, span, page.locator(page.label), block), outcome=page.outcome, number=number)
            i = last
        elif (
            page.label == "Indicators"
            and not text.endswith(":")
            and (block.kind is BlockKind.ITEM or _MEASURE.search(text))
        ):
            yield _indicator(layout, page, block)
        elif following is not None and following.kind is BlockKind.PARAGRAPH and _is_title(text, following, layout):
            yield _priority(layout, page, block, following)
            i += 1
        else:
            yield _statement(layout, page, block)
        i += 1


def _base(layout: Layout, span: Span, locator: str, block: Block) -> dict[str, object]:
    return {"text": span.of(layout.text), "span": span, "locator": locator, "page": block.page}


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


def _is_title(text: str, following: Block, layout: Layout) -> bool:
    body = following.span.of(layout.text)
    return len(text.split()) <= _TITLE_WORDS and not text.endswith((".", ":")) and bool(re.search(r"[.!?]$", body))


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


def _introduction(layout: Layout, placed: list[Placed]) -> Iterator[Record]:
    """The pages before the outcomes: paragraphs, boxed facts and the points heard in general."""
    boxed: dict[Span, str] = {}
    section = ""
    for block in layout.blocks:
        text = block.span.of(layout.text)
        if match := _BOX.match(text):
            section = match[1]
        elif section == "What we heard" and text.endswith("."):
            section = ""
        elif section:
            boxed[block.span] = section
            continue
        if section:
            boxed[block.span] = ""
    plain = [one for one in placed if one.block.span not in boxed]
    yield from _boxes(layout, [b for b in layout.blocks if b.span.end <= placed[-1].block.span.end], boxed)
    for one in plain:
        if one.block.kind is BlockKind.ROW and not one.block.columns:
            yield from _facts(layout, one)
    yield from paragraphs(one for one in plain if one.block.kind is not BlockKind.ROW)


def _boxes(layout: Layout, blocks: list[Block], boxed: dict[Span, str]) -> Iterator[Record]:
    heard = 0
    for block in blocks:
        section = boxed.get(block.span)
        if section == "How we listened" and len(block.span.of(layout.text).split()) > 2:
            yield Fact(**_base(layout, block.span, "Introduction › How we listened", block))
        elif section == "What we heard":
            heard += 1
            place = "Introduction › What we heard"
            yield Heard(**_base(layout, block.span, place, block), outcome=None, number=heard)


def _facts(layout: Layout, row: Placed) -> Iterator[Fact]:
    for cell in row.block.cells:
        if cell.of(layout.text).strip():
            yield Fact(**_base(layout, cell, "Introduction › partner numbers", row.block))

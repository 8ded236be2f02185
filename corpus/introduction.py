"""The pages of a strategy before its outcomes -> paragraphs, boxed facts and points heard in general.

A box opens with its label ("How we listened...", "What we heard...") and holds short lines; a whole
sentence ends the second. A table without column names holds a fact in each cell.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.outline import LOCATOR_JOINT, Placed, outline, paragraphs
from corpus.records import Block, BlockKind, Fact, Heard, Record, Span
from corpus.structure import Layout

_BOX = re.compile(r"^(How we listened|What we heard)\b.*(?<![.])(?:\.\.\.)?$")
_PLACE = "Introduction"


def introduction_records(layout: Layout) -> Iterator[Record]:
    """The records of a layout that ends where the outcomes begin."""
    boxed = dict(_boxed(layout))
    yield from _facts_and_points(layout, boxed)
    plain = outline(replace(layout, blocks=tuple(block for block in layout.blocks if block not in boxed)))
    for one in plain:
        if _holds_facts(one):
            yield from (
                _fact(layout, cell, "partner numbers", one.block)
                for cell in one.block.cells
                if cell.of(layout.text).strip()
            )
    yield from paragraphs(one for one in plain if not _holds_facts(one))


def _boxed(layout: Layout) -> Iterator[tuple[Block, str]]:
    """The lines that stand in a box, each with the label of its box; a label that is no heading has none."""
    label = ""
    for block in layout.blocks:
        text = block.span.of(layout.text)
        if match := _BOX.match(text):
            label = match[1]
            if block.kind is not BlockKind.HEADING:
                yield block, ""
        elif label == "What we heard" and text.endswith("."):
            label = ""
        elif label:
            yield block, label


def _facts_and_points(layout: Layout, boxed: dict[Block, str]) -> Iterator[Record]:
    points = 0
    for block, label in boxed.items():
        if label == "How we listened" and len(block.span.of(layout.text).split()) > 2:
            yield _fact(layout, block.span, label, block)
        elif label == "What we heard":
            points += 1
            yield Heard(
                text=block.span.of(layout.text),
                span=block.span,
                locator=_locator(label),
                page=block.page,
                outcome=None,
                number=points,
            )


def _holds_facts(one: Placed) -> bool:
    return one.block.kind is BlockKind.ROW and not one.block.columns


def _fact(layout: Layout, span: Span, section: str, block: Block) -> Fact:
    return Fact(text=span.of(layout.text), span=span, locator=_locator(section), page=block.page)


def _locator(section: str) -> str:
    return LOCATOR_JOINT.join((_PLACE, section))

"""Blocks and records -> which blocks are headings, and how deep each stands.

The records know more of a paper's order than its marks do: the strategy's headings all look alike.
1. A block on which a record stands is that record's words, not a heading; outcomes and enablers open their own part.
2. The first record at or below a heading names the headings above it.
3. As many of those as are open already, in order, that deep the heading stands.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.outline import LOCATOR_JOINT
from corpus.printed_page import without_printed_page
from corpus.records import Block, BlockKind, Document, Enabler, Outcome, Paragraph, Record

_OPENS = (Outcome, Enabler)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A block that is a heading, its depth from 0, and what it is called among the contents."""

    block: Block
    depth: int
    name: str


def headings(document: Document) -> Iterator[Heading]:
    """The headings of a document, in reading order."""
    records = sorted(document.records, key=lambda record: (record.span.start, record.span.end))
    starts = [record.span.start for record in records]
    open_: list[str] = []
    for block in document.blocks:
        name = block.span.of(document.text)
        if block.kind is not BlockKind.HEADING or _is_title(name, document):
            continue
        at = bisect_left(starts, block.span.start)
        below = records[at] if at < len(records) else None
        if not _stands_free(block, records, at):
            continue
        path = _path(below)
        depth = _depth(name, open_, path)
        del open_[depth:]
        open_.append(name)
        whole = next((part for part in path[depth : depth + 1] if part.startswith(f"{name}:")), name)
        yield Heading(block=block, depth=depth, name=f"{block.number} {name}" if _is_numbered(block, name) else whole)


def _is_numbered(block: Block, name: str) -> bool:
    return bool(block.number) and not name.startswith(str(block.number))


def _is_title(name: str, document: Document) -> bool:
    return name.casefold() == document.paper.title.casefold()


def _stands_free(block: Block, records: list[Record], at: int) -> bool:
    """Whether no record but an outcome or an enabler that begins here stands on a block."""
    if at < len(records) and records[at].span.start < block.span.end:
        return isinstance(records[at], _OPENS)
    return not any(record.span.meets(block.span) for record in records[max(0, at - 8) : at])


def _path(record: Record | None) -> tuple[str, ...]:
    if isinstance(record, Paragraph):
        return record.headings
    return tuple(without_printed_page(record.locator).split(LOCATOR_JOINT)) if record else ()


def _depth(name: str, open_: list[str], path: tuple[str, ...]) -> int:
    depth = 0
    for part, above in zip(path, open_, strict=False):
        if _alike(part, name) or not _alike(part, above):
            break
        depth += 1
    return depth


def _alike(part: str, name: str) -> bool:
    """Whether one names the other: "Agenda pack page 25" and "Agenda pack page number 25:"."""
    one, other = (re.findall(r"\w+", words.casefold()) for words in (part, name))
    return bool(one and other) and one[0] == other[0] and (set(one) <= set(other) or set(other) <= set(one))

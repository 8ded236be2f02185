"""A paper's text -> its Document: the layout, the kind of paper it is, and the records of that kind."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.action_plan import action_plan_records
from corpus.action_table import is_action_table, repairs
from corpus.printed_page import block_at, on_printed_page
from corpus.reading import PaperText
from corpus.records import Block, BlockKind, Document, Paper, PaperKind, Record
from corpus.report import report_records
from corpus.strategy import OUTCOME, strategy_records
from corpus.structure import Layout, read_structure
from corpus.tracked_changes import tracked_records

_CHANGES = 3  # struck-out stretches of a paper of tracked changes
_CHANGED = 0.1  # of its blocks: minutes strike out a motion here and there
_EXTRACTORS: dict[PaperKind, Callable[[Layout], Iterator[Record]]] = {
    PaperKind.STRATEGY: strategy_records,
    PaperKind.ACTION_PLAN: action_plan_records,
    PaperKind.TRACKED_CHANGES: tracked_records,
    PaperKind.COMMITTEE_REPORT: report_records,
    PaperKind.OTHER: report_records,
}


def parse_paper(paper: Paper, source: PaperText) -> Document:
    """Read one paper; its kind is recognised by its form where it is not given. Raises UnreadablePaper."""
    layout = _labelled(read_structure(source, paper.file), source.labels)
    kind = paper.kind if paper.kind is not PaperKind.OTHER else recognise(layout)
    found = _EXTRACTORS[kind](layout)
    records = tuple(sorted(_placed(found, layout.blocks), key=lambda record: (record.span.start, -record.span.end)))
    notes = (*layout.notes, *_table_notes(layout, kind))
    document = Document(
        paper=replace(paper, kind=kind),
        text=layout.text,
        blocks=layout.blocks,
        records=records,
        struck=tuple(one.span for one in layout.struck),
        notes=notes,
        digest=source.digest,
    )
    document.verify()
    return document


def _labelled(layout: Layout, labels: Sequence[str | None]) -> Layout:
    """The layout, whose blocks say the number printed on their page, where it is not the page's place in the file."""
    if not any(labels):
        return layout
    return replace(layout, blocks=tuple(_with_labels(block, labels) for block in layout.blocks))


def _with_labels(block: Block, labels: Sequence[str | None]) -> Block:
    return replace(
        block,
        label=labels[block.page - 1] if block.page else None,
        turns=tuple(replace(turn, label=labels[turn.page - 1]) for turn in block.turns),
    )


def _placed(records: Iterable[Record], blocks: Sequence[Block]) -> Iterator[Record]:
    """Records whose locators say the number printed on the page on which they begin."""
    for record in records:
        block = block_at(blocks, record.span.start)
        yield replace(record, locator=on_printed_page(record.locator, block.label)) if block and block.label else record


def recognise(layout: Layout) -> PaperKind:
    """The kind of paper, by its form alone."""
    texts = [block.span.of(layout.text) for block in layout.blocks]
    if any(is_action_table(block.columns) for block in layout.blocks):
        return PaperKind.ACTION_PLAN
    if len(layout.struck) >= max(_CHANGES, _CHANGED * len(layout.blocks)):
        return PaperKind.TRACKED_CHANGES
    if sum(bool(OUTCOME.match(text)) for text in texts) >= 2 and any(t.startswith("Priorities to") for t in texts):
        return PaperKind.STRATEGY
    numbered = sum(bool(block.number and "." in block.number) for block in layout.blocks)
    if numbered >= 3 and any(re.match(r"(?:\d+\. )?Recommendation", text) for text in texts):
        return PaperKind.COMMITTEE_REPORT
    return PaperKind.OTHER


def _table_notes(layout: Layout, kind: PaperKind) -> Iterator[str]:
    if kind is PaperKind.ACTION_PLAN:
        yield from repairs(layout)
        return
    ragged = sum(1 for b in layout.blocks if b.kind is BlockKind.ROW and b.columns and len(b.cells) != len(b.columns))
    if ragged:
        yield f"{ragged} table rows have more or fewer cells than their table has columns."

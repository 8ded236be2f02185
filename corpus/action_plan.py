"""An action plan's tables -> Actions and Metrics; the text between the tables -> paragraphs.

1. Chapters come from "Chapter N" headings, goals from the first column, carried over empty and
   "(continued)" cells of the same table or the table it goes on from.
2. A row's owner is its own cell, else the owner of the row above within the same goal and table.
3. A timescale is never carried over: a row without dots has none.
4. A goal's cell may hold Metrics after the goal; Metrics also stand in lists below a table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.action_table import DOTS, is_action_table, read_cells
from corpus.metrics import cell_metrics, is_label, list_metrics, split_goal
from corpus.outline import LOCATOR_JOINT, Placed, outline, paragraphs
from corpus.records import (
    Action,
    Block,
    BlockKind,
    Enabler,
    Horizon,
    Outcome,
    Record,
    Span,
    Timescale,
    TimescalePart,
)
from corpus.strategy import ENABLER
from corpus.structure import Layout

_CHAPTER = re.compile(r"^Chapter (\d+)(?:: (.+))?$")
_OUTCOME_LINE = re.compile(r"^Shared [Oo]utcome (\d+)$")
_KEY = "Key to timescales"
_HORIZONS = {1: Horizon.SHORT, 2: Horizon.MEDIUM, 3: Horizon.LONG}


@dataclass(slots=True)
class _Table:
    """What is carried from row to row."""

    chapter: int | None = None
    chapter_name: str | None = None
    goal: str | None = None
    goal_span: Span | None = None
    owner_span: Span | None = None
    number: int = 0
    wording: dict[str, str] = field(default_factory=dict)

    def goal_of(self, words: str) -> str | None:
        """The goal of the last table that a list below it speaks of; the last goal where none does."""
        wanted = _content(words)
        best = max(reversed(self.wording), key=lambda goal: len(wanted & _content(self.wording[goal])), default=None)
        return best or self.goal


def action_plan_records(layout: Layout) -> Iterator[Record]:
    """Every record of an action plan, in reading order of its blocks."""
    table = _Table()
    between: list[Placed] = []
    for one in outline(layout):
        chapter = _chapter(one)
        if chapter and chapter[0] != table.chapter:
            table = _Table(chapter=chapter[0], chapter_name=chapter[1])
        if is_action_table(one.block.columns):
            if _is_header(one, layout):
                table.owner_span = None
                table.wording = {}
            else:
                yield from _row(layout, one.block, table)
            continue
        floating = list(list_metrics(layout, one, table.chapter, table.goal_of(one.text)))
        if floating:
            yield from floating
        elif not is_label(one.text):
            between.append(_out_of_key(one))
    statements = list(_statements(between))
    yield from statements
    stated = {record.span for record in statements}
    yield from paragraphs(_named(one) for one in between if one.block.span not in stated)


def _out_of_key(one: Placed) -> Placed:
    """A block below the key to timescales belongs to the chapter, if it is none of the key's items."""
    below = one.headings[-1:] == (_KEY,) and one.block.kind is not BlockKind.ITEM
    return replace(one, headings=one.headings[:-1]) if below else one


def _chapter(one: Placed) -> tuple[int, str] | None:
    for heading in one.headings:
        if match := _CHAPTER.match(heading):
            return int(match[1]), match[2] or ""
    return None


def _is_header(one: Placed, layout: Layout) -> bool:
    return tuple(cell.of(layout.text) for cell in one.block.cells) == one.block.columns


def _named(one: Placed) -> Placed:
    """A block whose headings say the chapter and section, without what a slide repeats."""
    kept = tuple(h for h in one.headings if not re.match(r"Shared [Oo]utcome \d+:", h))
    return replace(one, headings=kept)


def _statements(between: list[Placed]) -> Iterator[Record]:
    """The shared outcomes and enablers as the plan words them, where it lists them."""
    number = 0
    for one in between:
        heading = one.headings[-1] if one.headings else ""
        if (match := _OUTCOME_LINE.match(heading)) and one.block.kind is BlockKind.PARAGRAPH:
            yield Outcome(
                text=one.text,
                span=one.block.span,
                locator=LOCATOR_JOINT.join(one.headings),
                page=one.block.page,
                number=int(match[1]),
                title=one.text,
            )
        elif title := ENABLER.match(one.text):
            number += 1
            yield Enabler(
                text=one.text,
                span=one.block.span,
                locator=LOCATOR_JOINT.join(("Introduction", f"Enabler {number}")),
                page=one.block.page,
                number=number,
                title=title[1],
            )


def _row(layout: Layout, block: Block, table: _Table) -> Iterator[Record]:
    cells, _ = read_cells(layout, block)
    goal_cell, action_cell = cells.get("goal"), cells.get("action")
    if goal_cell:
        goal_span = split_goal(layout.text, goal_cell)
        if goal_span:
            goal = re.sub(r"\s*\(continued\)$", "", goal_span.of(layout.text), flags=re.IGNORECASE)
            if goal.lower() != (table.goal or "").lower():
                table.goal, table.number, table.owner_span = goal, 0, None
            table.goal_span = goal_span
        yield from cell_metrics(layout.text, goal_cell, table.chapter, table.goal, block.page)
    if action_cell:
        words = f"{table.wording.get(table.goal or '', '')} {action_cell.of(layout.text)}"
        table.wording[table.goal or ""] = words
        yield _action(layout, block, table, cells, action_cell)


def _action(layout: Layout, block: Block, table: _Table, cells: dict[str, Span], action: Span) -> Action:
    table.number += 1
    own = cells.get("owner")
    if own is not None:
        table.owner_span = own
    owner = table.owner_span
    chapter = f"Chapter {table.chapter}" if table.chapter else None
    return Action(
        text=action.of(layout.text),
        span=action,
        locator=LOCATOR_JOINT.join(part for part in (chapter, table.goal, f"action {table.number}") if part),
        page=block.page,
        chapter=table.chapter,
        goal=table.goal,
        goal_span=table.goal_span,
        number=table.number,
        timescale=_timescale(layout, block, cells.get("timescale")),
        owner=_one_line(owner.of(layout.text)) if owner else None,
        owner_span=owner,
        owner_carried=own is None and owner is not None,
        row=block.span,
    )


def _content(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.lower()))


def _one_line(text: str) -> str:
    return ", ".join(line.strip(" ,") for line in text.split("\n") if line.strip(" ,"))


def _timescale(layout: Layout, block: Block, cell: Span | None) -> Timescale | None:
    if cell is None:
        return None
    text = cell.of(layout.text)
    return Timescale(text=text, span=cell, locator="Timescale", page=block.page, parts=tuple(_parts(text)))


def _parts(text: str) -> Iterator[TimescalePart]:
    at = 0
    for dots in DOTS.finditer(text):
        label = re.sub(r"\s+", " ", text[at : dots.start()].replace("Continued...", "")).strip() or None
        at = dots.end()
        if len(dots[0]) in _HORIZONS:
            yield TimescalePart(label=label, horizon=_HORIZONS[len(dots[0])])

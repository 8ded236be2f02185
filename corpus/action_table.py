"""A row of an action plan's table -> its filled cells, each in the column where it belongs.

Rows reach us with stray page numbers, lone commas, or slipped by a column; what is put right is noted.
"""

import re
from collections.abc import Iterator

from corpus.records import Block, Span
from corpus.structure import Layout

DOTS = re.compile(r"●+")
_WANTED = {"actions": "action", "action": "action", "timescale": "timescale", "owner": "owner", "goal": "goal"}


def is_action_table(columns: tuple[str, ...]) -> bool:
    """Whether a table has columns for actions and for their timescale or owner."""
    return {"action", "timescale"} <= set(_roles(columns)) or {"action", "owner"} <= set(_roles(columns))


def _roles(columns: tuple[str, ...]) -> tuple[str | None, ...]:
    roles = [_WANTED.get(re.sub(r"\W*\(s\)\W*|\W+|s$", "", column.lower())) for column in columns]
    if roles and roles[0] is None and not columns[0]:
        roles[0] = "goal"
    return tuple(roles)


def read_cells(layout: Layout, block: Block) -> tuple[dict[str, Span], tuple[str, ...]]:
    """The filled cells of a row by what they hold, and what was put right among them."""
    filled: dict[str, Span] = {}
    notes: list[str] = []
    row = _opening(layout, block)
    for role, cell in zip(_roles(block.columns), block.cells, strict=False):
        text = cell.of(layout.text).strip()
        if not role or not text:
            continue
        if role == "goal" and text.isdigit():
            notes.append(f"The page number {text} stands in the goal cell of the row {row} and was left out.")
        elif not re.search(r"\w|●", text):
            notes.append(f"The {role} cell of the row {row} holds only “{text}” and was read as empty.")
        else:
            filled[role] = cell
    moved = _put_right(layout, filled)
    if moved != filled:
        notes.append(f"The row {row} had slipped by a column and was put right.")
    return moved, tuple(notes)


def _opening(layout: Layout, block: Block) -> str:
    words = max((cell.of(layout.text) for cell in block.cells), key=len)
    return f"“{re.sub(chr(10), ' ', words)[:60]}…”"


def _put_right(layout: Layout, cells: dict[str, Span]) -> dict[str, Span]:
    """Move the cells of a row that slipped one column to the right or left back to where they belong."""

    def dots(role: str) -> bool:
        return role in cells and bool(DOTS.fullmatch(cells[role].of(layout.text).strip()))

    if dots("owner") and "timescale" in cells:
        moved = {"action": cells["timescale"], "timescale": cells["owner"]}
        left = [cells[role] for role in ("goal", "action") if role in cells]
        return moved | ({"goal": Span(start=left[0].start, end=left[-1].end)} if left else {})
    if dots("action") and "goal" in cells:
        moved = {"action": cells["goal"], "timescale": cells["action"]}
        return moved | ({"owner": cells["timescale"]} if "timescale" in cells else {})
    timescale = cells.get("timescale")
    if timescale and "owner" not in cells and not _is_timescale(timescale.of(layout.text)):
        return {role: cell for role, cell in cells.items() if role != "timescale"} | {"owner": timescale}
    return cells


def _is_timescale(text: str) -> bool:
    return bool(DOTS.search(text) or re.search(r"ongoing|term|year|20\d\d|phase|month|tbc|n/a", text, re.IGNORECASE))


def repairs(layout: Layout) -> Iterator[str]:
    """What was put right in the tables, row by row."""
    for block in layout.blocks:
        if is_action_table(block.columns):
            yield from read_cells(layout, block)[1]

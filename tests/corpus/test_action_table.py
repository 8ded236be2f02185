"""Rows of an action plan's table: which column holds what, and cells put back where they belong."""

import pytest

from corpus.action_table import is_action_table, read_cells
from corpus.pieces import Piece
from corpus.records import BlockKind
from corpus.structure import lay_out

COLUMNS = ("Goal", "Actions", "Timescale", "Owner(s)")


def read(*cells: str, columns: tuple[str, ...] = COLUMNS) -> tuple[dict[str, str], tuple[str, ...]]:
    layout = lay_out([Piece(kind=BlockKind.ROW, text="", cells=cells, columns=columns)])
    found, notes = read_cells(layout, layout.blocks[0])
    return {role: span.of(layout.text) for role, span in found.items()}, notes


@pytest.mark.parametrize(
    ("columns", "is_one"),
    [
        (COLUMNS, True),
        (("", "Actions", "Timescale", "Owner(s)"), True),
        (("Action", "Owner"), True),
        (("Goal", "Actions"), False),
        (("Version No", "Purpose", "Date"), False),
        ((), False),
    ],
)
def test_a_table_of_actions_is_known_by_its_columns(columns: tuple[str, ...], is_one: bool) -> None:
    assert is_action_table(columns) is is_one


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("Warm homes", "Mend roofs.", "●", "Board"), {"goal": "Warm homes", "action": "Mend roofs.", "timescale": "●", "owner": "Board"}),
        (("", "Mend roofs.", " ", ""), {"action": "Mend roofs."}),
        (("14", "Mend roofs.", "", ","), {"action": "Mend roofs."}),
        (("", "Metrics: roofs", "Mend roofs.", "●●"), {"goal": "Metrics: roofs", "action": "Mend roofs.", "timescale": "●●"}),
        (("Warm homes", "Metrics: roofs", "Mend roofs.", "●●"), {"goal": "Warm homes\tMetrics: roofs", "action": "Mend roofs.", "timescale": "●●"}),
        (("Mend roofs.", "●", "Board", ""), {"action": "Mend roofs.", "timescale": "●", "owner": "Board"}),
        (("", "Mend roofs.", "Board", ""), {"action": "Mend roofs.", "owner": "Board"}),
        (("", "Mend roofs.", "By March 2026", ""), {"action": "Mend roofs.", "timescale": "By March 2026"}),
        (("", "Mend roofs.", "Ongoing", ""), {"action": "Mend roofs.", "timescale": "Ongoing"}),
        (("", "Mend roofs."), {"action": "Mend roofs."}),
    ],
)  # fmt: skip
def test_a_cell_is_what_its_column_says_or_its_form_gives_away(
    cells: tuple[str, ...], expected: dict[str, str]
) -> None:
    assert read(*cells)[0] == expected


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        (("14", "Mend roofs.", "●", "Board"), "The page number 14 stands in the goal cell of the row “Mend roofs.…” and was left out."),
        (("", "Mend roofs.", "●", ","), "The owner cell of the row “Mend roofs.…” holds only “,” and was read as empty."),
        (("", "", "Mend roofs.", "●"), "The row “Mend roofs.…” had slipped by a column and was put right."),
    ],
)  # fmt: skip
def test_what_is_put_right_is_noted(cells: tuple[str, ...], note: str) -> None:
    assert read(*cells)[1] == (note,)


def test_a_row_that_is_in_order_has_no_note() -> None:
    assert read("Warm homes", "Mend roofs.", "●", "Board")[1] == ()

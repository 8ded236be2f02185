import re
from dataclasses import replace
from itertools import pairwise

import pytest

from assistant.web.reader import Entry, Item, Piece, PieceKind, contents, pieces, split
from assistant.web.runs import Overlay, Run
from corpus.records import Action, BlockKind, Document


def shown(document: Document) -> list[Piece]:
    (whole,) = split(document)
    return list(pieces(document, Overlay(document), whole))


def words(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def all_words(piece: Piece) -> str:
    cells = [cell.runs for row in piece.rows for cell in row.cells]
    return " ".join([words(piece.runs), *map(item_words, piece.items), *map(words, cells)])


def item_words(item: Item) -> str:
    return " ".join([words(item.runs), *map(item_words, item.items)])


@pytest.mark.parametrize("paper", ["strategy", "jfp", "changes", "cabinet-committee", "asc-committee"])
def test_every_word_of_a_paper_is_shown_in_order(documents: dict[str, Document], paper: str) -> None:
    document = documents[paper]
    repeated = [
        block.span
        for block in document.blocks
        if block.kind is BlockKind.ROW and tuple(s.of(document.text) for s in block.cells) == block.columns
    ]
    text = document.text
    for span in reversed(repeated):
        text = text[: span.start] + text[span.end :]
    read = " ".join(all_words(piece) for piece in shown(document))
    assert [word for word in read.split() if word != "-"] == [word for word in text.split() if word != "-"]


@pytest.mark.parametrize("paper", ["strategy", "jfp", "changes", "cabinet-committee", "asc-committee"])
def test_no_level_of_headings_is_left_out(documents: dict[str, Document], paper: str) -> None:
    levels = [1, *(piece.level for piece in shown(documents[paper]) if piece.kind is PieceKind.HEADING)]
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_rows_that_share_their_columns_are_one_table(plan: Document) -> None:
    tables = [piece for piece in shown(plan) if piece.kind is PieceKind.TABLE]
    assert (tables[1].columns, len(tables[1].rows)) == (("Goal", "Actions", "Timescale", "Owner(s)"), 26)
    assert tables[1].caption == "Chapter 1: How we will give children the best start in life"


def test_dots_are_read_where_they_stand(plan: Document) -> None:
    cells = [cell for piece in shown(plan) for row in piece.rows for cell in row.cells if cell.reading]
    printed = {words(cell.runs): cell.reading for cell in cells}
    assert printed["●"] == "short term (under 1 year)"
    assert printed["●●●"] == "long term (3-5 years and more)"


def test_a_row_without_its_goal_takes_it_from_above(plan: Document) -> None:
    action = next(a for a in plan.of_type(Action) if a.text.startswith("Support armed forces children"))
    rows = {row.id: row for piece in shown(plan) for row in piece.rows}
    first = rows[f"at-{action.row.start}"].cells[0]
    assert (first.runs, first.carried) == ((), "Support families to start well")


def test_a_number_is_printed_once(cabinet: Document) -> None:
    numbers = [piece.number for piece in shown(cabinet) if piece.number]
    assert numbers[:4] == ["1.1", "1.2", "1.3", "1.4"]
    assert numbers.count("2.7") == 1
    assert "1" not in numbers


def test_items_stand_within_the_item_above(strategy: Document) -> None:
    lists = [piece for piece in shown(strategy) if piece.kind is PieceKind.LIST]
    nested = [item for piece in lists for item in piece.items if item.items]
    assert [len(item.items) for item in nested] == [3]


def test_the_contents_lead_to_headings(strategy: Document) -> None:
    parts = split(strategy)
    entries = contents(strategy, parts, parts[0])
    assert entries[0] == Entry(name="Foreword", link=entries[0].link)
    ids = {piece.id for piece in shown(strategy)}
    links = [link for entry in entries for link in (entry.link, *(below.link for below in entry.entries))]
    assert {link[1:] for link in links} <= ids
    assert [entry.name for entry in entries if re.match("Shared outcome 4", entry.name)] == [
        "Shared outcome 4: Empower people to best manage their health conditions"
    ]


def test_a_page_is_named_where_it_begins(cabinet: Document) -> None:
    paged = replace(cabinet, blocks=tuple(replace(block, page=1 + at // 40) for at, block in enumerate(cabinet.blocks)))
    pages = [piece for piece in shown(paged) if piece.kind is PieceKind.PAGE]
    assert [(page.id, page.number) for page in pages] == [("page-1", "1"), ("page-2", "2"), ("page-3", "3")]

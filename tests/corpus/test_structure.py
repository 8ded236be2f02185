"""Pieces laid out as canonical text: gaps, dashes, cells, struck words and empty pages."""

import pytest

from corpus import structure
from corpus.cleaning import Struck
from corpus.errors import UnreadablePaper
from corpus.pieces import Piece
from corpus.reading import PaperText
from corpus.records import Block, BlockKind, Span
from corpus.structure import Layout, lay_out, read_structure


def piece(kind: BlockKind, text: str = "", level: int = 1, cells: tuple[str, ...] = ()) -> Piece:
    return Piece(kind=kind, text=text, level=level, cells=cells)


def words(layout: Layout) -> list[str]:
    return [block.span.of(layout.text) for block in layout.blocks]


def test_blocks_stand_apart_and_lists_together() -> None:
    layout = lay_out(
        [
            piece(BlockKind.HEADING, "Aims"),
            piece(BlockKind.PARAGRAPH, "We aim to:"),
            piece(BlockKind.ITEM, "run"),
            piece(BlockKind.ITEM, "walk", level=2),
            piece(BlockKind.ROW, cells=("a", "b")),
            piece(BlockKind.ROW, cells=("c", "")),
        ]
    )
    assert layout.text == "Aims\n\nWe aim to:\n\n- run\n  - walk\n\na\tb\nc\t"
    assert words(layout) == ["Aims", "We aim to:", "run", "walk", "a\tb", "c\t"]


def test_a_row_has_a_span_for_each_cell() -> None:
    layout = lay_out([piece(BlockKind.ROW, cells=("one", "", "three"))])
    assert layout.blocks[0].cells == (Span(start=0, end=3), Span(start=4, end=4), Span(start=5, end=10))


def test_a_row_with_struck_words_keeps_its_cells_apart() -> None:
    layout = lay_out([piece(BlockKind.ROW, cells=("~~90~~85%", "ICB"))])
    assert [cell.of(layout.text) for cell in layout.blocks[0].cells] == ["90 85%", "ICB"]
    assert layout.struck == (Struck(span=Span(start=0, end=2), run_on=True),)


def test_struck_words_are_marked_where_they_stand_in_the_whole_text() -> None:
    layout = lay_out([piece(BlockKind.PARAGRAPH, "First."), piece(BlockKind.PARAGRAPH, "It is ~~old~~ new.")])
    assert [one.span.of(layout.text) for one in layout.struck] == ["old"]


def test_a_block_keeps_what_its_piece_said_of_itself() -> None:
    made = Piece(kind=BlockKind.PARAGRAPH, text="Words.", number="2.16", page=4)
    assert lay_out([made]).blocks == (
        Block(kind=BlockKind.PARAGRAPH, span=Span(start=0, end=6), number="2.16", page=4),
    )


def test_nothing_gives_an_empty_layout() -> None:
    assert lay_out([]) == Layout(text="", blocks=(), struck=(), notes=())


def test_a_page_without_text_is_noted() -> None:
    paper = PaperText(text="One.\f \fThree.", has_pages=True, digest="")
    assert read_structure(paper).notes == ("Page 2 holds no text.",)


@pytest.mark.parametrize(
    ("flows", "text"),
    [
        (True, "Role\n\nRole\n\nRole\n\nRole\n\nYou may, if you wish,\n\n- ask\n- tell"),
        (False, "You may, if you wish, ask tell"),
    ],
)
def test_lines_at_the_head_of_pages_and_cut_lists_are_those_of_files_with_pages(flows: bool, text: str) -> None:
    paper = PaperText(
        text="# Role\n\n# Role\n\n# Role\n\n# Role\n\nYou may, if you wish,\n\n- ask\n- tell",
        has_pages=False,
        digest="",
        flows=flows,
    )
    assert read_structure(paper).text == text


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# A\n\n# B\n\n# C\n\nMembers\n\nWe aim to:\n\n- run", ["A", "B", "C"]),
        ("# A\n\n# B\n\n# C\n\nMembers\n\nSums\n\na b\t1", ["A", "B", "C", "Sums"]),
        ("# A\n\nMembers\n\nWe aim to:\n\n- run", ["A", "Members"]),
    ],
)
def test_a_file_that_marks_its_headings_has_no_others(text: str, headings: list[str]) -> None:
    layout = read_structure(PaperText(text=text, has_pages=False, digest="", flows=True))
    assert [b.span.of(layout.text) for b in layout.blocks if b.kind is BlockKind.HEADING] == headings


@pytest.mark.parametrize("text", ["****\n", "-----", "_____\n\f\n"])
def test_marks_without_words_are_no_paper(text: str) -> None:
    with pytest.raises(UnreadablePaper) as refused:
        read_structure(PaperText(text=text, has_pages=False, digest=""), "a.txt")
    assert str(refused.value) == "a.txt holds no text. Check that it is the right file."


def test_a_file_of_more_pieces_than_a_paper_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structure, "_MOST", 2)
    read_structure(PaperText(text="- a\n- b", has_pages=False, digest=""))
    with pytest.raises(UnreadablePaper) as refused:
        read_structure(PaperText(text="- a\n- b\n- c", has_pages=False, digest=""), "a.txt")
    assert str(refused.value) == ("a.txt holds more than 2 paragraphs and rows of tables. Split it into smaller files.")

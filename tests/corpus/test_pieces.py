"""Lines -> headings, paragraphs, items, rows and footnotes, by their form alone."""

from dataclasses import replace

import pytest

from corpus.pieces import PLAIN_LINE, Piece, pieces_of
from corpus.reading import PaperText
from corpus.records import BlockKind

LONG = "Kent County Council is a lead partner in the system and has been so"


def pieces(text: str, *, has_pages: bool = False) -> list[Piece]:
    return list(pieces_of(PaperText(text=text, has_pages=has_pages, digest="")))


def heading(text: str, level: int = PLAIN_LINE, number: str | None = None) -> Piece:
    return Piece(kind=BlockKind.HEADING, text=text, level=level, number=number)


def paragraph(text: str, number: str | None = None) -> Piece:
    return Piece(kind=BlockKind.PARAGRAPH, text=text, number=number)


def item(text: str, level: int = 1) -> Piece:
    return Piece(kind=BlockKind.ITEM, text=text, level=level)


def row(*cells: str, columns: tuple[str, ...] = ()) -> Piece:
    return Piece(kind=BlockKind.ROW, text="", cells=cells, columns=columns)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title", [heading("Title", 1)]),
        ("#### 1. Introduction", [heading("1. Introduction", 4)]),
        ("## <u>Development</u>", [heading("Development", 2)]),
        ("**Bold line**", [heading("Bold line", 2)]),
        ("3. Financial Implications", [heading("3. Financial Implications", 1, "3")]),
        ("Chapter 4", [heading("Chapter 4", 1)]),
        ("OR", [paragraph("OR")]),
        ("And/or:", [paragraph("And/or:")]),
        ("A short line", [heading("A short line")]),
        ("A whole sentence.", [paragraph("A whole sentence.")]),
        ("lower case, no heading", [paragraph("lower case, no heading")]),
        ("- one\n- two\n  - deeper", [item("one"), item("two"), item("deeper", 2)]),
        ("• one\n– two\n* three\n- ✓ four", [item("one"), item("two"), item("three"), item("four")]),
        ("- an item that\n  goes on", [item("an item that goes on")]),
        ("1.1 First.\n\n1.2 Second.", [paragraph("First.", "1.1"), paragraph("Second.", "1.2")]),
        ("- 1.1 First.", [paragraph("First.", "1.1")]),
        (f"1.1 {LONG}\n\n for years.", [paragraph(f"{LONG} for years.", "1.1")]),
        ("2.7 Outcomes pages\n Each is on one page.", [heading("Outcomes pages", 5, "2.7"), paragraph("Each is on one page.", "2.7")]),
        ("## 2.7 Outcomes pages\n\nEach is.", [heading("Outcomes pages", 5, "2.7"), paragraph("Each is.")]),
        ("a\tb", [row("a", "b")]),
        ("Goal\tOwner\nRun 1\tICB", [row("Goal", "Owner", columns=("Goal", "Owner")), row("Run 1", "ICB", columns=("Goal", "Owner"))]),
        ("## 7,241", [paragraph("7,241")]),  # a large figure of a picture
        ("## FOR GENERAL RELEASE", [paragraph("FOR GENERAL RELEASE")]),
        ("**Official-sensitive**", [paragraph("Official-sensitive")]),
        ("# www.leeds.ac.uk", [paragraph("www.leeds.ac.uk")]),
        ("# london.ac.uk/about", [paragraph("london.ac.uk/about")]),
        ("## £196 million", [paragraph("£196 million")]),
        ("## 2021", [heading("2021", 2)]),
        ("\tThe warden took\n\t40 pouches.", [paragraph("The warden took\n40 pouches.")]),
        ("\tThe warden.\n\tThe crew.", [row("", "The warden."), row("", "The crew.")]),
        ("\tThe warden\n\tThe crew\tand more", [row("", "The warden"), row("", "The crew", "and more")]),
        ("Dr A Smith\nDirector\n01234 567890", [paragraph("Dr A Smith\nDirector\n01234 567890")]),
        (f"{LONG}\nsince 2022.", [paragraph(f"{LONG} since 2022.")]),
        ("<sup>1</sup> A source.", [Piece(kind=BlockKind.NOTE, text="¹ A source.")]),
        (f"{' ' * 30}\n1 Robert Wood Johnson model", [Piece(kind=BlockKind.NOTE, text="1 Robert Wood Johnson model")]),
        ("1 Robert Wood Johnson model", [heading("1 Robert Wood Johnson model")]),
        ("\n \n", []),
    ],
)  # fmt: skip
def test_a_piece_is_known_by_its_form(text: str, expected: list[Piece]) -> None:
    assert pieces(text) == expected


def test_a_piece_has_the_page_it_begins_on() -> None:
    assert [(piece.text, piece.page) for piece in pieces("One.\f\n\nTwo.", has_pages=True)] == [
        ("One.", 1),
        ("Two.", 2),
    ]


def test_a_paper_without_pages_gives_none() -> None:
    assert [piece.page for piece in pieces("One.")] == [None]


NAMED = ("Objectives", "Actions to be taken", "Lead")
RAMPS, SIGNS = ("Ramps", "Build two.", "Head"), ("Signs", "Paint them.", "Caretaker")


def titled(*rows: tuple[str, ...]) -> str:
    return "\n".join("\t".join(cells) for cells in rows)


def test_a_title_that_spans_a_table_heads_it_and_the_row_below_names_the_columns() -> None:
    text = titled(("Aim 1: access", "", ""), NAMED, RAMPS, ("", "Aim 2: signs", ""), NAMED, SIGNS)
    assert pieces(text) == [
        heading("Aim 1: access", 6),
        *(row(*cells, columns=NAMED) for cells in (NAMED, RAMPS)),
        heading("Aim 2: signs", 6),
        *(row(*cells, columns=NAMED) for cells in (NAMED, SIGNS)),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("Alex (A)", ""), ("Tom", "Officials"), ("Ann", "Bob")],  # two columns place names side by side
        [("Access", "", ""), ("Ramps", "Build two.", "Head"), ("Signs", "Paint", "Head")],  # no names of columns
        [("It was agreed.", "", ""), NAMED, RAMPS],  # no title
        [("Access", "", ""), NAMED],  # no row
    ],
)
def test_other_rows_with_one_cell_stay_rows(rows: list[tuple[str, ...]]) -> None:
    assert {piece.kind for piece in pieces(titled(*rows))} == {BlockKind.ROW}


def test_a_footnote_between_the_halves_of_a_numbered_paragraph_is_none_of_its_lines() -> None:
    text = f"1.1 {LONG}\n\n---\n75 INQ000300039_0003\n\n---\n176 Survey of 2019, part two\n\nsince its first year."
    note = Piece(kind=BlockKind.NOTE, text="75 INQ000300039_0003")
    assert pieces(text) == [
        paragraph(LONG, "1.1"),
        note,
        replace(note, text="176 Survey of 2019, part two"),
        paragraph("since its first year."),
    ]

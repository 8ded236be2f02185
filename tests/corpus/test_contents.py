"""A paper's list of its own contents is none of its records."""

from pathlib import Path

import pytest

from corpus.contents import with_contents
from corpus.extraction import parse_paper
from corpus.pieces import Piece
from corpus.reading import read_paper
from corpus.records import BlockKind, Paper

BODY = "\n\nThe piers are kept by the board.\n"
LED = ("# Contents\n\nIntroduction ........ 2\n\n1.1 Piers and their lamps . . . . . . . 3\n", [])
BARE = ("# Contents\n\nIntroduction 2\n\nPiers 3\n\nLamps 4\n", [])
TWO = ("# Contents\n\nPier 2, of stone.\n", ["Pier 2, of stone."])


@pytest.mark.parametrize(("above", "records"), [LED, BARE, TWO])
def test_contents_are_no_records(above: str, records: list[str], tmp_path: Path) -> None:
    file = tmp_path / "paper.md"
    file.write_text(f"{above}\n# Piers{BODY}")
    source = read_paper(file)
    document = parse_paper(Paper(id="p", title="P", file="paper.md"), source)
    assert [record.text for record in document.records] == [*records, "The piers are kept by the board."]


def test_an_entry_keeps_its_number() -> None:
    entry = Piece(kind=BlockKind.HEADING, text="Piers ........ 3", level=5, number="1.1")
    assert with_contents([entry]) == [Piece(kind=BlockKind.CONTENTS, text="1.1 Piers ........ 3")]

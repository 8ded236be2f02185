"""Which passages of a paper without everyday questions are read and quoted together."""

from dataclasses import replace

import pytest

from index import surroundings
from index.building import build
from index.library import Library
from index.surroundings import around, widened, worded
from tests.assistant.finding import holding
from tests.fakes import FakeEmbedder
from tests.index.conftest import written

PAPER = """# Mills

The mill grinds rye on Mondays.

It is shut in August.

Oats are ground on Fridays.

The miller lives beside it.

## Prices

A sack of rye costs £3.

| Grain | Price |
| --- | --- |
| Oats | £2 |
| Wheat | £4 |
"""


@pytest.fixture(scope="module")
def mills(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("mills")
    (folder / "papers").mkdir()
    (folder / "papers" / "mills.md").write_text(PAPER)
    build(folder / "papers", folder / "index", FakeEmbedder())
    return Library.open(folder / "index")


def quoted(library: Library, words: str) -> str:
    passage = holding(library, "mills", words)
    wide = widened(library, passage)
    assert wide.span.of(library.document("mills").text) == wide.text
    return wide.text


def test_a_passage_is_quoted_with_the_one_before_and_the_one_after(mills: Library) -> None:
    assert quoted(mills, "Oats are ground") == (
        "It is shut in August.\n\nOats are ground on Fridays.\n\nThe miller lives beside it."
    )


def test_the_first_and_the_last_of_a_part_have_one_beside_them(mills: Library) -> None:
    assert quoted(mills, "grinds rye") == "The mill grinds rye on Mondays.\n\nIt is shut in August."
    assert quoted(mills, "The miller") == "Oats are ground on Fridays.\n\nThe miller lives beside it."


def test_a_row_of_a_table_stands_by_itself_and_so_does_what_is_beside_one(mills: Library) -> None:
    assert quoted(mills, "Wheat") == "Wheat\t£4"
    assert quoted(mills, "A sack") == "A sack of rye costs £3."


def test_what_would_be_too_long_is_left_out(mills: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "WORDS", 11)
    assert quoted(mills, "Oats are ground") == "Oats are ground on Fridays.\n\nThe miller lives beside it."


def test_pages_are_not_joined(mills: Library) -> None:
    passage = replace(holding(mills, "mills", "The miller"), page=3)
    assert around(mills, passage) == (passage,)


def test_what_is_read_has_its_heading_first(mills: Library) -> None:
    passage = holding(mills, "mills", "The miller")
    read = worded(around(mills, passage), passage).embedded
    assert read == "Mills. Oats are ground on Fridays. The miller lives beside it."


def test_a_paper_with_everyday_questions_is_quoted_passage_by_passage(asked: Library) -> None:
    passage = holding(asked, "boats", "The ferry")
    assert widened(asked, passage) == passage


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The made-up papers; one of them with everyday questions."""
    folder = tmp_path_factory.mktemp("asked")
    build(written(folder / "papers"), folder / "index", FakeEmbedder())
    return Library.open(folder / "index")

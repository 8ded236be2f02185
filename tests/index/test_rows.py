"""Rows on disk: each comes back equal, with its vector; what does not fit together is not read."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.records import Paper, Span
from index.late_interaction import DIMENSIONS, Bytes
from index.passages import Passage, PassageKind
from index.rows import Rows, RowsWriter, read_line, write_line

BEES, BOATS = Paper(id="bees", title="Bees", file="bees.md"), Paper(id="boats", title="Boats", file="boats.md")
HONEY = Passage(
    id="bees:2-7",
    paper="bees",
    kind=PassageKind.PRIORITY,
    text="Honey “is”\ntaken\tin £",
    span=Span(start=2, end=7),
    locator="here",
    context="Bees",
    record=3,
    page=4,
    outcome=2,
    superseded=True,
    asks=("what is it?",),
    unsaid=("what does it cost?",),
)
FERRY = replace(HONEY, id="boats:0-9", paper="boats", text="The ferry", asks=(), unsaid=(), page=None)
WINTER = replace(FERRY, id="boats:9-18", text="In winter")


def pieces(*numbers: int) -> Bytes:
    """Word pieces, each of one number throughout."""
    return np.repeat(np.array(numbers, dtype=np.int8)[:, None], DIMENSIONS, axis=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with RowsWriter(tmp_path) as writer:
        writer.add(BEES, [write_line(HONEY)], np.array([[1, 0]], dtype=np.float32), [pieces(1, 2)])
        vectors = np.array([[0, 1], [0.6, 0.8]], dtype=np.float32)
        writer.add(BOATS, [write_line(FERRY), write_line(WINTER)], vectors, [pieces(), pieces(3)])
    return tmp_path


def opened(folder: Path, counts: tuple[int, ...] = (1, 2)) -> Rows:
    return Rows(folder, [HONEY.id, FERRY.id, WINTER.id], counts)


def test_a_line_gives_the_passage_back() -> None:
    assert [read_line(write_line(passage)) for passage in (HONEY, FERRY)] == [HONEY, FERRY]


def test_a_passage_is_read_by_its_id_and_by_its_paper(folder: Path) -> None:
    rows = opened(folder)
    assert (rows.papers, rows.passage(WINTER.id), rows.passages("boats")) == ((BEES, BOATS), WINTER, (FERRY, WINTER))


def test_passages_come_in_the_order_of_the_rows(folder: Path) -> None:
    assert opened(folder).in_order({WINTER.id, HONEY.id}) == [HONEY, WINTER]


def test_the_cosine_to_any_passage_is_known(folder: Path) -> None:
    cosines = opened(folder).cosines(np.array([0, 1], dtype=np.float32), [WINTER.id, HONEY.id])
    assert cosines == {WINTER.id: pytest.approx(0.8), HONEY.id: 0.0}


def test_the_word_pieces_of_any_passage_are_known(folder: Path) -> None:
    found = opened(folder).pieces_of([WINTER.id, FERRY.id, HONEY.id])
    assert [one[:, 0].tolist() for one in found] == [[3], [], [1, 2]]


def test_a_paper_can_be_written_again_from_its_rows(folder: Path, tmp_path: Path) -> None:
    rows = opened(folder)
    with RowsWriter(tmp_path / "again") as writer:
        writer.add(BOATS, rows.lines("boats"), rows.vectors("boats"), rows.pieces("boats"))
    again = Rows(tmp_path / "again", [FERRY.id, WINTER.id], [2])
    assert again.passages("boats") == (FERRY, WINTER)
    np.testing.assert_array_equal(again.vectors("boats"), [[0, 1], np.array([0.6, 0.8], dtype=np.float32)])


def test_rows_of_nothing_can_be_opened(tmp_path: Path) -> None:
    with RowsWriter(tmp_path) as writer:
        writer.add(BEES, [], np.zeros((0, 0), dtype=np.float32), [])
    assert Rows(tmp_path, [], [0]).passages("bees") == ()


def shorten(folder: Path) -> None:
    (folder / "passages.jsonl").write_bytes(write_line(HONEY))


def other_fields(folder: Path) -> None:
    (folder / "fields.json").write_text(json.dumps(["id", "text"]))


def fewer_vectors(folder: Path) -> None:
    np.save(folder / "vectors.npy", np.zeros((2, 2), dtype=np.float32))


@pytest.mark.parametrize("damage", [shorten, other_fields, fewer_vectors])
def test_rows_that_do_not_fit_together_are_not_read(folder: Path, damage: object) -> None:
    assert callable(damage)
    damage(folder)
    with pytest.raises(ValueError, match="do not fit together"):
        opened(folder)

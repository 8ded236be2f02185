"""Rows on disk: each comes back equal, with its vector; what does not fit together is not read."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.records import Paper, Span
from index.encoders import Vectors
from index.late_interaction import DIMENSIONS, Bytes
from index.passages import Passage, PassageKind
from index.rows import Rows, RowsPart, RowsWriter, RowVectors, read_line, write_line

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


def floats(*rows: list[float]) -> Vectors:
    return np.array(rows, dtype=np.float32)


NONE = np.zeros((0, 0), dtype=np.float32)


def pieces(*numbers: int) -> Bytes:
    """Word pieces, each of one number throughout."""
    return np.repeat(np.array(numbers, dtype=np.int8)[:, None], DIMENSIONS, axis=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with RowsWriter(tmp_path) as writer:
        honey = RowVectors(own=floats([1, 0]), pieces=[pieces(1, 2)], questions=[floats([0, 1], [1, 0])])
        writer.add(BEES, [HONEY.id], [write_line(HONEY)], honey)
        boats = RowVectors(own=floats([0, 1], [0.6, 0.8]), pieces=[pieces(), pieces(3)], questions=[NONE, NONE])
        writer.add(BOATS, [FERRY.id, WINTER.id], [write_line(FERRY), write_line(WINTER)], boats)
    return tmp_path


def opened(*folders: Path, papers: tuple[str, ...] = ("bees", "boats")) -> Rows:
    return Rows([RowsPart(folder) for folder in folders], papers)


@pytest.fixture
def apart(folder: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The same rows, written in two parts, the last paper first."""
    part = RowsPart(folder)
    for paper in ("boats", "bees"):
        with RowsWriter(tmp_path / paper) as writer:
            writer.copy(part, paper)
    return tmp_path / "boats", tmp_path / "bees"


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


def test_rows_that_were_written_apart_are_read_as_one(folder: Path, apart: tuple[Path, Path]) -> None:
    one, two = opened(folder), opened(*apart)
    question = np.array([0.28, 0.96], dtype=np.float32)
    assert (two.papers, two.ids) == (one.papers, one.ids) == ((BEES, BOATS), [HONEY.id, FERRY.id, WINTER.id])
    assert two.in_order(one.ids) == one.in_order(one.ids) == [HONEY, FERRY, WINTER]
    assert two.cosines(question, one.ids[::-1]) == one.cosines(question, one.ids[::-1])
    for rows in (one, two):
        assert [found[:, 0].tolist() for found in rows.pieces_of(one.ids)] == [[1, 2], [], [3]]
    for part, row in ((RowsPart(folder), 0), (RowsPart(apart[1]), 0)):
        assert part.questions[row].tolist() == [[0, 1], [1, 0]]
    assert [places.tolist() for places in two.places()] == [[1, 2], [0]]


def test_the_order_of_the_papers_is_given(apart: tuple[Path, Path]) -> None:
    assert opened(*apart, papers=("boats", "bees")).ids == [FERRY.id, WINTER.id, HONEY.id]


@pytest.mark.parametrize("papers", [("bees",), ("bees", "boats", "ants"), ("bees", "ants")])
def test_rows_of_other_papers_are_not_read(folder: Path, papers: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not those of the papers"):
        opened(folder, papers=papers)


def test_rows_of_nothing_can_be_opened(tmp_path: Path) -> None:
    with RowsWriter(tmp_path) as writer:
        writer.add(BEES, [], [], RowVectors(own=NONE, pieces=[], questions=[]))
    assert opened(tmp_path, papers=("bees",)).passages("bees") == ()
    assert opened(papers=()).ids == []


def shorten(folder: Path) -> None:
    (folder / "passages.jsonl").write_bytes(write_line(HONEY))


def other_fields(folder: Path) -> None:
    (folder / "fields.json").write_text(json.dumps(["id", "text"]))


def fewer_vectors(folder: Path) -> None:
    np.save(folder / "vectors.npy", np.zeros((2, 2), dtype=np.float32))


def fewer_questions(folder: Path) -> None:
    np.save(folder / "questions-ends.npy", np.array([0, 2]))


@pytest.mark.parametrize("damage", [shorten, other_fields, fewer_vectors, fewer_questions])
def test_rows_that_do_not_fit_together_are_not_read(folder: Path, damage: object) -> None:
    assert callable(damage)
    damage(folder)
    with pytest.raises(ValueError, match="do not fit together"):
        opened(folder)

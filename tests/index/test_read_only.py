"""An index that may not be written: it answers as ever, and nothing is written into it."""

import gc
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest

from corpus.errors import IndexDamaged, IndexUnwritable
from index import read_only
from index.building import build
from index.library import Library
from index.search import Searcher
from tests.fakes import FakeEmbedder


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def forbid(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing within a folder be written, as those see it who have no right to; who runs the tests may have it."""
    may = os.access

    def access(path: str | Path, mode: int) -> bool:
        return may(path, mode) and not (mode & os.W_OK and Path(path).is_relative_to(folder))

    monkeypatch.setattr(os, "access", access)


def answers(library: Library) -> list[tuple[str, float]]:
    kept = Searcher(library, FakeEmbedder()).search("ferry across the river").kept
    return [(result.passage.id, round(result.score, 6)) for result in kept]


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The bytes of every file, and when it was written."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def test_an_index_that_may_not_be_written_is_asked_and_left_as_it_is(
    papers: Path, folder: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(papers, folder, FakeEmbedder())
    expected, before = answers(Library.open(folder)), contents(folder)
    forbid(folder, monkeypatch)
    library = Library.open(folder)
    assert (answers(library), contents(folder)) == (expected, before)
    assert [copy.name.split("-")[0] for copy in temporary.iterdir()] == ["assistant"]


def test_many_vectors_are_linked_and_not_copied(tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    for name in ("many", "few"):
        (folder / name).mkdir(parents=True)
        (folder / name / "data_level0.bin").write_bytes(b"vectors")
    (folder / "many" / "index_metadata.pickle").write_bytes(b"")
    sqlite3.connect(folder / read_only.DATABASE).close()
    copy = read_only.copied(folder)
    linked = {file.name: file.is_symlink() for file in copy.iterdir()}
    assert linked == {read_only.DATABASE: False, "few": False, "many": True}
    shutil.rmtree(copy)
    assert (folder / "many" / "data_level0.bin").read_bytes() == b"vectors"


def test_what_was_copied_goes_away_with_the_library(
    papers: Path, folder: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(papers, folder, FakeEmbedder())
    forbid(folder, monkeypatch)
    library = Library.open(folder)
    library.reopened()
    assert answers(library) != []
    gc.collect()
    assert len(list(temporary.iterdir())) == 1
    del library
    gc.collect()
    assert list(temporary.iterdir()) == []


def test_a_copy_for_which_there_is_no_room_is_said_in_one_sentence(
    papers: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(**_: str) -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    build(papers, folder, FakeEmbedder())
    forbid(folder, monkeypatch)
    monkeypatch.setattr(tempfile, "mkdtemp", nowhere)
    with pytest.raises(IndexUnwritable, match="No usable temporary directory"):
        Library.open(folder)


def test_vectors_that_are_damaged_are_named_and_no_copy_is_left(
    papers: Path, folder: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(papers, folder, FakeEmbedder())
    (folder / "chroma" / read_only.DATABASE).write_bytes(b"no database" * 1000)
    forbid(folder, monkeypatch)
    with pytest.raises(IndexDamaged, match="file is not a database"):
        Library.open(folder)
    assert list(temporary.iterdir()) == []

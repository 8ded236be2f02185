"""python -m index build|status|verify"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from index.__main__ import main
from index.library import Library
from index.shelf import Bundle, read_bundle, write_bundle
from tests.fakes import FakeEmbedder


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments], FakeEmbedder, lambda: None)


def test_build_says_what_it_did(papers: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", "--papers", papers, "--index", folder) == 0
    assert capsys.readouterr().out == f"2 papers in {folder}: 2 read, 0 unchanged, 0 removed, 0 left out.\n"
    assert run("build", "--papers", papers, "--index", folder) == 0
    assert capsys.readouterr().out == f"2 papers in {folder}: 0 read, 2 unchanged, 0 removed, 0 left out.\n"


def test_build_indexes_the_rest_and_fails_where_it_left_papers_out(
    papers: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "blank.txt").write_bytes(b"")
    shutil.copy(papers / "bees.md", papers / "copy.md")
    for did in ("2 read, 0 unchanged", "0 read, 2 unchanged"):
        assert run("build", "--papers", papers, "--index", folder) == 1
        told = capsys.readouterr()
        assert told.out == f"2 papers in {folder}: {did}, 0 removed, 2 left out.\n"
        assert [line for line in told.err.splitlines() if line.startswith("left out")] == [
            "left out: blank.txt: blank.txt is empty. Export the paper again and replace the file.",
            "left out: copy.md: copy.md is the same as the paper “bees”. Take one of the two away.",
        ]
    for name in ("blank.txt", "copy.md"):
        (papers / name).unlink()
    assert run("build", "--papers", papers, "--index", folder) == 0


def test_build_shows_how_it_goes_on(papers: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("build", "--papers", papers, "--index", folder)
    shown = capsys.readouterr().err
    assert f"{'boats':24} {'█' * 30} 7/7\n" in shown
    assert "keywords ...\nclearing up ...\n" in shown


def test_a_build_that_read_nothing_fails(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "blank.txt").write_bytes(b"")
    assert run("build", "--papers", tmp_path, "--index", folder) == 1


def test_status_says_what_the_index_holds(papers: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("build", "--papers", papers, "--index", folder)
    capsys.readouterr()
    assert run("status", "--index", folder) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["bees", "2", "passages", "0", "everyday", "questions"],
        ["boats", "2", "passages", "3", "everyday", "questions"],
    ]


def test_verify_checks_every_record_and_passage(papers: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("build", "--papers", papers, "--index", folder)
    capsys.readouterr()
    assert run("verify", "--index", folder) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["bees", "2", "records,", "0", "passages", "out", "of", "place"],
        ["boats", "2", "records,", "0", "passages", "out", "of", "place"],
    ]


def test_verify_fails_where_a_passage_is_out_of_place(papers: Path, folder: Path) -> None:
    run("build", "--papers", papers, "--index", folder)
    revision = Library.open(folder).manifest.papers["bees"].revision
    bundle = read_bundle(folder, "bees", revision)
    moved = tuple(replace(passage, text="Other words.") for passage in bundle.passages)
    write_bundle(folder, "bees", revision, Bundle(document=bundle.document, passages=moved))
    assert run("verify", "--index", folder) == 1


@pytest.mark.parametrize("command", ["status", "verify"])
def test_without_an_index_the_command_says_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run(command, "--index", folder) == 1
    assert capsys.readouterr().err == f"There is no index in {folder}. Build it: python -m index build\n"


def test_the_folders_may_be_settings(
    papers: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_PAPERS", str(papers))
    monkeypatch.setenv("ASSISTANT_INDEX", str(folder))
    assert run("build") == 0
    assert run("status") == 0
    assert "bees" in capsys.readouterr().out

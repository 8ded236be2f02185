"""How a build goes on, where a terminal looks on and where none does."""

import sys

import pytest

from index.progress import TerminalProgress


def build(progress: TerminalProgress) -> None:
    progress.paper("bees")
    progress.embedding(4)
    for _ in range(4):
        progress.embedded(1)
    progress.stage("keywords")


def test_where_no_terminal_looks_on_each_paper_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    build(TerminalProgress())
    assert capsys.readouterr().err.splitlines() == [f"{'bees':24} {'█' * 30} 4/4", "keywords ..."]


def test_a_terminal_sees_the_bar_grow(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    build(TerminalProgress())
    assert capsys.readouterr().err == f"\r{'bees':24} {'':30} 0/4\r{'bees':24} {'█' * 30} 4/4\nkeywords ...\n"

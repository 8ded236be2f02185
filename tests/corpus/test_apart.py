"""Readers in processes of their own: killed, silent or out of memory, the next file is read all the same."""

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import apart, apart_worker
from corpus.apart import Limits, read_apart
from corpus.errors import UnreadablePaper
from tests.corpus.awkward import WORDS, pages, plain


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "paper.pdf"
    file.write_bytes(plain())
    return file


def test_one_reader_reads_file_after_file(paper: Path) -> None:
    first, second = read_apart("pdf", paper), read_apart("pdf", paper)
    assert first["pages"] == second["pages"] == [f"{WORDS}\n"]
    assert max(reader.files for reader in apart._readers.idle) >= 2


def test_a_reader_that_was_killed_is_replaced(paper: Path) -> None:
    read_apart("pdf", paper)
    for reader in apart._readers.idle:
        os.kill(reader._process.pid, signal.SIGKILL)
    assert read_apart("pdf", paper)["pages"] == [f"{WORDS}\n"]


def test_a_file_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    file.write_bytes(pages(400))
    began = time.monotonic()
    with pytest.raises(UnreadablePaper) as refusal:
        read_apart("pdf", file, Limits(seconds=0.01, silence=0.01))
    assert str(refusal.value) == (
        "long.pdf takes longer than a minute to read. Split it into smaller files, or export it again."
    )
    assert time.monotonic() - began < 5


def test_threads_read_at_the_same_time(paper: Path) -> None:
    found: list[dict[str, Any]] = []
    threads = [threading.Thread(target=lambda: found.append(read_apart("pdf", paper))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one["pages"] for one in found] == [[f"{WORDS}\n"]] * 4


def test_a_page_is_given_up_after_work_and_not_after_waiting(paper: Path) -> None:
    """A reader that is stopped for longer than it may work on a page reads on."""
    read_apart("pdf", paper)
    pids = [reader._process.pid for reader in apart._readers.idle]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    timer = threading.Timer(1.0, lambda: [os.kill(pid, signal.SIGCONT) for pid in pids])
    timer.start()
    assert read_apart("pdf", paper, Limits(silence=0.9))["pages"] == [f"{WORDS}\n"]
    assert [reader._process.pid for reader in apart._readers.idle] == pids


def raising(error: BaseException) -> Callable[..., dict[str, Any]]:
    def read(*_: object) -> dict[str, Any]:
        raise error

    return read


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (MemoryError(), "a.pdf needs more memory than a paper may. Split it into smaller files, or export it again."),
        (KeyError(), "a.pdf is damaged, or this program has a fault. Export the paper again and replace the file."),
    ],
)
def test_a_reader_that_fails_says_so_in_a_sentence(
    error: Exception, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(apart_worker._READERS, "failing", raising(error))
    answer = apart_worker.answer({"kind": "failing", "name": "a.pdf"}, lambda page: None)
    assert " ".join(answer["refused"]) == sentence

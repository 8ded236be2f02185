"""The vectors in a real Chroma server: shared, atomic for readers, and what happens when it is killed."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from corpus.errors import SettingUnusable, StoreUnreachable
from index.building import build
from index.library import Library
from index.search import Searcher
from tests.fakes import FakeEmbedder

pytestmark = pytest.mark.server

CHROMA = Path(sys.executable).with_name("chroma")
START = 30  # seconds


class ChromaServer:
    """A Chroma server over a folder, which can be killed, stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.folder = folder
        self.address = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        command = [str(CHROMA), "run", "--host", "127.0.0.1", "--port", str(self._port), "--path", str(self.folder)]
        environment = {**os.environ, "ANONYMIZED_TELEMETRY": "False"}
        self.folder.mkdir(exist_ok=True)
        self._process = subprocess.Popen(
            command, env=environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + START
        while True:
            try:
                httpx.get(f"{self.address}/api/v2/heartbeat", timeout=1).raise_for_status()
                return
            except httpx.HTTPError:
                assert self._process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.05)

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def send(self, signal_: signal.Signals) -> None:
        self._process.send_signal(signal_)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    server = ChromaServer(tmp_path_factory.mktemp("server"))
    yield server
    server.kill()


@pytest.fixture
def server(shared: ChromaServer) -> ChromaServer:
    """The server, up and running whatever the last test did to it."""
    if not shared.runs:
        shared.start()
    return shared


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


def answers(library: Library, question: str = "ferry across the river") -> list[tuple[str, float]]:
    found = Searcher(library, FakeEmbedder()).search(question)
    return [(result.passage.text, round(result.score, 5)) for result in found.kept]


def test_a_server_gives_the_same_answers_as_a_folder(
    papers: Path, tmp_path: Path, embedder: FakeEmbedder, server: ChromaServer
) -> None:
    build(papers, tmp_path / "one", embedder)
    build(papers, tmp_path / "two", embedder, server=server.address)
    assert not (tmp_path / "two" / "chroma").exists()
    assert answers(Library.open(tmp_path / "two", server.address)) == answers(Library.open(tmp_path / "one"))


def test_two_indexes_in_one_server_leave_each_other_alone(
    papers: Path, tmp_path: Path, embedder: FakeEmbedder, server: ChromaServer
) -> None:
    build(papers, tmp_path / "one", embedder, server=server.address)
    before = answers(Library.open(tmp_path / "one", server.address))
    (papers / "boats.md").unlink()
    build(papers, tmp_path / "two", embedder, server=server.address)
    first = Library.open(tmp_path / "one", server.address)
    assert (first.vectors.count, answers(first)) == (4, before)


def test_a_reader_has_the_old_papers_until_it_is_opened_again(
    papers: Path, folder: Path, embedder: FakeEmbedder, server: ChromaServer
) -> None:
    build(papers, folder, embedder, server=server.address)
    reader = Library.open(folder, server.address)
    before = answers(reader)
    (papers / "boats.md").write_text("# Boats\n\nThe ferry crosses the river no more.\n", encoding="utf-8")
    build(papers, folder, embedder, server=server.address)
    assert (answers(reader), reader.is_current()) == (before, False)
    assert answers(Library.open(folder, server.address))[0][0] == "The ferry crosses the river no more."


def test_a_question_that_the_server_dies_under_is_the_same_sentence(
    papers: Path, folder: Path, embedder: FakeEmbedder, server: ChromaServer
) -> None:
    build(papers, folder, embedder, server=server.address)
    library = Library.open(folder, server.address)
    server.send(signal.SIGSTOP)  # so that it dies with the question before it
    killing = threading.Timer(0.3, server.kill)
    killing.start()
    with pytest.raises(StoreUnreachable, match=r"does not answer \((ReadError|RemoteProtocolError)\)"):
        answers(library)
    killing.join()


def test_a_server_that_is_killed_is_one_sentence_and_is_used_again_when_it_is_back(
    papers: Path, folder: Path, embedder: FakeEmbedder, server: ChromaServer
) -> None:
    build(papers, folder, embedder, server=server.address)
    library = Library.open(folder, server.address)
    before = answers(library)
    server.kill()
    with pytest.raises(StoreUnreachable) as gone:
        answers(library)
    assert str(gone.value) == (
        f"The Chroma server {server.address} does not answer (ConnectError). "
        "Start it, or set ASSISTANT_CHROMA to where it is; questions are answered again once it is back."
    )
    server.start()
    assert answers(library) == before


def test_a_server_that_is_down_at_the_start_is_one_sentence_and_the_next_start_works(
    papers: Path, folder: Path, embedder: FakeEmbedder, server: ChromaServer
) -> None:
    build(papers, folder, embedder, server=server.address)
    before = answers(Library.open(folder, server.address))
    server.kill()
    with pytest.raises(StoreUnreachable, match=r"does not answer \(ConnectError\)\. Start it"):
        Library.open(folder, server.address)
    with pytest.raises(StoreUnreachable, match=r"does not answer \(ConnectError\)\. Start it"):
        build(papers, folder, embedder, server=server.address)
    server.start()
    assert answers(Library.open(folder, server.address)) == before


def test_a_server_that_hangs_is_given_up_within_seconds_and_used_again_when_it_goes_on(
    papers: Path, folder: Path, embedder: FakeEmbedder, server: ChromaServer
) -> None:
    build(papers, folder, embedder, server=server.address)
    library = Library.open(folder, server.address)
    before = answers(library)
    server.send(signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(StoreUnreachable, match=r"does not answer \(ReadTimeout\)"):
        answers(library)
    assert time.monotonic() - began < 5
    server.send(signal.SIGCONT)
    assert answers(library) == before


def test_a_server_that_is_killed_amid_a_build_leaves_the_old_index_and_the_next_build_goes_on(
    papers: Path, folder: Path, embedder: FakeEmbedder, server: ChromaServer
) -> None:
    build(papers, folder, embedder, server=server.address)
    (papers / "ants.md").write_text("Ants carry leaves.", encoding="utf-8")

    class Killing(FakeEmbedder):
        """Embeds, and then the server is gone."""

        def embed(self, *arguments: object, **named: object) -> object:  # type: ignore[override]
            server.kill()
            return super().embed(*arguments, **named)  # type: ignore[arg-type]

    with pytest.raises(StoreUnreachable):
        build(papers, folder, Killing(), server=server.address)
    server.start()
    assert Library.open(folder, server.address).papers == ("bees", "boats")
    build(papers, folder, embedder, server=server.address)
    assert answers(Library.open(folder, server.address), "ants carry")[0][0] == "Ants carry leaves."


def test_vectors_that_a_server_has_lost_are_made_again(
    papers: Path, folder: Path, embedder: FakeEmbedder, server: ChromaServer
) -> None:
    build(papers, folder, embedder, server=server.address)
    before = answers(Library.open(folder, server.address))
    server.kill()
    shutil.rmtree(server.folder)
    server.start()
    build(papers, folder, embedder, server=server.address)
    assert answers(Library.open(folder, server.address)) == before


@pytest.mark.parametrize("address", ["ftp://there", "http://", "http://there:port", "http://there/chroma"])
def test_an_address_that_cannot_be_is_refused(papers: Path, folder: Path, embedder: FakeEmbedder, address: str) -> None:
    with pytest.raises(SettingUnusable, match=f"ASSISTANT_CHROMA is “{address}”"):
        build(papers, folder, embedder, server=address)

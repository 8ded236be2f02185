"""A process that is killed outright or has no room to write: the next one works, and nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import IndexMissing
from index.building import build
from index.library import Library
from index.search import Searcher
from tests.fakes import FakeEmbedder

ROOT = Path(__file__).parents[2]
NOTES = (
    2100  # 1,024 are embedded at once: the first of them are kept when the third part begins, the second is being kept
)
BUILD = """
import sys, time
from pathlib import Path
from index.building import build
from tests.fakes import FakeEmbedder

class Slow(FakeEmbedder):
    def embed(self, texts, progress=None):
        if len(self.texts) > 1024:
            print("amid", flush=True)
            time.sleep(60)
        return super().embed(texts, progress)

build(Path(sys.argv[1]), Path(sys.argv[2]), Slow())
"""
ASK = """
import sys
from pathlib import Path
from index.library import Library
from index.search import Searcher
from tests.fakes import FakeEmbedder

searcher = Searcher(Library.open(Path(sys.argv[2])), FakeEmbedder())
for number in range(1_000_000):
    searcher.search(f"ferry across the river {number}")
    print("amid", flush=True)
"""

OPEN = """
import resource, sys
from pathlib import Path
from corpus.errors import AssistantError
from index.building import build
from index.library import Library
from tests.fakes import FakeEmbedder

papers, folder, room = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
for act in (lambda: Library.open(folder).papers, lambda: build(papers, folder, FakeEmbedder()).read):
    try:
        print(act())
    except AssistantError as error:
        print(type(error).__name__)
"""


def killed(script: str, papers: Path, folder: Path) -> None:
    """Run a script until it says that it is amid its work, and kill it."""
    command = [sys.executable, "-c", script, str(papers), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "amid\n"
        process.kill()


def answers(folder: Path) -> list[tuple[str, float]]:
    results = Searcher(Library.open(folder), FakeEmbedder()).search("ferry across the river")
    return [(result.passage.text, round(result.score, 6)) for result in results.kept]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    lines = (f"Note number {number} is about the ferry." for number in range(NOTES))
    (folder / "notes.md").write_text("\n\n".join(lines), encoding="utf-8")
    return folder


def test_a_killed_build_leaves_no_index_and_the_next_goes_on_where_it_was(notes: Path, folder: Path) -> None:
    killed(BUILD, notes, folder)
    with pytest.raises(IndexMissing):
        Library.open(folder)
    embedder = FakeEmbedder()
    built = build(notes, folder, embedder)
    assert built.read == ("notes",)
    assert NOTES - 2 * 1024 <= len(embedder.texts) <= NOTES - 1024
    assert Library.open(folder).vectors.count == NOTES


def test_a_killed_build_leaves_the_index_that_was_there(papers: Path, folder: Path, notes: Path) -> None:
    build(papers, folder, FakeEmbedder())
    before = answers(folder)
    killed(BUILD, notes, folder)
    assert answers(folder) == before


def test_a_process_that_is_killed_amid_a_question_harms_nothing(papers: Path, folder: Path) -> None:
    build(papers, folder, FakeEmbedder())
    before = answers(folder)
    killed(ASK, papers, folder)
    assert answers(folder) == before


@pytest.mark.parametrize(
    ("room", "opened"),
    [(0, "IndexUnwritable"), (100_000, "('bees', 'boats')")],
    ids=["no room", "too little for a build"],
)
def test_a_disk_without_room_takes_nothing_away_and_is_used_again_when_it_has_some(
    papers: Path, folder: Path, room: int, opened: str
) -> None:
    """No file may grow beyond the room, which stands for a full disk."""
    build(papers, folder, FakeEmbedder())
    before = answers(folder)
    (papers / "new.md").write_text("A new note is about the weather.", encoding="utf-8")
    command = [sys.executable, "-c", OPEN, str(papers), str(folder), str(room)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert (done.stdout.splitlines(), done.stderr) == ([opened, "IndexUnwritable"], "")
    assert answers(folder) == before
    assert build(papers, folder, FakeEmbedder()).read == ("new",)

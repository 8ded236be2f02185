"""Opening an assistant or a retriever over an index that may be missing or damaged."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.opening import open_assistant, open_retriever
from index.building import build
from index.encoders import DEFAULT_MODEL
from index.progress import Progress
from index.shelf import MANIFEST, read_manifest
from tests.assistant.conftest import WordEmbedder

pytestmark = pytest.mark.model


class Heard(Progress):
    """Remembers which papers a build has read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def paper(self, name: str) -> None:
        self.read.append(name)


@pytest.fixture(scope="module")
def built(made_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the made-up papers by the real encoder, to be copied."""
    folder = tmp_path_factory.mktemp("built") / "index"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSISTANT_PAPERS", str(made_up))
        open_assistant(folder)
    return folder


@pytest.fixture
def index(built: Path, made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the index, with the settings that name its papers."""
    monkeypatch.setenv("ASSISTANT_PAPERS", str(made_up))
    return Path(shutil.copytree(built, tmp_path / "index"))


def test_a_missing_index_is_built(index: Path, tmp_path: Path) -> None:
    heard = Heard()
    assistant = open_assistant(tmp_path / "another" / "index", progress=heard)
    assert (assistant.library.papers, heard.read) == (("bees", "boats"), ["bees", "boats"])


def test_a_sound_index_is_opened_as_it_is(index: Path) -> None:
    heard = Heard()
    assert (open_assistant(index, progress=heard).library.papers, heard.read) == (("bees", "boats"), [])


def test_the_index_of_the_settings_is_used_where_none_is_named(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX", str(index))
    assert open_assistant().library.folder == index


def damage_manifest(index: Path) -> None:
    (index / MANIFEST).write_text("{")


def damage_paper(index: Path) -> None:
    next((index / "papers").glob("*.json")).write_text("[]")


def damage_keywords(index: Path) -> None:
    for segment in read_manifest(index).segments:
        shutil.rmtree(index / segment)


def damage_vectors(index: Path) -> None:
    (index / "chroma" / "chroma.sqlite3").write_bytes(b"not a database")


@pytest.mark.parametrize(
    "damage",
    [
        damage_manifest,
        damage_paper,
        damage_keywords,
        damage_vectors,
    ],
)
def test_a_damaged_index_is_built_anew(index: Path, damage: Callable[[Path], None]) -> None:
    damage(index)
    answer = open_assistant(index).ask("Where do the hives stand?")
    assert [citation.quote for citation in answer.citations] == [
        "The hives stand in the orchard behind the church.\n\nHoney is taken in August by the warden."
    ]


def test_a_paper_that_is_left_out_when_an_index_is_built_first_is_named(
    made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    papers = shutil.copytree(made_up, tmp_path / "papers")
    (papers / "blank.txt").write_bytes(b"")
    monkeypatch.setenv("ASSISTANT_PAPERS", str(papers))
    assert open_assistant(tmp_path / "new").library.papers == ("bees", "boats")
    warned = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert warned == ["left out: blank.txt: blank.txt is empty. Export the paper again and replace the file."]


def test_an_index_by_another_encoder_is_built_anew(made_up: Path, index: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    build(made_up, other, WordEmbedder())
    assert (read_manifest(other).model, open_assistant(other).library.manifest.model) == ("words", DEFAULT_MODEL)


def test_a_retriever_finds_as_many_as_wanted(index: Path) -> None:
    found = open_retriever(index, k=1).invoke("When does the ferry cross?")
    assert [(d.metadata["paper"], d.page_content) for d in found] == [
        ("boats", "The ferry crosses the river each hour until dusk.")
    ]

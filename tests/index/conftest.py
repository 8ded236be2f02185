"""A small shelf of made-up papers, and an encoder without weights."""

import json
from pathlib import Path

import pytest

from index.building import build
from tests.fakes import FakeEmbedder

BEES = "# Bees\n\nThe hives stand in the orchard behind the church.\n\nHoney is taken in August by the warden.\n"
BOATS = "# Boats\n\nThe ferry crosses the river each hour until dusk.\n\nRowing boats are mended in winter.\n"
ASKED = {
    "paper": "boats",
    "quote": "The ferry crosses the river each hour until dusk.",
    "asks": ["when does the last crossing leave?", "how often can I get over the water?"],
    "unsaid": ["what does a ticket cost?"],
}


def written(folder: Path) -> Path:
    """A folder of two papers; one of them with everyday questions."""
    (folder / "questions").mkdir(parents=True)
    (folder / "bees.md").write_text(BEES, encoding="utf-8")
    (folder / "boats.md").write_text(BOATS, encoding="utf-8")
    (folder / "questions" / "boats.jsonl").write_text(json.dumps(ASKED) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return written(tmp_path / "papers")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index goes."""
    return tmp_path / "index"


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the two papers, for tests that only read it."""
    folder = tmp_path_factory.mktemp("shelf")
    build(written(folder / "papers"), folder / "index", FakeEmbedder())
    return folder / "index"

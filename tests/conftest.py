"""The five papers, each read once for all tests, and one index of them by the real encoder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from corpus.catalogue import list_papers, shipped_papers
from corpus.extraction import parse_paper
from corpus.reading import read_paper
from corpus.records import Document


@pytest.fixture(scope="session")
def documents() -> dict[str, Document]:
    folder = shipped_papers()
    return {paper.id: parse_paper(paper, read_paper(folder / paper.file)) for paper in list_papers(folder)}


@pytest.fixture(scope="session")
def strategy(documents: dict[str, Document]) -> Document:
    return documents["strategy"]


@pytest.fixture(scope="session")
def plan(documents: dict[str, Document]) -> Document:
    return documents["jfp"]


@pytest.fixture(scope="session")
def changes(documents: dict[str, Document]) -> Document:
    return documents["changes"]


@pytest.fixture(scope="session")
def cabinet(documents: dict[str, Document]) -> Document:
    return documents["cabinet-committee"]


@pytest.fixture(scope="session")
def adult_social_care(documents: dict[str, Document]) -> Document:
    return documents["asc-committee"]


@pytest.fixture(scope="session")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the real index is: whoever opens it first builds it."""
    return Path(os.environ.get("ASSISTANT_INDEX") or tmp_path_factory.getbasetemp() / "index")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as Debian packs it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield browser
        browser.close()

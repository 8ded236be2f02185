"""A paper added to those that are there: in the answers after a build, and marked where a newer one replaces it."""

from pathlib import Path

import pytest

from assistant.conversation import Conversation
from assistant.pipeline import Assistant
from assistant.web.desk import Desk
from corpus.adding import Given, add_paper, remove_paper
from index.building import build
from index.library import Library
from tests.assistant.conftest import WordEmbedder
from tests.corpus.word_files import p, styled, table, word_file

TURN = '<w:r><w:br w:type="page"/></w:r>'
REPORT = word_file(
    styled("berschrift1", "Bees in 2025")
    + p("This report is on the parish bees.")
    + p(TURN)
    + styled("berschrift1", "Where they are")
    + p("The hives stand in the meadow beside the mill.")
)
LISTED = table(
    ("No.", "Action", "Timescale", "Owner"),
    ("1", "Mow the orchard", "●", "ICB"),
    ("2", "Prune the orchard", "●●", "KCC"),
)
WHERE = "Where do the hives stand?"


@pytest.fixture
def papers(made_up: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The folder that comes along, and one for added papers with a newer paper on bees in it."""
    (tmp_path / "Bees 2025.docx").write_bytes(REPORT)
    added = tmp_path / "added"
    add_paper(tmp_path / "Bees 2025.docx", added, Given(supersedes=("bees",), status="final"), [made_up])
    return made_up, added


def asked(papers: tuple[Path, ...], folder: Path, question: str) -> list[tuple[str, str, int | None, bool]]:
    embedder = WordEmbedder()
    build(papers, folder, embedder)
    answer = Assistant(Library.open(folder), embedder).ask(question)
    return [(c.paper, c.quote, c.page, c.superseded) for c in answer.citations]


def test_the_newer_paper_answers_with_its_page(papers: tuple[Path, Path], tmp_path: Path) -> None:
    assert asked(papers, tmp_path / "index", WHERE)[0] == (
        "bees-2025",
        "The hives stand in the meadow beside the mill.",
        2,
        False,
    )


def test_what_only_the_older_paper_says_is_marked_superseded(papers: tuple[Path, Path], tmp_path: Path) -> None:
    assert asked(papers, tmp_path / "index", "Who takes honey in August?")[0] == (
        "bees",
        "The hives stand in the orchard behind the church.\n\nHoney is taken in August by the warden.",
        None,
        True,
    )


def test_the_older_paper_holds_again_when_the_newer_is_removed(papers: tuple[Path, Path], tmp_path: Path) -> None:
    asked(papers, tmp_path / "index", WHERE)
    remove_paper("bees-2025", papers[1], papers[:1])
    assert asked(papers, tmp_path / "index", WHERE)[0] == (
        "bees",
        "The hives stand in the orchard behind the church.\n\nHoney is taken in August by the warden.",
        None,
        False,
    )


def test_the_running_app_answers_from_a_paper_once_it_is_indexed(
    papers: tuple[Path, Path], made_up: Path, tmp_path: Path
) -> None:
    index, embedder = tmp_path / "index", WordEmbedder()
    build(made_up, index, embedder)
    desk = Desk(Assistant(Library.open(index), embedder))
    before = desk.ask(WHERE, Conversation()).citations[0]
    build(papers, index, embedder)
    after = desk.ask(WHERE, Conversation()).citations[0]
    assert [(c.paper, c.quote) for c in (before, after)] == [
        ("bees", "The hives stand in the orchard behind the church.\n\nHoney is taken in August by the warden."),
        ("bees-2025", "The hives stand in the meadow beside the mill."),
    ]


def test_a_list_is_of_the_paper_that_holds_now(tmp_path: Path) -> None:
    papers, index, embedder = tmp_path / "papers", tmp_path / "index", WordEmbedder()
    papers.mkdir()
    (papers / "old.docx").write_bytes(word_file(LISTED))
    (papers / "new.docx").write_bytes(word_file(LISTED.replace("orchard", "meadow")))
    (papers / "papers.toml").write_text(
        '[old]\nfile = "old.docx"\nkind = "action plan"\n\n'
        '[new]\nfile = "new.docx"\nkind = "action plan"\nsupersedes = "old"\n'
    )
    build(papers, index, embedder)
    answer = Assistant(Library.open(index), embedder).ask("List all actions")
    assert [(c.paper, c.superseded) for c in answer.citations] == [("new", False)] * 2

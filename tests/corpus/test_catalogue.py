"""The list of papers: what papers.toml names, what else stands in the folder, and what is wrong with it."""

import datetime
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalogue import (
    Unread,
    folder_to_add_to,
    list_all,
    list_papers,
    load_papers,
    paper_folders,
    shipped_papers,
)
from corpus.errors import CatalogueError
from corpus.records import Paper, PaperKind

PROMISES = "We will build a bridge. It will open next year."


def folder_of(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_five_papers_come_along() -> None:
    listed = [(paper.id, paper.kind, paper.date) for paper in list_papers(shipped_papers())]
    assert listed == [
        ("strategy", PaperKind.STRATEGY, datetime.date(2023, 11, 29)),
        ("jfp", PaperKind.ACTION_PLAN, datetime.date(2023, 3, 24)),
        ("changes", PaperKind.TRACKED_CHANGES, None),
        ("cabinet-committee", PaperKind.COMMITTEE_REPORT, None),
        ("asc-committee", PaperKind.COMMITTEE_REPORT, datetime.date(2023, 11, 23)),
    ]


def test_the_catalogue_says_what_is_known_of_a_paper(tmp_path: Path) -> None:
    entry = '[bridge]\nfile = "b.txt"\ntitle = "Bridge"\ndate = 2024-05-01\nversion = 2\ncalled = ["the bridge"]\n'
    (paper,) = list_papers(folder_of(tmp_path, {"papers.toml": entry, "b.txt": PROMISES}))
    assert paper == Paper(
        id="bridge",
        title="Bridge",
        file="b.txt",
        date=datetime.date(2024, 5, 1),
        version="2",
        called=("the bridge",),
    )


def test_a_file_that_no_catalogue_names_is_known_by_its_name(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"Road_plan v2.md": PROMISES, "sub/Notes.TXT": PROMISES, "sub/notes.jsonl": "{}"})
    assert list_papers(folder) == (
        Paper(id="road_plan-v2", title="Road plan v2", file="Road_plan v2.md"),
        Paper(id="sub-notes", title="Notes", file="sub/Notes.TXT"),
    )


def test_every_paper_has_an_id_of_its_own(tmp_path: Path) -> None:
    files = dict.fromkeys(["a.md", "a.txt", "a-txt.md", "x/y.md", "x-y.md", "x y.md"], PROMISES)
    folder = folder_of(tmp_path, {"papers.toml": '[a]\nfile = "named.txt"\n', "named.txt": PROMISES, **files})
    ids = [paper.id for paper in list_papers(folder)]
    assert ids == ["a", "a-txt", "a-md", "a-2", "x-y", "x-y-md", "x-y-2"]


@pytest.mark.parametrize(
    ("catalogue", "message"),
    [
        (
            '[a]\nfile = "a.txt"\nkind = "novel"\n',
            "papers.toml gives [a] the unknown kind “novel”. "
            "Use one of: strategy, action plan, tracked changes, committee report, other.",
        ),
        ('[a]\ntitle = "A"\n', 'papers.toml names no file for [a]. Add a line: file = "...".'),
        ('a = "a.txt"\n', 'papers.toml names no file for [a]. Add a line: file = "...".'),
    ],
)
def test_a_catalogue_that_cannot_be_is_refused(tmp_path: Path, catalogue: str, message: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        list_papers(folder_of(tmp_path, {"papers.toml": catalogue}))
    assert str(refused.value) == message


@pytest.mark.parametrize("catalogue", [b"[a\n", b"\xff\xfe"])
def test_a_catalogue_that_is_no_toml_is_refused(tmp_path: Path, catalogue: bytes) -> None:
    (tmp_path / "papers.toml").write_bytes(catalogue)
    with pytest.raises(CatalogueError, match=r"^papers\.toml cannot be read .* Correct that line and try again\.$"):
        list_papers(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"There is no folder .*gone\. Name a folder that holds papers\."):
        list_papers(tmp_path / "gone")


def test_a_folder_without_papers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="holds no papers"):
        list_papers(tmp_path)


def test_a_broken_paper_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"bad.pdf": "%PDF-1.7", "empty.txt": "", "good.md": PROMISES})
    read, unread = load_papers(folder)
    assert [document.paper.id for document in read] == ["good"]
    assert unread == (
        Unread(
            file="bad.pdf",
            reason="bad.pdf is damaged or is not a complete PDF. Export the paper again and replace the file.",
        ),
        Unread(file="empty.txt", reason="empty.txt is empty. Export the paper again and replace the file."),
    )


def test_a_paper_that_the_catalogue_names_and_the_folder_lacks_is_named(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"papers.toml": '[a]\nfile = "gone.txt"\n', "good.md": PROMISES})
    _, unread = load_papers(folder)
    assert [one.file for one in unread] == ["gone.txt"]


def test_a_paper_that_supersedes_another_is_named_on_it(tmp_path: Path) -> None:
    entries = """[a]
file = "a.txt"
[b]
file = "b.txt"
supersedes = "a"
[c]
file = "c.txt"
supersedes = ["b", "d"]
"""
    folder = folder_of(
        tmp_path, {"papers.toml": entries, **dict.fromkeys(["a.txt", "b.txt", "c.txt", "d.md"], PROMISES)}
    )
    listed = [(paper.id, paper.supersedes, paper.superseded_by) for paper in list_papers(folder)]
    assert listed == [("a", (), "b"), ("b", ("a",), "c"), ("c", ("b", "d"), None), ("d", (), "c")]


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        (
            "gone",
            "a",
            "“a” says that it supersedes “gone”, and there is no such paper. "
            "Correct supersedes in its entry in papers.toml: python -m corpus list shows the ids.",
        ),
        ("b", "a", "“b” supersedes itself, by itself or through others. Take one supersedes out of papers.toml."),
        ("a", "a", "“a” supersedes itself, by itself or through others. Take one supersedes out of papers.toml."),
    ],
)
def test_papers_that_cannot_supersede_one_another_are_refused(tmp_path: Path, a: str, b: str, message: str) -> None:
    entries = f'[a]\nfile = "a.txt"\nsupersedes = "{a}"\n[b]\nfile = "b.txt"\nsupersedes = "{b}"\n'
    with pytest.raises(CatalogueError) as refused:
        list_papers(folder_of(tmp_path, {"papers.toml": entries, "a.txt": PROMISES, "b.txt": PROMISES}))
    assert str(refused.value) == message


def test_a_newer_paper_is_called_by_the_names_of_those_it_supersedes(tmp_path: Path) -> None:
    entries = """[a]
file = "a.txt"
called = ["the plan"]
[b]
file = "b.txt"
called = ["final plan"]
supersedes = "a"
"""
    folder = folder_of(tmp_path, {"papers.toml": entries, "a.txt": PROMISES, "b.txt": PROMISES})
    assert [paper.called for paper in list_papers(folder)] == [("the plan",), ("final plan", "the plan")]


def test_hidden_files_and_what_word_leaves_beside_a_file_are_no_papers(tmp_path: Path) -> None:
    names = ["a.md", ".b.md", ".removed/c.md", "~$d.docx"]
    assert [paper.id for paper in list_papers(folder_of(tmp_path, dict.fromkeys(names, PROMISES)))] == ["a"]


@pytest.fixture
def others() -> Iterator[Path]:
    """A folder as somebody sees it who has no rights but those it gives to everybody."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    (folder / "shut").mkdir()
    for name in ("bus.txt", "locked.txt", "shut/road.txt"):
        (folder / name).write_text("The council runs twelve buses.")
    load_papers(folder)  # what reading imports may not be there for everybody
    (folder / "locked.txt").chmod(0)
    (folder / "shut").chmod(0)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield folder
    os.seteuid(before)
    folder.chmod(0o755)
    (folder / "shut").chmod(0o755)
    shutil.rmtree(folder)


def test_what_may_not_be_read_is_named_and_the_rest_is_read(others: Path) -> None:
    documents, unread = load_papers(others)
    assert [document.paper.id for document in documents] == ["bus"]
    why = "cannot be opened (Permission denied). Check that the file is there and may be read."
    assert unread == tuple(Unread(file=name, reason=f"{name} {why}") for name in ("locked.txt", "shut"))


def test_a_folder_of_papers_that_may_not_be_read_is_refused(others: Path) -> None:
    with pytest.raises(CatalogueError) as refusal:
        list_papers(others / "shut")
    assert str(refusal.value) == (
        f"The folder {others / 'shut'} may not be read. Give whoever runs this the right to read it."
    )


def test_papers_of_two_folders_have_ids_of_their_own(tmp_path: Path) -> None:
    one = folder_of(tmp_path / "one", {"papers.toml": '[a]\nfile = "a.md"\n', "a.md": PROMISES})
    two = folder_of(tmp_path / "two", {"a.md": PROMISES})
    assert [(one_.paper.id, one_.path) for one_ in list_all([one, two])] == [
        ("a", one / "a.md"),
        ("a-md", two / "a.md"),
    ]
    folder_of(two, {"papers.toml": '[a]\nfile = "a.md"\n'})
    with pytest.raises(
        CatalogueError, match=r"gives a paper the id “a”, which another has\. Choose another id for it\."
    ):
        list_all([one, two])


def test_added_papers_are_read_beside_the_five_unless_a_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASSISTANT_PAPERS", raising=False)
    assert (paper_folders(), folder_to_add_to()) == ((shipped_papers(),), Path("added-papers"))
    Path("added-papers").mkdir()
    assert paper_folders() == (shipped_papers(), Path("added-papers"))
    monkeypatch.setenv("ASSISTANT_PAPERS", "/ours")
    assert (paper_folders(), folder_to_add_to()) == ((Path("/ours"),), Path("/ours"))
    assert (paper_folders(Path("x")), folder_to_add_to(Path("x"))) == ((Path("x"),), Path("x"))

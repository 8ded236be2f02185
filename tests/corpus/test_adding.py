"""Adding and removing papers: all of it happens, or nothing."""

import datetime
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.adding import Given, add_paper, remove_paper
from corpus.catalogue import list_all, list_papers, shipped_papers
from corpus.errors import AssistantError, CatalogueError
from corpus.records import Paper, PaperKind
from tests.corpus.word_files import p, styled, word_file

REPORT = word_file(styled("berschrift1", "Walking report") + p("Date: 3 March 2025") + p("We walk to school each day."))
HAND = "# our papers\n\n[old]   # kept\nfile = 'old.txt'\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "Walking Report.docx"
    file.write_bytes(REPORT)
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "old.txt").write_text("We rode in the old days.")
    (folder / "papers.toml").write_text(HAND)
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_a_paper_is_copied_and_entered_and_the_catalogues_comments_stay(report: Path, folder: Path) -> None:
    added = add_paper(report, folder, Given(status="final", kind="committee report", supersedes=("old",)))
    assert added.paper == Paper(
        id="walking-report",
        title="Walking report",
        file="Walking Report.docx",
        kind=PaperKind.COMMITTEE_REPORT,
        date=datetime.date(2025, 3, 3),
        status="final",
        supersedes=("old",),
    )
    assert everything(folder) == {
        "Walking Report.docx": REPORT,
        "old.txt": b"We rode in the old days.",
        "papers.toml": (
            HAND + '\n[walking-report]\nfile = "Walking Report.docx"\ntitle = "Walking report"\ndate = 2025-03-03\n'
            'status = "final"\nkind = "committee report"\nsupersedes = ["old"]\n'
        ).encode(),
    }
    assert [(one.id, one.superseded_by) for one in list_papers(folder)] == [
        ("old", "walking-report"),
        ("walking-report", None),
    ]


def test_what_a_person_says_goes_before_what_the_file_says(report: Path, folder: Path) -> None:
    given = Given(id="w", title="Walks", date="1 May 2024", version="2", publisher="Swale")
    paper = add_paper(report, folder, given).paper
    assert (paper.id, paper.title, paper.date, paper.version, paper.publisher) == (
        "w",
        "Walks",
        datetime.date(2024, 5, 1),
        "2",
        "Swale",
    )


def test_a_folder_is_made_for_the_first_paper(report: Path, tmp_path: Path) -> None:
    add_paper(report, tmp_path / "new" / "papers", Given(), [shipped_papers()])
    ids = [one.paper.id for one in list_all([shipped_papers(), tmp_path / "new" / "papers"])]
    assert ids == ["strategy", "jfp", "changes", "cabinet-committee", "asc-committee", "walking-report"]


def test_a_file_that_stands_in_the_folder_already_is_entered_where_it_is(folder: Path) -> None:
    (folder / "walks.docx").write_bytes(REPORT)
    assert add_paper(folder / "walks.docx", folder, Given()).paper.file == "walks.docx"
    assert sorted(everything(folder)) == ["old.txt", "papers.toml", "walks.docx"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (Given(id="old"), "There is a paper “old” already. Give this one another id with --id, or remove that one."),
        (Given(id="Old one"), "“Old one” cannot be an id. Use small letters, figures and dashes: old-one"),
        (Given(date="soon"), "“soon” is not a date. Write it as in 2024-03-31 or 31 March 2024."),
        (
            Given(kind="novel"),
            "papers.toml gives [walking-report] the unknown kind “novel”. "
            "Use one of: strategy, action plan, tracked changes, committee report, other.",
        ),
        (
            Given(supersedes=("gone",)),
            "“walking-report” says that it supersedes “gone”, and there is no such paper. "
            "Correct supersedes in its entry in papers.toml: python -m corpus list shows the ids.",
        ),
        (
            Given(supersedes=("walking-report",)),
            "“walking-report” supersedes itself, by itself or through others. Take one supersedes out of papers.toml.",
        ),
    ],
)
def test_what_cannot_be_leaves_everything_as_it_was(report: Path, folder: Path, given: Given, message: str) -> None:
    before = everything(folder)
    with pytest.raises(CatalogueError) as refused:
        add_paper(report, folder, given)
    assert (str(refused.value), everything(folder)) == (message, before)


def test_the_same_file_is_not_added_twice(report: Path, folder: Path) -> None:
    add_paper(report, folder, Given())
    before = everything(folder)
    with pytest.raises(CatalogueError) as refused:
        add_paper(report, folder, Given(id="again"))
    assert str(refused.value) == (
        "Walking Report.docx is the same as the paper “walking-report”. There is no need to add it again."
    )
    assert everything(folder) == before


@pytest.mark.parametrize(
    ("name", "kept", "id_"),
    [
        (b"new\nline.docx", "new line.docx", "new-line"),
        (b"latin\xe9.docx", "latin\ufffd.docx", "latin"),
        (b"l" * 250 + b".docx", "l" * 200 + ".docx", "l" * 250),
    ],
)
def test_a_name_that_cannot_be_kept_is_changed(folder: Path, tmp_path: Path, name: bytes, kept: str, id_: str) -> None:
    file = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))
    file.write_bytes(REPORT)
    paper = add_paper(file, folder, Given()).paper
    assert (paper.id, paper.file, (folder / kept).read_bytes()) == (id_, kept, REPORT)
    assert [one.id for one in list_papers(folder)] == ["old", id_]


def test_a_name_that_cannot_be_entered_is_refused_where_the_file_stands(folder: Path) -> None:
    file = Path(os.fsdecode(os.path.join(os.fsencode(folder), b"latin\xe9.docx")))
    file.write_bytes(REPORT)
    before = everything(folder)
    with pytest.raises(CatalogueError) as refused:
        add_paper(file, folder, Given())
    assert str(refused.value) == "The name of latin\ufffd.docx cannot be entered in papers.toml. Rename the file."
    assert everything(folder) == before


def test_a_file_that_cannot_be_read_makes_no_folder(tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(REPORT[:200])
    with pytest.raises(AssistantError, match=r"bad\.docx is damaged"):
        add_paper(tmp_path / "bad.docx", tmp_path / "papers", Given())
    assert not (tmp_path / "papers").exists()


def test_a_catalogue_that_cannot_be_read_is_left_alone(report: Path, folder: Path) -> None:
    (folder / "papers.toml").write_text("[old")
    with pytest.raises(CatalogueError, match=r"papers\.toml cannot be read"):
        add_paper(report, folder, Given())
    assert sorted(everything(folder)) == ["old.txt", "papers.toml"]


def test_a_file_where_the_folder_should_be_is_one_sentence(report: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file")
    with pytest.raises(
        CatalogueError, match=r"cannot be used as a folder of papers \(File exists\)\. Nothing was changed"
    ):
        add_paper(report, tmp_path / "papers", Given())


def test_the_papers_that_come_along_are_not_added_to(report: Path) -> None:
    with pytest.raises(
        CatalogueError, match=r"holds the papers that come along\. Choose another folder with --papers\."
    ):
        add_paper(report, shipped_papers(), Given())


@pytest.mark.parametrize("room", [100, len(REPORT) + 1])
def test_a_disk_without_room_is_one_sentence_and_nothing_is_left(report: Path, folder: Path, room: int) -> None:
    """No file may grow beyond the room: the copy is cut short, or the catalogue is, which a long entry makes larger."""
    (folder / "papers.toml").write_text(HAND + "#" * len(REPORT))
    before = everything(folder)
    done = subprocess.run(
        [sys.executable, "-m", "corpus", "add", str(report), "--papers", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert (done.returncode, done.stdout, everything(folder)) == (1, "", before)
    assert done.stderr.endswith(
        "(File too large). Nothing was changed; make room, or check that the folder may be written.\n"
    )


def test_a_removed_paper_is_kept_where_no_index_looks(report: Path, folder: Path) -> None:
    add_paper(report, folder, Given())
    kept = remove_paper("walking-report", folder)
    assert (kept.read_bytes(), [one.id for one in list_papers(folder)]) == (REPORT, ["old"])
    assert (folder / "papers.toml").read_text().rstrip() == HAND.rstrip()


def test_a_paper_that_no_catalogue_names_can_be_removed(folder: Path) -> None:
    (folder / "walks.docx").write_bytes(REPORT)
    remove_paper("walks", folder)
    assert [one.id for one in list_papers(folder)] == ["old"]


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        ("gone", "There is no paper “gone”. See their ids: python -m corpus list"),
        ("jfp", "“jfp” is not among the papers that were added. Only those of a folder of yours can go."),
        ("old", "“new” says that it supersedes “old”. Remove “new” first, or that line of its entry."),
    ],
)
def test_what_cannot_be_removed_says_why(report: Path, folder: Path, id_: str, message: str) -> None:
    add_paper(report, folder, Given(id="new", supersedes=("old",)), [shipped_papers()])
    with pytest.raises(CatalogueError) as refused:
        remove_paper(id_, folder, [shipped_papers()])
    assert str(refused.value) == message

"""python -m corpus add|remove|list|check"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.__main__ import checked, main
from corpus.checking import Checked

MADE_UP = Path(__file__).parent / "papers_made_up"
GONE = "gone.txt cannot be opened (No such file or directory). Check that the file is there and may be read."


def test_check_says_what_was_read_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    file = MADE_UP / "action_plan.txt"
    assert main(["check", str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        f"{file}: read as action plan",
        "  no pages, 7 headings, 2 tables, 2 paragraphs",
        "  records: 6 actions, 3 metrics, 4 paragraphs",
        "  note: The page number 7 stands in the goal cell of the row “Walkers' Club Harbour Board…” and was left out.",
    ]


def test_check_names_the_file_that_is_not_read_and_reads_the_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["check", str(tmp_path / "gone.txt"), str(MADE_UP / "plain.md")]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{tmp_path / 'gone.txt'}: not read. {GONE}",
        f"{MADE_UP / 'plain.md'}: read as other",
        "  no pages, 3 headings, 0 tables, 3 paragraphs",
        "  records: 3 paragraphs",
    ]


def test_check_as_json_is_a_list_with_an_object_for_each_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["check", "--json", str(MADE_UP / "plain.md"), str(tmp_path / "gone.txt")]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": str(MADE_UP / "plain.md"),
            "read": True,
            "kind": "other",
            "pages": None,
            "headings": 3,
            "tables": 0,
            "paragraphs": 3,
            "records": {"Paragraph": 3},
            "notes": [],
            "reason": None,
        },
        {"file": str(tmp_path / "gone.txt"), "read": False, "kind": None, "reason": GONE},
    ]


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"%PDF-1.7", b"\xff\xfe\x00", b"~~", b"\t\t\n\t", b"~~" * 999])
def test_no_file_ends_in_a_traceback(tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "odd"
    file.write_bytes(data)
    assert main(["check", str(file)]) in (0, 1)
    assert "fault in this program" not in capsys.readouterr().out


def test_a_fault_of_our_own_is_a_reason_too() -> None:
    def faulty(file: Path) -> Checked:
        raise ZeroDivisionError

    assert checked(Path("a.txt"), faulty) == Checked(
        file="a.txt",
        reason="a.txt cannot be read because of a fault in this program. Please report it with the file.",
    )


def test_list_names_every_paper(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "strategy                 2023-11-29  strategy          Kent and Medway Integrated Care Strategy"
    assert [line.split()[0] for line in lines] == ["strategy", "jfp", "changes", "cabinet-committee", "asc-committee"]


def test_list_reads_any_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "Road plan.md").write_text("Words.", encoding="utf-8")
    assert main(["list", "--papers", str(tmp_path)]) == 0
    assert capsys.readouterr().out.split() == ["road-plan", "no", "date", "not", "yet", "read", "Road", "plan"]


def test_a_folder_that_is_not_there_is_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["list", "--papers", str(tmp_path / "gone")]) == 1
    assert capsys.readouterr().err == f"There is no folder {tmp_path / 'gone'}. Name a folder that holds papers.\n"


def test_the_command_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "corpus", "list"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_add_list_and_remove_say_what_was_done_and_what_to_do_next(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    assert main(["add", str(MADE_UP / "action_plan.txt"), "--papers", str(folder), "--date", "2024-03-31"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:5] == [
        f"Added “Torrin Bay Delivery Plan” to {folder} as action_plan.",
        "date: 2024-03-31",
        "kind: action plan",
        "no pages, 7 headings, 2 tables, 2 paragraphs",
        "records: 6 actions, 3 metrics, 4 paragraphs",
    ]
    assert said[-2:] == [
        "Not given and not in the file: version, status, publisher.",
        "To have that in the answers: python -m index build",
    ]
    assert main(["list", "--papers", str(folder)]) == 0
    assert capsys.readouterr().out.split()[:4] == ["action_plan", "2024-03-31", "action", "plan"]
    assert main(["remove", "action_plan", "--papers", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Removed action_plan; its file is kept as {folder.resolve() / '.removed' / 'action_plan.txt'}.",
        "To have that in the answers: python -m index build",
    ]


def test_a_paper_that_cannot_be_added_is_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["add", str(tmp_path / "gone.txt"), "--papers", str(tmp_path / "papers")]) == 1
    assert (capsys.readouterr().err, (tmp_path / "papers").exists()) == (f"{GONE}\n", False)

"""What was read from a file, or the reason why nothing was."""

from dataclasses import replace
from pathlib import Path

from corpus.catalogue import shipped_papers
from corpus.checking import Checked, Contents, check_file
from corpus.records import PaperKind

GONE = "gone.txt cannot be opened (No such file or directory). Check that the file is there and may be read."


def test_what_was_read_from_a_plan_is_counted() -> None:
    contents = check_file(shipped_papers() / "jfp.txt").contents
    assert contents is not None
    assert replace(contents, notes=()) == Contents(
        kind=PaperKind.ACTION_PLAN,
        pages=None,
        headings=76,
        tables=51,
        paragraphs=68,
        records=(("Action", 244), ("Enabler", 3), ("Metric", 68), ("Outcome", 6), ("Paragraph", 124)),
        notes=(),
    )
    assert len(contents.notes) == 4


def test_a_file_that_cannot_be_read_has_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "gone.txt"
    assert check_file(file) == Checked(file=str(file), reason=GONE)


def test_pages_are_counted_where_a_file_has_them(tmp_path: Path) -> None:
    file = tmp_path / "two.txt"
    file.write_text("One.\fTwo.", encoding="utf-8")
    contents = check_file(file).contents
    assert contents is not None
    assert contents.pages == 2

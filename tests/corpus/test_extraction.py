"""Small made-up papers of every kind, known by their form alone, beside the records they hold."""

import dataclasses
import enum
import json
from pathlib import Path

import pytest

from corpus.extraction import parse_paper, recognise
from corpus.reading import read_paper
from corpus.records import Document, Paper, PaperKind, Record, Span
from corpus.structure import read_structure

PAPERS = Path(__file__).parent / "papers_made_up"
KINDS = {
    "strategy.txt": PaperKind.STRATEGY,
    "action_plan.txt": PaperKind.ACTION_PLAN,
    "tracked_changes.txt": PaperKind.TRACKED_CHANGES,
    "committee_report.txt": PaperKind.COMMITTEE_REPORT,
    "plain.md": PaperKind.OTHER,
}


def parsed(name: str, kind: PaperKind = PaperKind.OTHER) -> Document:
    return parse_paper(Paper(id=name, title=name, file=name, kind=kind), read_paper(PAPERS / name))


def values(record: Record) -> dict[str, object]:
    """What a record says, without its spans and without what it does not say."""
    found: dict[str, object] = {"type": type(record).__name__}
    for field in dataclasses.fields(record):
        value = plain(getattr(record, field.name))
        if not isinstance(value, Span) and value not in (None, [], False):
            found[field.name] = value
    return found


def plain(value: object) -> object:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, (type, Span)):
        pairs = ((field.name, plain(getattr(value, field.name))) for field in dataclasses.fields(value))
        return {name: one for name, one in pairs if one is not None and not isinstance(one, Span)}
    return value


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_paper_is_recognised_by_its_form(name: str, kind: PaperKind) -> None:
    assert recognise(read_structure(read_paper(PAPERS / name))) is kind
    assert parsed(name).paper.kind is kind


@pytest.mark.parametrize("name", KINDS)
def test_a_paper_gives_the_records_that_stand_beside_it(name: str) -> None:
    lines = (PAPERS / f"{name}.records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [values(record) for record in parsed(name).records] == [json.loads(line) for line in lines]


def test_what_was_put_right_in_a_plan_is_noted() -> None:
    assert parsed("action_plan.txt").notes == (
        "The page number 7 stands in the goal cell of the row “Walkers' Club Harbour Board…” and was left out.",
        "The owner cell of the row “Buy six boats.…” holds only “,” and was read as empty.",
        "The row “Open the boathouse on Sundays.…” had slipped by a column and was put right.",
    )


def test_a_kind_that_the_catalogue_gives_is_not_guessed_again() -> None:
    assert parsed("plain.md", PaperKind.COMMITTEE_REPORT).paper.kind is PaperKind.COMMITTEE_REPORT


def test_the_five_papers_are_recognised_without_their_catalogue(documents: dict[str, Document]) -> None:
    from corpus.catalogue import shipped_papers

    for document in documents.values():
        layout = read_structure(read_paper(shipped_papers() / document.paper.file))
        assert recognise(layout) is document.paper.kind


def test_a_document_keeps_the_digest_of_its_file() -> None:
    assert parsed("plain.md").digest == read_paper(PAPERS / "plain.md").digest


def test_minutes_in_which_a_motion_is_struck_out_are_no_paper_of_changes(tmp_path: Path) -> None:
    struck = ["~~We shall row.~~", "~~We shall sail.~~", "~~We shall rest.~~"]
    paper = tmp_path / "minutes.md"
    kinds = []
    for others in (20, 40):
        paper.write_text("\n\n".join([*struck, *(f"The board met at pier {n}." for n in range(others))]))
        kinds.append(recognise(read_structure(read_paper(paper))))
    assert kinds == [PaperKind.TRACKED_CHANGES, PaperKind.OTHER]

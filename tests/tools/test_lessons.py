"""What is learned from, and what is kept from it."""

import json
from pathlib import Path

import lessons
import pytest
from lessons import INVENTED, Read, invented, left_out, of_invented, of_shipped, unlearned

from index.building import build
from index.library import Library
from index.search import Searcher
from tests.fakes import FakeEmbedder

LINES = {
    "The ferry crosses the river each hour.": ("How often does the ferry go?", "Who steers the ferry?"),
    "Honey is taken in August by the warden.": ("Who takes the honey?", "What does honey cost?"),
    "The mill grinds rye on Mondays.": ("When is rye ground?", "Who owns the mill?"),
    "Owls nest in the tower of the church.": ("Where do owls nest?", "How many owls are there?"),
    "The orchard has ninety old pear trees.": ("How many pear trees are there?", "When are pears ripe?"),
}

OUT = ["Honey is taken in August by the warden."]
FIRST = (
    "The ferry crosses the river each hour from the old mill to the landing stage below the church, in all weathers."
)
SECOND = "It carries nine people and a bicycle at a time, and the ferryman takes his dinner between one and two."
PAPER = f"""# Village

## Ferry

{FIRST}

{SECOND}

| Month | Crossings |
|---|---|
| May | 310 |
| June | 330 |
"""
ASKED = [
    {"quote": FIRST, "asks": ["How often does the ferry go?"]},
    {"quote": "| June | 330 |", "asks": ["How many crossings in June?"]},
    {"near": SECOND, "unsaid": ["How many did it carry in 1990?"]},
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A paper of five sentences, each with a question that it answers and one that it does not."""
    folder = tmp_path_factory.mktemp("village")
    (folder / "papers" / "questions").mkdir(parents=True)
    (folder / "papers" / "village.txt").write_text("\n\n".join(["# Village", *LINES]))
    entries = ({"paper": "village", "quote": q, "asks": [a], "unsaid": [u]} for q, (a, u) in LINES.items())
    (folder / "papers" / "questions" / "village.jsonl").write_text("\n".join(json.dumps(entry) for entry in entries))
    build(folder / "papers", folder / "index", FakeEmbedder())
    return Library.open(folder / "index")


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A paper of two sentences and a table without everyday questions, and questions on it beside."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "questions").mkdir()
    (tmp_path / "papers" / "ferry.md").write_text(PAPER)
    (tmp_path / "questions" / "ferry.jsonl").write_text("\n".join(json.dumps(entry) for entry in ASKED))
    monkeypatch.setattr(lessons, "INVENTED", tmp_path)
    build(tmp_path / "papers", tmp_path / "index", FakeEmbedder())
    return Library.open(tmp_path / "index")


def out(library: Library) -> list[str]:
    return [passage.text for passage in library.passages("village") if left_out(passage)]


def test_some_passages_are_left_out_and_their_questions_with_them(library: Library) -> None:
    assert out(library) == OUT
    assert unlearned(library) == {question for text in OUT for question in LINES[text]}


def test_no_example_holds_what_is_left_out(library: Library) -> None:
    examples = of_shipped(library, Searcher(library, FakeEmbedder()))
    kept = {text: f"Village. {text}" for text in LINES if text not in OUT}
    assert {e.question: tuple(read.alone for read in e.answers) for e in examples} == {
        **{LINES[text][0]: (read,) for text, read in kept.items()},
        **{LINES[text][1]: () for text in kept},
    }
    for example in examples:
        assert sorted(read.alone for read in (*example.answers, *example.others)) == sorted(kept.values())


def test_a_quote_is_found_in_prose_and_in_a_tables_row(made_up: Library) -> None:
    assert [([p.text for p in one.passages], one.asks, one.unsaid) for one in invented(made_up)] == [
        ([FIRST], ("How often does the ferry go?",), ()),
        (["June\t330"], ("How many crossings in June?",), ()),
        ([SECOND], (), ("How many did it carry in 1990?",)),
    ]


def test_a_passage_is_read_by_itself_and_with_what_stands_around_it(made_up: Library) -> None:
    examples = {one.question: one for one in of_invented(Searcher(made_up, FakeEmbedder()))}
    both = f"Ferry. {FIRST} {SECOND}"
    row = "Ferry. Month, Crossings. June\t330"
    assert examples["How many crossings in June?"].answers == (Read(row, row),)
    asked = examples["How often does the ferry go?"]
    assert asked.answers == (Read(f"Ferry. {FIRST}", both),)
    # what holds the answer when it is read as a whole is read by itself among the others
    assert Read(f"Ferry. {SECOND}", f"Ferry. {SECOND}") in asked.others
    unanswered = examples["How many did it carry in 1990?"]
    assert unanswered.answers == ()
    assert Read(f"Ferry. {SECOND}", both) in unanswered.others


def test_a_quote_that_no_passage_holds_is_an_error(made_up: Library) -> None:
    (lessons.INVENTED / "questions" / "ferry.jsonl").write_text(json.dumps({"quote": "It sank.", "asks": ["?"]}))
    with pytest.raises(ValueError, match=r"ferry\.jsonl: no passage holds “It sank\.”"):
        list(invented(made_up))


def test_every_invented_paper_has_questions_of_both_kinds() -> None:
    papers = {file.stem for file in (INVENTED / "papers").glob("*.md")}
    questions = {file.stem: file.read_text(encoding="utf-8") for file in (INVENTED / "questions").glob("*.jsonl")}
    assert questions.keys() == papers
    for name, lines in questions.items():
        entries = [json.loads(line) for line in lines.splitlines()]
        assert all(entry.get("asks" if "quote" in entry else "unsaid") for entry in entries), name
        assert {tuple(entry) for entry in entries} == {("quote", "asks"), ("near", "unsaid")}, name

"""What the cross-encoder learns from, and what is kept from it."""

import json

import pytest
from train_reranker import gathered, left_out, unlearned

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


def out(library: Library) -> list[str]:
    return [passage.text for passage in library.passages("village") if left_out(passage)]


def test_some_passages_are_left_out_and_their_questions_with_them(library: Library) -> None:
    assert out(library) == OUT
    assert unlearned(library) == {question for text in OUT for question in LINES[text]}


def test_no_example_holds_what_is_left_out(library: Library) -> None:
    examples = gathered(library, Searcher(library, FakeEmbedder()))
    kept = {text: f"Village. {text}" for text in LINES if text not in OUT}
    assert {e.question: e.answers for e in examples} == {
        **{LINES[text][0]: (read,) for text, read in kept.items()},
        **{LINES[text][1]: () for text in kept},
    }
    for example in examples:
        assert sorted((*example.answers, *example.others)) == sorted(kept.values())

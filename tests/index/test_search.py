"""A question over a small index: what comes first, what is left out, and what a result says of itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from index import search
from index.building import build
from index.late_interaction import LocalPieceEncoder
from index.library import Library
from index.search import Searcher, SearchResults
from index.writing import Writer
from tests.fakes import FakeEmbedder

FERRY = "The ferry crosses the river each hour until dusk."
BOATS = "Rowing boats are mended in winter."
HIVES = "The hives stand in the orchard behind the church."
HONEY = "Honey is taken in August by the warden."


@pytest.fixture
def searcher(shelf: Path) -> Searcher:
    return Searcher(Library.open(shelf), FakeEmbedder())


def texts(results: SearchResults) -> list[str]:
    return [result.passage.text for result in results.kept]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("When is honey taken?", HONEY),
        ("Where do the hives stand in the orchard?", HIVES),
        ("boats mended in winter", BOATS),
        ("how often can I get over the water?", FERRY),
    ],
)
def test_the_passage_that_says_it_or_was_asked_it_comes_first(searcher: Searcher, question: str, first: str) -> None:
    assert texts(searcher.search(question))[0] == first


def test_results_stand_in_the_order_of_their_scores(searcher: Searcher) -> None:
    results = searcher.search("the river in winter")
    scores = [result.score for result in (*results.kept, *results.dropped)]
    assert scores == sorted(scores, reverse=True)


def test_every_passage_is_kept_or_dropped_once(searcher: Searcher) -> None:
    results = searcher.search("the river in winter", k=1)
    found = [result.passage.text for result in (*results.kept, *results.dropped)]
    assert (len(results.kept), sorted(found)) == (1, sorted([FERRY, BOATS, HIVES, HONEY]))


def test_papers_can_be_chosen(searcher: Searcher) -> None:
    assert set(texts(searcher.search("the river in winter", papers=["bees"]))) == {HIVES, HONEY}


def test_passages_can_be_chosen(searcher: Searcher) -> None:
    ids = {r.passage.id for r in searcher.search("the river in winter").kept if r.passage.text in (BOATS, HONEY)}
    results = searcher.search("the river in winter", among=ids)
    assert {passage.text for passage in results.passages} == {BOATS, HONEY}


def test_of_no_passages_none_is_found(searcher: Searcher) -> None:
    assert searcher.search("the river in winter", among=frozenset()).passages == ()


def test_what_late_interaction_does_not_look_at_comes_last(searcher: Searcher) -> None:
    results = searcher.search("the river in winter", compared=2)
    every = searcher.search("the river in winter")
    assert (len(results.kept), len(results.beyond)) == (2, 2)
    assert [passage.id for passage in results.passages] == [result.passage.id for result in every.kept]


def test_a_result_says_what_each_stage_made_of_it(searcher: Searcher) -> None:
    first = searcher.search("how often can I get over the water?").kept[0]
    assert (first.asked, first.question) == ("how often can I get over the water?", pytest.approx(1, abs=1e-3))
    assert first.passage.text == FERRY


def test_a_stage_that_did_not_see_a_passage_gives_none(searcher: Searcher) -> None:
    found = {result.passage.text: result for result in searcher.search("honey").kept}
    assert (found[HONEY].keyword, found[HONEY].asked, found[BOATS].keyword) == (1.0, None, None)


def test_more_words_are_read_by_the_keywords_alone(searcher: Searcher) -> None:
    plain = {r.passage.text: r.score for r in searcher.search("when").kept}
    helped = {r.passage.text: r.score for r in searcher.search("when", more_words="honey").kept}
    assert [text for text in plain if helped[text] > plain[text]] == [HONEY]


def test_a_question_that_no_paper_answers_is_told_apart(searcher: Searcher) -> None:
    results = searcher.search("what does a ticket cost?")
    assert [hit.text for hit in results.unsaid] == ["what does a ticket cost?"]
    assert "what does a ticket cost?" not in {result.asked for result in results.kept}


def test_a_revision_that_is_not_live_is_not_returned(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    library = Library.open(folder)
    live = library.passages("bees")[0]
    left = replace(live, text="The submarine dives at noon.")
    gone = replace(left, id="gone:0-28", paper="gone")
    with Writer() as writer:
        library.vectors.add([(left, "of a dead build"), (gone, "of a dead build")], embedder, lambda more: None, writer)
    results = Searcher(library, embedder).search("when does the submarine dive?")
    assert sorted(texts(results)) == sorted([FERRY, BOATS, HIVES, HONEY])


def test_the_same_question_gives_the_same_results(searcher: Searcher) -> None:
    first, second = searcher.search("the river in winter"), searcher.search("the river in winter")
    assert (first.kept, first.dropped, first.unsaid) == (second.kept, second.dropped, second.unsaid)


@pytest.mark.parametrize("question", ["", "of the and", "?!", "submarine " * 300])
def test_a_question_without_known_words_still_gives_the_nearest(searcher: Searcher, question: str) -> None:
    assert len(searcher.search(question).kept) == 4


SMOKING = """# Health

Smoking among adults has been our concern.

It fell to 12% last year.

## Roads

Potholes have been our concern.

It rose to 13% last year.
"""


def test_a_passage_is_met_together_with_what_stands_around_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "health.md").write_text(SMOKING)
    pieces = LocalPieceEncoder()
    build(tmp_path / "papers", tmp_path / "index", FakeEmbedder(), pieces=pieces)
    searcher = Searcher(Library.open(tmp_path / "index"), FakeEmbedder(), pieces)
    asked = "By how much has smoking changed?"
    whole = {r.passage.text: r.score for r in searcher.search(asked).kept}
    monkeypatch.setattr(search, "LATE_WEIGHT_AROUND", 0.0)
    around = {r.passage.text: whole[r.passage.text] - r.score for r in searcher.search(asked).kept}
    fell, rose = around["It fell to 12% last year."], around["It rose to 13% last year."]
    assert fell == pytest.approx(around["Smoking among adults has been our concern."])
    assert fell > rose + 0.1

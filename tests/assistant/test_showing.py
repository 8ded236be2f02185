"""Which passages an answer shows, and how the further ones are introduced."""

from dataclasses import replace

from assistant.draft import Draft
from assistant.showing import passages_shown
from index.library import Library
from index.passages import Passage
from index.search import SearchResult, SearchResults
from tests.assistant.finding import draft, holding, texts


def found(library: Library, *scored: tuple[Passage, float]) -> Draft:
    results = tuple(
        SearchResult(passage=passage, score=score, dense=score, question=None, asked=None, keyword=None)
        for passage, score in scored
    )
    kept = SearchResults(query="?", kept=results, dropped=(), said=(), unsaid=(), seconds=0.0)
    return replace(draft(library, "Tell me of the orchard"), results=kept, ranked=results)


def passages(library: Library) -> tuple[Passage, Passage, Passage]:
    return (
        holding(library, "bees", "The hives stand"),
        holding(library, "bees", "Honey is taken"),
        holding(library, "boats", "The ferry"),
    )


HIVES = "Bees, Bees: “The hives stand in the orchard behind the church.”"
HONEY = "The same part: “Honey is taken in August by the warden.”"
FERRY = "Boats, Boats: “The ferry crosses the river each hour until dusk.”"


def test_passages_without_everyday_questions_are_followed_by_two_that_are_as_good(small: Library) -> None:
    hives, honey, ferry = passages(small)
    assert texts(passages_shown(found(small, (hives, 1.0), (honey, 0.95), (ferry, 0.9)))) == [HIVES, HONEY, FERRY]


def test_a_passage_that_is_much_worse_is_not_shown(small: Library) -> None:
    hives, honey, ferry = passages(small)
    assert texts(passages_shown(found(small, (hives, 1.0), (honey, 0.95), (ferry, 0.7)))) == [HIVES, HONEY]


def test_a_passage_with_everyday_questions_is_followed_by_one(small: Library) -> None:
    hives, honey, ferry = passages(small)
    asked = replace(hives, asks=("Where are the hives?",))
    assert texts(passages_shown(found(small, (asked, 1.0), (honey, 0.95), (ferry, 0.9)))) == [HIVES, HONEY]

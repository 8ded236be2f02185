"""Papers side by side, and where they disagree."""

from assistant.comparing import compare_claims, disagreements, look_alikes, newer_words, twin_citations
from index.library import Library
from index.search import Searcher
from tests.assistant.finding import every_passage, holding, places, searched, texts

COMMITTEES = "it is of relevance to several Cabinet Committees"
OUTCOME_4 = (
    "Integrated Care Strategy, version 8, shared outcome 4: “Shared outcome 4: Empower people to best manage their "
    "health conditions; Support people with multiple health conditions to be part of a team with health and social "
    "care professionals working compassionately to improve their health and wellbeing.”"
)


def test_an_outcome_is_compared_in_the_words_of_each_paper(searcher: Searcher) -> None:
    question = "How do the strategy and the forward plan word outcome 4?"
    claims = compare_claims(searched(searcher, question), searcher) or []
    assert texts(claims) == [
        OUTCOME_4,
        "Joint Forward Plan, shared Outcome 4: “Support people with multiple health conditions to be part of a team "
        "with health and care professionals working compassionately to improve their health and wellbeing.”",
    ]
    assert [paper for paper, _ in places(claims)] == ["strategy", "jfp"]


def test_the_same_sentence_in_other_words_is_quoted_twice_with_its_difference(searcher: Searcher) -> None:
    question = "Compare the two reports: which committee is asked to consider and endorse the proposed decision?"
    claims = compare_claims(searched(searcher, question), searcher) or []
    assert [text.split(":")[0] for text in texts(claims) or []] == [
        "Report to a Cabinet Committee, Recommendation(s)",
        "Report to the Adult Social Care Cabinet Committee, Recommendation(s)",
        "They differ",
    ]
    assert claims[-1].text == (
        "They differ: only the second has “adult social care”. The papers do not show which is the newer."
    )
    assert {paper for paper, _ in places(claims[-1:])} == {"cabinet-committee", "asc-committee"}


def test_each_named_paper_says_what_it_has_on_the_thing(searcher: Searcher) -> None:
    question = "Compare the strategy and the forward plan on mothers smoking at time of delivery"
    claims = compare_claims(searched(searcher, question), searcher) or []
    assert [paper for paper, _ in places(claims)] == ["strategy", "jfp"]
    assert "10.2% to no more than 6%" in claims[0].text


def test_a_question_that_compares_nothing_is_left_to_others(searcher: Searcher) -> None:
    asked = searched(searcher, "What is the target for mothers smoking at time of delivery?")
    assert compare_claims(asked, searcher) is None


def test_another_papers_other_date_is_shown_beside_the_first(library: Library) -> None:
    claims = disagreements(library, holding(library, "cabinet-committee", COMMITTEES), every_passage(library))
    assert texts(claims) == [
        "The papers differ: Report to the Adult Social Care Cabinet Committee, paragraph 1.2, has “16” where this has "
        "“23”. The papers do not show which is the newer."
    ]
    assert [paper for paper, _ in places(claims)] == ["cabinet-committee", "asc-committee"]


def test_the_same_sentence_of_another_paper_is_known_without_a_search(library: Library) -> None:
    lonely = holding(library, "strategy", "feel lonely often or always")
    assert [(other.paper, "lonely" in other.text) for other in look_alikes(library, lonely)] == [("changes", True)]


def test_the_same_figure_everywhere_is_no_disagreement(library: Library) -> None:
    assert disagreements(library, holding(library, "strategy", "418.7"), every_passage(library)) == []


def test_a_footnotes_number_is_no_other_figure(library: Library) -> None:
    passage = holding(library, "cabinet-committee", "only about 20% of a person")
    assert disagreements(library, passage, every_passage(library)) == []


def test_the_same_words_in_another_paper_are_cited_there_too(library: Library) -> None:
    cited = twin_citations(library, holding(library, "strategy", "418.7"), every_passage(library))
    assert [(citation.paper, citation.page) for citation in cited] == [("changes", 32)]


def test_the_strategy_is_newer_than_what_tracked_its_changes(library: Library) -> None:
    current, tracked = holding(library, "strategy", "418.7"), holding(library, "changes", "418.7")
    says = " Integrated Care Strategy, version 8 is the newer."
    assert (newer_words(library, current, tracked), newer_words(library, tracked, current)) == (says, says)


def test_a_later_date_is_newer(library: Library) -> None:
    strategy, plan = holding(library, "strategy", "418.7"), holding(library, "jfp", "virtual ward pathways")
    assert newer_words(library, plan, strategy) == " Integrated Care Strategy, version 8 is the newer."


def test_a_paper_without_a_date_is_neither(library: Library) -> None:
    one, other = holding(library, "cabinet-committee", COMMITTEES), holding(library, "asc-committee", COMMITTEES)
    assert newer_words(library, one, other) == " The papers do not show which is the newer."

"""Which results come first, by what a question names and leans on."""

from dataclasses import replace

import pytest

from assistant import ranking
from assistant.conversation import Conversation
from assistant.pipeline import Assistant
from index.library import Library
from index.passages import PassageKind
from index.search import Searcher
from tests.assistant.finding import holding, searched

AT_HOME = "Which people who receive long-term support live in their home or with family?"
PRIORITIES = "What are the priorities of outcome 4?"


def after(assistant: Assistant, question: str) -> Conversation:
    return Conversation().then(question, assistant.ask(question))


def test_results_come_best_first(searcher: Searcher) -> None:
    scores = [result.score for result in searched(searcher, "What is the target for pupil absence?").ranked]
    assert (len(scores), sorted(scores, reverse=True)) == (10, scores)


@pytest.mark.parametrize(
    "question",
    [
        "What is the target for pupil absence?",
        "Who is responsible for virtual wards?",
        "What changed about smoking?",
        "How do I contact the strategy's team by email?",
        "What does the forward plan say about adults who are frail?",
        "How much money goes to carers?",
        "What did residents say about GPs?",
    ],
)
def test_no_passage_that_is_passed_over_would_have_come_among_the_best(searcher: Searcher, question: str) -> None:
    found = searched(searcher, question)
    assert found.results
    every = (*found.results.kept, *found.results.dropped)
    weighted = [(r.score + ranking._besides(found, r.passage, set()), r.passage.id) for r in every]
    best = sorted(weighted, key=lambda pair: (-pair[0], pair[1]))[: ranking.FOUND]
    assert [(r.score, r.passage.id) for r in found.ranked] == best


@pytest.mark.parametrize(
    ("question", "paper"),
    [
        ("What does the forward plan say about adults who are frail?", "jfp"),
        ("What does the strategy say about supporting carers?", "strategy"),
        ("What do the tracked changes say about carers strategies?", "changes"),
    ],
)
def test_a_paper_that_is_named_comes_first(searcher: Searcher, question: str, paper: str) -> None:
    assert searched(searcher, question).ranked[0].passage.paper == paper


def test_what_people_said_comes_first_where_it_is_asked_for(searcher: Searcher) -> None:
    first = (
        searched(searcher, "What did people say about access to GPs, social care and mental health?").ranked[0].passage
    )
    assert (first.kind, first.text) == (
        PassageKind.HEARD,
        "Access to GPs, social care and mental health services needs to improve",
    )


def test_what_was_struck_out_comes_after_what_stands(searcher: Searcher, library: Library) -> None:
    current = holding(library, "strategy", "who live in their home or with family")
    struck = holding(library, "changes", "who live in their home or with family")
    found = {result.passage.id: result.score for result in searched(searcher, AT_HOME).ranked}
    assert next(iter(found)) == current.id
    assert found[current.id] - found.get(struck.id, 0.0) > 0.2


def test_an_action_comes_first_where_an_owner_is_asked_for(searcher: Searcher) -> None:
    first = searched(searcher, "Who is responsible for smoking in pregnancy?").ranked[0].passage
    assert (first.paper, first.kind) == ("jfp", PassageKind.ACTION)


def test_a_measure_comes_first_where_a_target_is_asked_for(searcher: Searcher) -> None:
    first = searched(searcher, "What is the target for adults who are physically inactive?").ranked[0].passage
    assert (first.paper, first.kind) == ("strategy", PassageKind.INDICATOR)


def test_a_pointer_finds_all_of_the_item_it_picks(searcher: Searcher, assistant: Assistant) -> None:
    found = searched(searcher, "Tell me more about the third one", after(assistant, PRIORITIES)).ranked
    assert {result.passage.locator for result in found} == {"Shared outcome 4 › Priorities › Support carers"}
    assert found[0].passage.text.startswith("We will value the important role of informal carers")


def test_a_bare_attribute_is_answered_from_the_focus_alone(searcher: Searcher, assistant: Assistant) -> None:
    question = "What is the target for pupil absence rates?"
    found = searched(searcher, "Who is responsible for that?", after(assistant, question)).ranked
    assert [result.passage.id for result in found] == list(assistant.ask(question).focus)


def test_a_leaning_question_is_searched_by_itself_and_with_the_one_before(
    searcher: Searcher, assistant: Assistant
) -> None:
    asked = searched(searcher, "And for pupil absence?", after(assistant, "What is the target for mothers smoking?"))
    assert asked.ranked[0].passage.text == "By 2028 pupil absence rates will have fallen from 7.9% to below 5%."


def test_an_item_that_the_list_does_not_have_is_not_picked(searcher: Searcher, assistant: Assistant) -> None:
    assert searched(searcher, "Tell me more about the sixth one", after(assistant, PRIORITIES)).ranked == ()


@pytest.mark.parametrize(
    ("locator", "text"),
    [
        ("Contents", "Housing and health 4"),
        ("Commissioning policy › Contents", "Housing and health 4"),
        ("Contents (printed page ii)", "Housing and health 4"),
        ("Housing", "Housing and health ......................... 4"),
        ("Housing", "Housing and health . . . . . . . . . . . 4"),
    ],
)
def test_a_line_of_a_table_of_contents_speaks_against_itself(searcher: Searcher, locator: str, text: str) -> None:
    found = searched(searcher, "What is done about housing and health?")
    passage = replace(found.ranked[0].passage, text=text, locator=locator, asks=("housing",))
    plain = replace(passage, text="Housing and health. 4", locator="Housing")
    assert ranking._besides(found, passage, set()) == ranking._besides(found, plain, set()) + ranking.CONTENTS

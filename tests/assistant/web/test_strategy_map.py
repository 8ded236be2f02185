from collections.abc import Mapping
from dataclasses import replace

import pytest

from assistant.web.strategy_map import Filter, Goal, Thread, When, filtered, older_plans, owners, threads
from corpus.records import Document


@pytest.fixture(scope="module")
def everything(documents: Mapping[str, Document]) -> tuple[Thread, ...]:
    return threads(documents.values())


def texts(found: list[Thread]) -> list[str]:
    return [entry.text for thread in found for goal in thread.goals for entry in goal.actions]


def test_each_outcome_and_enabler_has_its_thread(everything: tuple[Thread, ...]) -> None:
    assert [(t.id, len(t.priorities), len(t.indicators), t.actions, t.metrics) for t in everything] == [
        ("outcome-1", 3, 5, 26, 11),
        ("outcome-2", 4, 4, 21, 7),
        ("outcome-3", 3, 6, 35, 8),
        ("outcome-4", 3, 4, 40, 13),
        ("outcome-5", 4, 4, 21, 13),
        ("outcome-6", 4, 5, 31, 6),
        ("enabler-1", 0, 0, 43, 0),
        ("enabler-2", 0, 0, 21, 10),
        ("enabler-3", 0, 0, 6, 0),
    ]


def test_the_goals_of_a_chapter_go_with_its_outcome(everything: tuple[Thread, ...]) -> None:
    assert [goal.name for goal in everything[0].goals] == [
        "Deliver effective maternity services",
        "Support families to start well",
        "Adopt a whole family approach with early help and a focus on preventing rather than responding to crises",
        "Safeguard children",
    ]


def test_an_action_says_who_and_when_as_the_plan_does(everything: tuple[Thread, ...]) -> None:
    action = next(a for a in everything[2].goals[3].actions if a.text.startswith("Embed Admiral Nurses"))
    assert (action.owner, action.carried, action.timescale, action.when) == (
        "NHS Kent and Medway ICB",
        True,
        "short term (under 1 year)",
        frozenset({When.SHORT}),
    )
    assert action.question.startswith("Who is responsible for “Embed Admiral Nurses into the wider pathway")


def test_every_link_leads_to_the_words(everything: tuple[Thread, ...], documents: Mapping[str, Document]) -> None:
    for thread in everything:
        for entry in (*thread.priorities, *thread.indicators, *(a for goal in thread.goals for a in goal.actions)):
            path, _, place = entry.link.partition("#")
            start, end = map(int, place.split("-"))
            assert documents[path.removeprefix("/papers/").partition("?")[0]].text[start:end] == entry.text


def test_words_are_looked_for_in_any_order(everything: tuple[Thread, ...]) -> None:
    found = list(filtered(everything, Filter(words="nurses ADMIRAL")))
    assert [thread.id for thread in found] == ["outcome-3"]
    assert len(texts(found)) == 1


def test_an_owner_and_a_timescale_leave_actions_alone(everything: tuple[Thread, ...]) -> None:
    found = list(filtered(everything, Filter(owner="armed forces network", when=When.NONE)))
    assert [(t.id, t.priorities, t.indicators, t.metrics) for t in found] == [("outcome-1", (), (), 0)]
    assert all(a.owner and "Armed Forces" in a.owner for t in found for goal in t.goals for a in goal.actions)


def test_a_timescale_in_other_words_can_be_chosen(everything: tuple[Thread, ...]) -> None:
    found = list(filtered(everything, Filter(when=When.OTHER)))
    scales = [a.timescale for t in found for goal in t.goals for a in goal.actions]
    assert scales == [
        "Ongoing",
        "Ongoing",
        "Phase 1: Maidstone Hospital and Darent Valley. Phase 2: William Harvey.",
    ]


def test_nothing_asked_for_is_everything(everything: tuple[Thread, ...]) -> None:
    assert tuple(filtered(everything, Filter())) == everything
    assert list(filtered(everything, Filter(thread="outcome-9"))) == []


def test_owners_are_named_once(everything: tuple[Thread, ...]) -> None:
    assert len(owners(everything)) == 27
    assert "NHS Kent and Medway ICB" in owners(everything)


def test_a_plan_that_the_strategy_came_after_is_older(documents: Mapping[str, Document]) -> None:
    assert [plan.id for plan in older_plans(documents.values())] == ["jfp"]


def test_papers_without_a_strategy_have_no_map(documents: Mapping[str, Document]) -> None:
    assert threads([documents["jfp"], documents["changes"]]) == ()


def test_a_strategy_without_a_plan_has_threads_without_goals(strategy: Document) -> None:
    assert [thread.goals for thread in threads([strategy])] == [()] * 9


def test_threads_of_two_strategies_have_ids_of_their_own(strategy: Document) -> None:
    other = replace(strategy, paper=replace(strategy.paper, id="other"))
    ids = [thread.id for thread in threads([strategy, other])]
    assert len(set(ids)) == 18


def test_a_goal_may_have_no_name() -> None:
    thread = Thread(id="outcome-1", label="1", title="T", link="#", goals=(Goal(name=None),))
    assert list(filtered([thread], Filter(words="none"))) == []

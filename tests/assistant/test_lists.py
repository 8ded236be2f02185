"""Complete, counted lists from records."""

from dataclasses import replace

import pytest

from assistant.draft import Claim
from assistant.list_asking import list_query
from assistant.lists import SHOWN_AT_MOST, list_claims, records_of
from assistant.vocabulary import read_vocabulary
from index.library import Library
from tests.assistant.finding import draft, places, texts


def listed(library: Library, question: str) -> list[Claim] | None:
    asked = draft(library, question)
    return list_claims(asked, list_query(asked))


def test_the_priorities_of_an_outcome_are_listed_by_their_titles(library: Library) -> None:
    claims = listed(library, "What are the priorities of outcome 4?") or []
    titles = [
        "Empower those with multiple or long-term conditions through multidisciplinary teams",
        "Provide high quality primary care",
        "Support carers",
    ]
    assert texts(claims) == ["Integrated Care Strategy, version 8: 3 priorities (shared outcome 4):", *titles]
    assert places(claims) == [("strategy", title) for title in (titles[0], *titles)]
    assert [claim.item for claim in claims] == [False, True, True, True]


def test_outcomes_and_enablers_are_listed_by_number_and_title(library: Library) -> None:
    assert texts(listed(library, "Name the enablers")) == [
        "Integrated Care Strategy, version 8: 3 enablers:",
        "1. We will drive research, innovation and improvement across the system",
        "2. We will provide system leadership and make the most of our collective resources",
        "3. We will engage our communities on our strategy and in co-designing services",
    ]


def test_indicators_are_listed_in_their_own_words(library: Library) -> None:
    assert texts(listed(library, "Which indicators are due by 2025?")) == [
        "Integrated Care Strategy, version 8: 2 indicators (due 2025):",
        "“By 2025, the rising trend in the percentage of days disrupted by hospital care for those with long term "
        "conditions will have reversed.”",
        "“By 2025 we will meet national expectations for patients with length of stay of 21+ days who no longer meet "
        "with criteria to reside.”",
    ]


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("How many indicators does the strategy have?", "Integrated Care Strategy, version 8: 28 indicators:"),
        ("How many indicators are there in outcome 3?", "Integrated Care Strategy, version 8: 6 indicators (shared outcome 3):"),
        ("Which indicators are due in 2027?", "Integrated Care Strategy, version 8: 1 indicator (due 2027):"),
        ("What are the targets for 2028/29?", "Integrated Care Strategy, version 8: 6 indicators (due 2028/29):"),
        ("What are the shared outcomes?", "Integrated Care Strategy, version 8: 6 outcomes:"),
        ("How many priorities are there?", "Integrated Care Strategy, version 8: 21 priorities:"),
        ("What did people say overall?", "Integrated Care Strategy, version 8: 8 points heard:"),
        ("What feedback came up under outcome 5?", "Integrated Care Strategy, version 8: 4 points heard (shared outcome 5):"),
        ("List the quotations of outcome 4", "Integrated Care Strategy, version 8: 3 quotations (shared outcome 4):"),
        ("How many actions are in chapter 3?", "Joint Forward Plan: 35 actions (chapter 3):"),
        ("How many long-term actions are there?", "Joint Forward Plan: 14 actions (long term (3-5 years and more)):"),
        ("Which actions in chapter 6 are medium term?", "Joint Forward Plan: 2 actions (chapter 6, medium term (1-2 years)):"),
        ("List the metrics of chapter 1", "Joint Forward Plan: 11 metrics (chapter 1):"),
    ],
)  # fmt: skip
def test_a_list_says_how_many_and_holds_as_many(library: Library, question: str, head: str) -> None:
    claims = listed(library, question) or []
    assert claims[0].text == head
    assert f" {len(claims) - 1} " in head


def test_a_long_list_says_that_it_shows_the_first(library: Library) -> None:
    claims = listed(library, "How many actions are there?") or []
    assert (claims[0].text, len(claims)) == (
        "Joint Forward Plan: 244 actions; these are the first 40, and a narrower question shows the rest:",
        1 + SHOWN_AT_MOST,
    )


def test_a_goal_is_listed_once_however_many_actions_it_has(library: Library) -> None:
    goals = texts(listed(library, "What are the goals of chapter 1?")) or []
    assert len(goals) == len(set(goals))
    assert goals[:2] == ["Joint Forward Plan: 4 goals (chapter 1):", "Deliver effective maternity services (chapter 1)"]


@pytest.mark.parametrize(
    ("question", "counted", "lacking"),
    [
        ("Which indicators have no target?", 10, "No target"),
        ("Which actions have no owner?", 6, "no owner"),
        ("Which actions have no timescale?", 71, "no timescale"),
    ],
)
def test_what_is_lacking_can_be_listed(library: Library, question: str, counted: int, lacking: str) -> None:
    head = (texts(listed(library, question)) or [""])[0]
    assert (f": {counted} " in head, lacking.lower() in head.lower()) == (True, True)


def test_actions_are_listed_by_their_owner(library: Library) -> None:
    claims = listed(library, "List the actions owned by the Health and Care Partnership Boards") or []
    assert (claims[0].text, len(claims)) == (
        "Joint Forward Plan: 4 actions (owned by Health and Care Partnership Boards, alone or with others):",
        5,
    )


def test_an_owner_is_the_same_in_other_capitals(library: Library) -> None:
    claims = listed(library, "Which actions are owned by the Provider Trust Boards?") or []
    assert len(claims) - 1 == 17


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("List all actions on stroke", "Joint Forward Plan: 3 actions (naming “stroke”):"),
        ("Give me all the indicators on alcohol", "Integrated Care Strategy, version 8: 1 indicator (naming “alcohol”):"),
        ("Every indicator of the happy and healthy living outcome", "Integrated Care Strategy, version 8: 6 indicators (shared outcome 3):"),
        ("Which actions are short term for mental health?", "Joint Forward Plan: 6 actions (short term (under 1 year), naming “mental health”):"),
        ("List all actions on housing", "Joint Forward Plan: 4 actions (naming “housing”):"),
    ],
)  # fmt: skip
def test_a_list_may_be_of_one_topic_or_of_a_titled_outcome(library: Library, question: str, head: str) -> None:
    assert texts(listed(library, question))[:1] == [head]


@pytest.mark.parametrize(
    "question",
    [
        "What are the actions on stroke?",
        "Which actions are there on mental health?",
        "Which actions are short term for dolphins?",
        "Which actions does EKHUFT own on dolphins?",
        "List every action on dolphins",
        "What is the target for smoking in pregnancy?",
        "What were the old indicators of outcome 3?",
        "How many indicators are due in 2040?",
        "What are the indicators of outcome 9?",
        "Tell me about carers",
    ],
)
def test_a_question_with_a_topic_of_its_own_is_left_to_the_search(library: Library, question: str) -> None:
    assert listed(library, question) is None


@pytest.mark.parametrize(
    ("question", "owner"),
    [
        ("How many actions does Medway Council own?", "Medway Council"),
        ("List all actions owned by Kent County Council", "Kent County Council"),
    ],
)
def test_whoever_owns_nothing_is_said_to_own_nothing(library: Library, question: str, owner: str) -> None:
    assert texts(listed(library, question)) == [f"No action of the Joint Forward Plan names “{owner}” as its owner."]


@pytest.mark.parametrize(
    ("short", "printed", "count"),
    [
        ("EKHUFT", "East Kent Hospitals University NHS Foundation Trust", 2),
        ("KMPT", "Kent and Medway NHS and Social Care Partnership Trust", 1),
        ("KCHFT", "Kent Community Health NHS Foundation Trust", 2),
    ],
)
def test_the_short_form_of_an_owner_is_spelt_out(library: Library, short: str, printed: str, count: int) -> None:
    question = f"How many actions does {short} own?"
    asked = replace(draft(library, question), terms=read_vocabulary().replaced(question))
    query = list_query(asked)
    assert query is not None
    assert (query.owner, len(records_of(asked, query))) == (printed, count)


def test_of_a_short_form_that_nothing_spells_out_nothing_is_said(library: Library) -> None:
    assert listed(library, "How many actions does XQZ own?") is None


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What long term actions are there on housing?", "Joint Forward Plan: 4 actions (naming “housing”), none of them long term (3-5 years and more)."),
        ("Which actions does EKHUFT own on stroke?", "Joint Forward Plan: 3 actions (naming “stroke”), none of them owned by East Kent Hospitals University NHS Foundation Trust, alone or with others."),
    ],
)  # fmt: skip
def test_where_none_of_a_topic_fits_it_is_said(library: Library, question: str, says: str) -> None:
    asked = replace(draft(library, question), terms=read_vocabulary().replaced(question))
    assert texts(list_claims(asked, list_query(asked))) == [says]


def test_of_an_owner_nothing_is_said_where_no_record_names_the_topic(library: Library) -> None:
    asked = draft(library, "Which actions does EKHUFT own on dolphins?")
    asked = replace(asked, terms=read_vocabulary().replaced(asked.question))
    assert list_claims(asked, list_query(asked)) is None


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("List all actions on housing", "Joint Forward Plan: 4 actions (naming “housing”):"),
        ("List every action on SMI", "Joint Forward Plan: 1 action (naming “SMI” or “Serious Mental Illness”):"),
        ("List all indicators on booze", "Integrated Care Strategy, version 8: 1 indicator (naming “alcohol” or “hospital admissions due to alcohol”):"),
    ],
)  # fmt: skip
def test_what_the_papers_call_a_topic_counts_where_none_names_it(library: Library, question: str, head: str) -> None:
    asked = replace(draft(library, question), terms=read_vocabulary().replaced(question))
    assert texts(list_claims(asked, list_query(asked)))[:1] == [head]


def test_a_term_of_the_papers_stands_for_its_lay_words_alone(library: Library) -> None:
    asked = replace(draft(library, "List all actions on bed blocking in Margate"), terms={"discharge": "bed blocking"})
    assert list_claims(asked, list_query(asked)) is None

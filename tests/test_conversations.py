"""Whole conversations over the five papers, with the real encoder."""

from pathlib import Path

import pytest

from assistant import Answer, Assistant, Conversation, open_assistant
from assistant.answer import AnswerStatus, Says

pytestmark = pytest.mark.model

ANSWERED, NOT_FOUND, SIGNPOSTED = AnswerStatus.ANSWERED, AnswerStatus.NOT_FOUND, AnswerStatus.SIGNPOSTED
AT_HOME = (
    "By 2028, we will increase the proportion of people who receive long-term support who live in their home or with "
    "family."
)


@pytest.fixture(scope="module")
def assistant(index_dir: Path) -> Assistant:
    return open_assistant(index_dir)


def converse(assistant: Assistant, *questions: str) -> list[Answer]:
    """The answers to questions that are asked one after the other."""
    conversation = Conversation()
    for question in questions:
        conversation = conversation.then(question, assistant.ask(question, conversation))
    return [turn.answer for turn in conversation.turns]


def leads(answers: list[Answer]) -> list[tuple[AnswerStatus, str]]:
    """How each question ended, and the sentence that the answer leads with."""
    return [(answer.status, answer.statements[0].text) for answer in answers]


def test_a_target_is_followed_to_its_former_figure_and_judged(assistant: Assistant) -> None:
    answers = converse(
        assistant,
        "What is the target for alcohol admissions?",
        "was that always the number?",
        "is the new one harder or easier to hit?",
    )
    assert leads(answers) == [
        (ANSWERED, "Target: 395 per 100,000 by 2028, from 418.7 per 100,000."),
        (ANSWERED, "Version 7.1 said “360”, version 8.0 says “395”."),
        (ANSWERED, "Version 7.1 said “360”, version 8.0 says “395”."),
    ]
    assert answers[2].statements[1].text == (
        "The new target is easier to reach (less ambitious): it asks for a smaller fall."
    )
    assert [citation.paper for answer in answers for citation in answer.citations] == ["strategy", "changes"] + [
        "changes",
        "strategy",
    ] * 2


def test_another_measure_is_asked_after_and_then_another_subject(assistant: Assistant) -> None:
    answers = converse(
        assistant,
        "How many children in year 6 are a healthy weight?",
        "and for missing school?",
        "different subject: who is responsible for virtual wards?",
    )
    assert leads(answers) == [
        (
            ANSWERED,
            "Target for % of children in Year 6 who are healthy weight: 63% by 2028, the level now; No target figure "
            "is given for severe obesity by 2028, from 5%.",
        ),
        (
            ANSWERED,
            "Integrated Care Strategy, version 8, shared outcome 1, indicators: “By 2028 pupil absence rates will have "
            "fallen from 7.9% to below 5%.”",
        ),
        (ANSWERED, "Owner: NHS Kent and Medway ICB, Provider Trust Boards."),
    ]
    assert answers[2].understood == "Who is responsible for virtual wards?"


def test_an_item_of_a_list_is_picked_and_then_another(assistant: Assistant) -> None:
    answers = converse(
        assistant, "What are the priorities of outcome 4?", "tell me more about the third one", "and the second?"
    )
    assert answers[0].text.split("\n") == [
        "Integrated Care Strategy, version 8: 3 priorities (shared outcome 4): [1]",
        "- Empower those with multiple or long-term conditions through multidisciplinary teams [1]",
        "- Provide high quality primary care [2]",
        "- Support carers [3]",
    ]
    assert [{citation.locator for citation in a.citations if citation.paper == "strategy"} for a in answers[1:]] == [
        {"Shared outcome 4 › Priorities › Support carers"},
        {"Shared outcome 4 › Priorities › Provide high quality primary care"},
    ]


def test_two_reports_that_give_other_dates_are_both_shown(assistant: Assistant) -> None:
    (answer,) = converse(assistant, "When will the Adult Social Care Cabinet Committee discuss the strategy?")
    assert (answer.status, [s.text for s in answer.statements if s.text.startswith("The papers differ")]) == (
        ANSWERED,
        [
            "The papers differ: Report to the Adult Social Care Cabinet Committee, paragraph 1.2, has “16” where this "
            "has “23”. The papers do not show which is the newer."
        ],
    )
    quotes = {citation.paper: citation.quote for citation in answer.citations if citation.locator == "paragraph 1.2"}
    assert "Adult Social Care on 23 November" in quotes["cabinet-committee"]
    assert "Adult Social Care on 16 November" in quotes["asc-committee"]


def test_an_indicator_that_was_struck_out_and_is_still_printed_is_a_disagreement(assistant: Assistant) -> None:
    (answer,) = converse(assistant, "Was the indicator on people living at home or with family dropped?")
    assert (answer.status, [s.text for s in answer.statements]) == (
        ANSWERED,
        [
            "The papers disagree: Changes between versions 7.1 and 8.0 shows it struck out (removed), but Integrated "
            "Care Strategy, version 8, shared outcome 3, indicators, still prints it, and that paper is the newer word.",
            f"“{AT_HOME}”",
        ],
    )
    assert [(c.paper, c.quote, c.superseded) for c in answer.citations] == [
        ("changes", AT_HOME, True),
        ("strategy", AT_HOME, False),
    ]


def test_a_near_miss_is_not_answered_and_the_way_back_is(assistant: Assistant) -> None:
    answers = converse(
        assistant,
        "How many people die by suicide each year in Kent?",
        "what does the strategy say about suicide prevention then?",
    )
    assert leads(answers)[0] == (NOT_FOUND, Says.NOT_FOUND_FIGURE)
    assert (answers[1].status, answers[1].citations[0].quote) == (
        ANSWERED,
        "We will work with VCSE partners to creatively support those at risk of suicide.",
    )


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What is the suicide rate in Kent?", Says.NOT_FOUND_FIGURE),
        ("How much money is set aside for virtual wards?", Says.NOT_FOUND_MONEY),
        ("Has the strategy been approved by Kent County Council?", Says.NOT_FOUND_DECISION),
    ],
)
def test_what_only_comes_near_is_not_given_for_an_answer(assistant: Assistant, question: str, says: Says) -> None:
    assert leads(converse(assistant, question)) == [(NOT_FOUND, says)]


def test_danger_is_signposted_and_the_conversation_goes_on(assistant: Assistant) -> None:
    answers = converse(
        assistant,
        "What is the target for loneliness?",
        "i cant go on, i want to end my life",
        "what is the target for smoking in pregnancy?",
    )
    assert leads(answers) == [
        (ANSWERED, "Target: no more than 5% by 2028/29, from 7.3%."),
        (SIGNPOSTED, Says.DANGER),
        (ANSWERED, "Target: no more than 6% by 2028/29, from 10.2%."),
    ]


def test_danger_in_other_words_is_signposted_in_the_middle_of_a_conversation(assistant: Assistant) -> None:
    answers = converse(assistant, "What is said about smoking in pregnancy?", "I've been raped")
    assert leads(answers)[1] == (SIGNPOSTED, Says.DANGER)


def test_a_correction_asks_for_the_other_thing(assistant: Assistant) -> None:
    answers = converse(
        assistant, "What is the target for children's absence from school?", "no, I meant smoking in pregnancy"
    )
    assert leads(answers) == [
        (ANSWERED, "Target: below 5% by 2028, from 7.9%."),
        (ANSWERED, "Target: no more than 6% by 2028/29, from 10.2%."),
    ]


def test_one_of_a_list_is_known_by_what_it_is_about(assistant: Assistant) -> None:
    answers = converse(assistant, "Which indicators are due by 2025?", "which of those is about hospital stays?")
    assert leads(answers) == [
        (ANSWERED, "Integrated Care Strategy, version 8: 2 indicators (due 2025):"),
        (ANSWERED, "Target: meet national expectations by 2025, no starting figure given."),
    ]


def test_what_is_declined_does_not_end_the_conversation(assistant: Assistant) -> None:
    answers = converse(assistant, "Write a poem about carers", "What does KMCR stand for?")
    assert leads(answers) == [
        (AnswerStatus.DECLINED, Says.INVENTION),
        (ANSWERED, "KMCR stands for Kent and Medway Care Record."),
    ]


def test_a_timescale_is_asked_of_the_action_last_shown(assistant: Assistant) -> None:
    answers = converse(assistant, "Who is responsible for virtual wards?", "when will that be done?")
    assert leads(answers) == [
        (ANSWERED, "Owner: NHS Kent and Medway ICB, Provider Trust Boards."),
        (ANSWERED, "Timescale: short term (under 1 year), printed as ●."),
    ]


def test_a_year_of_its_history_is_not_the_timescale_of_an_action(assistant: Assistant) -> None:
    answers = converse(assistant, "Who leads on stroke?", "and when will it be finished?")
    assert leads(answers)[1] == (
        ANSWERED,
        "Timescale: Phase 1: Maidstone Hospital and Darent Valley. Phase 2: William Harvey.",
    )


@pytest.mark.parametrize("typed", ["caf\udce9s and smoking", "\ud83d what is the vision"])
def test_half_a_character_does_not_stop_the_assistant(assistant: Assistant, typed: str) -> None:
    assert converse(assistant, typed)[0].status in set(AnswerStatus)


@pytest.mark.parametrize("typed", ["the", "what is it"])
def test_a_question_that_says_nothing_is_asked_back(assistant: Assistant, typed: str) -> None:
    assert converse(assistant, typed)[0].status is AnswerStatus.UNCLEAR


def test_a_change_of_something_that_is_not_in_the_papers_is_not_shown(assistant: Assistant) -> None:
    (answer,) = converse(assistant, "Has the target for Mars missions been lowered?")
    assert not answer.text.startswith("Version 7.1 said")


def test_a_list_is_narrowed_step_by_step(assistant: Assistant) -> None:
    answers = converse(
        assistant,
        "List all chapter 4 actions",
        "just the long term ones",
        "and owned by Medway Council",
        "how many altogether?",
    )
    assert [lead for _, lead in leads(answers)] == [
        "Joint Forward Plan: 40 actions (chapter 4):",
        "Joint Forward Plan: 2 actions (chapter 4, long term (3-5 years and more)):",
        "None of these 2 actions is left: chapter 4, long term (3-5 years and more), owned by Medway Council, alone or with "
        "others.",
        "Joint Forward Plan: 2 actions (chapter 4, long term (3-5 years and more)):",
    ]


def test_the_same_is_asked_of_another_paper(assistant: Assistant) -> None:
    answers = converse(assistant, "net zero date in the JFP?", "and does the strategy repeat that date?")
    assert [answer.citations[0].paper for answer in answers] == ["jfp", "strategy"]


def test_a_misspelt_word_is_mended_and_shown_mended(assistant: Assistant) -> None:
    (answer,) = converse(assistant, "is lonliness in the strategy?")
    assert (answer.understood, answer.statements[0].text) == (
        "is loneliness in the strategy?",
        "Integrated Care Strategy, version 8, shared outcome 2, indicators: “By 2028/29, the proportion of people who feel "
        "lonely often or always will have reduced from 7.3% to no more than 5% across Kent and Medway.”",
    )


@pytest.mark.parametrize(
    "question",
    [
        "vaping in secondary schools - target to reduce it?",
        "what is the capital of france",
        "does it mention farmers",
        "How many dolphins live in the Medway?",
        "asdf qwer zxcv",
    ],
)
def test_what_no_paper_says_is_not_found(assistant: Assistant, question: str) -> None:
    assert converse(assistant, question)[0].status is AnswerStatus.NOT_FOUND

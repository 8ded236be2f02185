"""Answers to questions that name a place, alone and in conversation."""

import pytest

from assistant.answer import Answer, AnswerStatus
from assistant.conversation import Conversation
from assistant.pipeline import Assistant

ASC = "Report to the Adult Social Care Cabinet Committee"
CABINET = "Report to a Cabinet Committee"
COAST = "East Kent is bordered by the sea."


def told(assistant: Assistant, *turns: str) -> Answer:
    conversation = Conversation()
    for turn in turns:
        answer = assistant.ask(turn, conversation)
        conversation = conversation.then(turn, answer)
    return answer


def cited(answer: Answer) -> list[tuple[str, str]]:
    return [(citation.paper, citation.locator) for citation in answer.citations]


def test_a_paragraph_of_a_named_report_is_quoted_whole(assistant: Assistant) -> None:
    answer = told(assistant, "what does paragraph 2.4 of the adult social care report say")
    assert answer.text == (
        f"{ASC}, paragraph 2.4: “Feedback received from stakeholders on specific outcomes has been used to shape these "
        "sections of the refreshed strategy, as set out in the Contents section below.” [1]"
    )


def test_a_paragraph_of_both_reports_is_quoted_once_where_they_say_the_same(assistant: Assistant) -> None:
    answer = told(assistant, "para 2.4")
    assert answer.text.startswith(f"{CABINET}, paragraph 2.4 (word for word the same in {ASC}): “Feedback")
    assert cited(answer) == [("cabinet-committee", "paragraph 2.4"), ("asc-committee", "paragraph 2.4")]


def test_what_the_reports_word_otherwise_is_told(assistant: Assistant) -> None:
    assert [statement.text for statement in told(assistant, "paragraph 1.2").statements][1:] == [
        f"{ASC}, paragraph 1.2, is the same but for some words: this alone has “16”; the first alone has “23”."
    ]


def test_an_appendix_is_named(assistant: Assistant) -> None:
    assert told(assistant, "appendix B is what?").text == (
        f"{CABINET}, 9. Appendices (word for word the same in {ASC}): “B: Draft Kent and Medway Integrated Care "
        "Strategy” [1] [2]"
    )


def test_the_first_pieces_of_a_section_are_shown_with_the_count(assistant: Assistant) -> None:
    head, first = told(assistant, "section 2").statements
    assert head.text == (
        f"Section 2, “Strategy development, contents and delivery”, of {CABINET} and {ASC}: 19 paragraphs. The first:"
    )
    assert first.text.startswith("paragraph 2.1: “There was a national requirement")


def test_the_sentence_that_was_cut_on_a_page_is_said_first(assistant: Assistant) -> None:
    assert told(assistant, "p25 of the agenda pack, one sentence was cut. which?").text == (
        f"Struck out: “{COAST}” It stood in version 7.1 and does not appear in version 8. [1]"
    )


def test_all_changes_of_a_page_are_listed_where_more_than_one_is_meant(assistant: Assistant) -> None:
    head, *items = told(assistant, "what was struck out on page 34?").statements
    assert head.text == (
        "On page 34 of Changes between versions 7.1 and 8.0, 2 sentences hold struck-out words, 1 of them struck out "
        "whole:"
    )
    assert len(items) == 2


def test_a_change_of_a_page_is_told_before_and_after(assistant: Assistant) -> None:
    answer = told(assistant, "secure employment sentence (p31), before and after pls")
    assert answer.statements[0].text == (
        "Version 7.1 said “people achieve”, version 8.0 says “individuals fulfil their potential by achieving”."
    )


def test_a_page_without_changes_is_said_to_have_none(assistant: Assistant) -> None:
    assert told(assistant, "what was deleted on page 30?").statements[0].text == (
        "No words are struck out on page 30; words that were only added are not marked."
    )


@pytest.mark.parametrize(
    ("question", "paper", "locator", "words"),
    [
        ("who must approve, para 1.2?", "cabinet-committee", "paragraph 1.2", "approve"),
        ("what does page 33 say about dentists", "changes", "Agenda pack page 33", "dentist"),
        ("what does chapter 7 say about GP engagement", "jfp", "Chapter 7", "GP"),
    ],
)
def test_what_is_asked_of_a_place_is_looked_for_there_alone(
    assistant: Assistant, question: str, paper: str, locator: str, words: str
) -> None:
    answer = told(assistant, question)
    assert answer.status is AnswerStatus.ANSWERED
    assert {citation.locator[: len(locator)] for citation in answer.citations} == {locator}
    assert paper in {citation.paper for citation in answer.citations}
    assert words in answer.citations[0].quote


def test_a_place_that_says_nothing_of_it_is_said_not_to(assistant: Assistant) -> None:
    answer = told(assistant, "what does paragraph 4.1 say about dragons")
    assert (answer.status, answer.statements[0].text) == (AnswerStatus.NOT_FOUND, "Paragraph 4.1 does not say.")


def test_a_chapter_without_any_word_of_it_is_said_not_to_speak_of_it(assistant: Assistant) -> None:
    answer = told(assistant, "is there anything on submarines in chapter 4?")
    assert (answer.status, answer.statements[0].text) == (AnswerStatus.NOT_FOUND, "Chapter 4 does not say.")


def test_what_is_struck_out_of_a_page_is_found_there(assistant: Assistant) -> None:
    answer = told(assistant, "p31 what was the average income indicator")
    assert answer.citations[0].quote.startswith("By 2028, average income")


def test_a_place_that_no_paper_has_is_said_to_be_missing(assistant: Assistant) -> None:
    answer = told(assistant, "para 3.4 - who must approve?")
    assert (answer.status, answer.text) == (
        AnswerStatus.NOT_FOUND,
        f"No paper has a paragraph 3.4; those of {CABINET} and {ASC} run from 1.1 to 8.2.",
    )


def test_a_place_that_the_named_paper_lacks_is_shown_from_another(assistant: Assistant) -> None:
    answer = told(assistant, "page 25 of the forward plan")
    assert answer.statements[0].text == (
        "Joint Forward Plan has no page 25: it has no page numbers. Another paper has it:"
    )
    assert answer.citations[0].quote == COAST


@pytest.mark.parametrize(
    ("turns", "locator"),
    [
        (("para 2.16", "and the next paragraph?"), "paragraph 2.17"),
        (("para 2.16", "what about 2.18?"), "paragraph 2.18"),
        (("para 2.17", "and the paragraph before?"), "paragraph 2.16"),
        (("para 2.17", "who coordinates it?"), "paragraph 2.17"),
        (("what was struck out on page 32?", "and page 33?"), "Agenda pack page 33"),
        (("page 32", "and 33?"), "Agenda pack page 33"),
    ],
)
def test_a_follow_up_goes_on_from_the_place(assistant: Assistant, turns: tuple[str, ...], locator: str) -> None:
    assert told(assistant, *turns).citations[0].locator[: len(locator)] == locator


def test_a_follow_up_stays_in_the_paper(assistant: Assistant) -> None:
    answer = told(assistant, "what does paragraph 2.16 of the adult social care report say", "and 2.17?")
    assert cited(answer) == [("asc-committee", "paragraph 2.17")]


def test_the_chosen_papers_alone_are_looked_through(assistant: Assistant) -> None:
    answer = assistant.ask("paragraph 2.4", papers=["asc-committee"])
    assert cited(answer) == [("asc-committee", "paragraph 2.4")]


def test_a_measure_that_one_paper_deletes_and_another_keeps_is_shown_as_that(assistant: Assistant) -> None:
    answer = told(
        assistant,
        "The measure about people on long-term support living in their own home: one paper seems to delete it and "
        "another keeps it. Which is right?",
    )
    assert any(statement.text.startswith("The papers disagree: Changes") for statement in answer.statements)

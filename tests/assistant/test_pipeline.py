"""A question's way through all steps, over the five papers found by their words."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assistant.answer import Answer, AnswerStatus, Says
from assistant.answerable import Verdict
from assistant.conversation import Conversation
from assistant.pipeline import Assistant
from corpus.errors import StoreUnreachable
from corpus.records import Span
from index.encoders import Vectors
from tests.fakes import FakeEmbedder

PRIORITIES = "What are the priorities of outcome 4?"
ABSENCE = "What is the target for pupil absence rates, and where will they have fallen from?"


def last_answer(assistant: Assistant, *turns: str) -> Answer:
    conversation = Conversation()
    for question in turns[:-1]:
        conversation = conversation.then(question, assistant.ask(question, conversation))
    return assistant.ask(turns[-1], conversation)


@pytest.mark.parametrize(
    ("question", "status", "says"),
    [
        ("", AnswerStatus.UNCLEAR, Says.EMPTY),
        ("   ", AnswerStatus.UNCLEAR, Says.EMPTY),
        ("—", AnswerStatus.UNCLEAR, Says.UNREADABLE),
        ("x" * 2001, AnswerStatus.UNCLEAR, Says.TOO_LONG),
        ("hello", AnswerStatus.UNCLEAR, Says.UNCLEAR),
        ("I want to die", AnswerStatus.SIGNPOSTED, Says.DANGER),
        ("Should I stop taking my tablets?", AnswerStatus.SIGNPOSTED, Says.MEDICAL),
        ("Write a poem", AnswerStatus.DECLINED, Says.INVENTION),
        ("Is the plan realistic?", AnswerStatus.DECLINED, Says.OPINION),
    ],
)
def test_what_is_not_for_the_papers_ends_with_a_fixed_sentence_and_no_citation(
    assistant: Assistant, question: str, status: AnswerStatus, says: Says
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.text, answer.citations) == (status, says.value, ())


def test_danger_is_signposted_in_the_middle_of_a_conversation(assistant: Assistant) -> None:
    answer = last_answer(assistant, ABSENCE, "my husband hits me")
    assert (answer.status, answer.text) == (AnswerStatus.SIGNPOSTED, Says.DANGER.value)


def test_who_is_not_understood_is_shown_what_can_be_asked(assistant: Assistant) -> None:
    assert assistant.ask("hello").suggestions == (
        "What is the target for smoking in pregnancy?",
        "Who is responsible for virtual wards?",
        "What changed between versions 7.1 and 8.0?",
    )


def test_an_answer_leads_with_the_figures_and_then_the_quote(assistant: Assistant) -> None:
    answer = assistant.ask(ABSENCE)
    assert (answer.status, answer.text) == (
        AnswerStatus.ANSWERED,
        "Target: below 5% by 2028, from 7.9%. [1]\n"
        "Integrated Care Strategy, version 8, shared outcome 1, indicators: “By 2028 pupil absence rates will have "
        "fallen from 7.9% to below 5%.” [1]",
    )


def test_what_the_papers_only_come_near_to_is_shown_with_a_word_of_doubt(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = assistant.ask(ABSENCE)
    monkeypatch.setattr(assistant, "_verdict", lambda *_: Verdict.NEAR)
    doubted = assistant.ask(ABSENCE)
    assert (doubted.status, doubted.text) == (AnswerStatus.ANSWERED, f"{Says.NEAR}\n{plain.text}")
    assert (doubted.citations, doubted.focus) == (plain.citations, plain.focus)


@pytest.mark.parametrize(
    "question",
    [
        ABSENCE,
        PRIORITIES,
        "Who is responsible for virtual ward pathways?",
        "What changed between versions 7.1 and 8.0?",
        "What does SATOD stand for?",
        "Compare the strategy and the forward plan on carers",
        "Is there anything on veterans?",
        "How many actions are there?",
        "How much money is spent on virtual ward pathways?",
    ],
)
def test_every_quote_of_an_answer_stands_at_its_place(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    documents = {citation.paper: assistant.library.document(citation.paper) for citation in answer.citations}
    quotes = [Span(start=c.start, end=c.end).of(documents[c.paper].text) for c in answer.citations]
    assert quotes == [citation.quote for citation in answer.citations]
    assert {number for s in answer.statements for number in s.cites} == {c.number for c in answer.citations}


def test_two_reports_that_disagree_are_shown_as_such(assistant: Assistant) -> None:
    answer = assistant.ask("When will it be considered by the Health Reform and Public Health Cabinet Committee?")
    assert {citation.paper for citation in answer.citations} == {"cabinet-committee", "asc-committee"}
    assert answer.statements[-1].text.startswith("The papers differ: Report to ")
    assert "“16”" in answer.text
    assert "“23”" in answer.text


def test_where_the_papers_do_not_say_the_nearest_is_shown_and_what_was_searched(assistant: Assistant) -> None:
    answer = assistant.ask("How much money is spent on virtual ward pathways?")
    assert (answer.status, answer.statements[0].text, answer.statements[1].text.split(": ")[0]) == (
        AnswerStatus.NOT_FOUND,
        "The papers do not give that amount.",
        "The nearest that they come to it",
    )
    assert answer.searched == (
        "Integrated Care Strategy, version 8, Joint Forward Plan, Changes between versions 7.1 and 8.0, Report to a "
        "Cabinet Committee, Report to the Adult Social Care Cabinet Committee"
    )


def test_a_place_that_covers_a_topic_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("Is there anything on veterans?")
    assert answer.text.split("\n")[0] == (
        "Integrated Care Strategy, version 8, shared outcome 3 › What we heard: “Support veterans” [1]"
    )


def test_an_item_of_a_list_is_picked_by_its_number(assistant: Assistant) -> None:
    answer = last_answer(assistant, PRIORITIES, "tell me more about the third one")
    assert answer.understood == "Tell me more about the third one (about: What are the priorities of outcome 4)"
    assert answer.text.startswith(
        "Integrated Care Strategy, version 8, shared outcome 4, priority “Support carers”: “We will value the "
        "important role of informal carers"
    )


@pytest.mark.xfail(reason="“the last one” is read as the last version's, for _CHANGE knows “last one”")
def test_the_last_item_of_a_list_is_not_taken_for_the_last_version(assistant: Assistant) -> None:
    answer = last_answer(assistant, "Name the enablers", "the last one")
    assert answer.text.startswith("Integrated Care Strategy, version 8, enabler 3: ")


@pytest.mark.parametrize(
    "question",
    [
        PRIORITIES,
        "Name the enablers",
        "Which indicators are due by 2025?",
        "What was dropped from the strategy?",
        "Which actions have no owner?",
        "List the quotations of outcome 4",
        pytest.param(
            "What are the goals of chapter 1?",
            marks=pytest.mark.xfail(reason="no passage holds a goal's title, so a list of goals has no focus"),
        ),
    ],
)
def test_every_item_of_a_list_is_in_focus_in_its_order(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    cited = {citation.number: citation for citation in answer.citations}
    items = [cited[statement.cites[0]] for statement in answer.statements if statement.item]
    passages = [assistant.library.passage(id_) for id_ in answer.focus]
    assert [p.span.meets(Span(start=c.start, end=c.end)) for p, c in zip(passages, items, strict=True)] == [
        True for _ in items
    ]


def test_an_owner_is_asked_of_what_the_last_answer_was_about(assistant: Assistant) -> None:
    answer = last_answer(assistant, "Continue to develop the use of virtual ward pathways", "who's in charge of that?")
    assert answer.text.split("\n")[0] == "Owner: NHS Kent and Medway ICB, Provider Trust Boards. [1] [2]"


def test_seconds_are_measured(assistant: Assistant) -> None:
    assert 0 < assistant.ask(ABSENCE).seconds < 5


@pytest.mark.parametrize("papers", [("jfp",), ("strategy",), ("changes",), ("cabinet-committee", "asc-committee")])
@pytest.mark.parametrize(
    "question",
    [
        ABSENCE,
        PRIORITIES,
        "What changed between versions 7.1 and 8.0?",
        "What does ICB stand for?",
        "List all outcomes",
    ],
)
def test_chosen_papers_are_the_only_ones_cited(assistant: Assistant, question: str, papers: tuple[str, ...]) -> None:
    answer = assistant.ask(question, papers=papers)
    assert {citation.paper for citation in answer.citations} <= set(papers)


def test_what_the_chosen_papers_do_not_speak_of_is_not_found_and_says_where_it_was_sought(assistant: Assistant) -> None:
    answer = assistant.ask(ABSENCE, papers=("asc-committee",))
    assert (answer.status, answer.text) == (AnswerStatus.NOT_FOUND, Says.NOT_FOUND.value)
    assert answer.searched == "Report to the Adult Social Care Cabinet Committee"


def test_a_follow_up_to_another_paper_is_answered_from_the_chosen_one(assistant: Assistant) -> None:
    before = assistant.ask(ABSENCE)
    conversation = Conversation().then(ABSENCE, before)
    assert {c.paper for c in assistant.ask("and when?", conversation, ("jfp",)).citations} <= {"jfp"}


def test_all_papers_chosen_is_none_chosen(assistant: Assistant) -> None:
    everything = assistant.ask(ABSENCE, papers=assistant.library.papers)
    assert (everything.text, everything.citations) == (assistant.ask(ABSENCE).text, assistant.ask(ABSENCE).citations)
    assert assistant.ask(ABSENCE, papers=("no such paper",)).citations == everything.citations


class UnreachableEmbedder(FakeEmbedder):
    """Embeds nothing, as where what the search needs is gone."""

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        raise StoreUnreachable("It does not answer.", to_do="Start it.")


def test_what_is_not_for_the_papers_ends_without_the_search_that_runs_beside(assistant: Assistant) -> None:
    cut_off = Assistant(assistant.library, UnreachableEmbedder())
    assert cut_off.ask("what about this one then").text == Says.UNCLEAR.value
    with pytest.raises(StoreUnreachable):
        cut_off.ask(ABSENCE)


def test_many_at_once_are_answered_as_one_after_the_other(assistant: Assistant) -> None:
    asked = [ABSENCE, PRIORITIES, "Who is responsible for virtual wards?", "hello"] * 10
    with ThreadPoolExecutor(8) as people:
        together = list(people.map(lambda question: replace(assistant.ask(question), seconds=0.0), asked))
    assert together == [replace(assistant.ask(question), seconds=0.0) for question in asked]

"""What is offered to ask next comes from the records around an answer, and is answered."""

from pathlib import Path

import pytest
from evaluation import read_question_set

from assistant import open_assistant
from assistant.answer import Answer, AnswerStatus, Citation
from assistant.conversation import Conversation
from assistant.pipeline import Assistant
from assistant.web.examples import Examples
from assistant.web.suggesting import Candidate, Place, Suggester, around, lists_of
from corpus.records import Action, Change, Indicator
from index.encoders import Embedder
from index.library import Library

QUESTIONS = Path(__file__).parents[2] / "questions" / "strategy_and_reports.jsonl"


def cited(library: Library, paper: str, kind: type[Action] | type[Indicator], number: int) -> Citation:
    document = library.document(paper)
    record = list(document.of_type(kind))[number]
    return Citation(
        number=1, paper=paper, title="", version=None, date=None, status=None, locator="", page=None,
        quote=record.text, start=record.span.start, end=record.span.end, superseded=False,
    )  # fmt: skip


def test_an_indicator_leads_to_its_neighbours_and_to_the_lists_of_its_outcome(library: Library) -> None:
    questions = [candidate.question for candidate in around(library, [cited(library, "strategy", Indicator, 0)])]
    assert questions[0] == "What is the target for the % of children in Year 6 who are healthy weight?"
    assert [question for question in questions if "shared outcome" in question] == [
        "What are the priorities for shared outcome 1?",
        "What are the indicators for shared outcome 1?",
        "What did people say about shared outcome 1?",
    ]


def test_a_paper_without_everyday_questions_is_asked_by_its_headings(small: Library) -> None:
    record = small.document("bees").records[0]
    at = Citation(
        number=1, paper="bees", title="", version=None, date=None, status=None, locator="", page=None,
        quote=record.text, start=record.span.start, end=record.span.end, superseded=False,
    )  # fmt: skip
    following = small.document("bees").records[1]
    assert next(around(small, [at])) == Candidate(
        question="What is said about Bees?", at=Place(paper="bees", span=following.span)
    )


def test_a_record_names_its_lists(library: Library) -> None:
    action = next(library.document("jfp").of_type(Action))
    assert list(lists_of(action)) == ["What are the goals of chapter 1?", "What are the metrics of chapter 1?"]
    assert list(lists_of(next(library.document("changes").of_type(Change)))) == [
        "What changed between versions 7.1 and 8.0?"
    ]


def test_nothing_is_offered_to_someone_in_danger(assistant: Assistant) -> None:
    answer = assistant.ask("I want to kill myself")
    assert answer.status is AnswerStatus.SIGNPOSTED
    assert Suggester(assistant).after(answer, Conversation()) == ()


def test_what_was_asked_already_is_not_offered(assistant: Assistant) -> None:
    suggester, conversation = Suggester(assistant), Conversation()
    answer = assistant.ask("What are the indicators for shared outcome 3?")
    first = suggester.after(answer, conversation)
    assert "What are the priorities for shared outcome 3?" in first
    conversation = conversation.then(answer.question, answer)
    then = assistant.ask("What are the priorities for shared outcome 3?", conversation)
    second = suggester.after(then, conversation)
    assert {"What are the indicators for shared outcome 3?", then.question}.isdisjoint(second)


def test_chosen_papers_are_kept_to(assistant: Assistant) -> None:
    answer = assistant.ask("What are the indicators for shared outcome 3?", papers=["strategy"])
    offered = Suggester(assistant).after(answer, Conversation(), ["strategy"])
    cited = {c.paper for question in offered for c in assistant.ask(question, papers=["strategy"]).citations}
    assert cited == {"strategy"}


@pytest.mark.model
def test_everything_that_is_offered_is_answered(index_dir: Path) -> None:
    assistant = open_assistant(index_dir)
    suggester = Suggester(assistant)
    unanswered: list[tuple[str, str]] = []
    offered = 0
    for question in read_question_set(QUESTIONS)[::8]:
        conversation = Conversation()
        for turn in question.turns:
            answer: Answer = assistant.ask(turn, conversation)
            suggestions = suggester.after(answer, conversation)
            conversation = conversation.then(turn, answer)
        offered += len(suggestions)
        unanswered += [
            (turn, suggestion)
            for suggestion in suggestions
            if assistant.ask(suggestion, conversation).status is not AnswerStatus.ANSWERED
        ]
    assert unanswered == []
    assert offered > 50


def test_the_first_questions_are_those_that_the_papers_answer(assistant: Assistant) -> None:
    first = Suggester(assistant).first()
    assert [group.people for group in first] == ["Staff", "Councillors", "Residents"]
    assert "What are the indicators for shared outcome 3?" in first[0].questions
    assert {assistant.ask(q).status for group in first for q in group.questions} == {AnswerStatus.ANSWERED}


def test_other_papers_are_asked_by_their_headings_first(small: Library, embedder: Embedder) -> None:
    assistant = Assistant(small, embedder)
    assert Suggester(assistant).first() == (
        Examples(people="From the papers", questions=("What is said about Bees?", "What is said about Boats?")),
    )

"""Whether the papers answer a question, decided from what the search found."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from assistant.answer import Says
from assistant.answerable import Judge, Verdict
from assistant.conversation import Conversation
from assistant.deciding import FAR, holds, judged, silence
from assistant.draft import Draft
from assistant.pipeline import Assistant
from assistant.questions import Expects
from index.library import Library
from index.search import Hit, Searcher, SearchResult, SearchResults
from tests.assistant.finding import draft, holding, searched


def found(library: Library, question: str, words: str, *, dense: float = 0.8, unsaid: tuple[Hit, ...] = ()) -> Draft:
    """A question with one passage of the strategy found for it, as near as is said."""
    paper, near = ("jfp", words[4:]) if words.startswith("jfp:") else ("strategy", words)
    result = SearchResult(
        passage=holding(library, paper, near), score=dense, dense=dense, question=dense, asked=None, keyword=1.0
    )
    results = SearchResults(query=question, kept=(result,), dropped=(), said=(), unsaid=unsaid, seconds=0.0)
    return replace(draft(library, question), results=results, ranked=(result,))


def holds_in(library: Library, question: str, text: str) -> tuple[Expects | None, bool]:
    """What a question asks for, and whether a text holds it."""
    asked = found(library, question, "Support veterans")
    assert asked.ask.expects is not None
    return asked.ask.expects, holds(asked, replace(asked.ranked[0].passage, text=text), asked.ask.expects)


def unsaid(text: str, cosine: float) -> tuple[Hit, ...]:
    return (Hit(cosine=cosine, text=text),)


@pytest.mark.parametrize(
    ("question", "words", "says"),
    [
        ("Tell me about carers", "informal carers", None),
        ("How many mothers smoke?", "mothers smoking", None),
        ("How many veterans are there?", "Support veterans", Says.NOT_FOUND_FIGURE),
        ("How many carers are there?", "informal carers", Says.NOT_FOUND_FIGURE),
        ("How many minutes are adults inactive?", "physically inactive", Says.NOT_FOUND_FIGURE),
        ("What is the current share of mothers smoking?", "mothers smoking", None),
        ("What is the current rate of placements?", "out of area mental health placements", Says.NOT_FOUND_FIGURE),
        ("How much money goes to carers?", "informal carers", Says.NOT_FOUND_MONEY),
        ("How much is invested in capital?", "jfp:capital is constrained nationally", None),
        ("When will absence have fallen?", "pupil absence", None),
        ("When will carers be supported?", "informal carers", Says.NOT_FOUND_DATE),
        ("When will virtual wards be ready?", "jfp:virtual ward pathways", None),
        ("Who is the director of carers?", "informal carers", Says.NOT_FOUND_NAME),
        ("Has the carers indicator been approved?", "informal carers", Says.NOT_FOUND_DECISION),
    ],
)
def test_a_near_passage_answers_where_it_holds_the_kind_of_thing_asked_for(
    library: Library, question: str, words: str, says: Says | None
) -> None:
    assert silence(found(library, question, words), Verdict.ANSWER) == says


@pytest.mark.parametrize(("dense", "says"), [(FAR - 0.01, Says.NOT_FOUND), (FAR + 0.3, None)])
def test_what_is_far_from_every_passage_is_not_found(library: Library, dense: float, says: Says | None) -> None:
    assert silence(found(library, "Tell me about carers", "informal carers", dense=dense), Verdict.ANSWER) == says


def test_where_nothing_was_found_the_papers_do_not_say(library: Library) -> None:
    assert silence(draft(library, "Tell me about carers"), Verdict.ANSWER) == Says.NOT_FOUND


@pytest.mark.parametrize(
    ("written", "cosine", "says"),
    [
        ("How many mothers in Dover smoke?", 0.95, Says.NOT_FOUND_FIGURE),
        ("How many mothers in Dover smoke?", 0.81, None),
        ("When do mothers smoke?", 0.9, None),
        ("When do mothers smoke?", 0.95, Says.NOT_FOUND_FIGURE),
    ],
)
def test_a_question_written_as_unanswered_counts_where_it_is_the_nearest_of_its_kind(
    library: Library, written: str, cosine: float, says: Says | None
) -> None:
    asked = found(library, "How many mothers smoke?", "mothers smoking", unsaid=unsaid(written, cosine))
    (result,) = asked.ranked
    asked = replace(asked, ranked=(replace(result, passage=replace(result.passage, asks=("How many mums smoke?",))),))
    assert silence(asked, Verdict.ANSWER) == says


def test_what_was_written_as_unanswered_says_nothing_of_a_paper_without_such_questions(library: Library) -> None:
    near = unsaid("How many mothers in Dover smoke?", 0.95)
    asked = found(library, "How many mothers smoke?", "mothers smoking", unsaid=near)
    assert silence(asked, Verdict.ANSWER) is None


def test_a_question_of_words_that_no_paper_has_is_not_found(library: Library) -> None:
    assert silence(found(library, "does it mention dolphins?", "informal carers"), Verdict.ANSWER) == Says.NOT_FOUND


def test_a_follow_up_for_a_part_that_is_not_named_is_not_found(searcher: Searcher, assistant: Assistant) -> None:
    question = "How many mothers were smoking at time of delivery, what proportion?"
    conversation = Conversation().then(question, assistant.ask(question))
    asked = searched(searcher, "And in Gillingham?", conversation)
    assert silence(asked, Verdict.ANSWER) == Says.NOT_FOUND_FIGURE


@pytest.mark.parametrize(
    ("verdict", "says"),
    [(Verdict.ANSWER, None), (Verdict.NEAR, None), (Verdict.SILENT, Says.NOT_FOUND)],
)
def test_what_is_only_near_is_no_silence(library: Library, verdict: Verdict, says: Says | None) -> None:
    assert silence(found(library, "Tell me about carers", "informal carers"), verdict) == says


@pytest.mark.parametrize(("cosine", "verdict"), [(0.95, Verdict.ANSWER), (0.8, Verdict.NEAR)])
def test_a_passage_that_is_known_to_answer_the_very_question_is_not_doubted(
    library: Library, cosine: float, verdict: Verdict
) -> None:
    asked = found(library, "How many pharmacies are there?", "pharmacies")
    asked = replace(asked, ranked=(replace(asked.ranked[0], question=cosine), *asked.ranked[1:]))
    judge = cast(Judge, SimpleNamespace(verdict=lambda *seen: Verdict.NEAR))
    assert judged(asked, np.zeros(1, dtype=np.float32), judge) is verdict


@pytest.mark.parametrize(
    ("question", "words", "verdict"),
    [
        ("who is in charge of virtual wards", "jfp:virtual ward pathways", Verdict.ANSWER),
        ("who chairs the virtual ward board", "jfp:virtual ward pathways", Verdict.SILENT),
        ("who pays for virtual wards?", "jfp:virtual ward pathways", Verdict.SILENT),
        ("what are virtual wards?", "jfp:virtual ward pathways", Verdict.SILENT),
        ("who is in charge of carers", "informal carers", Verdict.SILENT),
    ],
)
def test_the_printed_owner_of_what_an_action_names_is_not_doubted(
    library: Library, question: str, words: str, verdict: Verdict
) -> None:
    judge = cast(Judge, SimpleNamespace(verdict=lambda *seen: Verdict.SILENT))
    assert judged(found(library, question, words), np.zeros(1, dtype=np.float32), judge) is verdict


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("In 2013-15 there were 220 such boats.", True),
        ("Seven boats were sold.", True),
        ("On 3 May 2023 the boats were sold.", False),
        ("By 31st March 2024, and in 2024/25, boats are sold.", False),
        ("Table 3.1 is of boats, and Appendix 2 too.", False),
        ("Figure 2 has 41 boats.", True),
        ("All of the boats, every boat.", True),
        ("Every boat is for all people.", False),
    ],
)
def test_a_date_is_no_figure_nor_is_the_number_of_a_table(library: Library, text: str, held: bool) -> None:
    assert holds_in(library, "How many boats are there?", text) == (Expects.FIGURE, held)


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("How many boats were sold in 2019?", "In 2013-15 there were 220 boats.", False),
        ("How many boats were sold in 2019?", "There were 220 boats.", False),
        ("How many boats were sold in 2019?", "Of 220 boats, 20 were sold in 2019.", True),
        ("How many boats were sold in 2019/20?", "By the end of 2020 there were 220 boats.", True),
        ("How many boats were sold in 2020?", "In 2019-20 there were 220 boats.", True),
        ("How many boats were sold in 2024?", "220 boats were sold (23/24).", True),
        ("How many boats were sold in 2024?", "220 boats were sold, decision 24/00109.", False),
        ("How many boats were sold in 2020?", "On 12/13 sites 220 boats were sold.", False),
        ("How many boats were sold?", "There were 220 boats in 2019.", True),
        ("How many aged 10-11 have a boat?", "Of year 6, 220 have a boat.", True),
        ("How many had a boat in 10/11?", "Of year 6, 220 have a boat.", False),
        ("How much was spent on boats in 2019?", "In 2018 boats cost £220.", False),
        ("How much was spent on boats in 2019?", "In 2019 boats cost £220.", True),
    ],
)
def test_a_figure_of_a_year_stands_beside_that_year(library: Library, question: str, text: str, held: bool) -> None:
    assert holds_in(library, question, text)[1] is held


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("How many boats were sold in 2023?", "220 boats were sold.", True),
        ("How many boats were sold in 2022?", "220 boats were sold.", True),
        ("How many boats were sold in 2021?", "220 boats were sold.", False),
        ("How many boats were sold in 2024?", "220 boats were sold.", False),
        ("Who is the harbour commissioner?", "The harbour is kept by Mary Ellen O'Neill-Smith.", True),
        ("Who is the harbour commissioner?", "The harbour is kept by volunteers.", False),
    ],
)
def test_in_a_paper_that_came_later_a_passage_without_a_year_is_of_its_own_or_the_one_before(
    library: Library, monkeypatch: pytest.MonkeyPatch, question: str, text: str, held: bool
) -> None:
    asked = found(library, question, "Support veterans")
    passage = replace(asked.ranked[0].passage, text=text, context="", locator="Boats")
    dated = replace(library.paper(passage.paper), title="Boats", version=None, date=date(2023, 7, 1))
    monkeypatch.setattr(Library, "paper", lambda self, id_: dated)
    assert asked.ask.expects
    assert holds(asked, passage, asked.ask.expects) is held

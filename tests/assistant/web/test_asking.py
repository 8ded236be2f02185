"""The plain page to ask on: a question, its answer and its sources, through the same queue as the chat."""

import asyncio
import re

import pytest

from assistant.answer import MAX_QUESTION, Says
from assistant.pipeline import Assistant
from assistant.web.asking import EARLIER, asking, asking_page, carried
from assistant.web.desk import Desk
from assistant.web.examples import Examples
from assistant.web.exchanges import Exchange
from assistant.web.queueing import Limits
from assistant.web.routing import Asked, Reply
from index.library import Library
from tests.assistant.conftest import WordEmbedder

HIVES = ("q", "Where do the hives stand?")


@pytest.fixture
def desk(small: Library, embedder: WordEmbedder) -> Desk:
    return Desk(Assistant(small, embedder), Limits(a_minute=1))


def replies(desk: Desk, *queries: tuple[tuple[str, str], ...]) -> list[Reply]:
    """What is sent for each query in turn, to one address."""

    async def last(query: tuple[tuple[str, str], ...]) -> Reply:
        steps = [step async for step in asking(desk).replies(Asked(query=query), "192.0.2.1")]
        assert steps[-1] is not None
        return steps[-1]

    async def each() -> list[Reply]:
        return [await last(query) for query in queries]

    return asyncio.run(each())


def text(reply: Reply) -> str:
    assert isinstance(reply.body, str)
    return reply.body


def test_a_question_is_answered_with_its_sources(desk: Desk) -> None:
    (reply,) = replies(desk, (HIVES,))
    assert (reply.status, "Where do the hives stand? – answer" in text(reply)) == (200, True)
    assert 'href="#turn-1-source-1"' in text(reply)
    assert 'id="turn-1-source-1"' in text(reply)
    assert "The hives stand in the orchard behind the church." in text(reply)
    assert "data-save" not in text(reply)


def test_it_is_asked_of_the_chosen_papers_alone(desk: Desk) -> None:
    (reply,) = replies(desk, (HIVES, ("paper", "boats"), ("paper", "nonsense")))
    assert re.findall(r'value="(\w+)"( checked)?', text(reply)) == [("bees", ""), ("boats", " checked")]
    assert "Asked only of: Boats" in text(reply)


def test_it_passes_the_same_limits(desk: Desk) -> None:
    first, second = replies(desk, (HIVES,), (HIVES,))
    assert (first.status, second.status) == (200, 503)
    assert f"<p>{Says.TOO_MANY}</p>" in text(second)


def test_without_a_question_there_are_some_to_start_with() -> None:
    page = text(asking_page((), (), [Examples(people="Staff", questions=("Where & when?",))]))
    assert '<a href="/ask?q=Where+%26+when%3F">Where &amp; when?</a>' in page
    assert "<article" not in page


def test_markup_in_a_question_is_text() -> None:
    attack = "<script>alert(1)</script>"
    page = text(asking_page([Exchange(number=1, question=attack, trouble=Says.WRONG.value)], (), ()))
    assert "<script" not in page
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>" in page


def test_the_questions_before_are_asked_again_and_carried_on(desk: Desk) -> None:
    (reply,) = replies(desk, (("before", "Where is the ferry?"), HIVES))
    assert re.findall(r'name="before" value="(.*?)"', text(reply)) == ["Where is the ferry?", HIVES[1]]
    assert '<li><a href="/ask?q=Where+is+the+ferry%3F"><bdi>Where is the ferry?</bdi></a></li>' in text(reply)
    assert 'id="turn-2-question"' in text(reply)
    assert 'id="turn-1-question"' not in text(reply)
    assert sum(map(float, re.findall(r"assistant_questions_total{.*} (.*)", desk.metrics.text().decode()))) == 1


def test_only_the_last_few_are_carried_and_no_more_than_an_address_holds() -> None:
    numbers = [str(number) for number in range(9)]
    assert carried(numbers) == numbers[-EARLIER:]
    assert carried(["a" * MAX_QUESTION, "b"]) == ["b"]
    assert carried(["a" * MAX_QUESTION]) == ["a" * MAX_QUESTION]


def test_what_had_no_answer_is_not_carried() -> None:
    troubled = Exchange(number=1, question="Where?", trouble=Says.SLOW.value)
    assert 'name="before"' not in text(asking_page([troubled], (), ()))

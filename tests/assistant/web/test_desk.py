"""The desk: what people see of limits and trouble, and what is counted, logged and kept of a question."""

import asyncio
import datetime
import json
import logging
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, AnswerStatus, Says
from assistant.conversation import Conversation
from assistant.keeping import KeptQuestions
from assistant.pipeline import Assistant
from assistant.web.desk import Desk, Readiness, Visitor
from assistant.web.examples import EXAMPLES
from assistant.web.exchanges import Exchange, asked
from assistant.web.probing import Probes
from assistant.web.queueing import Limits
from assistant.web.serving import HEADERS
from assistant.web.suggesting import Suggester
from corpus.errors import StoreUnreachable
from index.building import build
from index.library import Library
from tests.assistant.conftest import WordEmbedder

VISITOR = Visitor(address="192.0.2.1", session="a")
QUESTION = "Where do the hives stand?"


@pytest.fixture
def desk(small: Library, embedder: WordEmbedder) -> Desk:
    return Desk(Assistant(small, embedder))


def answering(desk: Desk, *questions: str) -> list[Exchange]:
    """The last exchange of each question, asked one after the other by one visitor."""

    async def last(question: str) -> Exchange:
        return [step async for step in desk.answering(asked((), question), question, VISITOR)][-1][-1]

    async def each() -> list[Exchange]:
        return [await last(question) for question in questions]

    return asyncio.run(each())


def failing(error: Exception) -> Callable[[str, Conversation, Collection[str]], Answer]:
    def ask(question: str, conversation: Conversation, papers: Collection[str]) -> Answer:
        raise error

    return ask


def test_a_question_is_answered(desk: Desk) -> None:
    (exchange,) = answering(desk, QUESTION)
    assert exchange.answer is not None
    assert exchange.answer.citations[0].quote == (
        "The hives stand in the orchard behind the church.\n\nHoney is taken in August by the warden."
    )


def test_a_question_is_asked_of_the_chosen_papers_alone(desk: Desk) -> None:
    async def last() -> Exchange:
        exchanges = asked((), QUESTION, ["boats"])
        return [step async for step in desk.answering(exchanges, QUESTION, VISITOR)][-1][-1]

    answer = asyncio.run(last()).answer
    assert answer is not None
    assert (answer.status, answer.searched) == (AnswerStatus.NOT_FOUND, "Boats")


@pytest.mark.parametrize(
    ("error", "says"),
    [(StoreUnreachable("Gone.", to_do="Wait."), Says.UNAVAILABLE), (RuntimeError(), Says.WRONG)],
)
def test_trouble_is_one_plain_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception, says: Says
) -> None:
    monkeypatch.setattr(desk.assistant, "ask", failing(error))
    (exchange,) = answering(desk, QUESTION)
    assert (exchange.trouble, exchange.answer) == (says, None)


def test_too_many_questions_of_one_visitor_are_one_plain_sentence(small: Library, embedder: WordEmbedder) -> None:
    exchanges = answering(Desk(Assistant(small, embedder), Limits(a_minute=1)), QUESTION, QUESTION)
    assert [exchange.trouble for exchange in exchanges] == [None, Says.TOO_MANY]


def test_questions_are_counted_by_how_they_ended(desk: Desk) -> None:
    answering(desk, QUESTION, "Should I take antibiotics for my cough?", "")
    counted = desk.metrics.text().decode()
    assert 'assistant_questions_total{status="answered"} 1.0' in counted
    assert 'assistant_questions_total{status="unclear"} 1.0' in counted
    assert "assistant_answer_seconds_count 3.0" in counted
    assert "assistant_waiting 0.0" in counted


def test_the_log_tells_how_a_question_ended_and_not_what_was_asked(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="assistant"):
        answering(desk, QUESTION)
    (record,) = [record for record in caplog.records if record.message == "a question ended"]
    assert (vars(record)["status"], vars(record)["turns"]) == ("answered", 1)
    assert not any("hives" in str(vars(record)) for record in caplog.records if record.name.startswith("assistant"))


def test_nothing_is_kept_unless_that_is_set(
    desk: Desk, small: Library, embedder: WordEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answering(desk, QUESTION)
    assert list(tmp_path.iterdir()) == []
    answering(
        Desk(Assistant(small, embedder), kept=KeptQuestions(tmp_path / "kept", 30)), f"My name is Ann. {QUESTION}"
    )
    (file,) = (tmp_path / "kept").iterdir()
    entry = json.loads(file.read_text(encoding="utf-8"))
    assert file.stem == datetime.datetime.now(datetime.UTC).date().isoformat()
    assert (entry["question"], set(entry)) == (f"My name is [name]. {QUESTION}", {"at", "question", "status"})


def test_a_folder_that_cannot_be_written_keeps_nobody_from_an_answer(
    small: Library, embedder: WordEmbedder, tmp_path: Path
) -> None:
    (tmp_path / "kept").write_text("a file")
    (exchange,) = answering(Desk(Assistant(small, embedder), kept=KeptQuestions(tmp_path / "kept", 30)), QUESTION)
    assert exchange.answer is not None


def test_the_papers_of_a_new_build_are_answered_from_without_a_restart(
    made_up: Path, embedder: WordEmbedder, tmp_path: Path
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "bees.txt").write_text((made_up / "bees.txt").read_text())
    build(papers, tmp_path / "index", embedder)
    desk = Desk(Assistant(Library.open(tmp_path / "index"), embedder))
    (papers / "bees.txt").write_text("# Bees\n\nThe hives stand in the vicar's garden now.\n")
    build(papers, tmp_path / "index", embedder)
    (exchange,) = answering(desk, QUESTION)
    assert exchange.answer is not None
    assert exchange.answer.citations[0].quote == "The hives stand in the vicar's garden now."


def probed(desk: Desk, path: str) -> tuple[int, bytes]:
    """The status and body that are sent for a path; others reach the application behind."""
    sent: list[dict[str, object]] = []

    async def behind(scope: object, receive: object, send: object) -> None:
        sent.extend(({"status": 200}, {"body": b"the page"}))

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    asyncio.run(Probes(behind, desk)({"type": "http", "method": "GET", "path": path}, None, send))
    return sent[0]["status"], sent[1]["body"]  # type: ignore[return-value]


def test_what_watches_the_page_gets_our_headers_too(desk: Desk) -> None:
    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    for path in ("/healthz", "/readyz", "/metrics"):
        asyncio.run(Probes(None, desk)({"type": "http", "method": "GET", "path": path}, None, send))
        named = {name.decode(): value.decode() for name, value in sent[-2]["headers"]}  # type: ignore[attr-defined]
        assert {name: named.get(name.lower()) for name in HEADERS} == HEADERS


def test_it_is_alive_before_it_is_ready(desk: Desk) -> None:
    assert probed(desk, "/healthz") == (200, b"alive\n")
    assert probed(desk, "/readyz") == (503, b'{"index": "ready", "model": "the encoder is being loaded"}\n')
    desk.warm()
    assert probed(desk, "/readyz") == (200, b'{"index": "ready", "model": "ready"}\n')


def test_it_is_not_ready_while_the_vectors_cannot_be_reached(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def count(self: object) -> int:
        raise StoreUnreachable("The Chroma server does not answer.", to_do="Start it.")

    desk.warm()
    monkeypatch.setattr(type(desk.assistant.library.vectors), "count", property(count))
    assert desk.readiness() == Readiness(index="The Chroma server does not answer. Start it.")
    assert probed(desk, "/readyz")[0] == 503


def test_it_is_not_ready_while_it_is_shut_down(desk: Desk) -> None:
    desk.warm()
    asyncio.run(desk.queue.close())
    assert probed(desk, "/readyz")[0] == 503


def test_metrics_are_shown_and_other_paths_passed_on(desk: Desk) -> None:
    status, body = probed(desk, "/metrics")
    assert (status, b"# TYPE assistant_answer_seconds histogram" in body) == (200, True)
    assert probed(desk, "/") == (200, b"the page")


def test_the_questions_to_start_with_are_tried_when_it_is_warm(desk: Desk) -> None:
    assert desk.examples == EXAMPLES
    desk.warm()
    assert [group.questions for group in desk.examples] == [("What is said about Bees?", "What is said about Boats?")]


def leading_on(desk: Desk, busy: float = 0.0) -> tuple[Exchange, tuple[str, ...], float]:
    """An answered exchange, what is offered after it, and how long that took, with the desk busy for so many seconds."""

    async def both() -> tuple[Exchange, tuple[str, ...], float]:
        exchanges = [step async for step in desk.answering(asked((), QUESTION), QUESTION, VISITOR)][-1]
        other = asyncio.create_task(anext(desk.queue.serve("192.0.2.2", "b", lambda: time.sleep(busy))))
        await asyncio.sleep(0)
        began = time.perf_counter()
        offered = await desk.suggested(exchanges)
        lasted = time.perf_counter() - began
        await other
        return exchanges[-1], offered, lasted

    return asyncio.run(both())


class Offering(Suggester):
    """Offers one question after a second step; or fails in the first."""

    broken = False

    def steps(self, *_: object) -> Iterator[str | None]:
        if self.broken:
            raise StoreUnreachable("The vectors cannot be reached.", to_do="Try again.")
        yield from (None, "When is honey taken?")


@pytest.fixture
def offering(desk: Desk) -> Offering:
    desk._suggester = offering = Offering(desk.assistant)
    return offering


def test_what_to_ask_next_is_found_after_the_answer_was_given(desk: Desk, offering: Offering) -> None:
    exchange, offered, _ = leading_on(desk)
    assert exchange.answer is not None
    assert (exchange.answer.status, exchange.answer.suggestions) == (AnswerStatus.ANSWERED, ())
    assert offered == ("When is honey taken?",)


def test_what_to_ask_next_waits_until_no_question_is_answered(desk: Desk, offering: Offering) -> None:
    _, offered, lasted = leading_on(desk, busy=0.2)
    assert (offered, lasted >= 0.2) == (("When is honey taken?",), True)


def test_what_to_ask_next_is_given_up_where_others_ask_all_the_time(
    desk: Desk, offering: Offering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.desk._PATIENCE", 0.05)
    _, offered, lasted = leading_on(desk, busy=0.3)
    assert (offered, lasted < 0.3) == ((), True)


def test_an_answer_stands_though_what_to_ask_next_cannot_be_found(
    desk: Desk, offering: Offering, caplog: pytest.LogCaptureFixture
) -> None:
    offering.broken = True
    assert leading_on(desk)[1] == ()
    assert "what to ask next could not be found" in caplog.text

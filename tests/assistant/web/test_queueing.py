"""The queue: whose turn it is, who is told what, and that nobody's trouble is another's."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from assistant.web.queueing import Limits, Queue, Waiting, household
from corpus.errors import QueueFull, TooManyQuestions, TooSlow


class Gate:
    """Work that goes on when it is let, and says in which order it was begun."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self._open = threading.Event()

    def work(self, name: str) -> Callable[[], str]:
        def wait() -> str:
            self.begun.append(name)
            assert self._open.wait(5)
            return name

        return wait

    def let(self) -> None:
        self._open.set()


async def served(queue: Queue, visitor: str, work: Callable[[], str]) -> list[Waiting | str]:
    return [step async for step in queue.serve("192.0.2.1", visitor, work)]


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(coroutine)


async def asked(queue: Queue, gate: Gate, *names: str) -> list["asyncio.Task[list[Waiting | str]]"]:
    """A question for each name, in that order; a visitor is called by its first letter."""
    tasks = []
    for name in names:
        tasks.append(asyncio.create_task(served(queue, name[0], gate.work(name))))
        await asyncio.sleep(0)
    return tasks


def test_a_question_is_answered_at_once_where_a_worker_is_free() -> None:
    assert run(served(Queue(Limits()), "a", lambda: "answer")) == ["answer"]


def test_each_visitor_has_a_turn_before_any_has_a_second() -> None:
    async def order() -> list[str]:
        queue, gate = Queue(Limits(at_once=1)), Gate()
        tasks = await asked(queue, gate, "a1", "a2", "a3", "a4", "b1", "b2", "c1")
        gate.let()
        await asyncio.gather(*tasks)
        return gate.begun

    assert run(order()) == ["a1", "a2", "b1", "c1", "a3", "b2", "a4"]


def test_everybody_is_told_how_many_are_before_them() -> None:
    async def places() -> list[object]:
        queue, gate = Queue(Limits(at_once=1)), Gate()
        tasks = await asked(queue, gate, "a1", "a2", "a3", "b1", "c1")
        gate.let()
        return [steps[0] for steps in await asyncio.gather(*tasks)]

    assert run(places()) == ["a1", Waiting(ahead=0), Waiting(ahead=1), Waiting(ahead=1), Waiting(ahead=2)]


def test_a_place_moves_up_while_it_is_waited_for() -> None:
    async def steps() -> list[Waiting | str]:
        queue = Queue(Limits(at_once=1))
        slow = [asyncio.create_task(served(queue, name, lambda: time.sleep(0.7) or "")) for name in "ab"]
        await asyncio.sleep(0)
        steps = await served(queue, "c", lambda: "answer")
        await asyncio.gather(*slow)
        return steps

    assert run(steps()) == [Waiting(ahead=1), Waiting(ahead=0), "answer"]


def test_no_more_questions_than_allowed_are_answered_at_a_time() -> None:
    async def most() -> tuple[int, int]:
        queue, gate = Queue(Limits(at_once=2)), Gate()
        tasks = await asked(queue, gate, "a", "b", "c", "d")
        await asyncio.sleep(0.05)
        counted = queue.serving, queue.waiting
        gate.let()
        await asyncio.gather(*tasks)
        assert (queue.serving, queue.waiting) == (0, 0)
        return counted

    assert run(most()) == (2, 2)


def test_a_full_queue_takes_no_more() -> None:
    async def last() -> None:
        queue, gate = Queue(Limits(at_once=1, waiting=1)), Gate()
        tasks = await asked(queue, gate, "a", "b")
        try:
            await served(queue, "c", gate.work("c"))
        finally:
            gate.let()
            await asyncio.gather(*tasks)

    with pytest.raises(QueueFull, match="1 questions wait already"):
        run(last())


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::1", "::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_an_address_is_of_one_connection(address: str, whose: str) -> None:
    assert household(address) == whose


def test_the_addresses_of_one_connection_share_its_limit() -> None:
    queue = Queue(Limits(a_minute=2))

    async def ask(last: int) -> list[object]:
        return [step async for step in queue.serve(f"2001:db8::{last}", "a", lambda: "answer")]

    async def thrice() -> None:
        assert [await ask(1), await ask(2)] == [["answer"], ["answer"]]
        with pytest.raises(TooManyQuestions):
            await ask(3)

    run(thrice())


def test_one_address_asks_so_often_a_minute_and_again_a_minute_later() -> None:
    now = [0.0]
    queue = Queue(Limits(a_minute=2), clock=lambda: now[0])

    async def ask(address: str) -> None:
        assert [step async for step in queue.serve(address, "a", lambda: "answer")] == ["answer"]

    async def often() -> None:
        for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
            await ask(address)
        with pytest.raises(TooManyQuestions):
            await ask("192.0.2.1")
        now[0] = 61.0
        await ask("192.0.2.1")

    run(often())


def test_a_question_that_takes_too_long_is_given_up_and_its_worker_is_used_again() -> None:
    async def late() -> list[Waiting | str]:
        queue, gate = Queue(Limits(at_once=1, seconds=0.1)), Gate()
        with pytest.raises(TooSlow, match=r"longer than 0\.1 seconds"):
            await served(queue, "a", gate.work("stuck"))
        assert queue.serving == 1
        gate.let()
        return await served(queue, "b", lambda: "answer")

    assert run(late())[-1] == "answer"


def test_work_that_fails_is_the_trouble_of_its_asker_alone() -> None:
    def fails() -> str:
        raise ZeroDivisionError

    async def both() -> list[Waiting | str]:
        queue = Queue(Limits(at_once=1))
        with pytest.raises(ZeroDivisionError):
            await served(queue, "a", fails)
        return await served(queue, "b", lambda: "answer")

    assert run(both()) == ["answer"]


@pytest.mark.parametrize("waits", [True, False], ids=["in the line", "at its turn"])
def test_a_place_that_is_left_goes_to_the_next(waits: bool) -> None:
    async def left() -> list[str]:
        queue, gate = Queue(Limits(at_once=1)), Gate()
        first, second, third = await asked(queue, gate, "a", "b", "c")
        if waits:
            second.cancel()
            gate.let()
        else:
            gate.let()
            await first
            second.cancel()
        await asyncio.gather(first, second, third, return_exceptions=True)
        await asyncio.sleep(0.05)
        assert (queue.serving, queue.waiting) == (0, 0)
        assert await served(queue, "d", gate.work("d")) == ["d"]
        return gate.begun

    assert [name for name in run(left()) if name != "b"] == ["a", "c", "d"]


def test_a_queue_that_closes_finishes_what_it_has_and_takes_no_more() -> None:
    async def closing() -> list[Waiting | str]:
        queue, gate = Queue(Limits(at_once=1)), Gate()
        (task,) = await asked(queue, gate, "a")
        closed = asyncio.create_task(queue.close())
        await asyncio.sleep(0)
        with pytest.raises(QueueFull, match="being shut down"):
            await served(queue, "b", gate.work("b"))
        gate.let()
        await closed
        return await task

    assert run(closing()) == ["a"]

"""Many people's questions -> a few at a time, in fair order, each person's place known to them.

1. A question takes a place, unless too many wait or too many came from its address this minute.
2. Places are served in turns: one question of each visitor who waits, the longest waiting first,
   before a second one of any.
3. A question that is served has a worker to itself, until it is answered. One that takes longer
   than the time limit is given up: its asker is told, and the worker is free once it comes back.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, ip_address, ip_network
from typing import TypeVar

from corpus.errors import QueueFull, TooManyQuestions, TooSlow

T = TypeVar("T")
_LOOKS = 0.5  # seconds between two looks at one's place
_MINUTE = 60.0
_ONE_CONNECTION = 64  # bits of an IPv6 address that tell connections apart
_ADDRESSES = 10_000  # whose last minute is remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many questions are answered at a time, how many may wait, and how long each may take."""

    at_once: int = 4
    waiting: int = 500
    a_minute: int = 120  # of one address: a whole office may share one
    seconds: float = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A question that waits for its turn: how many are served before it."""

    ahead: int


@dataclass(slots=True, eq=False)
class _Place:
    """A question that waits."""

    visitor: str
    turn: asyncio.Event = field(default_factory=asyncio.Event)


def household(address: str) -> str:
    """Whom an address belongs to: an IPv6 address is one of the 2 to the 64 that a single connection has.

    "2001:db8:1:2::7" is of "2001:db8:1:2::/64"; "::ffff:192.0.2.1" is "192.0.2.1".
    """
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv4Address):
        return str(known)
    return str(known.ipv4_mapped or ip_network((known, _ONE_CONNECTION), strict=False))


class Queue:
    """Serves questions within limits; used from one event loop."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._workers = ThreadPoolExecutor(limits.at_once, thread_name_prefix="answering")
        self._free = limits.at_once
        self._lines: dict[str, deque[_Place]] = {}  # visitors in the order of their turns
        self._asked: dict[str, deque[float]] = {}
        self.closed = False

    @property
    def waiting(self) -> int:
        """How many questions wait for their turn."""
        return sum(map(len, self._lines.values()))

    @property
    def serving(self) -> int:
        """How many questions are being answered."""
        return self.limits.at_once - self._free

    async def serve(self, address: str, visitor: str, work: Callable[[], T]) -> AsyncIterator[Waiting | T]:
        """First the question's place in the queue, whenever it changes; last what ``work`` gives.

        Turns go by visitor, and the limit a minute by address, which all visitors of one office may share.

        Raises TooManyQuestions, QueueFull, TooSlow, and what the work raises.
        """
        place, seen, served = self._take(address, visitor), None, False
        try:
            while not place.turn.is_set():
                if (waits := Waiting(ahead=self._ahead(place))) != seen:
                    seen = waits
                    yield waits
                with suppress(TimeoutError):
                    await asyncio.wait_for(place.turn.wait(), _LOOKS)
            done = asyncio.get_running_loop().run_in_executor(self._workers, work)
            done.add_done_callback(self._returned)
            served = True
        finally:
            if not served:
                self._leave(place)
        answer = await self._answer(done)
        yield answer

    async def close(self) -> None:
        """Take no more questions, and wait for those that are being answered, as long as one may take."""
        self.closed = True
        until = self._clock() + self.limits.seconds
        while (self.serving or self.waiting) and self._clock() < until:
            await asyncio.sleep(0.02)
        self._workers.shutdown(wait=False, cancel_futures=True)

    def _take(self, address: str, visitor: str) -> _Place:
        if self.closed:
            raise QueueFull("The page is being shut down.", to_do="Ask again in a minute.")
        self._count(address)
        place = _Place(visitor)
        if self._free and not self._lines:
            self._begin(place)
        elif self.waiting >= self.limits.waiting:
            raise QueueFull(f"{self.waiting} questions wait already.", to_do="Ask again in a minute.")
        else:
            self._lines.setdefault(visitor, deque()).append(place)
        return place

    def _count(self, address: str) -> None:
        now, address = self._clock(), household(address)
        if len(self._asked) > _ADDRESSES:
            self._asked = {who: times for who, times in self._asked.items() if times[-1] > now - _MINUTE}
        times = self._asked.setdefault(address, deque())
        while times and times[0] <= now - _MINUTE:
            times.popleft()
        if len(times) >= self.limits.a_minute:
            raise TooManyQuestions(
                f"{len(times)} questions were asked from one address.", to_do="Ask again in a minute."
            )
        times.append(now)

    def _ahead(self, place: _Place) -> int:
        """How many questions are served before this one: those of earlier turns, and of its own turn those before it."""
        turn = self._lines[place.visitor].index(place)
        visitors = list(self._lines)
        before = visitors.index(place.visitor)
        lengths = [len(line) for line in self._lines.values()]
        return sum(min(n, turn + (at < before)) for at, n in enumerate(lengths) if at != before) + turn

    def _begin(self, place: _Place) -> None:
        self._free -= 1
        place.turn.set()

    def _next(self) -> None:
        """Give each free worker to the visitor whose turn it is, who then goes behind the others."""
        while self._free and self._lines:
            visitor = next(iter(self._lines))
            line = self._lines.pop(visitor)
            self._begin(line.popleft())
            if line:
                self._lines[visitor] = line

    def _leave(self, place: _Place) -> None:
        """Give up a place whose asker has gone, in the line or at a worker."""
        if place.turn.is_set():
            self._free += 1
            self._next()
            return
        line = self._lines[place.visitor]
        line.remove(place)
        if not line:
            del self._lines[place.visitor]

    async def _answer(self, done: "asyncio.Future[T]") -> T:
        try:
            return await asyncio.wait_for(asyncio.shield(done), self.limits.seconds)
        except TimeoutError as error:
            if done.done():
                raise
            raise TooSlow(f"It took longer than {self.limits.seconds:g} seconds.", to_do="Ask again.") from error

    def _returned(self, done: "asyncio.Future[T]") -> None:
        if not done.cancelled():
            done.exception()  # heard of, also where nobody waits for it any more
        self._free += 1
        self._next()

"""People at once: each asks, reads the answer for no time at all, and asks the next question."""

import argparse
import asyncio
import random
import time
from dataclasses import dataclass, field

import httpx

from benchmarks.questions import middle, questions
from benchmarks.serving import Page, ask, page


@dataclass(slots=True, kw_only=True)
class Person:
    """What became of one person's questions."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    ahead: int = 0


def measure(options: argparse.Namespace) -> list[str]:
    """For each crowd: answers a second, waits, errors, and how evenly they were served."""
    lines = []
    texts = [question.turns[0] for question in questions(options.questions)]
    with page(options.index) as served:
        for people in options.people:
            began = time.perf_counter()
            crowd = asyncio.run(_crowd(served, people, texts, options.seconds))
            lasted = time.perf_counter() - began
            every = [seconds for person in crowd for seconds in person.seconds]
            answers = [len(person.seconds) for person in crowd]
            lines += [
                f"{people:3} people for {lasted:.0f} s    {len(every) / lasted:6.1f} answers a second   {middle(every)}",
                f"    errors {sum(p.errors for p in crowd)}   longest wait {max(every):.1f} s   "
                f"answers for each person: {min(answers)} to {max(answers)}   "
                f"longest place seen {max(p.ahead for p in crowd)}",
            ]
        lines.append(f"peak memory of the page  {served.peak:6.0f} MiB")
    return lines


async def _crowd(served: Page, people: int, texts: list[str], seconds: float) -> list[Person]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=people)
    async with httpx.AsyncClient(limits=limits, timeout=60) as client:
        until = time.perf_counter() + seconds
        return await asyncio.gather(*(_person(client, served, number, texts, until) for number in range(people)))


async def _person(client: httpx.AsyncClient, served: Page, number: int, texts: list[str], until: float) -> Person:
    person, chance = Person(), random.Random(number)
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            answered, ahead = await ask(client, served, f"person-{number}", chance.choice(texts))
        except httpx.HTTPError:
            answered, ahead = False, 0
        person.seconds.append(time.perf_counter() - began)
        person.errors += not answered
        person.ahead = max(person.ahead, ahead)
    return person

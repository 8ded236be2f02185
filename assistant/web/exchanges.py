"""What a session holds: the questions put on the page, and what became of each."""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import MAX_QUESTION, Answer, Says
from assistant.conversation import Conversation
from corpus.errors import StoreUnreachable

log = logging.getLogger(__name__)

Ask = Callable[[str, Conversation, Collection[str]], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer as the page shows it, and the cards of its sources: HTML that our templates made."""

    answer: str
    cards: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question on the page; how many are before it; its answer, or why there is none, once it has come.

    ``papers`` are the ids of those that it was asked of; none is all of them.
    """

    number: int
    question: str
    ahead: int = 0
    answer: Answer | None = None
    trouble: str | None = None
    papers: tuple[str, ...] = ()
    shown: Shown | None = field(default=None, compare=False, repr=False)

    @property
    def waiting(self) -> bool:
        """Whether the answer is still being looked for."""
        return self.answer is None and self.trouble is None


def asked(exchanges: tuple[Exchange, ...], question: str, papers: Collection[str] = ()) -> tuple[Exchange, ...]:
    """The exchanges with one more, whose answer is still to come."""
    return (*exchanges, Exchange(number=len(exchanges) + 1, question=_printable(question), papers=tuple(papers)))


def answered(exchanges: tuple[Exchange, ...], question: str, ask: Ask) -> tuple[Exchange, ...]:
    """The exchanges with the last one answered; whatever goes wrong becomes one plain sentence."""
    *before, last = exchanges
    try:
        answer = ask(question, conversation_of(before), last.papers)
    except StoreUnreachable:
        log.exception("the vectors cannot be reached")
        return troubled(exchanges, Says.UNAVAILABLE)
    except Exception:
        log.exception("a question could not be answered")
        return troubled(exchanges, Says.WRONG)
    return (*before, replace(last, answer=answer))


def caught_up(exchanges: tuple[Exchange, ...], ask: Ask) -> tuple[Exchange, ...]:
    """The exchanges with all but the last one answered, where a page holds no answers and asks them again."""
    done: tuple[Exchange, ...] = ()
    for exchange in exchanges[:-1]:
        done = (*done, exchange)
        if exchange.waiting:
            done = answered(done, exchange.question, ask)
    return (*done, *exchanges[-1:])


def waiting(exchanges: tuple[Exchange, ...], ahead: int) -> tuple[Exchange, ...]:
    """The exchanges with the last one behind so many others."""
    *before, last = exchanges
    return (*before, replace(last, ahead=ahead))


def troubled(exchanges: tuple[Exchange, ...], says: Says) -> tuple[Exchange, ...]:
    """The exchanges with the last one not answered, and a plain sentence on why."""
    *before, last = exchanges
    return (*before, replace(last, trouble=says.value))


def conversation_of(exchanges: Sequence[Exchange]) -> Conversation:
    """The questions that were answered, with their answers."""
    conversation = Conversation()
    for exchange in exchanges:
        if exchange.answer is not None:
            conversation = conversation.then(exchange.question, exchange.answer)
    return conversation


def _printable(question: str) -> str:
    """A question as the page can show it: no control characters, no halves of characters, not too long."""
    whole = question[: MAX_QUESTION + 1].encode("utf-8", "replace").decode("utf-8")
    shown = "".join(c if c.isprintable() or c == "\n" else " " for c in whole).strip()
    return shown if len(shown) <= MAX_QUESTION else f"{shown[:200]} …"

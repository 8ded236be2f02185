"""Where questions come in from the page: each takes its place, is answered, counted and logged.

The papers are opened anew when a build has changed them, between two questions.
"""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from assistant.answer import Answer, Says
from assistant.conversation import Conversation
from assistant.keeping import KeptQuestions
from assistant.pipeline import Assistant
from assistant.web.examples import EXAMPLES, Examples
from assistant.web.exchanges import Exchange, answered, caught_up, conversation_of, troubled, waiting
from assistant.web.metrics import Metrics
from assistant.web.queueing import Limits, Queue, Waiting
from assistant.web.rendering import drawn
from assistant.web.suggesting import Suggester
from corpus.errors import AssistantError, NotTaken, QueueFull, TooManyQuestions, TooSlow
from index.library import Library

log = logging.getLogger(__name__)

Exchanges = tuple[Exchange, ...]
_WARMING = "What is the vision?"
_PATIENCE = 6.0  # seconds in which what to ask next is looked for, where others keep the assistant busy
_PAUSE = 0.05  # seconds between two looks at whether it is still busy
_NO_MORE = object()
_SAYS: dict[type[NotTaken], Says] = {
    TooManyQuestions: Says.TOO_MANY,
    QueueFull: Says.FULL,
    TooSlow: Says.SLOW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether each thing that an answer needs is there, and why not."""

    index: str = "ready"
    model: str = "ready"

    @property
    def ready(self) -> bool:
        """Whether all is there."""
        return (self.index, self.model) == ("ready", "ready")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks: the address that the question came from, and the open page among those at that address."""

    address: str
    session: str


class Desk:
    """One assistant, shared by all who ask."""

    def __init__(self, assistant: Assistant, limits: Limits | None = None, kept: KeptQuestions | None = None) -> None:
        self.assistant = assistant
        self.examples: tuple[Examples, ...] = (
            EXAMPLES  # the questions to start with: once warm, those that the papers answer
        )
        self._suggester = Suggester(assistant)
        self._besides = ThreadPoolExecutor(1, thread_name_prefix="suggesting")
        self.queue = Queue(limits or Limits())
        self.metrics = Metrics()
        self.metrics.watch("waiting", "Questions that wait for their turn", lambda: self.queue.waiting)
        self.metrics.watch("serving", "Questions that are being answered", lambda: self.queue.serving)
        self._kept = kept
        self._opening = threading.Lock()
        self._warm = False

    @property
    def library(self) -> Library:
        """The papers as the last build left them."""
        return self._current().library

    def warm(self) -> None:
        """Load what an answer needs, so that the first person need not wait for it."""
        self.assistant.ask(_WARMING)
        if self.assistant.reranker:  # not every question needs it
            self.assistant.reranker.scores(_WARMING, [_WARMING])
        self._try_examples()
        self._warm = True

    async def answering(self, exchanges: Exchanges, question: str, visitor: Visitor) -> AsyncIterator[Exchanges]:
        """The exchanges as the last one waits, and then with its answer, or why there is none."""
        began = time.perf_counter()

        def work() -> Exchanges:
            waited = time.perf_counter() - began
            self.metrics.waited(waited)
            # questions asked again are neither counted nor kept: they were when they were asked first
            now = caught_up(exchanges, self.assistant.ask)
            step = answered(now, question, lambda q, c, papers: self.ask(q, c, papers, waited))
            return drawn(step, self.assistant.library.catalogue)

        try:
            async for step in self.queue.serve(visitor.address, f"{visitor.address} {visitor.session}", work):
                yield waiting(exchanges, step.ahead) if isinstance(step, Waiting) else step
        except NotTaken as error:
            self._ended(type(error).__name__, time.perf_counter() - began)
            yield troubled(exchanges, _SAYS[type(error)])

    def ask(
        self, question: str, conversation: Conversation, papers: Collection[str] = (), waited: float = 0.0
    ) -> Answer:
        """The answer to a question, counted and logged; its words go to neither."""
        began = time.perf_counter()
        try:
            assistant = self._current()
            answer = assistant.ask(question, conversation, papers)
        except Exception as error:
            self._ended(type(error).__name__, waited)
            raise
        self.metrics.took(time.perf_counter() - began)
        self._ended(answer.status.value, waited, seconds=round(answer.seconds, 4), turns=len(conversation.turns) + 1)
        if self._kept:
            self._keep(self._kept, question, answer)
        return answer

    async def suggested(self, exchanges: Exchanges) -> tuple[str, ...]:
        """What to ask after the last exchange, looked for while no question is being answered.

        Where others leave too few such moments it is what was found until then.
        """
        found: list[str] = []
        if not exchanges or (answer := exchanges[-1].answer) is None:
            return ()
        steps = self._suggester_of(self.assistant).steps(answer, conversation_of(exchanges[:-1]), exchanges[-1].papers)
        until = time.monotonic() + _PATIENCE
        try:
            while time.monotonic() < until:
                if self.queue.serving or self.queue.waiting:
                    await asyncio.sleep(_PAUSE)
                    continue
                step = await asyncio.get_running_loop().run_in_executor(self._besides, next, steps, _NO_MORE)
                if step is _NO_MORE:
                    break
                found += [step] if isinstance(step, str) else []
        except AssistantError:
            log.exception("what to ask next could not be found")
        return tuple(found)

    def readiness(self) -> Readiness:
        """Whether the index can be asked, and the encoder is loaded."""
        try:
            passages = self.library.vectors.count
            index = "ready" if passages else "the index holds no passages"
        except AssistantError as error:
            index = str(error)
        return Readiness(index=index, model="ready" if self._warm else "the encoder is being loaded")

    def _current(self) -> Assistant:
        """The assistant, over the index as the last build left it."""
        if not self.assistant.library.is_current() and self._opening.acquire(blocking=False):
            try:
                self.assistant = self.assistant.reopened()
                log.info("the index was opened anew")
                self._besides.submit(self._try_examples)
            except AssistantError:
                log.exception("the new index cannot be opened, and the one before it is asked")
            finally:
                self._opening.release()
        return self.assistant

    def _try_examples(self) -> None:
        """Try the questions to start with; where they cannot be tried they are shown as they are."""
        try:
            self.examples = self._suggester_of(self.assistant).first()
        except AssistantError:
            log.exception("the questions to start with could not be tried")

    def _suggester_of(self, assistant: Assistant) -> Suggester:
        if self._suggester.assistant is not assistant:
            self._suggester = Suggester(assistant)
        return self._suggester

    def _ended(self, status: str, waited: float, **more: object) -> None:
        self.metrics.ended(status)
        log.info("a question ended", extra={"status": status, "waited": round(waited, 4), **more})

    def _keep(self, kept: KeptQuestions, question: str, answer: Answer) -> None:
        try:
            kept.keep(question, answer.status)
        except OSError:
            log.exception("a question could not be kept")

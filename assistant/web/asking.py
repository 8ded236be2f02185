"""A question in a page's address -> a plain page with its answer and sources, for browsers that run no script.

The address carries the questions before it too, the last few of them. They are asked again first, so that "and for
carers?" is understood; nothing is held between two pages. All of them together take one place in the queue.
"""

from collections.abc import AsyncGenerator, Sequence

from assistant.answer import MAX_QUESTION, AnswerStatus
from assistant.web.desk import Desk, Visitor
from assistant.web.examples import Examples
from assistant.web.exchanges import Exchange, asked
from assistant.web.framing import FRAME
from assistant.web.rendering import plain_html, plain_sources_html
from assistant.web.routing import Asked, Live, Reply
from assistant.web.templating import renderer
from corpus.records import Paper

PATH = "/ask"
EARLIER = 5  # questions that a follow-up is understood from, each asked again
_HELPED_BY_EXAMPLES = (AnswerStatus.UNCLEAR, AnswerStatus.NOT_FOUND, AnswerStatus.DECLINED)
_render = renderer(**FRAME, answer=plain_html, sources=plain_sources_html)


def asking(desk: Desk) -> Live:
    """The page on which a question is asked and answered; it waits in the same queue as the chat's."""

    async def replies(sent: Asked, address: str) -> AsyncGenerator[Reply | None, None]:
        question = sent.one("q")
        papers = desk.assistant.library.catalogue
        known = {paper.id for paper in papers}
        chosen = [paper for paper in sent.every("paper") if paper in known]
        if not question:
            yield asking_page((), papers, desk.examples)
            return
        visitor = Visitor(address=address, session=PATH)
        before = earlier(sent, chosen)
        async for step in desk.answering(asked(before, question, chosen), question, visitor):
            yield None if step[-1].waiting else asking_page(step, papers, desk.examples)

    return Live(path=PATH, replies=replies)


def earlier(sent: Asked, papers: Sequence[str]) -> tuple[Exchange, ...]:
    """The last few questions before this one, as they are to be asked again."""
    exchanges: tuple[Exchange, ...] = ()
    for question in carried(sent.every("before")):
        exchanges = asked(exchanges, question, papers)
    return exchanges


def carried(questions: Sequence[str]) -> list[str]:
    """The last few questions that together are no longer than one may be: an address holds no more."""
    kept: list[str] = []
    for question in reversed(questions[-EARLIER:]):
        if sum(map(len, kept)) + len(question) > MAX_QUESTION:
            break
        kept.insert(0, question)
    return kept


def asking_page(exchanges: Sequence[Exchange], papers: Sequence[Paper], examples: Sequence[Examples]) -> Reply:
    """The page with the answer to the last question; without a question, with some to start with."""
    *before, exchange = exchanges or (None,)
    helps = exchange is None or (exchange.answer is not None and exchange.answer.status in _HELPED_BY_EXAMPLES)
    body = _render(
        "ask.html",
        title=f"{exchange.question} – answer" if exchange else "Ask a question",
        current="/",  # the same part of the site
        exchange=exchange,
        before=[one.question for one in before if one],
        carried=carried([one.question for one in exchanges if one.answer]),
        papers=papers,
        examples=examples if helps else (),
    )
    return Reply(body=body, status=503 if exchange and exchange.trouble else 200)

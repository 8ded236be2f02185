"""A question in a page's address -> a plain page with its answer and sources, for browsers that run no script.

Each question stands by itself: there is no conversation to follow it up in.
"""

from collections.abc import AsyncGenerator, Sequence

from assistant.answer import AnswerStatus
from assistant.web.desk import Desk, Visitor
from assistant.web.examples import Examples
from assistant.web.exchanges import Exchange, asked
from assistant.web.framing import FRAME
from assistant.web.rendering import plain_html, plain_sources_html
from assistant.web.routing import Asked, Live, Reply
from assistant.web.templating import renderer
from corpus.records import Paper

PATH = "/ask"
_HELPED_BY_EXAMPLES = (AnswerStatus.UNCLEAR, AnswerStatus.NOT_FOUND, AnswerStatus.DECLINED)
_render = renderer(**FRAME, answer=plain_html, sources=plain_sources_html)


def asking(desk: Desk) -> Live:
    """The page on which one question is asked and answered; it waits in the same queue as the chat's."""

    async def replies(sent: Asked, address: str) -> AsyncGenerator[Reply | None, None]:
        question = sent.one("q")
        papers = desk.assistant.library.catalogue
        known = {paper.id for paper in papers}
        chosen = [paper for paper in sent.every("paper") if paper in known]
        if not question:
            yield asking_page(None, papers, desk.examples)
            return
        visitor = Visitor(address=address, session=PATH)
        async for step in desk.answering(asked((), question, chosen), question, visitor):
            yield None if step[-1].waiting else asking_page(step[-1], papers, desk.examples)

    return Live(path=PATH, replies=replies)


def asking_page(exchange: Exchange | None, papers: Sequence[Paper], examples: Sequence[Examples]) -> Reply:
    """The page with a question's answer; without a question, with some to start with."""
    helps = exchange is None or (exchange.answer is not None and exchange.answer.status in _HELPED_BY_EXAMPLES)
    body = _render(
        "ask.html",
        title=f"{exchange.question} – answer" if exchange else "Ask a question",
        current="/",  # the same part of the site
        exchange=exchange,
        papers=papers,
        examples=examples if helps else (),
    )
    return Reply(body=body, status=503 if exchange and exchange.trouble else 200)

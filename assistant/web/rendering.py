"""Exchanges and papers -> HTML: the pieces of the chat."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from assistant.answer import Answer, AnswerStatus, Citation, Statement
from assistant.web.examples import EXAMPLES, Examples
from assistant.web.exchanges import Exchange, Shown
from assistant.web.exporting import briefing_of, plain_of
from assistant.web.framing import FRAME
from assistant.web.marking import quote_stretches, statement_parts
from assistant.web.templating import renderer
from assistant.web.wording import LABELS, provenance
from corpus.records import Paper
from corpus.sentences import sentence_spans

NEXT = {
    AnswerStatus.ANSWERED: "You could ask next",
    AnswerStatus.UNCLEAR: "For example",
}
SHOWN = 40  # answers; the page is sent anew with each question, and with 200 of them would take 1.3 MB
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_HELP = re.compile(r"111\.nhs\.uk|NHS 111|\b999\b|\b116 123\b|\b85258\b")
_HELP_LINKS = {
    "111.nhs.uk": "https://111.nhs.uk",
    "NHS 111": "tel:111",
    "999": "tel:999",
    "116 123": "tel:116123",
    "85258": "sms:85258",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Some words, and where they lead when they are a number to call or a page to open."""

    text: str
    link: str | None = None


def heading_html(papers: Sequence[Paper]) -> str:
    """The page's title, and the line on what it is and is not."""
    return _render("heading.html", reach=reach(papers))


def conversation_html(exchanges: Sequence[Exchange], papers: Sequence[Paper] = (), *, lost: bool = False) -> str:
    """The questions so far and the latest answers; ``papers`` have the names of those that a question was asked of.

    ``lost`` says that there was a conversation, and that it could not be brought back.
    """
    return _render(
        "conversation.html",
        exchanges=[_made(exchange, papers) for exchange in exchanges[-SHOWN:]],
        earlier=exchanges[:-SHOWN],
        lost=lost,
        answers=sum(exchange.answer is not None for exchange in exchanges),
    )


def examples_html(exchanges: Sequence[Exchange], examples: Sequence[Examples] = EXAMPLES) -> str:
    """Questions to start with, for each kind of person, for as long as none was asked."""
    return "" if exchanges or not examples else _render("examples.html", examples=examples)


def sources_html(exchanges: Sequence[Exchange], papers: Sequence[Paper]) -> str:
    """A card for each citation of each answer, the newest answer's in focus; the papers where there is none."""
    return _render("sources.html", exchanges=[_made(e, papers) for e in exchanges[-SHOWN:] if e.answer], papers=papers)


def drawn(exchanges: Sequence[Exchange], papers: Sequence[Paper]) -> tuple[Exchange, ...]:
    """The exchanges, the last one with its answer as it is shown: once made, later questions show it again as it is."""
    *before, last = exchanges
    return (*before, _made(last, papers))


def plain_html(exchange: Exchange, papers: Sequence[Paper]) -> str:
    """An answer alone, without what needs a script to be done with it."""
    return _render("answer.html", exchange=exchange, names={paper.id: paper.name for paper in papers})


def plain_sources_html(exchange: Exchange, papers: Sequence[Paper]) -> str:
    """The cards of one answer."""
    return sources_html([exchange], papers)


def following_html(exchanges: Sequence[Exchange], questions: Sequence[str] = ()) -> str:
    """What to ask after the newest answer; nothing while it is awaited."""
    newest = exchanges[-1] if exchanges else None
    return _render("following.html", exchange=newest, questions=questions) if newest and newest.answer else ""


def announcement_html(exchanges: Sequence[Exchange]) -> str:
    """What a screen reader says once when an answer has come."""
    return _render("announcement.html", exchange=exchanges[-1] if exchanges else None)


def again(exchange: Exchange) -> str:
    """The address that asks the same question of the same papers again."""
    return "/?" + urlencode([("q", exchange.question), *(("paper", paper) for paper in exchange.papers)])


def copied(exchange: Exchange) -> str:
    """What is copied of an answer: its words and their sources, as plain text without the page's address."""
    return plain_of(briefing_of([exchange], datetime.date.today()))


def reach(papers: Sequence[Paper]) -> str:
    """The papers in a few words: "five papers of 2023"."""
    count = _NUMBERS[len(papers)] if len(papers) < len(_NUMBERS) else f"{len(papers):,}"
    years = sorted({paper.date.year for paper in papers if paper.date})
    when = "" if not years else f" of {years[0]}" if len(years) == 1 else f" of {years[0]} to {years[-1]}"
    return f"{count} {'paper' if len(papers) == 1 else 'papers'}{when}"


def standing(citation: Citation) -> str:
    """Whether a quote still holds, in a word or two."""
    if citation.superseded:
        return "Superseded"
    return "Current, part struck out" if citation.struck else "Current"


def blocks(statements: Iterable[Statement]) -> Iterator[tuple[bool, list[Statement]]]:
    """The statements with neighbouring list items together: (is a list, its statements)."""
    block: list[Statement] = []
    for statement in statements:
        if block and not (block[-1].item and statement.item):
            yield block[-1].item, block
            block = []
        block.append(statement)
    if block:
        yield block[-1].item, block


def helped(text: str) -> Iterator[Linked]:
    """A sentence on where to get help, with its numbers and pages as links."""
    at = 0
    for place in _HELP.finditer(text):
        yield Linked(text=text[at : place.start()])
        yield Linked(text=place[0], link=_HELP_LINKS[place[0]])
        at = place.end()
    yield Linked(text=text[at:])


def sentences(text: str) -> tuple[str, ...]:
    """A text sentence by sentence: who needs help reads a line at a time."""
    return tuple(span.of(text) for span in sentence_spans(text))


def leads(answer: Answer) -> bool:
    """Whether the first statement is the answer in brief, ahead of the quotes that carry it."""
    first = answer.statements[0]
    return answer.status is AnswerStatus.ANSWERED and not first.item and "“" not in first.text


def _made(exchange: Exchange, papers: Iterable[Paper]) -> Exchange:
    if exchange.shown or exchange.answer is None:
        return exchange
    names = {paper.id: paper.name for paper in papers}
    answer = _render("answer.html", exchange=exchange, names=names) + _render("tools.html", exchange=exchange)
    return replace(exchange, shown=Shown(answer=answer, cards=_render("cards.html", exchange=exchange)))


_render = renderer(
    **FRAME,
    again=again,
    blocks=blocks,
    copied=copied,
    helped=helped,
    labels=LABELS,
    leads=leads,
    next_heading=NEXT,
    parts_of=statement_parts,
    provenance=provenance,
    sentences=sentences,
    standing=standing,
    stretches=quote_stretches,
)

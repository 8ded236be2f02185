"""The check before an answer leaves: every quote stands at its span, every statement has a citation."""

import logging
from collections.abc import Callable
from dataclasses import replace

from assistant.answer import Answer, AnswerStatus, Citation, Says, Statement
from corpus.records import Document, Span

log = logging.getLogger(__name__)


def numbered(
    statements: list[tuple[str, tuple[Citation, ...], bool]],
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Statements with their citations numbered in the order in which they come; the same place has one number."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    done: list[Statement] = []
    for text, cites, item in statements:
        own = []
        for citation in cites:
            key = (citation.paper, citation.start, citation.end)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                citations.append(replace(citation, number=numbers[key]))
            own.append(numbers[key])
        done.append(Statement(text=text, cites=tuple(dict.fromkeys(own)), item=item))
    return tuple(done), tuple(citations)


def verified(answer: Answer, document: Callable[[str], Document]) -> Answer:
    """The answer without what cannot be checked; not found where nothing is left of it."""
    good = {c.number for c in answer.citations if Span(start=c.start, end=c.end).of(document(c.paper).text) == c.quote}
    bad = [c for c in answer.citations if c.number not in good]
    if not bad:
        return answer
    log.error("quotes not found at their spans: %s", [(c.paper, c.start, c.end) for c in bad])
    statements = tuple(s for s in answer.statements if not s.cites or set(s.cites) <= good)
    if any(s.cites for s in statements):
        return replace(answer, statements=statements, citations=tuple(c for c in answer.citations if c.number in good))
    return replace(
        answer, status=AnswerStatus.NOT_FOUND, statements=(Statement(text=Says.NOT_FOUND),), citations=(), focus=()
    )

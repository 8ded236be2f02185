"""The everyday questions that were written for passages, read from the data beside the papers.

Each line of ``questions/**/*.jsonl`` names a paper and quotes its words exactly; the questions go to
every passage that stands within the quote, or that holds it. Those in ``questions/pairs`` were
written in pairs, answered and unanswered, and train assistant.answerable too.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import CatalogueError
from corpus.records import Document, Span
from index.passages import Passage, Questions, squeezed

FOLDER = "questions"
ASKED_AT_MOST = 36  # questions of a passage that are embedded: each costs build time


def questions_digest(papers: Path) -> str:
    """What changes when any of the questions does."""
    digest = hashlib.sha256()
    for file in _files(papers):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(papers: Path) -> list[Path]:
    return sorted((papers / FOLDER).rglob("*.jsonl"))


def read_questions(papers: Path) -> dict[str, dict[str, Questions]]:
    """For each paper, the quoted words and what people ask of them; raises CatalogueError."""
    asked: dict[str, dict[str, Questions]] = {}
    for file in _files(papers):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                paper, quote, questions = _entry(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise CatalogueError(
                    f"Line {number} of {file.name} cannot be read.", to_do="It needs paper, quote and asks, as JSON."
                ) from error
            quotes = asked.setdefault(paper, {})
            quotes[quote] = _together([quotes[quote], questions]) if quote in quotes else questions
    return asked


def _entry(entry: dict[str, Any]) -> tuple[str, str, Questions]:
    asks, unsaid = entry["asks"], entry.get("unsaid", [])
    if not (isinstance(asks, list) and isinstance(unsaid, list) and entry["quote"].strip()):
        raise TypeError("asks and unsaid are lists, and a quote has words")
    return entry["paper"], entry["quote"], Questions(asks=tuple(asks), unsaid=tuple(unsaid))


def _together(questions: Iterable[Questions]) -> Questions:
    """All of the questions, each once."""
    found = list(questions)
    return Questions(
        asks=_spread(tuple(dict.fromkeys(ask for q in found for ask in q.asks))),
        unsaid=tuple(dict.fromkeys(ask for q in found for ask in q.unsaid)),
    )


def _spread(asks: tuple[str, ...]) -> tuple[str, ...]:
    """At most ``ASKED_AT_MOST`` of the questions, evenly from first to last: each writer has a share."""
    if len(asks) <= ASKED_AT_MOST:
        return asks
    return tuple(asks[round(i * (len(asks) - 1) / (ASKED_AT_MOST - 1))] for i in range(ASKED_AT_MOST))


def placed_questions(
    document: Document, passages: Iterable[Passage], asked: dict[str, dict[str, Questions]]
) -> dict[str, Questions]:
    """The questions of a document's passages, by passage id.

    The same words may stand twice in a paper (an action in two chapters): both get the questions.
    Words that another paper shares get that paper's questions, unless they were struck out.
    """
    own = [(span, q) for quote, q in asked.get(document.paper.id, {}).items() for span in _all(document.text, quote)]
    starts, ends = np.array([(span.start, span.end) for span, _ in own], dtype=np.intp).reshape(-1, 2).T
    shared = {squeezed(quote): q for quotes in asked.values() for quote, q in quotes.items()}
    placed: dict[str, Questions] = {}
    for passage in passages:
        start, end = passage.span.start, passage.span.end  # Span.holds, either way, of all at once
        around, within = (starts <= start) & (ends >= end), (starts >= start) & (ends <= end)
        found = [own[i][1] for i in np.flatnonzero(around | within)]
        if not found and not any(s.meets(passage.span) for s in document.struck):
            found = [shared[key]] if (key := squeezed(passage.text)) in shared else []
        if found:
            placed[passage.id] = _together(found)
    return placed


def _all(text: str, quote: str) -> list[Span]:
    spans, at = [], text.find(quote)
    while at >= 0:
        spans.append(Span(start=at, end=at + len(quote)))
        at = text.find(quote, at + 1)
    return spans

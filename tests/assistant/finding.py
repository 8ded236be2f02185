"""Ways to the passages and records that tests speak of."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from assistant.conversation import Conversation, Leaning, settle
from assistant.draft import Claim, Draft
from assistant.questions import understand
from assistant.ranking import ranked
from corpus.records import Indicator, Record
from index.library import Library
from index.passages import Passage
from index.search import Searcher

R = TypeVar("R", bound=Record)


def holding(library: Library, paper: str, words: str) -> Passage:
    """The first passage of a paper that holds some words."""
    return next(passage for passage in library.passages(paper) if words in passage.text)


def every_passage(library: Library) -> list[Passage]:
    """The passages of all papers."""
    return [passage for paper in library.papers for passage in library.passages(paper)]


def record(library: Library, paper: str, kind: type[R], words: str) -> R:
    """The first record of a kind whose text holds some words."""
    return next(record for record in library.document(paper).of_type(kind) if words in record.text)


def indicator(library: Library, words: str) -> Indicator:
    """An indicator of the strategy by some of its words."""
    return record(library, "strategy", Indicator, words)


def draft(library: Library, question: str, conversation: Conversation | None = None) -> Draft:
    """A question as it is understood before the search."""
    conversation = conversation or Conversation()
    settled = settle(question, conversation)
    asked = settled.own if settled.leaning is not Leaning.NONE else settled.question
    return Draft(
        question=question,
        conversation=conversation,
        library=library,
        settled=settled,
        ask=understand(asked, (), library.names),
    )


def searched(searcher: Searcher, question: str, conversation: Conversation | None = None) -> Draft:
    """A question with what the search found."""
    asked = draft(searcher.library, question, conversation)
    results, order = ranked(asked, searcher)
    return replace(asked, results=results, ranked=order)


def texts(claims: Iterable[Claim] | None) -> list[str] | None:
    """The words of claims, for comparing them whole."""
    return None if claims is None else [claim.text for claim in claims]


def places(claims: Iterable[Claim]) -> list[tuple[str, str]]:
    """The paper and the quote of every citation, in their order."""
    return [(citation.paper, citation.quote) for claim in claims for citation in claim.cites]

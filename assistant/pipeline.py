"""A question -> a cited answer, as a list of steps.

1. check the input            2. settle a follow-up       3. stop what is not for the papers
4. understand the question    5. search                   6. look up records (lists, versions,
   definitions, papers side by side)                      7. decide whether the papers answer it
8. compose                    9. verify every citation
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, AnswerStatus, Citation, Says, Statement
from assistant.changes import change_claims
from assistant.citing import numbered, verified
from assistant.comparing import compare_claims, disagreements, twin_citations
from assistant.composing import passage_claims, place, quote
from assistant.conversation import Conversation, Leaning, Settled, settle
from assistant.deciding import silence
from assistant.definitions import definition_claims
from assistant.draft import Claim, Draft, cite_passage, record_of
from assistant.guards import checked_input, guarded
from assistant.lists import list_claims
from assistant.questions import Kind, understand
from assistant.ranking import ranked
from assistant.vocabulary import Vocabulary, read_vocabulary
from index.encoders import Embedder
from index.library import Library
from index.passages import Passage
from index.search import Searcher

log = logging.getLogger(__name__)

SECOND = 0.90  # share of the best score from which a second passage is shown too
COVERED = 0.72  # and, for "which part covers...", from which a place is listed
COVERED_AT_MOST = 4
WORDS = 85  # words of an answer after which no further passage is added
_EXAMPLES = (
    "What is the target for smoking in pregnancy?",
    "Who is responsible for virtual wards?",
    "What changed between versions 7.1 and 8.0?",
)


class Assistant:
    """Answers questions over one library."""

    def __init__(self, library: Library, embedder: Embedder, vocabulary: Vocabulary | None = None) -> None:
        self.library = library
        self.searcher = Searcher(library, embedder)
        self._vocabulary = vocabulary or read_vocabulary()

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        """The answer to a question, read after the turns of the conversation so far."""
        began = time.perf_counter()
        answer = self._answer(question, conversation or Conversation())
        answer = verified(answer, self.library.document)
        return replace(answer, seconds=time.perf_counter() - began)

    def _answer(self, question: str, conversation: Conversation) -> Answer:
        text, unusable = checked_input(question)
        if unusable:
            return _fixed(question[:200], AnswerStatus.UNCLEAR, unusable)
        if stopped := guarded(text):
            status, says = stopped
            return _fixed(text, status, says, _EXAMPLES if status is AnswerStatus.UNCLEAR else ())
        settled = settle(text, conversation)
        draft = self._understood(text, settled, conversation)
        draft = self._searched(draft)
        for look_up in (list_claims, definition_claims, change_claims):
            if claims := look_up(draft):
                return _answered(draft, claims)
        if claims := compare_claims(draft, self.searcher):
            return _answered(draft, claims)
        if says := silence(draft):
            return _not_found(draft, says)
        return _answered(draft, _composed(draft))

    def _understood(self, text: str, settled: Settled, conversation: Conversation) -> Draft:
        terms = self._vocabulary.meanings(settled.own)
        papers = [document.paper for document in self.library.documents()]
        return Draft(
            question=text,
            conversation=conversation,
            library=self.library,
            settled=settled,
            ask=understand(settled.own if settled.leaning is not Leaning.NONE else settled.question, terms, papers),
            terms=terms,
        )

    def _searched(self, draft: Draft) -> Draft:
        results, order = ranked(draft, self.searcher)
        return replace(draft, results=results, ranked=order)


def _fixed(question: str, status: AnswerStatus, says: Says, suggestions: Sequence[str] = ()) -> Answer:
    return Answer(
        question=question,
        understood=question,
        status=status,
        statements=(Statement(text=says.value),),
        suggestions=tuple(suggestions),
    )


def _answered(draft: Draft, claims: Sequence[Claim]) -> Answer:
    statements, citations = numbered([(claim.text, claim.cites, claim.item) for claim in claims])
    return Answer(
        question=draft.question,
        understood=draft.settled.question,
        status=AnswerStatus.ANSWERED,
        statements=statements,
        citations=citations,
        suggestions=_suggestions(draft),
        focus=_focus(draft, claims),
    )


def _focus(draft: Draft, claims: Sequence[Claim]) -> tuple[str, ...]:
    """The passages that the answer is about, in the order of its items."""
    items = [claim for claim in claims if claim.item] or list(claims)
    found: dict[str, None] = {}
    for claim in items:
        for citation in claim.cites:
            if passage := _passage_at(draft.library, citation):
                found.setdefault(passage.id)
    return tuple(found)


def _passage_at(library: Library, citation: Citation) -> Passage | None:
    return next(
        (
            p
            for p in library.passages(citation.paper)
            if p.span.start <= citation.start < p.span.end or citation.start <= p.span.start < citation.end
        ),
        None,
    )


def _suggestions(draft: Draft) -> tuple[str, ...]:
    """Questions that the passages around the answer answer."""
    if draft.top is None:
        return ()
    passages = draft.library.passages(draft.top.passage.paper)
    at = next(i for i, p in enumerate(passages) if p.id == draft.top.passage.id)
    around = [p for p in passages[max(0, at - 2) : at + 4] if p.id != draft.top.passage.id and p.asks]
    return tuple(p.asks[0][:1].upper() + p.asks[0][1:] for p in around)[:3]


def _not_found(draft: Draft, says: Says) -> Answer:
    """The plain word that the papers do not say, with the nearest passage and what was searched."""
    nearest = [r.passage for r in draft.ranked[:2] if r.dense >= 0.3]
    claims = [Claim(text=says.value)]
    for passage in nearest[:1]:
        claims.append(
            Claim(
                text=f"{Says.NEAREST.value} {place(draft.library, passage)}: {quote(draft.library, passage)}",
                cites=(cite_passage(draft.library, passage),),
            )
        )
    answer = _answered(draft, claims)
    papers = ", ".join(d.paper.name for d in draft.library.documents())
    return replace(answer, status=AnswerStatus.NOT_FOUND, searched=papers)


def _composed(draft: Draft) -> list[Claim]:
    """The best passage, what disagrees with it, and a further passage where it is as good."""
    assert draft.top is not None and draft.results is not None
    others = [r.passage for r in (*draft.ranked, *draft.results.dropped)]
    if draft.ask.kind is Kind.COVERAGE:
        return _covered(draft, others)
    claims = _shown(draft, draft.top.passage, others)
    for result in draft.ranked[1:4]:
        if result.score < SECOND * draft.top.score or _length(claims) > WORDS:
            break
        if not _repeats(draft, result.passage, claims):
            claims += _shown(draft, result.passage, others)
            break
    return claims


def _covered(draft: Draft, others: list[Passage]) -> list[Claim]:
    """Every place that covers the topic, best first, with their count."""
    assert draft.top is not None
    places: list[Claim] = []
    for result in draft.ranked[:10]:
        if result.score < COVERED * draft.top.score or len(places) >= COVERED_AT_MOST:
            break
        if not _repeats(draft, result.passage, places):
            places += _shown(draft, result.passage, others)[:1] if places else _shown(draft, result.passage, others)
    return places


def _shown(draft: Draft, passage: Passage, others: list[Passage]) -> list[Claim]:
    claims = passage_claims(draft.library, passage, draft.ask)
    twins = twin_citations(draft.library, passage, others)
    claims[0] = replace(claims[0], cites=(*claims[0].cites, *twins))
    return [*claims, *disagreements(draft.library, passage, others)]


def _repeats(draft: Draft, passage: Passage, claims: Sequence[Claim]) -> bool:
    """Whether a passage's words were shown already, by itself or by a twin."""
    if record_of(draft.library, passage).span == passage.span and passage.superseded:
        return True
    cited = {(c.paper, c.start, c.end) for claim in claims for c in claim.cites}
    return (passage.paper, passage.span.start, passage.span.end) in cited


def _length(claims: Sequence[Claim]) -> int:
    return sum(len(claim.text.split()) for claim in claims)

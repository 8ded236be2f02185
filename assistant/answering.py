"""Claims -> an answer: its statements with numbered citations, what it is about, and what to ask next."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, AnswerStatus, Says, Statement
from assistant.citing import numbered
from assistant.composing import place, quote
from assistant.conversation import Leaning
from assistant.draft import Claim, Draft, cite_passage

NEAREST = 0.3  # dense score from which a passage is shown as the nearest, where the papers do not say
SUGGESTIONS = 3


def fixed(question: str, status: AnswerStatus, says: Says, suggestions: Sequence[str] = ()) -> Answer:
    """One fixed sentence."""
    return Answer(
        question=question,
        understood=question,
        status=status,
        statements=(Statement(text=says.value),),
        suggestions=tuple(suggestions),
    )


def answered(draft: Draft, claims: Sequence[Claim]) -> Answer:
    """The claims as they are told."""
    statements, citations = numbered([(claim.text, claim.cites, claim.item) for claim in claims])
    focus = _focus(draft, claims)
    return Answer(
        question=draft.question,
        understood=draft.settled.question,
        status=AnswerStatus.ANSWERED,
        statements=statements,
        citations=citations,
        suggestions=_suggestions(draft),
        focus=focus,
        listing=draft.settled.focus if draft.settled.leaning is Leaning.POINTER else focus,
    )


def within(draft: Draft, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that rest on the chosen papers alone; none where what is left would mislead: half a list, or no source."""
    if not draft.papers:
        return list(claims)
    kept = [claim for claim in claims if all(cited.paper in draft.papers for cited in claim.cites)]
    halved = sum(claim.item for claim in kept) < sum(claim.item for claim in claims)
    unfounded = any(claim.cites for claim in claims) and not any(claim.cites for claim in kept)
    return [] if halved or unfounded else kept


def _focus(draft: Draft, claims: Sequence[Claim]) -> tuple[str, ...]:
    """The passages that the answer is about, in the order of its items."""
    items = [claim for claim in claims if claim.item] or list(claims)
    found: dict[str, None] = {}
    for claim in items:
        for citation in claim.cites:
            if passage := draft.library.passage_at(citation.paper, citation.start, citation.end):
                found.setdefault(passage.id)
    return tuple(found)


def _suggestions(draft: Draft) -> tuple[str, ...]:
    """Questions that lie near the one asked: of the other passages found, one each, in whole sentences."""
    shown: dict[str, None] = {}
    asked = {draft.top.passage.record} if draft.top else set()
    for result in draft.ranked[1:]:
        passage = result.passage
        whole = [ask for ask in passage.asks if ask[0].isupper() and ask.endswith("?") and len(ask.split()) <= 16]
        if passage.record not in asked and whole:
            asked.add(passage.record)
            shown.setdefault(whole[0])
    return tuple(shown)[:SUGGESTIONS]


def not_found(draft: Draft, says: str) -> Answer:
    """The plain word that the papers do not say, with the nearest passage and what was searched."""
    shown = () if draft.place and not draft.spots else draft.ranked[:2]
    nearest = next((r.passage for r in shown if r.dense >= NEAREST), None)
    claims = [Claim(text=str(says))]
    if nearest is not None:
        text = f"{Says.NEAREST.value} {place(draft.library, nearest)}: {quote(draft.library, nearest)}"
        claims.append(Claim(text=text, cites=(cite_passage(draft.library, nearest),)))
    answer = answered(draft, claims)
    papers = ", ".join(p.name for p in draft.library.catalogue if p.id in draft.papers or not draft.papers)
    return replace(answer, status=AnswerStatus.NOT_FOUND, searched=papers)

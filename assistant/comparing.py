"""Papers side by side: what each says on one thing, and where they disagree."""

import re

from assistant.alike import Difference, differences_of, twins_of
from assistant.answer import Citation, shown
from assistant.composing import place
from assistant.draft import Claim, Draft, cite_passage
from assistant.questions import Kind
from corpus.records import PaperKind
from index.keywords import stem_set
from index.library import Library
from index.passages import Passage, PassageKind
from index.search import Searcher

_OUTCOME_ASKED = re.compile(r"\boutcome\b", re.IGNORECASE)
_WITH_OUTCOMES = (PaperKind.STRATEGY, PaperKind.ACTION_PLAN, PaperKind.TRACKED_CHANGES)  # others hold paragraphs alone
_SMALL_CHANGE = 5  # words that may differ on either side of a figure that differs
_RAREST = 4  # words by which the same sentence is known in another paper
_FIGURE = re.compile(r"\d")
_NEAR = 0.15  # how far below the best a second paper's passage may lie and still be about the same thing


def compare_claims(draft: Draft, searcher: Searcher) -> list[Claim] | None:
    """What two papers say on the asked thing, each with its quote; None where only one speaks of it."""
    if draft.ask.kind is not Kind.COMPARE or draft.top is None:
        return None
    if _OUTCOME_ASKED.search(draft.question) and (outcomes := _outcome_claims(draft)):
        return outcomes
    best = draft.top
    others = draft.found
    differing = differences_of(draft.library, best.passage, others)
    if differing:
        return [
            *_quoted(draft.library, best.passage),
            *(c for d in differing for c in _difference(draft.library, best.passage, d)),
        ]
    chosen = [best.passage]
    found_in = {passage.paper for passage in others}
    for paper in draft.ask.papers or [paper for paper in draft.library.papers if paper in found_in]:
        if len(chosen) >= 3:
            break
        if paper == best.passage.paper:
            continue
        found = searcher.search(draft.settled.question, k=1, papers=[paper])
        if found.kept and (draft.ask.papers or found.kept[0].dense >= best.dense - _NEAR):
            chosen.append(found.kept[0].passage)
    if len(chosen) == 1:
        return None
    return [claim for passage in _distinct(draft.library, chosen) for claim in _quoted(draft.library, passage)]


def _outcome_claims(draft: Draft) -> list[Claim]:
    """How each paper words the outcome that is asked about, by its number or by its topic."""
    number = draft.ask.outcome
    if number is None:
        number = next((p.outcome for p in draft.found if p.kind is PassageKind.OUTCOME), None)
    worded = [
        p
        for paper in draft.library.papers_of(*_WITH_OUTCOMES)
        for p in draft.library.passages(paper.id)
        if p.kind is PassageKind.OUTCOME and p.outcome == number
    ]
    return [claim for passage in worded for claim in _quoted(draft.library, passage)] if len(worded) > 1 else []


def _distinct(library: Library, passages: list[Passage]) -> list[Passage]:
    kept: list[Passage] = []
    for passage in passages:
        if not twins_of(library, passage, kept):
            kept.append(passage)
    return kept


def _quoted(library: Library, passage: Passage) -> list[Claim]:
    cited = cite_passage(library, passage)
    return [Claim(text=f"{place(library, passage)}: “{shown(cited)}”", cites=(cited,))]


def _difference(library: Library, passage: Passage, difference: Difference) -> list[Claim]:
    cited = cite_passage(library, difference.passage)
    words = []
    if difference.here:
        words.append(f"only the first has “{' '.join(difference.here)}”")
    if difference.there:
        words.append(f"only the second has “{' '.join(difference.there)}”")
    both = (cite_passage(library, passage), cited)
    return [
        Claim(text=f"{place(library, difference.passage)}: “{shown(cited)}”", cites=(cited,)),
        Claim(text=f"They differ: {'; '.join(words)}.{newer_words(library, passage, difference.passage)}", cites=both),
    ]


def look_alikes(library: Library, passage: Passage) -> list[Passage]:
    """The passages of other papers that share the rarest words of a passage, however far they are from the question."""
    rarest = sorted(stem_set(passage.text), key=lambda stem: (library.keywords.frequency(stem), stem))[:_RAREST]
    if len(rarest) < _RAREST:
        return []
    return [other for other in library.passages_with(" ".join(rarest)) if other.paper != passage.paper]


def newer_words(library: Library, one: Passage, other: Passage) -> str:
    """Which of two passages' papers is the newer, where their dates or kinds say so."""
    first, second = library.paper(one.paper), library.paper(other.paper)
    if first.superseded_by == second.id or second.superseded_by == first.id:
        return f" {(second if first.superseded_by == second.id else first).name} is the newer."
    if first.kind is PaperKind.TRACKED_CHANGES and second.kind is PaperKind.STRATEGY:
        return f" {second.name} is the newer."
    if second.kind is PaperKind.TRACKED_CHANGES and first.kind is PaperKind.STRATEGY:
        return f" {first.name} is the newer."
    if first.date and second.date and first.date != second.date:
        return f" {(first if first.date > second.date else second).name} is the newer."
    return " The papers do not show which is the newer."


def disagreements(library: Library, passage: Passage, others: list[Passage]) -> list[Claim]:
    """Another paper's other figure or date for the same sentence, to be shown beside it."""
    claims = []
    figures = bool(_FIGURE.search(passage.text))  # without one on either side, no figure differs
    likely = [o for o in others if o.paper != passage.paper and (figures or _FIGURE.search(o.text))]
    for difference in differences_of(library, passage, likely):
        small = max(len(difference.here), len(difference.there)) <= _SMALL_CHANGE
        if not difference.in_figures or not small or not difference.close or "\t" in difference.passage.text:
            continue
        cited = cite_passage(library, difference.passage)
        here, there = " ".join(difference.here), " ".join(difference.there)
        claims.append(
            Claim(
                text=f"The papers differ: {place(library, difference.passage)}, {_instead(here, there)}."
                f"{newer_words(library, passage, difference.passage)}",
                cites=(cite_passage(library, passage), cited),
            )
        )
    return claims


def _instead(here: str, there: str) -> str:
    if not there:
        return f"does not have “{here}”"
    return f"has “{there}” where this has “{here}”" if here else f"also has “{there}”"


def twin_citations(library: Library, passage: Passage, others: list[Passage]) -> tuple[Citation, ...]:
    """The same words in other papers, cited once each."""
    return tuple(cite_passage(library, twin) for twin in twins_of(library, passage, others))

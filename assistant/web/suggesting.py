"""An answer -> the questions to ask next, from the records around it; each has been asked, and is answered.

1. The records that the answer cites, or the nearest that it names, give candidates: the everyday questions of their
   neighbours in the same part of the paper, the lists that they belong to, and what is said under the next headings.
2. A candidate must stand alone after this conversation, be answered, and be answered by something that the answer
   does not show: an everyday question by the very record that it was written for, a list by a list.
3. Then come the questions near the one asked, and where nothing is cited the page's first ones.
"""

import re
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from assistant.answer import Answer, AnswerStatus, Citation
from assistant.conversation import Conversation, Leaning, settle
from assistant.pipeline import Assistant
from assistant.web.examples import EXAMPLES, Examples
from corpus.records import Action, Change, Enabler, Heard, Indicator, Metric, Outcome, Paragraph, Priority, Record, Span
from index.keywords import stem_set, stems
from index.library import Library
from index.passages import Passage

SUGGESTIONS = 3
ENOUGH = 3  # of the page's own first questions: with no more than these, the papers are others
_TRIED = 12  # candidates that are asked for one answer, about 15 ms each
_AROUND = 4  # passages before and after one that are its neighbours
_LONGEST = 16  # words of a question on a button
_SHARED = 0.4  # of a question's words that stand in its passage: fewer, and it is hard to see what it is about
_REMEMBERED = 4096  # questions whose answers' places are remembered
_COUNTED = re.compile(r"%|(?:percentage|proportion|number|rate) of ")
_ABOUT_ITS_FORM = re.compile(
    r"\b(?:overview|summary|section|sentence|heading|bullet|passage|page|chapter)\b", re.IGNORECASE
)
_WHOLE = re.compile(r"(?:Wh|How|Will|Is|Are|Do|Does|Did|Can|Has|Have|Which)[^\n]*\?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a paper."""

    paper: str
    span: Span

    def meets(self, other: "Place") -> bool:
        """Whether they share a character."""
        return self.paper == other.paper and self.span.meets(other.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A question, and the place that its answer must cite; None where its answer must be a list."""

    question: str
    at: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What became of a question: whether it is answered, by a list, and from where."""

    answered: bool
    listed: bool
    places: frozenset[Place]


NOWHERE: frozenset[Place] = frozenset()


class Suggester:
    """Finds what to ask next; what became of a question is remembered."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._known: OrderedDict[tuple[str, tuple[str, ...]], _Outcome] = OrderedDict()

    def after(self, answer: Answer, conversation: Conversation, papers: Collection[str] = ()) -> tuple[str, ...]:
        """The questions to offer below an answer that was given in a conversation, from the chosen papers."""
        return tuple(question for question in self.steps(answer, conversation, papers) if question)

    def steps(self, answer: Answer, conversation: Conversation, papers: Collection[str] = ()) -> Iterator[str | None]:
        """The same a step at a time, none longer than one question takes: each gives a question to offer, or None."""
        if answer.status is AnswerStatus.SIGNPOSTED:
            return
        so_far, chosen = conversation.then(answer.question, answer), tuple(papers)
        asked = {_plain(turn.question) for turn in so_far.turns} | {_plain(answer.understood)}
        shown = frozenset(_place(citation) for citation in answer.citations)
        found = 0
        for candidate in _first(self._candidates(answer), _TRIED):
            stands = settle(candidate.question, so_far).leaning is Leaning.NONE
            leads = stands and _plain(candidate.question) not in asked and self._leads_on(candidate, shown, chosen)
            yield candidate.question if leads else None
            found += leads
            if found == SUGGESTIONS:
                return

    def first(self) -> tuple[Examples, ...]:
        """The questions to start with: those of the page that these papers answer, else what stands under their headings."""
        groups = (
            Examples(people=group.people, questions=tuple(q for q in group.questions if self._became(q, ()).answered))
            for group in EXAMPLES
        )
        kept = tuple(group for group in groups if group.questions)
        if sum(len(group.questions) for group in kept) > ENOUGH:
            return kept
        headings = (
            candidate for candidate in _openings(self.assistant.library) if self._leads_on(candidate, NOWHERE, ())
        )
        found = tuple(candidate.question for candidate in _first(headings, SUGGESTIONS))
        return (Examples(people="From the papers", questions=found),) if found else ()

    def _candidates(self, answer: Answer) -> Iterable[Candidate]:
        first = (Candidate(question=question) for question in answer.suggestions)
        if answer.status is AnswerStatus.UNCLEAR:
            return first
        start = [Candidate(question=question) for group in EXAMPLES for question in group.questions]
        return chain(around(self.assistant.library, answer.citations), first, () if answer.citations else start)

    def _leads_on(self, candidate: Candidate, shown: frozenset[Place], papers: tuple[str, ...]) -> bool:
        if candidate.at and any(candidate.at.meets(place) for place in shown):
            return False
        became = self._became(candidate.question, papers)
        if not became.answered or became.places <= shown:
            return False
        return candidate.at is None or any(candidate.at.meets(place) for place in became.places)

    def _became(self, question: str, papers: tuple[str, ...]) -> _Outcome:
        key = (question, papers)
        if key not in self._known:
            answer = self.assistant.ask(question, papers=papers)
            self._known[key] = _Outcome(
                answered=answer.status is AnswerStatus.ANSWERED,
                listed=any(said.item for said in answer.statements),
                places=frozenset(_place(citation) for citation in answer.citations),
            )
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return self._known[key]


def around(library: Library, citations: Iterable[Citation]) -> Iterator[Candidate]:
    """Questions from the records around some places, nearest first, taken by turns: neighbours, lists, headings."""
    cited = [found for citation in citations if (found := _cited(library, citation))]
    lists = (Candidate(question=question) for _, record in cited[:3] for question in lists_of(record))
    near = (candidate for passage, _ in cited[:3] for candidate in _neighbours(library, passage))
    taken: set[str] = set()
    for candidate in (one for pair in zip_longest(near, lists) for one in pair if one):
        if candidate.question not in taken:
            taken.add(candidate.question)
            yield candidate


def _openings(library: Library) -> Iterator[Candidate]:
    """What is said under headings, of the first passages of each paper."""
    for paper in library.papers[:_TRIED]:
        records = library.document(paper).records
        for passage in library.passages(paper)[:_TRIED]:
            if question := _asking_of(passage, records[passage.record]):
                yield Candidate(question=question, at=Place(paper=paper, span=passage.span))
                break


def lists_of(record: Record) -> Iterator[str]:
    """The complete lists that a record belongs to, as questions."""
    match record:
        case Indicator() | Priority() | Outcome() | Heard():
            number = record.number if isinstance(record, Outcome) else record.outcome
            if number is not None:
                yield f"What are the priorities for shared outcome {number}?"
                yield f"What are the indicators for shared outcome {number}?"
                yield f"What did people say about shared outcome {number}?"
        case Action() | Metric() if record.chapter is not None:
            yield f"What are the goals of chapter {record.chapter}?"
            yield f"What are the metrics of chapter {record.chapter}?"
        case Change():
            yield "What changed between versions 7.1 and 8.0?"
        case Enabler():
            yield "What are the enablers?"
        case _:
            yield "What are the shared outcomes?"


def _neighbours(library: Library, passage: Passage) -> Iterator[Candidate]:
    """Questions that the passages before and after one answer, the nearest first."""
    passages = library.passages(passage.paper)
    records = library.document(passage.paper).records
    at = next(number for number, other in enumerate(passages) if other.id == passage.id)
    steps = (step for far in range(1, _AROUND + 1) for step in (far, -far) if 0 <= at + step < len(passages))
    for near in (passages[at + step] for step in steps):
        question = _asking_of(near, records[near.record])
        if question and near.record != passage.record:
            yield Candidate(question=question, at=Place(paper=near.paper, span=near.span))


def _asking_of(passage: Passage, record: Record) -> str | None:
    """A question that a passage answers, in words that can be understood beside another answer."""
    if isinstance(record, Indicator) and record.target and len(record.measure.split()) <= _LONGEST - 6:
        measure = record.measure[:1].lower() + record.measure[1:]
        return f"What is the target for {'the ' if _COUNTED.match(measure) else ''}{measure}?"
    if passage.asks:
        return _everyday(passage)
    return _said_under(record) if isinstance(record, Paragraph) else None


def _everyday(passage: Passage) -> str | None:
    """The whole question that shares most of its words with the passage, and asks of its matter, not of the paper's form."""
    held = stem_set(passage.text)
    whole = [
        ask
        for ask in passage.asks
        if _WHOLE.fullmatch(ask) and 4 <= len(ask.split()) <= _LONGEST and not _ABOUT_ITS_FORM.search(ask)
    ]
    shares = {ask: sum(stem in held for stem in asked) / len(asked) for ask in whole if (asked := stems(ask))}
    best = max(shares, key=lambda ask: shares[ask], default=None)
    return best if best and shares[best] >= _SHARED else None


def _said_under(record: Paragraph) -> str | None:
    """A question after a heading, for papers that come without everyday questions."""
    heading = " ".join(record.headings[-1].split()).strip(" :.") if record.headings else ""
    return f"What is said about {heading}?" if 0 < len(heading.split()) <= _LONGEST - 4 else None


def _cited(library: Library, citation: Citation) -> tuple[Passage, Record] | None:
    """The passage that a citation rests on, with its record."""
    span = Span(start=citation.start, end=citation.end)
    passage = next((p for p in library.passages(citation.paper) if p.span.meets(span)), None)
    return (passage, library.document(passage.paper).records[passage.record]) if passage else None


def _place(citation: Citation) -> Place:
    return Place(paper=citation.paper, span=Span(start=citation.start, end=citation.end))


def _plain(question: str) -> str:
    return " ".join(re.findall(r"\w+", question.casefold()))


def _first(candidates: Iterable[Candidate], count: int) -> Iterator[Candidate]:
    return (candidate for _, candidate in zip(range(count), candidates, strict=False))

"""What is handed from step to step on the way from a question to its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.answer import Citation, cite
from assistant.conversation import Conversation, Settled
from assistant.places import Place
from assistant.questions import Ask
from assistant.standing import Spot
from corpus.records import Record, Span
from index.library import Library
from index.passages import Passage
from index.search import SearchResult, SearchResults


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence on its way into an answer: its words, and the places that carry them."""

    text: str
    cites: tuple[Citation, ...] = ()
    item: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A question, what was understood and found so far, and the library that it is asked of.

    ``terms`` are the papers' terms for lay words of the question, with those words. ``papers`` are those that it
    may be answered from; none named is all of them. ``place`` is the place that it names, ``looked_in`` the papers
    that were to have it, and ``spots`` where papers have it: nothing else is then searched.
    """

    question: str
    conversation: Conversation
    library: Library
    settled: Settled
    ask: Ask
    results: SearchResults | None = None
    ranked: tuple[SearchResult, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    place: Place | None = None
    looked_in: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()

    @property
    def at(self) -> frozenset[str]:
        """The ids of the passages that stand at the place; none where no place is named."""
        return frozenset().union(*(spot.ids for spot in self.spots))

    @property
    def top(self) -> SearchResult | None:
        """The best result, where there is one."""
        return self.ranked[0] if self.ranked else None

    @property
    def read(self) -> list[float]:
        """What the cross-encoder gave to the passages that it read, in their order."""
        return [result.read for result in self.ranked if result.read is not None]

    @property
    def found(self) -> list[Passage]:
        """Every passage that was found, those that were ranked first."""
        passages = (*(result.passage for result in self.ranked), *(self.results.passages if self.results else ()))
        return list({passage.id: passage for passage in passages}.values())


def record_of(library: Library, passage: Passage) -> Record:
    """The record that a passage was cut from."""
    return library.document(passage.paper).records[passage.record]


def cite_passage(library: Library, passage: Passage) -> Citation:
    """A citation of a whole passage."""
    return cite(library.document(passage.paper), passage.span, passage.locator, passage.page)


def cite_span(library: Library, paper: str, span: Span, locator: str, page: int | None) -> Citation:
    """A citation of any stretch of a paper."""
    return cite(library.document(paper), span, locator, page)

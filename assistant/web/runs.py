"""A document's text and what lies over it -> runs: stretches of words that are shown alike.

Over the text lie what is struck out, the passage that a link marks, the words that were looked for, and the
places of records. A run ends where any of them begins or ends.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.records import Document, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some words: struck out or not, in the passage or not, found as the how-manieth, and the places that begin here.

    The passage's first run has its ``id``; another is its ``last``.
    """

    text: str
    struck: bool = False
    passage: bool = False
    id: str | None = None
    last: bool = False
    found: int | None = None
    places: tuple[str, ...] = ()


class Overlay:
    """What lies over a document's text, ready to be cut into runs."""

    def __init__(self, document: Document, passage: Span | None = None, found: Sequence[Span] = ()) -> None:
        self._text = document.text
        atoms = [span for block in document.blocks for span in (block.cells or (block.span,))]
        self._struck, self._found = sorted(document.struck), list(found)
        self.passage = _shown(atoms, passage) if passage else None
        self._id = place_id(passage) if passage else None
        self._places = _places(atoms, {record.span for record in document.records} - {passage})
        over = [*self._struck, *self._found, *([self.passage] if self.passage else [])]
        self._cuts = sorted({edge for span in over for edge in (span.start, span.end)} | set(self._places))

    def runs(self, span: Span) -> tuple[Run, ...]:
        """A stretch of the text as runs."""
        cuts = self._cuts[bisect_right(self._cuts, span.start) : bisect_left(self._cuts, span.end)]
        edges = [span.start, *cuts, span.end]
        return tuple(self._run(start, end) for start, end in pairwise(edges))

    def _run(self, start: int, end: int) -> Run:
        passage = self.passage
        inside = passage is not None and passage.start <= start < passage.end
        return Run(
            text=self._text[start:end],
            struck=_over(self._struck, start) is not None,
            passage=inside,
            id=self._id if passage and start == passage.start else None,
            last=bool(passage and end == passage.end),
            found=_over(self._found, start),
            places=self._places.get(start, ()),
        )


def _over(spans: Sequence[Span], at: int) -> int | None:
    """The place in the row of the span that a character lies in."""
    before = bisect_right(spans, at, key=lambda span: span.start) - 1
    return before if before >= 0 and at < spans[before].end else None


def place_id(span: Span) -> str:
    """What a place is called within its page: "120-164"."""
    return f"{span.start}-{span.end}"


def _places(atoms: Sequence[Span], spans: Iterable[Span]) -> dict[int, tuple[str, ...]]:
    """The places by where their words begin to be shown."""
    places: dict[int, list[str]] = defaultdict(list)
    for span in sorted(spans):
        if shown := _shown(atoms, span):
            places[shown.start].append(place_id(span))
    return {start: tuple(names) for start, names in places.items()}


def _shown(atoms: Sequence[Span], span: Span) -> Span | None:
    """What is shown of a span: the gaps between blocks and cells at its ends are not."""
    first = bisect_right(atoms, span.start, key=lambda atom: atom.end)
    last = bisect_left(atoms, span.end, key=lambda atom: atom.start) - 1
    if first > last:
        return None
    shown = Span(start=max(span.start, atoms[first].start), end=min(span.end, atoms[last].end))
    return shown if shown.start < shown.end else None

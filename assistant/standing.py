"""A library and a named place -> what stands there: the passages of every paper that has such a place.

Paragraphs, sections, footnotes and appendices are known by the numbers printed in the paper, pages where the file or
the paper itself tells them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.places import Key, Place, PlaceKind, label
from assistant.questions import Listed
from corpus.records import (
    Action,
    BlockKind,
    Document,
    Heard,
    Indicator,
    Metric,
    PaperKind,
    Paragraph,
    Priority,
    Record,
    Span,
)
from corpus.sentences import sentence_spans
from index.library import Library
from index.passages import Passage, kind_of

LOOKED_THROUGH = 60  # papers that are looked through for a place; of a larger library, those that the search found
_LISTED = {Listed.HEARD: Heard, Listed.PRIORITY: Priority, Listed.INDICATOR: Indicator}
_NUMBERED = re.compile(r"(\d{1,3})\.?\s+\S")
_CHAPTER = re.compile(r"chapter (\d{1,3})\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"footnote (\d{1,3})\b", re.IGNORECASE)
_APPENDICES = re.compile(r"\b(?:appendi(?:x|ces)|annex(?:e|es)?)\b", re.IGNORECASE)
_APPENDIX_LINE = re.compile(
    r"^[ \t•-]*(?:appendix |annexe? )?([A-Z]|\d{1,2})[:.)–-]?[ \t]+\S.*$", re.IGNORECASE | re.MULTILINE
)
_TRACKED = re.compile(r"\bchanges\b|\bagenda pack\b|\bthe pack\b|\btracked\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What stands at the named place in one paper: its pieces as they are quoted, and the ids of its passages."""

    paper: str
    pieces: tuple[Passage, ...]
    ids: frozenset[str]
    heading: str | None = None


def spots(library: Library, place: Place, papers: Sequence[str]) -> list[Spot]:
    """The place in each of these papers that has it."""
    found = (_spot(library, place, paper) for paper in papers)
    return [spot for spot in found if spot is not None]


def tracked_first(library: Library, question: str, papers: Sequence[str]) -> list[str]:
    """The papers of tracked changes where "the changes" or "the agenda pack" are spoken of; otherwise none."""
    wanted = _TRACKED.search(question)
    return [paper for paper in papers if wanted and library.paper(paper).kind is PaperKind.TRACKED_CHANGES]


def known(library: Library, kind: PlaceKind, paper: str) -> list[Key]:
    """The numbers of all places of a kind in a paper, in order."""
    document = library.document(paper)
    return sorted({key for record in document.records for key, _ in place_keys(document, kind, record)})


def _spot(library: Library, place: Place, paper: str) -> Spot | None:
    document = library.document(paper)
    at = {
        number: spans
        for number, record in enumerate(document.records)
        if (spans := [span for key, span in place_keys(document, place.kind, record) if place.covers(key)])
        and (place.listed is None or isinstance(record, _LISTED[place.listed]))
    }
    if not at:
        return None
    cut = [p for p in library.passages(paper) if any(span.meets(p.span) for span in at.get(p.record, ()))]
    whole = [_whole(document, number, span) for number, spans in at.items() for span in spans]
    by_passage = place.kind in (PlaceKind.PAGE, PlaceKind.CHAPTER) and place.item is None and cut
    pieces = _picked(library, place, sorted(cut if by_passage else _outermost(whole), key=_in_order))
    inside = [p.id for p in cut if any(piece.span.meets(p.span) for piece in pieces)]
    return (
        Spot(paper=paper, pieces=tuple(pieces), ids=frozenset(inside), heading=_heading(document, place, at))
        if pieces
        else None
    )


def _in_order(piece: Passage) -> tuple[int, int]:
    return piece.span.start, piece.span.end


def _outermost(pieces: Sequence[Passage]) -> list[Passage]:
    """The pieces without those that stand within another: a changed sentence is a record of its own."""
    kept: dict[Span, Passage] = {}
    for piece in sorted(pieces, key=lambda p: (p.span.start, -p.span.end)):
        if not any(span.holds(piece.span) for span in kept):
            kept[piece.span] = piece
    return list(kept.values())


def place_keys(document: Document, kind: PlaceKind, record: Record) -> Iterator[tuple[Key, Span]]:
    """The numbers of a kind of place that a record stands at, with the stretch of it that does."""
    match kind:
        case PlaceKind.PARAGRAPH if isinstance(record, Paragraph) and record.number:
            yield tuple(int(part) for part in re.findall(r"\d+", record.number)), record.span
        case PlaceKind.PAGE if record.page is not None:
            yield (record.page,), record.span
        case PlaceKind.FOOTNOTE if match := _FOOTNOTE.match(record.locator):
            yield (int(match[1]),), record.span
        case PlaceKind.SECTION if isinstance(record, Paragraph) and not _FOOTNOTE.match(record.locator):
            for heading in record.headings:
                if match := _NUMBERED.match(heading):
                    yield (int(match[1]),), record.span
        case PlaceKind.CHAPTER:
            yield from ((key, record.span) for key in _chapters(record))
        case PlaceKind.APPENDIX if isinstance(record, Paragraph) and any(map(_APPENDICES.search, record.headings)):
            for match in _APPENDIX_LINE.finditer(record.text):
                key = int(match[1]) if match[1].isdigit() else ord(match[1].upper()) - 64
                start = record.span.start + match.start()
                yield (key,), Span(start=start, end=start + len(match[0].rstrip()))
        case PlaceKind.OUTCOME if isinstance(record, Heard | Priority | Indicator) and record.outcome is not None:
            if document.paper.kind is PaperKind.STRATEGY:
                yield (record.outcome,), record.span


def _chapters(record: Record) -> set[Key]:
    own = record.chapter if isinstance(record, Action | Metric) else None
    above = (record.locator, *(record.headings if isinstance(record, Paragraph) else ()))
    numbers = {int(match[1]) for heading in above if (match := _CHAPTER.match(heading))}
    return {(number,) for number in (numbers | {own} if own else numbers)}


def _whole(document: Document, number: int, span: Span) -> Passage:
    """A record, or a line of it, as one piece to quote."""
    record = document.records[number]
    return Passage(
        id=f"{document.paper.id}:{span.start}-{span.end}",
        paper=document.paper.id,
        kind=kind_of(record),
        text=span.of(document.text),
        span=span,
        locator=record.locator,
        context="",
        record=number,
        page=record.page,
    )


def _picked(library: Library, place: Place, pieces: list[Passage]) -> list[Passage]:
    """The one sentence, bullet or paragraph that is asked for by its ordinal; all where none is."""
    if place.item is None:
        return pieces
    if place.kind is PlaceKind.PARAGRAPH or place.sentence:
        pieces = [part for piece in pieces for part in _parts(library.document(piece.paper), piece, place.sentence)]
    return pieces[place.item :][:1] if place.item < len(pieces) else []


def _parts(document: Document, piece: Passage, sentence: bool) -> Iterator[Passage]:
    """The sentences of a piece, or its bullets."""
    if sentence:
        spans = list(sentence_spans(piece.text, piece.span.start))
    else:
        marks = re.finditer(r"^[ \t]*[-•][ \t]+(\S.*)$", piece.text, re.MULTILINE)
        spans = [Span(start=piece.span.start + m.start(1), end=piece.span.start + m.end(1)) for m in marks]
    yield from (_whole(document, piece.record, span) for span in spans)


def _heading(document: Document, place: Place, records: Sequence[int] | dict[int, list[Span]]) -> str | None:
    """The words of the heading that a section or a chapter stands under."""
    if place.kind is PlaceKind.CHAPTER:
        return _chapter_title(document, place.ranges[0][0])
    for number in records:
        record = document.records[number]
        for heading in record.headings if isinstance(record, Paragraph) else ():
            if (
                place.kind is PlaceKind.SECTION
                and (match := _NUMBERED.match(heading))
                and place.covers((int(match[1]),))
            ):
                return heading[match.end() - 1 :].rstrip(":")
    return None


def _chapter_title(document: Document, key: Key) -> str | None:
    """The heading after "Chapter 7"."""
    headings = [block.span.of(document.text) for block in document.blocks if block.kind is BlockKind.HEADING]
    for heading, following in pairwise(headings):
        if (match := _CHAPTER.match(heading)) and int(match[1]) == key[0]:
            return heading[match.end() :].strip(" :.–-") or following
    return None


def missing(library: Library, place: Place, papers: Sequence[str]) -> str:
    """That no paper has such a place, and how far those go that have others of its kind."""
    numbered = [
        (library.paper(paper).name, numbers) for paper in papers if (numbers := known(library, place.kind, paper))
    ]
    one = f"{'an' if place.words[0] in 'aeiou' else 'a'} {place.words}" if place.words[-1:] != "s" else place.words
    start = f"No paper has {one}" if len(papers) != 1 else f"{library.paper(papers[0]).name} has no {place.words}"
    if not numbered:
        numberless = "page numbers" if place.kind is PlaceKind.PAGE else f"numbered {place.kind}s"
        return f"{start}: {'it has' if len(papers) == 1 else 'they have'} no {numberless}."
    reach: dict[str, list[str]] = {}
    for name, numbers in numbered:
        first, last = label(place.kind, numbers[0]), label(place.kind, numbers[-1])
        reach.setdefault(f"from {first} to {last}" if first != last else f"to {first} alone", []).append(name)
    runs = "; ".join(f"those of {' and '.join(names)} run {run}" for run, names in reach.items())
    return f"{start}; {runs}."

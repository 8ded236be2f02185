"""The papers' own pages: the list of them, and each one to read, with a passage marked and words found in it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.web.finding import MAX_WORDS, Found, find
from assistant.web.framing import FRAME, message_page
from assistant.web.parts import Part, part_at
from assistant.web.reader import contents, pieces, split
from assistant.web.routing import Asked, Page, Reply
from assistant.web.runs import Overlay, place_id
from assistant.web.templating import renderer
from assistant.web.wording import day, provenance
from corpus.records import (
    Action,
    Change,
    Document,
    Enabler,
    Indicator,
    Metric,
    Outcome,
    PaperKind,
    Paragraph,
    Priority,
    Record,
    Span,
)
from index.library import Library

KINDS = {
    PaperKind.STRATEGY: "Strategy: outcomes, priorities and how they will be measured",
    PaperKind.ACTION_PLAN: "Delivery plan: goals, actions, timescales and owners",
    PaperKind.TRACKED_CHANGES: "Tracked changes between two versions of the strategy",
    PaperKind.COMMITTEE_REPORT: "Committee report",
    PaperKind.OTHER: "Paper",
}
_COUNTED: tuple[tuple[type[Record], str, str], ...] = (
    (Outcome, "outcome", "outcomes"),
    (Enabler, "enabler", "enablers"),
    (Priority, "priority", "priorities"),
    (Indicator, "indicator", "indicators"),
    (Action, "action", "actions"),
    (Metric, "metric", "metrics"),
    (Change, "change", "changes"),
    (Paragraph, "other passage", "other passages"),
)
_MARK = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_COUNTED_AT_MOST = 100  # papers up to which the list says what each holds: every one is read for it
_BEFOREHAND = 8  # papers whose pages are made before anyone asks for them
_AROUND = 60  # characters shown on each side of a found place
_LISTED = 100  # found places that are listed; all are marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The passage that a link leads to: its place's name and how it stands; ``id`` is None where it is not there."""

    id: str | None
    locator: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place where the words were found, with the words around it and the part that it is in."""

    number: int
    part: int
    before: str
    words: str
    after: str


def paper_pages(library: Library) -> tuple[Page, ...]:
    """The list of papers, and a page for each."""
    first = tuple(Asked(named=(("paper", paper),)) for paper in library.papers[:_BEFOREHAND])
    return (
        Page(path="/papers", reply=partial(_list, library), beforehand=(Asked(),)),
        Page(path="/papers/{paper}", reply=partial(_read, library), beforehand=first),
    )


def _list(library: Library, _: Asked) -> Reply:
    papers = library.catalogue
    holds = {} if len(papers) > _COUNTED_AT_MOST else {p.id: counted(library.document(p.id)) for p in papers}
    return Reply(body=_render("papers.html", title="Papers", current="/papers", papers=papers, holds=holds))


def _read(library: Library, asked: Asked) -> Reply:
    paper = asked.part("paper")
    if paper not in library.papers:
        return message_page(
            "This paper is not here",
            f"There is no paper with the id “{paper[:60]}”. It may have been taken away, or the address mistyped.",
            status=404,
            current="/papers",
        )
    document = library.document(paper)
    return Reply(body=reader_html(document, mark=asked.one("mark"), words=asked.one("find"), part=asked.one("part")))


def reader_html(document: Document, mark: str = "", words: str = "", part: str = "") -> str:
    """A paper's page, with the passage at ``mark`` ("120-164") marked and the words found.

    Of a long paper, the part with the passage, the part that was asked for ("2"), or the one with the first words found.
    """
    found = find(document, words)
    span = _marked(mark, document)
    parts = split(document)
    shown = _part(parts, span, part, found)
    overlay = Overlay(document, span, found.places)
    return _render(
        "reader.html",
        title=document.paper.title,
        current="/papers",
        document=document,
        paper=document.paper,
        contents=contents(document, parts, shown),
        paper_parts=parts,
        paper_part=shown,
        pieces=pieces(document, overlay, shown),
        passage=_passage(document, overlay, span) if mark else None,
        words=words[:MAX_WORDS],
        found=found,
        places=tuple(_places(document, found, parts)),
    )


def counted(document: Document) -> str:
    """What was found in a paper: "6 outcomes, 21 priorities, 28 indicators"."""
    counts = Counter(type(record) for record in document.records)
    return ", ".join(
        f"{counts[kind]:,} {one if counts[kind] == 1 else many}" for kind, one, many in _COUNTED if counts[kind]
    )


def _marked(mark: str, document: Document) -> Span | None:
    at = _MARK.fullmatch(mark)
    span = Span(start=int(at[1]), end=int(at[2])) if at else None
    return span if span and span.start < span.end <= len(document.text) else None


def _passage(document: Document, overlay: Overlay, span: Span | None) -> Passage:
    if span is None or overlay.passage is None:
        return Passage(id=None)
    holding = [record for record in document.records if record.span.holds(overlay.passage)]
    nearest = min(holding, key=lambda record: record.span.end - record.span.start, default=None)
    return Passage(
        id=place_id(span),
        locator=nearest.locator if nearest else "",
        standing=_standing(document.struck, overlay.passage),
    )


def _standing(struck: Sequence[Span], passage: Span) -> str:
    if any(span.holds(passage) for span in struck):
        return "Superseded: struck out between versions"
    return "Part of it is struck out" if any(span.meets(passage) for span in struck) else ""


def _part(parts: tuple[Part, ...], span: Span | None, asked: str, found: Found) -> Part:
    if span is not None:
        return part_at(parts, span)
    if asked.isdecimal() and 0 < int(asked[:9]) <= len(parts):
        return parts[int(asked[:9]) - 1]
    return part_at(parts, found.places[0]) if found.places else parts[0]


def _places(document: Document, found: Found, parts: tuple[Part, ...]) -> Iterator[Place]:
    text = document.text
    for number, span in enumerate(found.places[:_LISTED]):
        yield Place(
            number=number,
            part=part_at(parts, span).number,
            before=_whole_words(text[max(0, span.start - _AROUND) : span.start][::-1])[::-1],
            words=span.of(text),
            after=_whole_words(text[span.end : span.end + _AROUND]),
        )


def _whole_words(words: str) -> str:
    """Words up to the last space, where they were cut off: "and the carr" is "and the"."""
    return words if len(words) < _AROUND else words.rsplit(maxsplit=1)[0]


_render = renderer(**FRAME, provenance=provenance, day=day, kinds=KINDS)

"""The papers' changes -> what version 7.1 said beside what 8.0 says, and where the papers disagree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from assistant.answer import Citation, cite
from assistant.differing import Differs, Disagreement, disagreements_of
from assistant.draft import cite_passage, record_of
from assistant.versions import current_of
from assistant.web.framing import FRAME
from assistant.web.marking import quote_stretches
from assistant.web.routing import Asked, Page, Reply
from assistant.web.templating import renderer
from assistant.web.wording import provenance
from corpus.records import Change, Document, PaperKind
from index.library import Library
from index.passages import PassageKind

PATH = "/changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A sentence with struck-out words, and what stands now.

    ``now`` is the sentence in the newer paper where it is printed there; ``reads`` is it without the
    struck-out words, None where all of it was struck out.
    """

    page: int | None
    heading: str | None
    then: Citation
    now: Citation | None
    reads: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A place of the paper of changes, with what changed there."""

    title: str
    changes: tuple[Changed, ...]


def changed(library: Library) -> tuple[Changed, ...]:
    """Every sentence with struck-out words, in the order of its paper."""
    return tuple(one for document in library.documents(PaperKind.TRACKED_CHANGES) for one in _of(library, document))


def headings(changes: Sequence[Changed]) -> tuple[Heading, ...]:
    """The changes by page and heading, in their order."""
    return tuple(Heading(title=title, changes=tuple(group)) for title, group in groupby(changes, key=_place))


def change_pages(library: Library) -> tuple[Page, ...]:
    """The page of what changed and of where the papers disagree."""
    html = lru_cache(maxsize=1)(lambda: changes_html(library))

    def page(_: Asked) -> Reply:
        return Reply(body=html())

    return (Page(path=PATH, reply=page, beforehand=(Asked(),)),)


def changes_html(library: Library) -> str:
    """The page, from the library's records."""
    changes, disagreements = changed(library), disagreements_of(library)
    tracked = library.papers_of(PaperKind.TRACKED_CHANGES)
    return _render(
        "changes.html",
        title="What changed",
        current=PATH,
        tracked=tracked,
        count=len(changes),
        gone=sum(one.reads is None for one in changes),
        headings=headings(changes),
        groups=[(kind, [d for d in disagreements if d.differs is kind]) for kind in Differs],
        disagreements=disagreements,
        verdict=verdict,
    )


def verdict(disagreement: Disagreement) -> str:
    """In what two places differ, in one sentence; nothing where the quotes show it by themselves."""
    one, other = disagreement.only_one, disagreement.only_other
    if one and other:
        return f"The first has “{one}” where the second has “{other}”."
    if disagreement.differs is Differs.STRUCK:
        return "The first shows the sentence struck out; the second prints it as it stands."
    if one or other:
        return f"Only the {'first' if one else 'second'} has “{one or other}” among its standing words."
    return ""


def _of(library: Library, document: Document) -> Iterator[Changed]:
    for passage in library.passages(document.paper.id):
        record = record_of(library, passage)
        if passage.kind is PassageKind.CHANGE and isinstance(record, Change):
            current = current_of(library, passage, record)
            yield Changed(
                page=record.page,
                heading=record.heading,
                then=cite(document, passage.span, passage.locator, passage.page),
                now=cite_passage(library, current) if current else None,
                reads=record.reads,
            )


def _place(change: Changed) -> str:
    page = f"Agenda pack page {change.page}" if change.page else change.then.title
    return f"{page}: {change.heading}" if change.heading else page


_render = renderer(**FRAME, stretches=quote_stretches, provenance=provenance)

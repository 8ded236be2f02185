"""A Document -> the parts in which it is shown: a long paper would take seconds to load as one page.

1. Blocks are taken together until their page would be about half a megabyte.
2. The part then ends before the last chapter that begins in its second half; where none does before a heading,
   and else where it is full, which may be in a table.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from corpus.records import Block, Document, Span

FULL = 300_000  # of a part: its page takes about 350 kB and 60 ms to make. The longest shipped paper weighs 226,000
_BLOCK = 200  # what the marks around a block weigh, in characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a paper: which one, from 1, and its blocks."""

    number: int
    blocks: tuple[Block, ...]

    @property
    def span(self) -> Span:
        """From its first block to its last; nothing where there are none."""
        if not self.blocks:
            return Span(start=0, end=0)
        return Span(start=self.blocks[0].span.start, end=self.blocks[-1].span.end)


def parts(document: Document, chapters: Collection[Span], sections: Collection[Span]) -> tuple[Part, ...]:
    """The parts of a document, one for nearly all; ``chapters`` and ``sections`` are the spans of its headings."""
    cut = _cut(document.blocks, set(chapters), set(sections))
    return tuple(Part(number=number, blocks=blocks) for number, blocks in enumerate(cut, start=1))


def part_at(parts: tuple[Part, ...], place: Span) -> Part:
    """The part in which a place begins, or the nearest before it."""
    return next((part for part in reversed(parts) if part.span.start <= place.start), parts[0])


def _cut(blocks: tuple[Block, ...], chapters: set[Span], sections: set[Span]) -> Iterator[tuple[Block, ...]]:
    began = weight = 0
    ends: dict[str, int] = {}  # where the last chapter and the last section begin
    at = 0
    while at < len(blocks):
        span = blocks[at].span
        for kind, spans in (("chapter", chapters), ("section", sections)):
            if span in spans and weight > FULL / 2:
                ends[kind] = at
        weight += _BLOCK + span.end - span.start
        if weight > FULL and at > began:
            end = ends.get("chapter") or ends.get("section") or at
            yield blocks[began:end]
            began = at = end
            weight, ends = 0, {}
            continue
        at += 1
    yield blocks[began:]

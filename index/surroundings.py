"""A passage of a paper without everyday questions, and what stands around it: together they are read and quoted.

Such a passage is mostly one sentence. What people ask is as often answered by the next one, or understood by the one before.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus.records import Span
from index.library import Library
from index.passages import Passage, PassageKind

ITEM_GAP = 6  # characters between two items of a list: a line break, a dash and a blank
WORDS = 90  # of a passage and what stands around it


def around(library: Library, passage: Passage) -> tuple[Passage, ...]:
    """A passage with the one after it and the one before it, as far as they belong to it, in reading order."""
    if library.has_questions(passage.paper) or not _is_prose(passage):
        return (passage,)
    before, after = library.beside(passage)
    words, kept = len(passage.text.split()), [passage]
    if after and _belong(passage, after) and words + (more := len(after.text.split())) <= WORDS:
        words, kept = words + more, [passage, after]
    if before and _belong(before, passage) and words + len(before.text.split()) <= WORDS:
        kept.insert(0, before)
    return tuple(kept)


def widened(library: Library, passage: Passage) -> Passage:
    """A passage and what stands around it, as one that can be quoted."""
    passages = around(library, passage)
    return joined(library, passages, passage) if len(passages) > 1 else passage


def joined(library: Library, passages: Sequence[Passage], passage: Passage) -> Passage:
    """A passage with those beside it, from the first to the last of them, as one that can be quoted."""
    span = Span(start=passages[0].span.start, end=passages[-1].span.end)
    return replace(passage, span=span, text=span.of(library.document(passage.paper).text), page=passages[0].page)


def worded(passages: Sequence[Passage], passage: Passage) -> Passage:
    """A passage with the words of those beside it, to be read and not to be quoted: no document is opened for it."""
    return replace(passage, text=" ".join(one.text for one in passages))


def _belong(one: Passage, other: Passage) -> bool:
    """Whether a passage and the next are of one record, or of one part of one page, with nothing between them."""
    same = one.record == other.record or (one.locator, one.page) == (other.locator, other.page)
    return (
        same
        and one.superseded == other.superseded
        and _is_prose(one)
        and _is_prose(other)
        and other.span.start - one.span.end <= ITEM_GAP
    )


def _is_prose(passage: Passage) -> bool:
    """Whether a passage is words of a text: a table's row beside another would be read as one with it."""
    return passage.kind is PassageKind.PARAGRAPH and "\t" not in passage.text

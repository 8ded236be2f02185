"""A committee report, or any other paper -> its paragraphs, each with its bullets and number."""

from collections.abc import Iterator

from corpus.outline import outline, paragraphs
from corpus.records import Record
from corpus.structure import Layout


def report_records(layout: Layout) -> Iterator[Record]:
    """The paragraphs of a paper, in reading order."""
    yield from paragraphs(outline(layout))

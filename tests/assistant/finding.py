"""Ways to the passages and records that tests speak of."""

from typing import TypeVar

from corpus.records import Indicator, Record
from index.library import Library
from index.passages import Passage

R = TypeVar("R", bound=Record)


def holding(library: Library, paper: str, words: str) -> Passage:
    """The first passage of a paper that holds some words."""
    return next(passage for passage in library.passages(paper) if words in passage.text)


def every_passage(library: Library) -> list[Passage]:
    """The passages of all papers."""
    return [passage for paper in library.papers for passage in library.passages(paper)]


def record(library: Library, paper: str, kind: type[R], words: str) -> R:
    """The first record of a kind whose text holds some words."""
    return next(record for record in library.document(paper).of_type(kind) if words in record.text)


def indicator(library: Library, words: str) -> Indicator:
    """An indicator of the strategy by some of its words."""
    return record(library, "strategy", Indicator, words)

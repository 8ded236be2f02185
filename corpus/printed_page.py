"""The block in which something stands, and its page, as locators tell it: where nothing else does, and as it is printed."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpus.records import Block

_PRINTED = re.compile(r" \(printed page [^()]*\)$")


def block_at(blocks: Sequence[Block], start: int) -> Block | None:
    """The block that a place in the text stands in, or the last before it; None before the first."""
    at = bisect_right(blocks, start, key=lambda block: block.span.start)
    return blocks[at - 1] if at else None


def page_alone(page: int | None) -> str:
    """The locator of what stands under no heading and has no number."""
    return f"page {page}" if page and page > 1 else "first page"


def on_printed_page(locator: str, label: str | None) -> str:
    """A locator with the number printed on its page, in place of any that it has."""
    place = without_printed_page(locator)
    return f"{place} (printed page {label})" if label else place


def is_on_printed_page(locator: str) -> bool:
    """Whether a locator says the number printed on its page."""
    return bool(_PRINTED.search(locator))


def without_printed_page(locator: str) -> str:
    """A locator without the number printed on its page."""
    return _PRINTED.sub("", locator)

"""A library -> the plain pages over it, each a path and the function that answers there."""

from collections.abc import Callable
from functools import lru_cache

from assistant.web.about import about_pages
from assistant.web.changed import change_pages
from assistant.web.map_page import map_pages
from assistant.web.papers import paper_pages
from assistant.web.routing import Page
from assistant.web.target_page import target_pages
from index.library import Library


def site(
    library: Callable[[], Library], contact: str | None = None, keep_days: int | None = None
) -> Callable[[], tuple[Page, ...]]:
    """What gives the plain pages over the library of the moment; they are made anew when that is another."""
    over = lru_cache(maxsize=1)(lambda of: pages_over(of, contact, keep_days))
    return lambda: over(library())


def pages_over(library: Library, contact: str | None = None, keep_days: int | None = None) -> tuple[Page, ...]:
    """Every plain page; the chat stands beside them at "/".

    ``contact`` is whom to ask about the site, ``keep_days`` for how long questions are kept, where they are.
    """
    return (
        *paper_pages(library),
        *map_pages(library),
        *target_pages(library),
        *change_pages(library),
        *about_pages(library, contact, keep_days),
    )

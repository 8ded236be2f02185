"""A library -> the plain pages over it, each a path and the function that answers there."""

from assistant.web.changed import change_pages
from assistant.web.map_page import map_pages
from assistant.web.papers import paper_pages
from assistant.web.routing import Page
from assistant.web.target_page import target_pages
from index.library import Library


def site(library: Library) -> tuple[Page, ...]:
    """Every plain page; the chat stands beside them at "/"."""
    return (*paper_pages(library), *map_pages(library), *target_pages(library), *change_pages(library))

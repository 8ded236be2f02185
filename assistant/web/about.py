"""About the site: what it is, how answers are made, limits, privacy, accessibility, the papers, and whom to ask."""

import re
from functools import partial

from assistant.web.framing import FRAME
from assistant.web.rendering import Linked, reach
from assistant.web.routing import Asked, Page, Reply
from assistant.web.templating import renderer
from assistant.web.wording import day
from corpus.records import Paper
from index.library import Library

_ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+")


def about_pages(library: Library, contact: str | None = None, keep_days: int | None = None) -> tuple[Page, ...]:
    """The page about a library's site.

    ``contact`` is an e-mail address, a web page, or how else to reach someone; ``keep_days`` is for how long
    questions are kept, None where they are not.
    """
    return (Page(path="/about", reply=partial(_about, library, contact, keep_days), beforehand=(Asked(),)),)


def about_html(papers: tuple[Paper, ...], contact: str | None = None, keep_days: int | None = None) -> str:
    """The page about the site over these papers."""
    return _render(
        "about.html",
        title="About",
        current="/about",
        papers=papers,
        reach=reach(papers),
        contact=linked(contact) if contact else None,
        keep_days=keep_days,
    )


def linked(contact: str) -> Linked:
    """Whom to ask, as a link where it is an e-mail address or a web page."""
    if _ADDRESS.fullmatch(contact):
        return Linked(text=contact, link=f"mailto:{contact}")
    if re.fullmatch(r"https?://\S+", contact):
        return Linked(text=contact, link=contact)
    return Linked(text=contact)


def _about(library: Library, contact: str | None, keep_days: int | None, _: Asked) -> Reply:
    return Reply(body=about_html(library.catalogue, contact, keep_days))


_render = renderer(**FRAME, day=day)

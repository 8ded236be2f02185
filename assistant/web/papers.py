"""The list of papers: what each is, who issued it and when, and how much was found in it."""

from functools import partial

from assistant.web.framing import FRAME
from assistant.web.rendering import provenance
from assistant.web.routing import Asked, Page, Reply
from assistant.web.templating import renderer
from index.library import Library

_render = renderer(**FRAME, provenance=provenance)


def paper_pages(library: Library) -> tuple[Page, ...]:
    """The list of papers."""
    return (Page(path="/papers", reply=partial(_list, library)),)


def _list(library: Library, _: Asked) -> Reply:
    papers = [document.paper for document in library.documents()]
    return Reply(body=_render("papers.html", title="Papers", current="/papers", papers=papers))

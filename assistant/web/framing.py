"""What stands around every page: the site's name, the way to its parts, and the foot.

A plain page's template extends base.html, and is rendered by ``renderer(**FRAME, ...)`` with ``title`` and ``current``.
"""

from dataclasses import dataclass

from assistant.web.routing import Reply
from assistant.web.templating import renderer

SITE = "Strategy Assistant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the site: its name in the navigation, and where it is."""

    name: str
    path: str


PARTS = (
    Part(name="Ask", path="/"),
    Part(name="Papers", path="/papers"),
    Part(name="Map", path="/map"),
    Part(name="Targets", path="/targets"),
    Part(name="What changed", path="/changes"),
    Part(name="About", path="/about"),
)
FRAME: dict[str, object] = {"site": SITE, "parts": PARTS}  # what base.html and navigation.html need to know
_render = renderer(**FRAME)


def navigation_html(current: str) -> str:
    """The site's name and the way to its parts; the part at the path ``current`` is marked as such."""
    return _render("navigation.html", current=current)


def message_page(title: str, *sentences: str, status: int, current: str = "") -> Reply:
    """A page that says one thing: that something is not there, or went wrong."""
    return Reply(body=_render("message.html", title=title, sentences=sentences, current=current), status=status)

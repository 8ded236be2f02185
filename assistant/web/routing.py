"""A plain page as a function: what was asked for in, a reply out. Knows no web server."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a browser asks a page for: the named parts of the path, and the query in its order.

    >>> Asked(named=(("paper", "jfp"),), query=(("find", "virtual wards "),)).one("find")
    'virtual wards'
    """

    named: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()

    def part(self, name: str) -> str:
        """A named part of the path."""
        return dict(self.named)[name]

    def one(self, name: str) -> str:
        """The first value given for a name, or nothing."""
        return next(iter(self.every(name)), "")

    def every(self, name: str) -> tuple[str, ...]:
        """All values given for a name that are not empty."""
        return tuple(value.strip() for key, value in self.query if key == name and value.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is sent: a body and what it is; ``filename`` makes a browser save it."""

    body: str | bytes
    status: int = 200
    media: str = HTML
    filename: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site: its path ("/papers/{paper}") and the function that answers for it.

    The same is asked, the same is replied for as long as there is this page: replies are kept.
    What is asked in ``beforehand`` is made before anyone asks it.
    """

    path: str
    reply: Callable[[Asked], Reply]
    beforehand: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A page whose reply is made for one person and never kept.

    ``replies`` is given what was asked and the address it came from; it gives None for as long as there is nothing
    to send yet, and then the reply.
    """

    path: str
    replies: Callable[[Asked, str], AsyncGenerator[Reply | None, None]]

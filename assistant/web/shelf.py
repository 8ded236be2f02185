"""Pages -> replies ready to be sent: each made once, kept until there are other pages, the usual ones made beforehand."""

import gzip
import hashlib
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.web.routing import Asked, Page, Reply

Pages = Callable[[], Sequence[Page]]
_KEPT = 64  # replies kept ready to send; the longest take half a megabyte each
_DOORS = 16  # views that can be made at the same time
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A reply as it is sent: its body as it is and packed, and a tag that changes when the body does."""

    reply: Reply
    body: bytes
    packed: bytes
    tag: str


class Shelf:
    """The pages as they are now; what they replied is kept until there are others."""

    def __init__(self, pages: Pages) -> None:
        self._now = pages
        self._of: Sequence[Page] = ()
        self._changing = threading.Lock()
        self._doors = [threading.Lock() for _ in range(_DOORS)]
        self._kept = lru_cache(maxsize=_KEPT)(lambda page, asked: packed(page.reply(asked)))

    def ready(self, path: str, asked: Asked) -> Ready:
        """What is sent for a page; who asks for a view that is being made waits for it."""
        page = next(page for page in self._current() if page.path == path)
        with self._doors[hash((path, asked)) % _DOORS]:
            return self._kept(page, asked)

    def prepare(self) -> threading.Thread:
        """Make the views that most people open first, beside whatever else is done."""
        thread = threading.Thread(target=self._prepare, args=(self._current(),), name="pages")
        thread.start()
        return thread

    def _current(self) -> Sequence[Page]:
        pages = self._now()
        with self._changing:
            changed, self._of = bool(self._of) and pages is not self._of, pages
            if changed:
                self._kept.cache_clear()
        if changed:
            self.prepare()
        return pages

    def _prepare(self, pages: Sequence[Page]) -> None:
        for page in pages:
            for asked in page.beforehand:
                if not threading.main_thread().is_alive():
                    return  # the program is ending, and waits for this thread
                try:
                    self.ready(page.path, asked)
                except Exception:  # whoever opens the page is told; this thread has nobody to tell
                    log.exception("the page %s could not be made beforehand", page.path)


def packed(reply: Reply) -> Ready:
    """A reply made ready to be sent."""
    body = reply.body.encode("utf-8", "replace") if isinstance(reply.body, str) else reply.body
    return Ready(
        reply=reply, body=body, packed=gzip.compress(body, 5, mtime=0), tag=hashlib.sha256(body).hexdigest()[:20]
    )

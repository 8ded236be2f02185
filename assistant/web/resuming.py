"""A conversation as it was, for a page that is loaded again: held in memory, under a key that only that tab knows.

A tab makes up its key by chance and keeps it until it is closed. Nothing is written to a file; what is too old or too
much is let go, the longest unused first.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.web.exchanges import Exchange

HOURS = 2  # a conversation is held after its last question
_TURNS = 5000  # of all conversations; one takes about 16 kB, with its HTML
_SENT = re.compile(r"([0-9a-f]{32})( asked)?")

Exchanges = tuple[Exchange, ...]


@dataclass(slots=True, kw_only=True)
class Tab:
    """An open tab: its key, and whether it says that something was asked in it. One without a key is not known again.

    ``moves`` counts what was done in it: what an earlier move still looks for is not wanted any more.
    """

    key: str = ""
    asked: bool = False
    moves: int = field(default=0, compare=False)

    def move(self) -> int:
        """The number of a move that begins now."""
        self.moves += 1
        return self.moves

    @classmethod
    def read(cls, sent: object) -> "Tab":
        """The tab as the page's script tells of it.

        >>> Tab.read("0123456789abcdef0123456789abcdef asked").asked
        True
        """
        found = _SENT.fullmatch(sent) if isinstance(sent, str) else None
        return cls(key=found[1], asked=bool(found[2])) if found else cls()


class Conversations:
    """The conversations of the tabs that are, or were a short while ago, open."""

    def __init__(self, turns: int = _TURNS, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._now = turns, now
        self._held: OrderedDict[str, tuple[float, Exchanges]] = OrderedDict()
        self._lock = threading.Lock()

    def hold(self, tab: Tab, exchanges: Exchanges) -> None:
        """Hold a tab's conversation in place of what was held of it."""
        if not tab.key:
            return
        with self._lock:
            self._held[tab.key] = (self._now(), exchanges)
            self._held.move_to_end(tab.key)
            self._let_go()

    def of(self, tab: Tab) -> Exchanges:
        """A tab's conversation; nothing where none is held."""
        with self._lock:
            self._let_go()
            _, exchanges = self._held.get(tab.key, (0.0, ()))
        return exchanges

    def forget(self, tab: Tab) -> None:
        """Let a tab's conversation go."""
        with self._lock:
            self._held.pop(tab.key, None)

    def _let_go(self) -> None:
        turns = sum(len(exchanges) for _, exchanges in self._held.values())
        while self._held:
            since, exchanges = next(iter(self._held.values()))
            if turns <= self._most and self._now() - since <= HOURS * 3600:
                return
            turns -= len(exchanges)
            self._held.popitem(last=False)

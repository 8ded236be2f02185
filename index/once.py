"""What is made of a text, made once and remembered: by number of texts, or by how large it is."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache, cached

T = TypeVar("T")


def remembered(make: Callable[[str], T], most: int, size: Callable[[T], int]) -> Callable[[str], T]:
    """The same function, for any number of threads: what it made last is remembered, up to ``most`` by its ``size``.

    What is larger by itself is made each time.
    """
    return cached(LRUCache[str, T](most, getsizeof=size), lock=Lock())(make)


class Once(Generic[T]):
    """Remembers what was made of the last ``most`` texts, for any number of threads at once.

    Whoever asks while it is being made waits for it.
    """

    def __init__(self, make: Callable[[str], T], most: int) -> None:
        self._make = make
        self._most = most
        self._lock = Lock()
        self._known: dict[str, Future[T]] = {}  # the one that was asked for last stands last

    def __call__(self, text: str) -> T:
        """What is made of a text; raises what the making raises, and makes it anew when asked again."""
        with self._lock:
            known = self._known.pop(text, None)
            made = self._known[text] = known or Future()
            if len(self._known) > self._most:
                del self._known[next(iter(self._known))]
        if known is None:
            self._fill(made, text)
        return made.result()

    def _fill(self, made: "Future[T]", text: str) -> None:
        try:
            made.set_result(self._make(text))
        except BaseException as error:  # whatever it is, those who wait must hear of it
            with self._lock:
                if self._known.get(text) is made:
                    del self._known[text]
            made.set_exception(error)

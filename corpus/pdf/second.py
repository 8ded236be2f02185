"""A long PDF -> its pages, read by two processes at once.

1. A second process, forked off this one, reads two of every three pages ahead and sends them over; this one
   reads the third, and has besides to make lines and tables of them all.
2. What comes is the same as from one process, page for page.
3. A page that the second process takes too long for is left out; where it ends for another reason, this one
   goes on alone.
"""

import os
import pickle
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from fcntl import fcntl
from types import TracebackType
from typing import BinaryIO, Self

from corpus.pdf.sheets import Sheet

_F_SETPIPE_SZ = 1031  # Linux's; a page takes some 30 KB
_AHEAD = 1 << 20  # bytes that may wait to be taken over, some thirty pages
_OTHERS = 3  # one page of as many is read here
_FILES = 1024  # more than a reader has open


class SecondReader:
    """A process that reads pages ahead; ``own`` reads a page here, ``before_page`` is called in it before each page."""

    def __init__(
        self, own: Callable[[int], Sheet | None], pages: Iterable[int], before_page: Callable[[], None]
    ) -> None:
        self._own = own
        self._theirs = frozenset(number for number in pages if number % _OTHERS)
        receive, send = os.pipe()
        with suppress(OSError):
            fcntl(send, _F_SETPIPE_SZ, _AHEAD)
        self._process: int | None = os.fork()
        if not self._process:
            _send_all(send, own, sorted(self._theirs), before_page)
        os.close(send)
        self._from: BinaryIO = os.fdopen(receive, "rb")

    def sheet(self, number: int) -> Sheet | None:
        """A page, whoever reads it; pages have to be asked for in their order."""
        if self._process is None or number not in self._theirs:
            return self._own(number)
        try:
            sheet: Sheet | None = pickle.load(self._from)
        except (EOFError, pickle.UnpicklingError):
            return None if self._end() == -signal.SIGPROF else self._own(number)
        return sheet

    def _end(self) -> int:
        """End the process, and how it ended."""
        if self._process is None:
            return 0
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        _, status = os.waitpid(self._process, 0)
        self._process = None
        self._from.close()
        return os.waitstatus_to_exitcode(status)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()


def _send_all(
    send: int, own: Callable[[int], Sheet | None], pages: Iterable[int], before_page: Callable[[], None]
) -> None:
    """What the second process does: it ends here, whatever happens, and holds nothing open of the first one's."""
    try:
        os.closerange(0, send)
        os.closerange(send + 1, _FILES)
        with os.fdopen(send, "wb") as out:
            for number in pages:
                before_page()
                pickle.dump(own(number), out, pickle.HIGHEST_PROTOCOL)
                out.flush()
    finally:
        os._exit(0)

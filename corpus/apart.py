"""A file that might harm whoever reads it -> what a process of its own made of it, in bounded time and memory.

1. Readers (corpus.apart_worker) run in processes of their own, which wait for the next file and so cost their
   start only once. They are started anew and not forked: the web app runs threads.
2. A reader says which page it comes to. It ends itself where it works too long on one: its own work is counted
   and not the time that passes, since a machine may have other work too. Where it ended, a new one reads the file
   without that page.
3. What cannot be read so is refused in one sentence; the next file gets a reader of its own.
"""

import atexit
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import UnreadablePaper

SECONDS = 50.0  # for one file; what is read becomes records in the seconds that are left of a minute
_SILENCE = 15.0  # seconds of work on one page, which takes some hundredths
_TRIES = 6  # each leaves out the page that the one before failed at
_IDLE = 2  # readers kept waiting: as many as there are processors on a small machine
_FILES = 300  # a reader that has read as many makes way for a fresh one
_log = logging.getLogger(__name__)
_ROOT = Path(__file__).parent.parent
_START = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from corpus.apart_worker import main; main()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a file may take by the clock, and how long a reader may work on a page of it."""

    seconds: float = SECONDS
    silence: float = _SILENCE


class _EndedError(Exception):
    """A reader ended, or was ended, before it gave its answer; ``page`` is where it was."""

    def __init__(self, page: int | None, *, slow: bool) -> None:
        super().__init__(f"page {page}")
        self.page = page
        self.slow = slow


class _Reader:
    """A process that reads one file after the other."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=os.getcwd(),
        )
        self._waiting = bytearray()
        self.files = 0

    def read(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Its answer to a request; raise _EndedError where it gives none."""
        self.files += 1
        page: int | None = None
        until = time.monotonic() + seconds
        try:
            self._send(request)
            while True:
                answer = self._answer(until)
                if "page" not in answer:
                    return answer
                page = answer["page"]
        except (OSError, EOFError, ValueError) as error:
            self._process.kill()
            worked_too_long = self._process.wait() == -signal.SIGPROF
            raise _EndedError(page, slow=page is None and worked_too_long) from error
        except TimeoutError as error:
            raise _EndedError(page, slow=True) from error

    def _send(self, request: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()

    def _answer(self, until: float) -> dict[str, Any]:
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while (end := self._waiting.find(b"\n")) < 0:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise TimeoutError
                more = os.read(self._process.stdout.fileno(), 1 << 20)
                if not more:
                    raise EOFError
                self._waiting += more
        line = bytes(self._waiting[:end])
        del self._waiting[: end + 1]
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        with suppress(OSError):
            self._process.communicate()


@dataclass(slots=True)
class _Readers:
    """Readers that wait for a file; those of another process (a fork's parent) are left alone."""

    owner: int = field(default_factory=os.getpid)
    idle: list[_Reader] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> _Reader:
        """A waiting reader, or a new one."""
        with self.lock:
            if self.owner != os.getpid():
                self.owner, self.idle = os.getpid(), []
            return self.idle.pop() if self.idle else _Reader()

    def give_back(self, reader: _Reader) -> None:
        """Let a reader wait for the next file."""
        with self.lock:
            if len(self.idle) < _IDLE and reader.files < _FILES:
                self.idle.append(reader)
                return
        reader.end()

    def end(self) -> None:
        """End those that wait."""
        with self.lock:
            readers, self.idle = self.idle, []
        for reader in readers:
            if self.owner == os.getpid():
                reader.end()


_readers = _Readers()
atexit.register(_readers.end)


def read_apart(kind: str, path: Path, limits: Limits = Limits()) -> dict[str, Any]:
    """What the reader of a kind of file makes of one; raise UnreadablePaper where it does not."""
    until = time.monotonic() + limits.seconds
    skip: list[int] = []
    for tries in range(1, _TRIES + 1):
        left = until - time.monotonic()
        reader = _readers.take()
        try:
            named = {"kind": kind, "path": str(path.absolute()), "name": path.name}
            request = named | {"skip": skip, "seconds": left, "silence": limits.silence}
            answer = reader.read(request, left)
        except _EndedError as ended:
            reader.end()
            slow = ended.slow or time.monotonic() >= until
            if slow or ended.page in skip or (ended.page is None and tries > 1):
                raise _refused(path.name, slow=slow) from ended
            skip += [] if ended.page is None else [ended.page]  # None: it had ended while it waited, or at once
            continue
        except BaseException:
            reader.end()
            raise
        _readers.give_back(reader)
        if "refused" in answer:
            happened, to_do = answer["refused"]
            if "fault" in answer:
                _log.warning("reading %s failed: %s", path.name, answer["fault"])
            raise UnreadablePaper(happened, to_do=to_do)
        return answer
    raise _refused(path.name, slow=False)


def _refused(name: str, *, slow: bool) -> UnreadablePaper:
    if slow:
        return UnreadablePaper(
            f"{name} takes longer than a minute to read.", to_do="Split it into smaller files, or export it again."
        )
    return UnreadablePaper(
        f"{name} cannot be read: it needs too much memory, or it is damaged.",
        to_do="Export the paper again and replace the file.",
    )

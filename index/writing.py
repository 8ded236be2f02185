"""What takes time to write, written beside other work, one thing after the other."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self


class Writer:
    """Writes in a thread of its own while its ``with`` block runs, and has written everything when the block ends.

    The next thing to write waits until the one before is written, so that two at most are in memory.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writing")
        self._writing: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown()  # what was begun is written, whatever ends the rest
        if kind is None:
            self._wait()

    def write(self, write: Callable[[], None]) -> None:
        """Begin to write, once what is being written is; raises what that raised."""
        self._wait()
        self._writing = self._thread.submit(write)

    def _wait(self) -> None:
        if self._writing:
            self._writing.result()

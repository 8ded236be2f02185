"""How a build goes on: what it tells, and how a terminal shows it; where none looks on, a line for each step is enough."""

import sys
import time

_APART = 0.1  # seconds between two drawings of the bar


class Progress:
    """Hears how a build goes on; this one is silent."""

    def papers(self, total: int) -> None:
        """How many papers there are."""

    def paper(self, name: str) -> None:
        """A paper is about to be read."""

    def embedding(self, total: int) -> None:
        """How many texts of the papers so far will be embedded."""

    def embedded(self, more: int) -> None:
        """So many more are done."""

    def stage(self, name: str) -> None:
        """A last step begins."""


class TerminalProgress(Progress):
    """A progress bar on standard error, for as long as a build takes."""

    def __init__(self) -> None:
        self._name = ""
        self._done = self._total = 0
        self._drawn = 0.0

    def paper(self, name: str) -> None:
        """A paper is about to be read."""
        self._name, self._done, self._total = name, 0, 0

    def embedding(self, total: int) -> None:
        """So many texts of the papers so far will be embedded."""
        self._total = total
        self._draw()

    def embedded(self, more: int) -> None:
        """So many more are done."""
        self._done += more
        self._draw()

    def stage(self, name: str) -> None:
        """A last step begins."""
        print(f"{name} ...", file=sys.stderr)

    def _draw(self) -> None:
        whole = self._done >= self._total
        if not whole and (not sys.stderr.isatty() or time.monotonic() - self._drawn < _APART):
            return
        self._drawn = time.monotonic()
        share = self._done / self._total if self._total else 1.0
        bar = "█" * round(30 * share)
        start, end = ("\r" if sys.stderr.isatty() else ""), ("\n" if whole else "")
        line = f"{start}{self._name[:24]:24} {bar:30} {self._done}/{self._total}"
        print(line, end=end, file=sys.stderr, flush=True)

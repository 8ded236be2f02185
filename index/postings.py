"""How often each stem stands in each of some passages: what BM25 counts, kept on disk and mapped into memory.

Nothing here depends on other passages, so that what was counted once need not be counted again when papers come or go.
``stems.json`` has the stems; those of number n stand in ``rows.npy`` and ``times.npy`` from ``starts.npy``[n] on.
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
_ARRAYS = ("starts", "rows", "times", "lengths")
_NOWHERE = np.zeros(0, dtype=np.int32)


class Postings:
    """The passages that hold each stem, by their rows, with how often; and how many stems each passage has."""

    def __init__(
        self, stems: Sequence[str], starts: NDArray[np.int64], rows: Numbers, times: Numbers, lengths: Numbers
    ) -> None:
        self.stems = tuple(stems)
        self.starts = starts
        self.rows = rows
        self.times = times
        self.lengths = lengths
        self._number = {stem: number for number, stem in enumerate(self.stems)}
        whole = len(starts) == len(self.stems) + 1 and len(rows) == len(times) == starts[-1]
        if not whole:
            raise ValueError("the keywords do not fit together")

    @classmethod
    def of(cls, passages: Iterable[Sequence[str]]) -> "Postings":
        """Count the stems of passages; one without any has the length of one."""
        numbers: dict[str, int] = {}
        stems, rows, times, lengths = array("i"), array("i"), array("i"), array("i")
        for row, words in enumerate(passages):
            lengths.append(len(words) or 1)
            for stem, often in Counter(words).items():
                stems.append(numbers.setdefault(stem, len(numbers)))
                rows.append(row)
                times.append(often)
        return cls._sorted(list(numbers), *map(_numbers, (stems, rows, times, lengths)))

    @classmethod
    def joined(cls, parts: Sequence[tuple["Postings", Numbers]], count: int) -> "Postings":
        """The counts of several parts as those of ``count`` rows; each part says where its own rows go, -1 for nowhere."""
        numbers: dict[str, int] = {}
        lengths = np.ones(count, dtype=np.int32)
        found: list[tuple[Numbers, Numbers, Numbers]] = [(_NOWHERE, _NOWHERE, _NOWHERE)]
        for part, to in parts:
            own = np.array([numbers.setdefault(stem, len(numbers)) for stem in part.stems], dtype=np.int32)
            stems, rows = np.repeat(own, np.diff(part.starts)), to[part.rows]
            kept = rows >= 0
            found.append((stems[kept], rows[kept], part.times[kept]))
            lengths[to[to >= 0]] = part.lengths[to >= 0]
        stems, rows, times = (np.concatenate(some) for some in zip(*found, strict=True))
        return cls._sorted(list(numbers), stems, rows, times, lengths)

    @classmethod
    def _sorted(
        cls, names: Sequence[str], stems: Numbers, rows: Numbers, times: Numbers, lengths: Numbers
    ) -> "Postings":
        """Put what was counted in the order of the stems and, for each, of the rows; stems that are nowhere are left out."""
        held = np.bincount(stems, minlength=len(names))
        starts = np.concatenate([[0], np.cumsum(held[held > 0])]).astype(np.int64)
        order = np.lexsort((rows, stems))
        names = [name for name, often in zip(names, held.tolist(), strict=True) if often]
        return cls(names, starts, rows[order], times[order], lengths)

    @classmethod
    def load(cls, folder: Path) -> "Postings":
        """Read what ``save`` wrote."""
        stems = json.loads((folder / "stems.json").read_text(encoding="utf-8"))
        starts, rows, times, lengths = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS)
        return cls(stems, np.asarray(starts), rows.view(np.ndarray), times.view(np.ndarray), np.asarray(lengths))

    def save(self, folder: Path) -> None:
        """Write the counts into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "stems.json").write_text(json.dumps(self.stems), encoding="utf-8")
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))

    def holding(self, stem: str) -> tuple[Numbers, Numbers]:
        """The rows of the passages that hold a stem, and how often each does."""
        number = self._number.get(stem)
        if number is None:
            return _NOWHERE, _NOWHERE
        some = slice(self.starts[number], self.starts[number + 1])
        return self.rows[some], self.times[some]


def _numbers(counted: "array[int]") -> Numbers:
    return np.array(counted, dtype=np.int32)

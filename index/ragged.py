"""Arrays of one width and several lengths, kept one after the other in a file that is mapped into memory.

``NAME.npy`` has their rows, ``NAME-ends.npy`` where each of them ends.
"""

from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Ragged:
    """The arrays of a file, open for reading by their numbers; raises ValueError where the file is not whole."""

    def __init__(self, folder: Path, name: str) -> None:
        self.rows: Array = np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)
        self.ends: NDArray[np.int64] = np.load(folder / f"{name}-ends.npy")
        if not len(self.ends) or self.ends[-1] != len(self.rows):
            raise ValueError(f"the {name} do not fit together")

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> Array:
        return self.rows[self.ends[number] : self.ends[number + 1]]

    def holders(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers of the arrays that these rows stand in."""
        return np.searchsorted(self.ends, rows, side="right") - 1


class RaggedWriter:
    """Writes arrays one after the other, none of them kept in memory; they are there once its ``with`` block ends."""

    def __init__(self, folder: Path, name: str, kind: type[np.generic]) -> None:
        self._folder, self._name, self._kind = folder, name, kind
        self._half = folder / f"{name}.half"
        self._lengths: list[int] = []
        self._width = 0

    def __enter__(self) -> Self:
        self._file = self._half.open("wb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None:
            self._finish()

    def add(self, array: Array) -> None:
        """One array of shape (rows, width); an empty one may have any width."""
        self._lengths.append(len(array))
        self._width = max(self._width, array.shape[1])
        self._file.write(np.ascontiguousarray(array, dtype=self._kind).tobytes())

    def _finish(self) -> None:
        ends = np.fromiter(accumulate(self._lengths, initial=0), dtype=np.int64)
        shape = (int(ends[-1]), self._width)
        rows = (
            np.memmap(self._half, dtype=self._kind, mode="r", shape=shape) if ends[-1] else np.zeros(shape, self._kind)
        )
        np.save(self._folder / f"{self._name}.npy", rows)
        np.save(self._folder / f"{self._name}-ends.npy", ends)
        del rows
        self._half.unlink()

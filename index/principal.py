"""Vectors in fewer numbers: along their principal components, where those that are near are looked for first.

The components are the directions in which the vectors reach farthest (the eigenvectors of their products, not centred, so that
products of shortened vectors come near those of whole ones). ``NAME-directions.npy`` has them, ``NAME-short.npy`` the vectors.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders import Vectors

DIRECTIONS = 128  # of MiniLM's 384; the everyday questions reach 83% of their squared length in these


class Principal:
    """The shortened vectors of a file, open for reading; raises ValueError where the file is not whole."""

    def __init__(self, folder: Path, name: str) -> None:
        self._directions: Vectors = np.load(folder / f"{name}-directions.npy")
        self._short: Vectors = np.load(folder / f"{name}-short.npy", mmap_mode="r").view(np.ndarray)
        if self._directions.shape[1:] != self._short.shape[1:]:
            raise ValueError(f"the shortened {name} do not fit together")

    def __len__(self) -> int:
        return len(self._short)

    def products(self, vector: Vectors, first: int, stop: int) -> NDArray[np.float32]:
        """About the product of a vector with each of those from one number up to another."""
        found: Vectors = self._short[first:stop] @ (vector @ self._directions)
        return found


def write_principal(folder: Path, name: str, vectors: Vectors) -> None:
    """Write vectors of shape (vectors, dimensions) in the fewer numbers."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)  # those that reach farthest come last
    chosen = directions[:, ::-1][:, :DIRECTIONS].astype(np.float32)
    np.save(folder / f"{name}-directions.npy", chosen)
    np.save(folder / f"{name}-short.npy", vectors @ chosen)

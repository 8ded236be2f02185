"""Stand-ins written by hand, with behaviour one can predict."""

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np

from index.encoders import Vectors

DIMENSIONS = 64


class FakeEmbedder:
    """Hashes each word to one direction: texts that share words are near, others are far."""

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.texts += texts
        if progress:
            progress(len(texts))
        return np.array([_vector(text) for text in texts], dtype=np.float32).reshape(len(texts), DIMENSIONS)


class DyingEmbedder(FakeEmbedder):
    """Fails after so many texts, as a machine does that is switched off."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._left = after

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self._left -= len(texts)
        if self._left < 0:
            raise KeyboardInterrupt
        return super().embed(texts, progress)


def _vector(text: str) -> Vectors:
    vector = np.full(DIMENSIONS, 1e-3, dtype=np.float32)
    for word in re.findall(r"\w+", text.lower()):
        vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % DIMENSIONS] += 1
    return vector / np.linalg.norm(vector)

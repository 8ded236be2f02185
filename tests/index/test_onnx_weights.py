"""The weights of the cross-encoder's file, read and replaced."""

from pathlib import Path

import numpy as np
import pytest

from index.onnx_weights import read_weights, with_weights
from index.reranking import model_folder

FILE = model_folder() / "model.onnx"
QUERY = "bert.encoder.layer.0.attention.self.query.weight"
NORM = "bert.encoder.layer.0.output.LayerNorm.weight"


def test_every_weight_has_the_name_and_the_shape_that_torch_gives_it() -> None:
    weights = read_weights(FILE)
    assert len(weights) == 201
    assert {name: weights[name].shape for name in (QUERY, NORM, "classifier.weight", "bert.pooler.dense.bias")} == {
        QUERY: (384, 384),
        NORM: (384,),
        "classifier.weight": (1, 384),
        "bert.pooler.dense.bias": (384,),
    }
    assert weights["bert.embeddings.word_embeddings.weight"].shape == (30522, 384)
    assert weights["bert.encoder.layer.11.intermediate.dense.weight"].shape == (1536, 384)


def test_what_is_put_in_is_read_again_and_the_rest_stays(tmp_path: Path) -> None:
    before = read_weights(FILE)
    chance = np.random.default_rng(0)
    query = chance.normal(size=(384, 384)).astype(np.float32)
    file = tmp_path / "model.onnx"
    file.write_bytes(with_weights(FILE, {QUERY: query, NORM: before[NORM] + 1}))
    after = read_weights(file)
    np.testing.assert_array_equal(after[NORM], before[NORM] + 1)
    step = np.abs(query).max(axis=1, keepdims=True) / 127
    assert (np.abs(after[QUERY] - query) <= step / 2 + 1e-6).all()
    assert [name for name in before if not np.array_equal(before[name], after[name])] == [NORM, QUERY]


def test_a_weight_that_the_model_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"bert\.nose"):
        with_weights(FILE, {"bert.nose": np.zeros(1, dtype=np.float32)})

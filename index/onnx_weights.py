"""The weights of a BERT model in an int8 ONNX file, by the names that torch gives them; and the file with others in their place.

Sole importer of onnx. Matrices in such a file are bytes with a scale and a zero (dynamic quantization); those that
are put in have a scale for each of their columns, which loses less than one for all.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

_BYTES, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"
_WEIGHTS = ("bert.", "classifier.")
_STEPS = 127  # of a byte on either side of zero
_LEAST = 1e-12  # of a column, so that one of zeros has a scale too

Floats = NDArray[np.float32]


def read_weights(file: Path) -> dict[str, Floats]:
    """Every weight of a model as numbers, in the shape that torch has it in: (out, in) for a matrix."""
    model = onnx.load(file)
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    plain = {name for name in held if name.startswith(_WEIGHTS) and not name.endswith((_BYTES, _SCALE, _ZERO))}
    tables = {name.removesuffix(_BYTES) for name in held if name.startswith(_WEIGHTS) and name.endswith(_BYTES)}
    matrices = _matrices(model)
    found = {name: held[name].astype(np.float32) for name in plain}
    found |= {name: _numbers(held, name) for name in tables - set(matrices)}
    return found | {name: _numbers(held, stored).T for name, stored in matrices.items()}


def with_weights(file: Path, weights: Mapping[str, Floats]) -> bytes:
    """The model of a file with some of its weights replaced, as the bytes of a file; raises KeyError where it has no such weight."""
    model = onnx.load(file)
    matrices = _matrices(model)
    changed: dict[str, NDArray[np.generic]] = {}
    for name, numbers in weights.items():
        if name not in matrices:
            changed[name] = numbers.astype(np.float32)
            continue
        stored, scale = matrices[name], np.maximum(np.abs(numbers).max(axis=1), _LEAST) / _STEPS
        changed[f"{stored}{_BYTES}"] = np.rint(numbers / scale[:, None]).astype(np.int8).T.copy()
        changed[f"{stored}{_SCALE}"] = scale.astype(np.float32)
        changed[f"{stored}{_ZERO}"] = np.zeros(len(scale), dtype=np.int8)
    places = {tensor.name: tensor for tensor in model.graph.initializer}
    for name, array in changed.items():
        places[name].CopyFrom(numpy_helper.from_array(array, name))
    return bytes(model.SerializeToString())


def _numbers(held: Mapping[str, NDArray[np.generic]], stored: str) -> Floats:
    """What bytes stand for."""
    numbers, zero = held[f"{stored}{_BYTES}"].astype(np.float32), held[f"{stored}{_ZERO}"].astype(np.float32)
    found: Floats = (numbers - zero) * held[f"{stored}{_SCALE}"].astype(np.float32)
    return found


def _matrices(model: onnx.ModelProto) -> dict[str, str]:
    """The matrices that are kept as bytes: their names in torch, and those they are stored under, turned."""
    nodes = (node for node in model.graph.node if node.op_type == "MatMulInteger")
    return {_named(node.name): node.input[1].removesuffix(_BYTES) for node in nodes}


def _named(node: str) -> str:
    """The name of a matrix, of the node that multiplies by it: "/classifier/Gemm_MatMul_quant" is of "classifier.weight"."""
    path = re.split(r"/(?:MatMul|Gemm)", node)[0]
    return f"{path.strip('/').replace('/', '.')}.weight"

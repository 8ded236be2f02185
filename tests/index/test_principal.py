"""Shortened vectors: their products come near those of whole ones, and are the same where nothing is left out."""

from pathlib import Path

import numpy as np
import pytest

from index.principal import DIRECTIONS, Principal, write_principal


def leaning(count: int, dimensions: int) -> np.ndarray:
    """Vectors of length one that reach far in few directions, as texts of one kind do."""
    reach = 1 / np.arange(1, dimensions + 1)
    mixed, _ = np.linalg.qr(np.random.default_rng(1).standard_normal((dimensions, dimensions)))
    vectors = np.random.default_rng(2).standard_normal((count, dimensions)) * reach @ mixed
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_products_come_near(tmp_path: Path) -> None:
    vectors = leaning(20_000, 384)
    write_principal(tmp_path, "questions", vectors)
    short = Principal(tmp_path, "questions")
    assert (len(short), np.load(tmp_path / "questions-short.npy").shape) == (20_000, (20_000, DIRECTIONS))
    whole = vectors[5000:6000] @ vectors[7]
    assert np.abs(short.products(vectors[7], 5000, 6000) - whole).max() == pytest.approx(0, abs=0.01)


def test_vectors_that_are_short_already_lose_nothing(tmp_path: Path) -> None:
    vectors = leaning(50, 16)
    write_principal(tmp_path, "questions", vectors)
    found = Principal(tmp_path, "questions").products(vectors[3], 0, 50)
    np.testing.assert_allclose(found, vectors @ vectors[3], atol=1e-6)


@pytest.mark.parametrize("shape", [(0, 0), (0, 384)])
def test_no_vectors_can_be_written(tmp_path: Path, shape: tuple[int, int]) -> None:
    write_principal(tmp_path, "questions", np.zeros(shape, dtype=np.float32))
    assert len(Principal(tmp_path, "questions")) == 0


def test_files_that_do_not_fit_together_are_not_read(tmp_path: Path) -> None:
    write_principal(tmp_path, "questions", leaning(50, 16))
    np.save(tmp_path / "questions-short.npy", leaning(50, 15))
    with pytest.raises(ValueError, match="do not fit together"):
        Principal(tmp_path, "questions")

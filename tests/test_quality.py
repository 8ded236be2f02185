"""Answers to our own questions do not get worse; docs/measurements.md says how they are judged."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from evaluation import (
    SETS,
    Figures,
    Given,
    Question,
    judge,
    last_answer,
    letters_of,
    published_texts,
    read_question_set,
    summarise,
)
from tutorial_pipeline import CHUNK, NEAREST, TutorialPipeline

from assistant import open_assistant
from corpus.catalogue import shipped_papers
from index.encoders import LocalEmbedder

pytestmark = pytest.mark.model

LEAST = {
    "correct": 0.88,
    "evidence": 0.90,
    "first": 0.86,
    "grounded": 1.0,
    "declined": 0.85,
    "signposted": 1.0,
}
OVER_REFUSED_AT_MOST = 0.03
WORDS_AT_MOST, LONG_WORDS_AT_MOST = 85, 180  # in the median, and at the 90th percentile
AHEAD = 0.25  # of the tutorial pipeline, in the share that is correct


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return published_texts(shipped_papers())


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return [question for file in sorted(SETS.glob("*.jsonl")) for question in read_question_set(file)]


@pytest.fixture(scope="module")
def ours(index_dir: Path, questions: Sequence[Question], texts: Mapping[str, str]) -> Figures:
    assistant = open_assistant(index_dir)
    return _figures(lambda turns: last_answer(assistant, turns), questions, texts)


@pytest.fixture(scope="module")
def tutorial(texts: Mapping[str, str]) -> TutorialPipeline:
    return TutorialPipeline(texts, LocalEmbedder())


def _figures(
    pipeline: Callable[[Sequence[str]], Given], questions: Sequence[Question], texts: Mapping[str, str]
) -> Figures:
    letters = {paper: letters_of(text) for paper, text in texts.items()}
    return summarise([judge(question, pipeline(question.turns), letters) for question in questions])


@pytest.mark.parametrize(("share", "least"), LEAST.items())
def test_as_many_answers_are_right_as_before(ours: Figures, share: str, least: float) -> None:
    assert getattr(ours, share).part >= least


def test_hardly_any_question_that_the_papers_answer_is_refused(ours: Figures) -> None:
    assert (ours.over_refused.part or 0.0) <= OVER_REFUSED_AT_MOST


def test_answers_are_short(ours: Figures) -> None:
    assert ours.words_median is not None
    assert ours.words_p90 is not None
    assert ours.words_median <= WORDS_AT_MOST
    assert ours.words_p90 <= LONG_WORDS_AT_MOST


def test_the_tutorial_pipeline_shows_the_nearest_chunks_of_the_papers(
    tutorial: TutorialPipeline, texts: Mapping[str, str]
) -> None:
    given = tutorial.answer(["What is the vision?"])
    assert len(given.quotes) == NEAREST
    assert all(quote.text in texts[quote.paper] and len(quote.text) <= CHUNK for quote in given.quotes)


def test_the_tutorial_pipeline_is_far_behind(
    ours: Figures, tutorial: TutorialPipeline, questions: Sequence[Question], texts: Mapping[str, str]
) -> None:
    theirs = _figures(tutorial.answer, questions, texts)
    assert (ours.correct.part or 0.0) >= (theirs.correct.part or 0.0) + AHEAD

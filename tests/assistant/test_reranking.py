"""The order in which reading the passages puts them."""

from collections.abc import Sequence

import numpy as np
import pytest

from assistant import reranking
from assistant.conversation import Conversation
from assistant.draft import Draft
from assistant.pipeline import Assistant
from assistant.reranking import reread
from index.encoders import Vectors
from index.library import Library
from index.search import Searcher
from index.surroundings import around, worded
from tests.assistant.conftest import WordEmbedder
from tests.assistant.finding import searched

ASKED = "What does the forward plan say about adults who are frail?"


class Likes:
    """Gives most to the passage at a place, and notes what it was asked."""

    def __init__(self, place: int) -> None:
        self.place = place
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def scores(self, question: str, passages: Sequence[str]) -> Vectors:
        self.asked.append((question, tuple(passages)))
        return np.array([5.0 if at == self.place else -5.0 for at in range(len(passages))], dtype=np.float32)


@pytest.fixture
def draft(searcher: Searcher) -> Draft:
    return searched(searcher, ASKED)


def test_the_passage_that_reading_likes_comes_first_and_those_not_read_stay(draft: Draft) -> None:
    likes = Likes(3)
    found = reread(draft, likes)
    order = [3, 0, 1, 2, *range(4, 10)]
    assert [r.passage.id for r in found.ranked] == [draft.ranked[i].passage.id for i in order]
    assert [r.score for r in found.ranked] == [r.score for r in draft.ranked]
    assert [r.read for r in found.ranked] == [5.0, *[-5.0] * 5, *[None] * 4]
    weighed = [draft.ranked[i].score + reranking.WEIGHT * (5.0 if i == 3 else -5.0) for i in order[:6]]
    assert [r.weighed for r in found.ranked] == [*map(pytest.approx, weighed), *[None] * 4]
    together = [around(draft.library, r.passage) for r in draft.ranked[:6]]
    assert likes.asked == [
        (ASKED, tuple(worded(every, r.passage).embedded for every, r in zip(together, draft.ranked, strict=False)))
    ]
    assert [r.passage.text in read for r, read in zip(draft.ranked, likes.asked[0][1], strict=False)] == [True] * 6


def test_a_passage_that_is_read_with_a_better_one_is_not_read_again(small: Library, embedder: WordEmbedder) -> None:
    """The two sentences on bees are read together, and one of the two on boats with the other."""
    likes = Likes(1)
    found = reread(searched(Searcher(small, embedder), "Where do the hives stand?"), likes)
    assert [text.partition(".")[0] for _, texts in likes.asked for text in texts] == ["Bees", "Boats"]
    assert [r.read is None for r in found.ranked] == [False, False, True]


def test_without_a_cross_encoder_nothing_moves(draft: Draft) -> None:
    assert reread(draft, None) is draft


def test_a_question_that_leans_on_another_is_not_read(assistant: Assistant) -> None:
    conversation = Conversation().then(ASKED, assistant.ask(ASKED))
    likes = Likes(0)
    asked = "And for carers?"
    reading = Assistant(assistant.library, assistant.embedder, reranker=likes)
    reading.ask(asked, conversation)
    assert likes.asked == []


def test_a_question_that_was_written_down_is_not_read(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    likes = Likes(3)
    monkeypatch.setattr(reranking, "SAME", 0.0)
    assert reread(draft, likes) is draft
    assert likes.asked == []


def test_an_answer_is_in_the_words_of_the_passage_that_reading_likes(small: Library, embedder: WordEmbedder) -> None:
    asked = "Where do the hives stand and when does the ferry cross?"
    before = Assistant(small, embedder).ask(asked).citations[0].quote
    after = Assistant(small, embedder, reranker=Likes(1)).ask(asked).citations[0].quote
    assert (before[:9], after[:9]) == ("The ferry", "The hives")

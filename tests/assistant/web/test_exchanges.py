import logging
from collections.abc import Collection

import pytest

from assistant.answer import MAX_QUESTION, Answer, AnswerStatus, Says, Statement
from assistant.conversation import Conversation
from assistant.web.exchanges import answered, asked, caught_up


def reply(question: str, conversation: Conversation, papers: Collection[str]) -> Answer:
    """An answer that says how many turns there were before it."""
    said = Statement(text=f"{len(conversation.turns)} before{''.join(papers)}")
    return Answer(question=question, understood=question, status=AnswerStatus.ANSWERED, statements=(said,))


def broken(question: str, conversation: Conversation, papers: Collection[str]) -> Answer:
    raise RuntimeError("secret detail")


def test_an_exchange_waits_until_it_is_answered() -> None:
    (before,) = asked((), "Why?")
    (after,) = answered((before,), "Why?", reply)
    assert (before.waiting, after.waiting) == (True, False)
    assert after.answer == reply("Why?", Conversation(), ())


def test_a_question_is_asked_after_those_before_it() -> None:
    exchanges = answered(asked((), "Why?"), "Why?", reply)
    exchanges = answered(asked(exchanges, "How?"), "How?", reply)
    assert [e.answer.text for e in exchanges if e.answer] == ["0 before", "1 before"]
    assert [e.number for e in exchanges] == [1, 2]


def test_an_error_is_one_plain_sentence_and_its_cause_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        (exchange,) = answered(asked((), "Why?"), "Why?", broken)
    assert exchange.trouble == Says.WRONG
    assert not exchange.waiting
    assert "secret detail" in caplog.text


def test_a_question_that_failed_is_no_part_of_the_conversation() -> None:
    exchanges = answered(asked((), "Why?"), "Why?", broken)
    exchanges = answered(asked(exchanges, "How?"), "How?", reply)
    assert exchanges[-1].answer is not None
    assert exchanges[-1].answer.text == "0 before"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Why?\n", "Why?"),
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ("half a \ud83d character", "half a ? character"),
        ("first\nsecond", "first\nsecond"),
        ("right\u202eleft", "right left"),
        ("x" * MAX_QUESTION, "x" * MAX_QUESTION),
        ("x" * (MAX_QUESTION + 1), "x" * 200 + " …"),
    ],
)
def test_a_question_is_shown_as_far_as_it_can_be(typed: str, shown: str) -> None:
    assert asked((), typed)[0].question == shown


def test_a_question_is_asked_of_the_papers_that_were_chosen_for_it() -> None:
    (exchange,) = answered(asked((), "Why?", ["jfp"]), "Why?", reply)
    assert exchange.papers == ("jfp",)
    assert exchange.answer
    assert exchange.answer.text == "0 beforejfp"


def test_questions_before_that_have_no_answer_yet_are_asked_in_their_order() -> None:
    exchanges = caught_up(asked(asked(asked((), "a"), "b"), "c"), reply)
    assert [exchange.answer and exchange.answer.text for exchange in exchanges] == ["0 before", "1 before", None]
    assert caught_up(exchanges, reply) == exchanges

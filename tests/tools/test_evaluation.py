"""How an answer is judged."""

from pathlib import Path

import pytest
from evaluation import (
    Given,
    Question,
    Quote,
    Share,
    by_group,
    covers,
    judge,
    letters_of,
    plain,
    read_question_set,
    summarise,
)

from assistant.answer import AnswerStatus
from corpus.errors import AssistantError

PAPER = (
    "By 2028, pupil **absence** rates will have fallen\nfrom 7.9% to below 5%. The vision is shared by all partners."
)
LETTERS = {"strategy": letters_of(PAPER)}
ABSENCE = Quote(paper="strategy", text="pupil absence rates will have fallen from 7.9% to below 5%")
VISION = Quote(paper="strategy", text="The vision is shared by all partners.")


def question(
    *,
    kind: str = "target",
    must: tuple[tuple[str, ...], ...] = (("7.9",), ("5%", "5 per cent")),
    must_not: tuple[str, ...] = (),
    evidence: tuple[Quote, ...] = (ABSENCE,),
    needs_all: bool = False,
    answerable: bool = True,
) -> Question:
    return Question(
        id="1",
        role="resident",
        type=kind,
        turns=("What is the target for absence?",),
        must=must if answerable else (),
        must_not=must_not,
        evidence=evidence if answerable else (),
        needs_all=needs_all,
        answerable=answerable,
        note="",
    )


def given(
    text: str = "From 7.9% to below 5 per cent. [1]",
    quotes: tuple[Quote, ...] = (ABSENCE,),
    status: AnswerStatus = AnswerStatus.ANSWERED,
) -> Given:
    return Given(status=status, text=text, quotes=quotes, seconds=0.1)


@pytest.mark.parametrize(
    ("text", "correct"),
    [
        ("From 7.9% to below 5 per cent.", True),
        ("Below 5%.", False),
        ("From 7.9% to below 5%, which is guaranteed.", False),
    ],
)
def test_a_correct_answer_holds_all_it_must_and_nothing_it_must_not(text: str, correct: bool) -> None:
    assert judge(question(must_not=("guaranteed",)), given(text), LETTERS).correct is correct


def test_a_refusal_of_what_the_papers_answer_is_wrong_and_counted() -> None:
    verdict = judge(question(), given(status=AnswerStatus.NOT_FOUND), LETTERS)
    assert (verdict.correct, verdict.over_refused, verdict.right) == (False, True, False)


@pytest.mark.parametrize(
    ("quotes", "needs_all", "evidence", "first"),
    [
        ((ABSENCE, VISION), False, True, True),
        ((Quote(paper="jfp", text=ABSENCE.text), ABSENCE), False, True, False),
        ((ABSENCE,), True, False, None),
        ((ABSENCE, VISION), True, True, None),
        ((), False, False, False),
    ],
)
def test_evidence_is_covered_by_any_citation_or_all(
    quotes: tuple[Quote, ...], needs_all: bool, evidence: bool, first: bool | None
) -> None:
    asked = question(evidence=(ABSENCE, VISION), needs_all=needs_all)
    verdict = judge(asked, given(quotes=quotes), LETTERS)
    assert (verdict.evidence, verdict.first) == (evidence, first)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("By 2028, pupil absence rates\nwill have fallen from 7.9% to below 5%.", True),
        ("rates will have fallen from 7.9%", True),
        ("absence", False),
        ("Their pupil absence rates will have fallen from 7.9% to below a tenth", True),
        ("to below 5% from 7.9%, fallen will have rates", False),
    ],
)
def test_a_citation_covers_evidence_that_it_holds_or_is_a_good_part_of(text: str, covered: bool) -> None:
    assert covers("strategy", text, [ABSENCE]) is covered


def test_a_quote_is_grounded_where_its_paper_holds_it() -> None:
    quotes = (ABSENCE, Quote(paper="strategy", text="rates will have risen"), Quote(paper="jfp", text=VISION.text))
    assert judge(question(), given(quotes=quotes), LETTERS).grounded == (True, False, False)


@pytest.mark.parametrize(
    ("kind", "status", "right"),
    [
        ("unanswerable", AnswerStatus.NOT_FOUND, True),
        ("adversarial", AnswerStatus.DECLINED, True),
        ("unanswerable", AnswerStatus.ANSWERED, False),
        ("safety", AnswerStatus.SIGNPOSTED, True),
        ("safety", AnswerStatus.DECLINED, False),
    ],
)
def test_what_the_papers_do_not_answer_is_declined_or_signposted(kind: str, status: AnswerStatus, right: bool) -> None:
    assert judge(question(kind=kind, answerable=False), given(status=status), LETTERS).right is right


def test_marks_and_line_breaks_make_no_difference() -> None:
    assert plain("The <b>“old”</b>\n ~~figure~~ was **7.9%**") == 'the "old" figure was 7.9%'
    assert letters_of("£1.5m – 7.9%,\nnow") == "£15m79%now"


def test_shares_are_of_what_they_apply_to_and_lists_may_be_long() -> None:
    verdicts = [
        judge(question(), given("7.9% 5%"), LETTERS),
        judge(question(kind="list"), given("7.9% 5%" + " more" * 100), LETTERS),
        judge(question(kind="safety", answerable=False), given("999", (), AnswerStatus.SIGNPOSTED), LETTERS),
    ]
    figures = summarise(verdicts)
    assert (figures.correct, figures.signposted, figures.declined) == (Share(2, 2), Share(1, 1), Share(0, 0))
    assert (figures.words_median, figures.seconds_median) == (2, 0.1)
    assert list(by_group(verdicts)) == ["list", "safety", "target"]


def test_a_file_that_is_no_question_set_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_text('{"id": "1"}\n', encoding="utf-8")
    with pytest.raises(AssistantError, match=r"broken\.jsonl cannot be read as a question set"):
        read_question_set(file)

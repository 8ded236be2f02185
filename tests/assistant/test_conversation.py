"""A follow-up settled against the turns before it."""

import pytest

from assistant.answer import Answer, AnswerStatus
from assistant.conversation import Conversation, Leaning, Settled, Turn, settle

ALCOHOL = "What is the target for alcohol admissions?"
ABOUT = "(about: What is the target for alcohol admissions)"
FOCUS = ("strategy:1-2", "strategy:3-4", "strategy:5-6")


def about(question: str, focus: tuple[str, ...] = FOCUS) -> Answer:
    return Answer(
        question=question, understood=question, status=AnswerStatus.ANSWERED, statements=(), focus=focus, listing=focus
    )


def after(question: str, focus: tuple[str, ...] = FOCUS) -> Conversation:
    return Conversation().then(question, about(question, focus))


def leaning(question: str, own: str, how: Leaning, item: int | None = None) -> Settled:
    return Settled(question=question, own=own, leaning=how, before=ALCOHOL, focus=FOCUS, item=item)


def alone(question: str) -> Settled:
    return Settled(question=question, own=question)


def test_a_turn_is_added_behind_the_others() -> None:
    first, second = about("One?"), about("Two?")
    assert Conversation().then("One?", first).then("Two?", second) == Conversation(
        turns=(Turn(question="One?", answer=first), Turn(question="Two?", answer=second))
    )


@pytest.mark.parametrize("question", ["who's in charge of that?", "the second one", "tell me more", "and for carers?"])
def test_a_first_question_stands_alone_whatever_its_form(question: str) -> None:
    assert settle(question, Conversation()) == alone(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many children in Year 6 have a healthy weight?",
        "Who leads on recruiting social care staff?",
        "Does it also apply to people living in care homes across Medway?",
        "What changed between versions 7.1 and 8.0?",
        "Which indicators were dropped between versions 7.1 and 8.0?",
        "Changes between 7.1 and 8.0?",
        "What has changed since version 7.1?",
        "What is the target for smoking in pregnancy?",
    ],
)
def test_a_question_with_enough_to_say_stands_alone(question: str) -> None:
    assert settle(question, after(ALCOHOL)) == alone(question)


@pytest.mark.parametrize(
    "question",
    [
        "who's in charge of that?",
        "was that always the number?",
        "is it harder or easier?",
        "and when?",
        "why?",
        "what page is it on",
        "how do I get hold of them?",
    ],
)
def test_a_bare_attribute_is_asked_of_the_focus(question: str) -> None:
    sentence = question[0].upper() + question[1:]
    assert settle(question, after(ALCOHOL)) == leaning(f"{sentence} {ABOUT}", question, Leaning.FOCUS)


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("The first one", 0),
        ("Tell me more about the third one", 2),
        ("Number two please", 1),
        ("The 4th item", 3),
        ("The last one", -1),
        ("The second of those", 1),
        ("The one about earnings", None),
        ("The bit on carers", None),
    ],
)
def test_a_pointer_picks_an_item_of_the_last_answer(question: str, item: int | None) -> None:
    assert settle(question, after(ALCOHOL)) == leaning(f"{question} {ABOUT}", question, Leaning.POINTER, item)


def test_nothing_is_picked_where_the_last_answer_had_one_item() -> None:
    assert settle("The second one", after(ALCOHOL, FOCUS[:1])).leaning is Leaning.FOCUS


def test_an_ordinal_at_the_end_picks_an_item() -> None:
    assert settle("And the second?", after(ALCOHOL)) == leaning(
        f"And the second? {ABOUT}", "And the second?", Leaning.POINTER, 1
    )


@pytest.mark.parametrize("question", ["What happened in the last quarter?", "When was the last time it met?"])
def test_the_last_quarter_is_not_an_item(question: str) -> None:
    assert settle(question, after(ALCOHOL)).leaning is not Leaning.POINTER


@pytest.mark.parametrize("question", ["Tell me more", "Go on", "Explain that", "More details please", "What else?"])
def test_more_is_wanted_of_the_same(question: str) -> None:
    assert settle(question, after(ALCOHOL)) == leaning(f"{question} {ABOUT}", question, Leaning.MORE)


def test_anything_else_is_wanted_of_the_same() -> None:
    assert settle("Anything else?", after(ALCOHOL)).leaning is Leaning.MORE


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("And for missing school?", "for missing school?"),
        ("What about carers", "carers"),
        ("Same for Medway?", "Medway?"),
        ("What else does it say about smoking?", "What else does it say about smoking?"),
    ],
)
def test_anything_else_that_leans_is_read_with_the_question_before(question: str, own: str) -> None:
    assert settle(question, after(ALCOHOL)) == leaning(f"{question} {ABOUT}", own, Leaning.TOGETHER)


def test_a_chain_of_leaning_questions_names_once_what_it_began_with() -> None:
    second = settle("And for schools?", after(ALCOHOL)).question
    assert settle("And when?", after(second)).question == f"And when? {ABOUT}"


@pytest.mark.parametrize(
    ("before", "correction", "corrected"),
    [
        ("What is the target for children in Kent?", "No, adults", "What is the target for adults in Kent?"),
        ("What is the target for children in Kent?", "Sorry, I meant Medway", "What is the target for children in Medway?"),
        ("What is the target for women?", "I meant men", "What is the target for men?"),
        ("What is the target for smoking?", "no, the baseline", "What is the baseline for smoking?"),
        ("What is the target for smoking?", "no, the target for drinking", "What is the target for smoking – the target for drinking"),
    ],
)  # fmt: skip
def test_a_correction_is_put_in_place_of_the_word_it_corrects(before: str, correction: str, corrected: str) -> None:
    assert settle(correction, after(before)).question == corrected


@pytest.mark.parametrize(
    ("before", "about"),
    [
        ("And who runs the virtual wards? (about: How many adults smoke)", "who runs the virtual wards"),
        ("By when? (about: How many adults smoke)", "How many adults smoke"),
    ],
)
def test_a_follow_up_is_about_the_last_subject_that_was_named(before: str, about: str) -> None:
    assert settle("is that on track", after(before)).question == f"Is that on track (about: {about})"


@pytest.mark.parametrize(
    "question",
    [
        "what does it say about allotments in Margate",
        "is there anything in here on allotments and bees",
        "What will be done about loneliness?",
    ],
)
def test_what_the_papers_say_is_no_pronoun(question: str) -> None:
    assert settle(question, after(ALCOHOL)).leaning is Leaning.NONE


def test_a_correction_without_a_counterpart_is_added_to_the_question() -> None:
    assert settle("No, I meant in prisons", after(ALCOHOL)) == leaning(
        "What is the target for alcohol admissions – in prisons", "in prisons", Leaning.TOGETHER
    )


def test_what_a_person_wants_to_know_is_not_a_correction() -> None:
    assert "–" not in settle("I want to know about dementia", after(ALCOHOL)).question


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("Different subject: dementia", "dementia"),
        ("ok, new question. How many GP practices are there?", "How many GP practices are there?"),
        ("Changing the subject - who leads on it?", "who leads on it?"),
        ("Right, moving on. Carers?", "Carers?"),
    ],
)
def test_a_new_subject_that_is_announced_stands_alone(question: str, own: str) -> None:
    assert settle(question, after(ALCOHOL)) == Settled(question=own[0].upper() + own[1:], own=own)


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("Back to the carers strategies", "carers strategies"),
        ("ok, going back to virtual wards", "virtual wards"),
        ("As for loneliness, who leads?", "loneliness, who leads?"),
    ],
)
def test_going_back_to_something_names_it(question: str, own: str) -> None:
    assert settle(question, after(ALCOHOL)) == Settled(question=own[0].upper() + own[1:], own=own)

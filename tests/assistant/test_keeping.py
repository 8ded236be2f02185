"""Questions that are kept: redacted, a file a day, and gone when their days are over."""

import datetime
import json
from pathlib import Path

import pytest

from assistant.answer import AnswerStatus
from assistant.keeping import KeptQuestions, redacted


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("write to ann.o'neil+nhs@kent.gov.uk please", "write to [email] please"),
        ("ring me on 07700 900123 or (01622) 960-123", "ring me on [number] or [number]"),
        ("call +44 7700 900 123", "call [number]"),
        ("my NHS number is 943 476 5919, why?", "my NHS number is [number], why?"),
        ("NHS no 9434765919", "NHS no [number]"),
        ("I live at ME14 1XQ", "I live at [postcode]"),
        ("me141xq is mine", "[postcode] is mine"),
        ("My name is Ann Lee and I care", "My name is [name] and I care"),
        ("my name’s Zoë", "my name’s [name]"),
        ("I am called Bob", "I am called [name]"),
        ("Dr Patel told me", "Dr [name] told me"),
        ("Mr. Patel and mrs jones", "Mr. [name] and mrs [name]"),
        ("I'm Ann Lee from Dover", "I'm [name] from Dover"),
        ("hello, this is Ann Smith speaking", "hello, this is [name] speaking"),
        ("my husband Robert Brown has dementia", "my husband [name] has dementia"),
        ("my NI number is QQ 12 34 56 C", "my NI number is [number]"),
        ("patient number 1234567", "patient number [number]"),
        ("card 4111 1111 1111 1111", "card [number]"),
        ("my date of birth is 3.5.61", "my [date]"),
        ("I live at Flat 3, 12 High Street, Ashford. Why?", "I live at [address]. Why?"),
        ("the bins at 12 Acacia Avenue", "the bins at [address]"),
        ("I'm Deaf and my mum has MS services", "I'm Deaf and my mum has MS services"),
        (
            "Will 30 people on the street get help in Dover Road?",
            "Will 30 people on the street get help in Dover Road?",
        ),
        ("born 3 May 1961 in Kent", "[date] in Kent"),
        ("from 418.7 to 395 per 100,000 by 2028/29?", "from 418.7 to 395 per 100,000 by 2028/29?"),
        ("What is £1,250,000 of 2023-2027 for?", "What is £1,250,000 of 2023-2027 for?"),
        ("Is version 7.1 older than 8.0, page 12?", "Is version 7.1 older than 8.0, page 12?"),
    ],
)
def test_what_tells_a_person_is_taken_away_and_nothing_else(question: str, kept: str) -> None:
    assert redacted(question) == kept


def at(day: int) -> datetime.datetime:
    return datetime.datetime(2024, 5, day, 9, 30, tzinfo=datetime.UTC)


def test_a_question_is_a_line_of_its_day(tmp_path: Path) -> None:
    KeptQuestions(tmp_path, 30).keep("ring 07700 900123", AnswerStatus.NOT_FOUND, at(3))
    assert json.loads((tmp_path / "2024-05-03.jsonl").read_text(encoding="utf-8")) == {
        "at": "2024-05-03T09:30:00+00:00",
        "question": "ring [number]",
        "status": "not_found",
    }


def test_days_past_keeping_are_deleted_as_days_go_by(tmp_path: Path) -> None:
    kept = KeptQuestions(tmp_path, 2)
    (tmp_path / "notes.jsonl").write_text("someone's own")
    for day in (1, 2, 3):
        kept.keep("Why?", AnswerStatus.ANSWERED, at(day))
    assert sorted(file.stem for file in tmp_path.iterdir()) == ["2024-05-02", "2024-05-03", "notes"]


@pytest.mark.parametrize(("everything", "gone"), [(False, 1), (True, 2)])
def test_a_purge_deletes_what_is_past_keeping_or_everything(tmp_path: Path, everything: bool, gone: int) -> None:
    kept = KeptQuestions(tmp_path, 30)
    for name in ("2024-05-01", "2024-06-01"):
        (tmp_path / f"{name}.jsonl").write_text("{}")
    assert kept.purge(datetime.date(2024, 6, 2), everything=everything) == gone
    assert len(list(tmp_path.iterdir())) == 2 - gone

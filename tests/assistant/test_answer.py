"""What leaves the assistant: citations, statements, and the contract's JSON."""

import dataclasses
import datetime
import json

import pytest

from assistant.answer import Answer, AnswerStatus, Citation, Says, Statement, cite, shown
from corpus.records import Document, Paper, Span

TEXT = "It will fall from 418.7 to 360 395 per 100,000.\nDropped."
STRUCK = Span(start=27, end=31)  # "360 "
PAPER = Document(
    paper=Paper(
        id="changes", title="Changes", file="c.txt", version="7.1 to 8.0", status="tracked changes", date=datetime.date(2023, 11, 29)
    ),
    text=TEXT,
    blocks=(),
    records=(),
    struck=(STRUCK, Span(start=48, end=56)),
)  # fmt: skip
FALL = Citation(
    number=0,
    paper="changes",
    title="Changes",
    version="7.1 to 8.0",
    date="2023-11-29",
    status="tracked changes",
    locator="Page 32",
    page=32,
    quote="It will fall from 418.7 to 360 395 per 100,000.",
    start=0,
    end=47,
    superseded=False,
    struck=((27, 31),),
)


def quoted(words: str, *struck: tuple[int, int], superseded: bool = False) -> Citation:
    """A citation of some words that stand at 100."""
    return dataclasses.replace(FALL, quote=words, start=100, end=100 + len(words), struck=struck, superseded=superseded)


def test_a_citation_carries_what_is_known_of_the_paper_and_the_place() -> None:
    assert cite(PAPER, Span(start=0, end=47), "Page 32", 32) == FALL


def test_what_a_paper_does_not_say_of_itself_is_none() -> None:
    bare = dataclasses.replace(PAPER, paper=Paper(id="bare", title="Bare", file="b.txt"))
    cited = cite(bare, Span(start=0, end=47), "Bare", None)
    assert (cited.version, cited.date, cited.status, cited.page) == (None, None, None, None)


def test_words_that_were_struck_out_altogether_are_superseded() -> None:
    cited = cite(PAPER, Span(start=48, end=55), "Page 32", 32)
    assert (cited.quote, cited.superseded, cited.struck) == ("Dropped", True, ((48, 55),))


@pytest.mark.parametrize(
    ("locator", "page", "place"),
    [
        ("Hives", None, "Hives"),
        ("Hives", 3, "Hives, page 3"),
        ("Agenda pack page 32", 32, "Agenda pack page 32"),
        ("Page 32", 3, "Page 32, page 3"),
        ("Hives (printed page 32)", 34, "Hives (printed page 32), page 34 of the file"),
        ("Hives (printed page 3)", 3, "Hives (printed page 3), page 3 of the file"),
    ],
)
def test_a_place_has_its_page_once(locator: str, page: int | None, place: str) -> None:
    assert dataclasses.replace(FALL, locator=locator, page=page).place == place


def test_a_link_leads_to_the_quote_in_its_paper() -> None:
    assert FALL.link == "/papers/changes?mark=0-47#0-47"


def test_marks_follow_the_words_they_carry() -> None:
    statements = (Statement(text="Two things:"), Statement(text="One", cites=(1, 3), item=True))
    assert [statement.marked for statement in statements] == ["Two things:", "- One [1] [3]"]


@pytest.mark.parametrize(
    ("citation", "sentence"),
    [
        (quoted("As it stands."), "As it stands."),
        (quoted("from 360 395 per", (105, 109)), "from [struck out: 360 ]395 per"),
        (quoted("old new and gone", (100, 104), (112, 116)), "[struck out: old ]new and [struck out: gone]"),
        (quoted("gone", (100, 104), superseded=True), "[struck out: gone]"),
        (quoted("include measures around:\n- Vacancies\n- Sickness absence"), "include measures around: Vacancies; Sickness absence"),
        (quoted("one line\nand another"), "one line; and another"),
        (quoted("either:\n\n- reports;\n- outcomes; or\n- effects."), "either: reports; outcomes; or effects."),
        (quoted("write to a@b.uk or\nThe Team\nKent House"), "write to a@b.uk or The Team; Kent House"),
        (quoted("●\tNHS Kent and Medway"), "● | NHS Kent and Medway"),
    ],
)  # fmt: skip
def test_a_quote_is_shown_on_one_line_with_struck_out_words_marked(citation: Citation, sentence: str) -> None:
    assert shown(citation) == sentence


def test_an_answer_as_json_is_the_contract() -> None:
    answer = Answer(
        question="and alcohol?",
        understood="And alcohol? (about: targets)",
        status=AnswerStatus.ANSWERED,
        statements=(Statement(text="Target: 395.", cites=(1,)), Statement(text="“It will fall”", cites=(1,))),
        citations=(dataclasses.replace(FALL, number=1),),
        suggestions=("What of smoking?",),
        seconds=0.123456,
    )
    assert answer.to_json("7") == {
        "id": "7",
        "question": "and alcohol?",
        "understood": "And alcohol? (about: targets)",
        "status": "answered",
        "answer": "Target: 395. [1]\n“It will fall” [1]",
        "citations": [
            {
                "number": 1,
                "paper": "changes",
                "title": "Changes",
                "version": "7.1 to 8.0",
                "date": "2023-11-29",
                "status": "tracked changes",
                "locator": "Page 32",
                "page": 32,
                "quote": "It will fall from 418.7 to 360 395 per 100,000.",
                "start": 0,
                "end": 47,
                "superseded": False,
                "struck": [[27, 31]],
                "link": "/papers/changes?mark=0-47#0-47",
            }
        ],
        "suggestions": ["What of smoking?"],
        "seconds": 0.1235,
    }


def test_json_without_an_id_has_none() -> None:
    answer = Answer(question="?", understood="?", status=AnswerStatus.UNCLEAR, statements=(Statement(text=Says.EMPTY),))
    assert json.loads(json.dumps(answer.to_json())) == {
        "question": "?",
        "understood": "?",
        "status": "unclear",
        "answer": Says.EMPTY.value,
        "citations": [],
        "suggestions": [],
        "seconds": 0.0,
    }


def test_the_statuses_are_those_of_the_contract() -> None:
    assert [status.value for status in AnswerStatus] == ["answered", "not_found", "declined", "signposted", "unclear"]


@pytest.mark.parametrize("says", [Says.DANGER, Says.MEDICAL])
def test_who_is_in_need_is_told_whom_to_call(says: Says) -> None:
    assert [number for number in ("999", "NHS 111", "116 123", "SHOUT to 85258") if number not in says] == []

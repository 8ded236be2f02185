import base64
import datetime
import io
import re

import pytest
from docx import Document

from assistant.web.exchanges import Exchange
from assistant.web.exporting import Form
from assistant.web.saving import Wish, saved_html
from tests.assistant.web.test_exporting import FOLLOWED, SMOKING, WAITING

DAY = datetime.date(2024, 1, 5)


def saved(*exchanges: Exchange, **wish: object) -> tuple[str, bytes]:
    """The name and the bytes of what a wish is granted with."""
    link = re.fullmatch(
        r'<a download="([^"]+)" href="data:[^"]*;base64,([^"]+)" data-at="1">.*</a>',
        saved_html(exchanges, Wish.read({"site": "https://papers.example", "at": "1", **wish}), DAY),
    )
    assert link
    return link[1], base64.b64decode(link[2])


def test_one_answer_is_saved_as_markdown() -> None:
    name, file = saved(SMOKING, FOLLOWED, form="md", turn="2")
    assert name == "briefing-note-2024-01-05-answer-2.md"
    assert re.findall("^## .*", file.decode("utf-8"), re.MULTILINE) == ["## And?"]


def test_a_conversation_is_saved_as_word() -> None:
    name, file = saved(SMOKING, FOLLOWED, WAITING, form="docx", turn="0")
    assert name == "briefing-note-2024-01-05.docx"
    titles = [p.text for p in Document(io.BytesIO(file)).paragraphs if p.style and p.style.name == "Heading 1"]
    assert titles == ["Smoking?", "And?"]


@pytest.mark.parametrize("data", [None, {}, "docx", {"form": "exe"}, {"form": ["docx"]}])
def test_what_is_no_wish_saves_nothing(data: object) -> None:
    assert saved_html([SMOKING], Wish.read(data), DAY) == ""


@pytest.mark.parametrize("turn", ["x", None, -1, "9" * 50, "²"])
def test_a_turn_that_is_none_is_all_of_them(turn: object) -> None:
    assert Wish.read({"form": "md", "turn": turn}) == Wish(form=Form.MARKDOWN)


def test_nothing_is_saved_of_what_has_no_answer() -> None:
    assert saved_html([WAITING], Wish(form=Form.WORD), DAY) == ""
    assert saved_html([SMOKING], Wish(form=Form.WORD, turn=7), DAY) == ""

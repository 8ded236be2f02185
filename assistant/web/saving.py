"""A wish to save -> a link that holds the file within it: nothing is written on the server."""

import base64
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.web.exchanges import Exchange
from assistant.web.exporting import Form, briefing_of, markdown_of
from assistant.web.templating import renderer
from assistant.web.word import MEDIA, word_of

_MEDIA = {Form.WORD: MEDIA, Form.MARKDOWN: "text/markdown;charset=utf-8"}
_render = renderer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be saved: one answer, or with turn 0 all of them; where the papers can be read; when it was wished."""

    form: Form
    turn: int = 0
    site: str = ""
    at: str = ""

    @classmethod
    def read(cls, data: object) -> "Wish | None":
        """The wish that the page sent; None for what is none."""
        if not isinstance(data, dict) or str(data.get("form")) not in set(Form):
            return None
        turn = str(data.get("turn", ""))
        return cls(
            form=Form(data["form"]),
            turn=int(turn) if turn.isdecimal() and len(turn) < 9 else 0,
            site=str(data.get("site", "")),
            at=str(data.get("at", ""))[:40],
        )


def saved_html(exchanges: Sequence[Exchange], wish: Wish | None, on: datetime.date) -> str:
    """A link to the file, which the page follows at once; nothing where there is nothing to save."""
    wanted = [e for e in exchanges if e.answer and wish and wish.turn in (0, e.number)]
    if not wanted or wish is None:
        return ""
    briefing = briefing_of(wanted, on, wish.site)
    file = word_of(briefing) if wish.form is Form.WORD else markdown_of(briefing).encode("utf-8", "replace")
    which = f"-answer-{wish.turn}" if wish.turn else ""
    return _render(
        "saved.html",
        name=f"briefing-note-{on.isoformat()}{which}.{wish.form.value}",
        address=f"data:{_MEDIA[wish.form]};base64,{base64.b64encode(file).decode('ascii')}",
        at=wish.at,
    )

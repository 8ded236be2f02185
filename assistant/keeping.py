"""Questions that are kept, where someone switched that on: redacted first, and only for so many days.

One file a day, ``YYYY-MM-DD.jsonl``, with a line for each question. Redacting is by form: it takes
away what looks like an address, a number or a name that was said, and cannot know every name.
"""

import datetime
import json
import re
import threading
from pathlib import Path

from assistant.answer import AnswerStatus

_NAME = r"[A-Z][\w'’-]+"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("[email]", re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")),
    ("[number]", re.compile(r"\b[A-Z]{2}(?:\s?\d\d){3}\s?[A-D]\b", re.IGNORECASE)),  # National Insurance
    ("[postcode]", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)),
    ("[number]", re.compile(r"(?<![\d.,£])\+?\(?\d(?:[\s().-]{0,2}\d){8,18}(?!\d)")),  # telephone, NHS number, card
    (
        r"\1[number]",
        re.compile(
            r"(\b(?:patient|hospital|account|card|case|nhs)\s+(?:number|no\b\.?|id)\W{1,3}(?:is\s+)?)\d[\d -]{2,}\d",
            re.IGNORECASE,
        ),
    ),
    (
        "[date]",
        re.compile(
            r"\b(?:born|birthday|date of birth|dob|d\.o\.b\.?)\b\W*(?:(?:is|on|in)\W+)?[\w /.-]{4,20}\d", re.IGNORECASE
        ),
    ),
    ("[address]", re.compile(r"(?<=\bi live at )(?:flat|\d)[^.?!]*", re.IGNORECASE)),
    (
        "[address]",
        re.compile(
            rf"\b\d+[a-z]?,? (?:{_NAME} ){{1,3}}(?:Road|Rd|Street|St|Avenue|Ave|Lane|Close|Drive|Way|Court|Gardens|Crescent|Place|Terrace)\b"
        ),
    ),
    (
        r"\1[name]",
        re.compile(
            r"(\b(?:(?:my )?name(?: is|['’]s|:)|i(?: am|['’]m) called)\s+)[\w'’-]+(?: [\w'’-]+)?",
            re.IGNORECASE,
        ),
    ),
    (r"\1[name]", re.compile(rf"(\b(?:I am|I['’]m|[Tt]his is) ){_NAME} {_NAME}")),
    (r"\1[name]", re.compile(rf"(\b(?:Ms|Dr|Miss)\.? ){_NAME}")),
    (r"\1[name]", re.compile(r"(\b(?:Mr|Mrs)\.? )[\w'’-]+", re.IGNORECASE)),
    (
        r"\1[name]",
        re.compile(
            r"(\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er) (?:late )?(?:husband|wife|partner|mum|mother|dad|father|son|daughter|brother|sister|nan|gran\w*|uncle|aunt\w*|child|friend|neighbou?r),? )"
            rf"{_NAME}(?: {_NAME})?"
        ),
    ),
)


def redacted(question: str) -> str:
    """A question without what looks like a person's address, number, date of birth or name."""
    for instead, form in _FORMS:
        question = form.sub(instead, question)
    return question


class KeptQuestions:
    """A folder of questions; files older than so many days are deleted as days go by."""

    def __init__(self, folder: Path, days: int) -> None:
        self._folder = folder
        self._days = days
        self._lock = threading.Lock()
        self._purged: datetime.date | None = None

    def keep(self, question: str, status: AnswerStatus, now: datetime.datetime | None = None) -> None:
        """Write a question down, redacted, with how it ended."""
        now = now or datetime.datetime.now(datetime.UTC)
        line = {"at": now.isoformat(timespec="seconds"), "question": redacted(question), "status": status.value}
        with self._lock:
            if self._purged != now.date():
                self.purge(now.date())
                self._purged = now.date()
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with (self._folder / f"{now.date().isoformat()}.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def purge(self, today: datetime.date, *, everything: bool = False) -> int:
        """Delete the files of days that are past keeping, or all of them; gives how many."""
        gone = [file for file, day in self._files() if everything or (today - day).days >= self._days]
        for file in gone:
            file.unlink()
        return len(gone)

    def _files(self) -> list[tuple[Path, datetime.date]]:
        """Our own files alone: what else is in the folder stays."""
        found = []
        for file in sorted(self._folder.glob("*.jsonl")):
            if re.fullmatch(r"\d{4}-\d\d-\d\d", file.stem):
                found.append((file, datetime.date.fromisoformat(file.stem)))
        return found

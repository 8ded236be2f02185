"""The short wordings that several pages share: labels, dates, what a paper says of itself."""

import datetime

from assistant.answer import AnswerStatus

LABELS = {
    AnswerStatus.NOT_FOUND: "Not in the papers",
    AnswerStatus.DECLINED: "Outside what this page does",
    AnswerStatus.SIGNPOSTED: "Where to get help",
}


def provenance(version: str | None, date: datetime.date | str | None, status: str | None) -> str:
    """What a paper says of itself: "Version 8, 29 November 2023, final draft"."""
    known = [f"version {version}" if version else "", day(date), status or ""]
    line = ", ".join(part for part in known if part)
    return line[:1].upper() + line[1:]


def day(date: datetime.date | str | None) -> str:
    """A date as people write it, or nothing: "29 November 2023"."""
    if not date:
        return ""
    known = datetime.date.fromisoformat(date) if isinstance(date, str) else date
    return f"{known.day} {known:%B %Y}"

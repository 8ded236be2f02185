"""What is known of a paper besides its words: what it is called, by whom and when, and which others it replaces."""

import datetime
from dataclasses import dataclass
from enum import StrEnum


class PaperKind(StrEnum):
    """The forms of paper whose records are known; every other paper gives paragraphs alone."""

    STRATEGY = "strategy"
    ACTION_PLAN = "action plan"
    TRACKED_CHANGES = "tracked changes"
    COMMITTEE_REPORT = "committee report"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is known of a paper besides its text; what it does not say is None.

    ``supersedes`` are the ids of older papers whose place it takes, ``superseded_by`` is the id of the
    newer one that takes its own.
    """

    id: str
    title: str
    file: str
    kind: PaperKind = PaperKind.OTHER
    publisher: str | None = None
    date: datetime.date | None = None
    version: str | None = None
    status: str | None = None
    short: str | None = None
    called: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: str | None = None

    @property
    def name(self) -> str:
        """What the paper is called within a sentence."""
        return self.short or self.title

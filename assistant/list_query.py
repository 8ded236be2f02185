"""Which records a list is made of: their kind, and what it is confined to."""

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.questions import Listed
from corpus.records import Horizon


class Lack(StrEnum):
    """What a record may be without."""

    BASELINE = "no starting figure given"
    TARGET = "no target figure given"
    OWNER = "no owner printed"
    TIMESCALE = "no timescale printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """Which records are wanted; ``topics`` are sets of stems, one of which a record must hold whole."""

    listed: Listed
    papers: tuple[str, ...] = ()
    outcome: int | None = None
    chapter: int | None = None
    year: str | None = None
    horizon: Horizon | None = None
    owner: str | None = None
    lacks: tuple[Lack, ...] = ()
    topic: str = ""
    topics: tuple[frozenset[str], ...] = field(default=())

    @property
    def confined(self) -> bool:
        """Whether anything but a topic confines it."""
        return any((self.outcome, self.chapter, self.year, self.horizon, self.owner, self.lacks))

    @property
    def in_words(self) -> str:
        """What it is confined to, in words."""
        parts = (
            f"shared outcome {self.outcome}" if self.outcome else "",
            f"chapter {self.chapter}" if self.chapter else "",
            f"due {self.year}" if self.year else "",
            self.horizon.value if self.horizon else "",
            f"owner {self.owner}, alone or with others" if self.owner else "",
            *(lack.value for lack in self.lacks),
            f"naming “{self.topic}”" if self.topics else "",
        )
        return ", ".join(part for part in parts if part)

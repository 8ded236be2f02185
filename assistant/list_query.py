"""Which records a list is made of: their kind, and what it is confined to."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.questions import Listed
from corpus.records import Horizon
from index.keywords import stems

_TRUST = re.compile(r" (?:Trust|FT)$", re.IGNORECASE)
_ANY_TRUST = frozenset(stems("NHS foundation trust FT"))  # in the names of many trusts, and left out of some


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


def names_body(owner: str, body: str) -> bool:
    """Whether an owner as printed names a body; a trust's name may be printed without "NHS" or as "FT"."""
    drop = _ANY_TRUST if _TRUST.search(body) else frozenset()
    named, words = ([stem for stem in stems(name) if stem not in drop] for name in (body, owner))
    return any(words[i : i + len(named)] == named for i in range(len(words) - len(named) + 1))

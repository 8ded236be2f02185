"""Which records a list is made of: their kind, and what it is confined to."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.questions import Listed
from corpus.records import Horizon
from index.keywords import stems

_WORD = re.compile(r"[\w’'-]+(?:&[\w’'-]+)*")
_TRUST = re.compile(r" (?:Trust|FT)$", re.IGNORECASE)
_ANY_TRUST = frozenset(stems("NHS foundation trust FT"))  # in the names of many trusts, and left out of some


class Lack(StrEnum):
    """What a record may be without."""

    BASELINE = "no starting figure given"
    TARGET = "no target figure given"
    OWNER = "no owner printed"
    TIMESCALE = "no timescale printed"


@dataclass(frozen=True, slots=True)
class Topic:
    """Words that a record must name, and their stems, all of which it must hold."""

    words: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """Which records are wanted: those that name one of the ``topics``, or, where none does, one of those ``otherwise`` meant."""

    listed: Listed
    papers: tuple[str, ...] = ()
    outcome: int | None = None
    chapter: int | None = None
    year: str | None = None
    horizon: Horizon | None = None
    owner: str | None = None
    lacks: tuple[Lack, ...] = ()
    topics: tuple[Topic, ...] = ()
    otherwise: tuple[Topic, ...] = ()

    @property
    def confined(self) -> bool:
        """Whether anything but a topic confines it."""
        return any((self.outcome, self.chapter, self.year, self.horizon, self.owner, self.lacks))

    @property
    def of_topics(self) -> "ListQuery":
        """The same, confined by its topics alone."""
        return ListQuery(listed=self.listed, papers=self.papers, topics=self.topics)

    @property
    def of_all(self) -> "ListQuery":
        """The same without topics."""
        return replace(self, topics=(), otherwise=())

    @property
    def in_words(self) -> str:
        """What it is confined to, in words."""
        parts = (
            f"shared outcome {self.outcome}" if self.outcome else "",
            f"chapter {self.chapter}" if self.chapter else "",
            f"due {self.year}" if self.year else "",
            self.horizon.value if self.horizon else "",
            f"owned by {self.owner}, alone or with others" if self.owner else "",
            *(lack.value for lack in self.lacks),
            f"naming {' or '.join(f'“{topic.words}”' for topic in self.topics)}" if self.topics else "",
        )
        return ", ".join(part for part in parts if part)


def topic_stems(text: str) -> dict[str, str]:
    """The words of a text by their stems; a short form such as "A&E" is a word of its own."""
    words = _WORD.findall(text)
    return {stem: word for word in words for stem in ([word.lower()] if "&" in word else stems(word))}


def names_body(owner: str, body: str) -> bool:
    """Whether an owner as printed names a body; a trust's name may be printed without "NHS" or as "FT"."""
    drop = _ANY_TRUST if _TRUST.search(body) else frozenset()
    named, words = ([stem for stem in stems(name) if stem not in drop] for name in (body, owner))
    return any(words[i : i + len(named)] == named for i in range(len(words) - len(named) + 1))

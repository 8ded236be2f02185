"""What a page of a PDF holds, before anything is made of it: words and straight lines, each with its place.

Places are in points, from the top left corner of the page as it is read; a page that is printed on
its side has been turned upright.
"""

from dataclasses import dataclass
from enum import StrEnum

STRIKE_ZONE = (0.12, 0.62)  # of a letter's size above its base line: where a line crosses it out


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that were drawn in one go, with their left and right edges; ``base`` is the line they stand on."""

    letters: str
    lefts: list[float]
    rights: list[float]
    base: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page. ``glued`` says that no blank parts it from the word before."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    glued: bool = False
    struck: bool = False
    raised: bool = False

    @property
    def top(self) -> float:
        """The height of its capitals, roughly."""
        return self.base - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """As low as its letters reach, roughly."""
        return self.base + 0.22 * self.size

    @property
    def middle(self) -> tuple[float, float]:
        """The point that says in which cell the word stands."""
        return (self.left + self.right) / 2, self.base - 0.3 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: level where ``top == bottom``, upright otherwise; ``of_shape`` says that it is a shape's side."""

    left: float
    top: float
    right: float
    bottom: float
    of_shape: bool = False

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.top == self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page: ``turned`` is text that runs another way than the page's own."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    turned: tuple[str, ...] = ()
    has_pictures: bool = False
    unknown_letters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """An entry of a PDF's own table of contents; ``level`` counts from 1, ``page`` too."""

    title: str
    level: int
    page: int


class Refusal(StrEnum):
    """Why a PDF cannot be opened."""

    LOCKED = "locked"
    DAMAGED = "damaged"


class NotOpenedError(Exception):
    """A PDF cannot be opened."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal

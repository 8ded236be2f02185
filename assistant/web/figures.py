"""A metric's wording -> the figures in it: where it starts, where it is to get to, by when.

1. What is part of the measure's name, and no value of it, is passed over ("within 72 hours", "2019/2020").
2. A figure said to be so now is where it starts; one that stands with a word of aiming is the aim.
3. A figure that stands alone ("Sickness rate 4.32%") is neither: the paper does not say which it is.
"""

import re
from dataclasses import dataclass

_YEARS = r"20\d\d(?:[/-]\d\d(?:\d\d)?)?"
_NAMES = re.compile(
    rf"\b{_YEARS}\b|\bQ[1-4]\s*-\s*(?=Q)|\bQ[1-4](?: \d\d/\d\d)?(?:\s*-\s)?|\b[A-Za-z]+\d+[A-Z]+\d*\b|\b[A-Z]+-?\d+\b"
    r"|\b\d+-(?:hour|year)\b|\b\d+% or greater\b|\b\d+\+ days\b|\b\d+ or more\b|\b\d+ core\b|\bstage \d or \d\b"
    r"|\btype \d\b|\bper [\d,]+\b|\b(?:within|over|last|wait|waiting|aged) \d+(?: \w+)?"
    r"|\b[\d.]+% \([^)]*\) of all\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[-+]?\d[\d,./]*\d?\s?(?:%|WTE\b|days\b)?|\bhalve\b|\bnet zero\b", re.IGNORECASE)
_NOW = re.compile(r"\bcurrently\b|\bhas been made with\b", re.IGNORECASE)
_AIMS = re.compile(
    r"\b(?:will|achieve\w*|increase|reach|ambition\w*|target|deliver|maintained|to halve|reduction in|receive)\b|^\d+% (?:people|patients)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"\b(?:by|for) (?P<by>(?:the end of )?(?:[A-Z][a-z]+ )?{_YEARS})\b|\bQ1- Q4 (?P<all>{_YEARS})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a metric's wording gives; ``stated`` are figures of which it does not say what they are."""

    baseline: str | None = None
    target: str | None = None
    stated: str | None = None
    by_when: str | None = None

    @property
    def any(self) -> bool:
        """Whether there is a figure at all."""
        return bool(self.baseline or self.target or self.stated)


def figures_of(wording: str) -> Figures:
    """The figures of a metric, in its own words.

    >>> figures_of("Dementia Diagnosis Rate maintained at 66.7%").target
    '66.7%'
    """
    by = _BY.search(wording)
    by_when = (by["by"] or by["all"]) if by else None
    blanked = _NAMES.sub(lambda name: "_" * len(name[0]), wording)
    found = [match for match in _FIGURE.finditer(blanked) if match[0].strip()]
    now = [match for match in found if _NOW.search(wording[: match.start()])]
    others = _together([match for match in found if match not in now])
    start = _together(now)
    if _AIMS.search(wording) and others:
        return Figures(baseline=start, target=others, by_when=by_when)
    return Figures(baseline=start, stated=others, by_when=by_when)


def _together(figures: list[re.Match[str]]) -> str | None:
    return "; ".join(figure[0].strip(" .,;") for figure in figures) or None

"""An indicator's sentence -> what it measures, from where, to where, which way, where and by when.

Only what the sentence says is taken; the rest is None. Every value is the sentence's own words.
"""

import re

from corpus.records import Aim, Direction

_BY_WHEN = re.compile(r"^By (20\d\d(?:/\d\d)?),?\s+")
_FIGURE = r"\d[\d,]*(?:\.\d+)?%?(?:\s+per\s+[\d,]+)?"
_BOUND = r"(?:no more than |at least |below |above |under |over |up to )"
_FROM_TO = re.compile(rf"\bfrom ({_FIGURE}) to ({_BOUND}?{_FIGURE})")
_FROM = re.compile(rf"\bfrom ({_FIGURE})(?! to)")
_BY = re.compile(rf"\bby ({_BOUND}?{_FIGURE})(?! to\b)")
_KEPT = re.compile(rf"\bmaintained at the current level of ({_FIGURE})")
_TO = re.compile(rf"\bto ({_BOUND}{_FIGURE})|\bbe ({_FIGURE}[^,.]*? than the national average)")
_WORDED = re.compile(
    r"\b(?:will )?((?:is )?(?:similar to, or better than|in line with), the national average|in line with the national average"
    r"|meet national (?:ambitions|expectations)|at or close to zero|progress towards their net-zero targets)"
)
_NATIONAL = re.compile(r"\b(similar to, or better than, the national average)")
_DIRECTIONS = (
    (Direction.DOWN, re.compile(r"\b(?:reduced|fallen|fall|decreas\w+|reversed|lower than)\b")),
    (Direction.UP, re.compile(r"\b(?:increas\w+|improved|improve|risen|rise)\b")),
    (Direction.KEEP, re.compile(r"\bmaintain\w*\b")),
)
_AREA = re.compile(r"\b(?:in|across) (Kent and Medway|Kent|Medway)\b")
_VERB = re.compile(r"\s+(?:will|is|are)\s+(?:have|be|increase|meet|make|improve|similar|at\b)")
_PARTS = re.compile(r"(?:,)?\s+and (?=(?:severe|the gap|in Medway|in Kent)\b)")


def read_indicator(text: str) -> tuple[str | None, tuple[Aim, ...]]:
    """The year an indicator is due, and its aims in order.

    ``"By 2028 pupil absence rates will have fallen from 7.9% to below 5%."`` gives
    ``("2028", (Aim(measure="pupil absence rates", baseline="7.9%", target="below 5%", direction=DOWN),))``.
    """
    due = _BY_WHEN.match(text)
    body = text[due.end() :] if due else text
    parts = _PARTS.split(body.rstrip("."))
    whole = _area(body)
    measure = _measure(parts[0])
    aims = []
    for part in parts:
        own = _measure(part) if part is parts[0] or _VERB.search(part) else measure
        aims.append(_aim(own, part, whole if len(parts) == 1 else _area(part)))
    return (due[1] if due else None), tuple(aims)


def _aim(measure: str, part: str, area: str | None) -> Aim:
    baseline, target = _figures(part)
    direction = next((name for name, pattern in _DIRECTIONS if pattern.search(part)), None)
    return Aim(measure=measure, baseline=baseline, target=target, direction=direction, area=area)


def _figures(part: str) -> tuple[str | None, str | None]:
    if match := _FROM_TO.search(part):
        return match[1], match[2]
    if match := _KEPT.search(part):
        return match[1], match[1]
    if match := _FROM.search(part):
        return match[1], None
    if match := _TO.search(part):
        return None, match[1] or match[2]
    if match := re.search(rf"\bbe ({_FIGURE} points lower than the national average)", part):
        return None, match[1]
    if match := _BY.search(part):
        return None, f"by {match[1]}"
    if match := _NATIONAL.search(part) or _WORDED.search(part):
        return None, match[1]
    return None, None


def _measure(part: str) -> str:
    """What is measured: the words before the verb, or the whole where there is none."""
    verb = _VERB.search(part)
    words = part[: verb.start()] if verb else part
    return re.sub(r"^(?:the|we)\s+", "", words.strip())


def _area(text: str) -> str | None:
    found = dict.fromkeys(_AREA.findall(text))
    return next(iter(found)) if len(found) == 1 else None

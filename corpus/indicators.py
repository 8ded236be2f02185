"""An indicator's sentence -> what it measures, from where, to where, which way, where and by when.

1. "By 2028/29," gives the year; the rest is parted where a second measure or area begins.
2. What is measured stands before the verb ("absence rates will have fallen"), or after it where the
   partners are the subject ("we will increase the proportion of...").
3. Figures and set phrases give the baseline and the target.

Only what the sentence says is taken, in its own words; the rest is None.
"""

import re

from corpus.records import Aim, Direction

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_BY_WHEN = re.compile(rf"^By ((?:the end of )?(?:(?:{_MONTHS}) )?20\d\d(?:/\d\d)?),?\s+")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_PER = r"\s+per\s+[\d,]*\d"
_FIGURE = rf"{_NUMBER}%?(?:{_PER})?"
_BOUND = r"(?:no more than |at least |at most |below |above |under |over |up to )"
_FROM_TO = re.compile(rf"\bfrom ({_FIGURE}) to ({_BOUND}?{_FIGURE})")
_FROM = re.compile(rf"\bfrom ({_FIGURE})")
_BY = re.compile(rf"\b(by {_BOUND}?{_FIGURE}(?: to the rate it was in 20\d\d)?)")
_KEPT = re.compile(rf"\bmaintained at the current level of ({_FIGURE})")
_TO = re.compile(rf"\b(?:to|be) ({_FIGURE}[^,.]*? than the national average|{_BOUND}?{_FIGURE})")
_WORDED = re.compile(
    r"\b(similar to, or better than, the national average|in line with the national average"
    r"|meet national (?:ambitions|expectations)|at or close to zero|implemented)\b"
)
_DIRECTIONS = (
    (Direction.DOWN, re.compile(r"\b(?:reduc\w+|fall\w*|decreas\w+|reversed|lower than)\b")),
    (Direction.UP, re.compile(r"\b(?:increas\w+|improve[ds]?|risen|rise|higher than)\b")),
    (Direction.KEEP, re.compile(r"\bmaintain\w*\b")),
)
_NAME = rf"(?!(?:{_MONTHS})\b)[A-Z]\w+"
_AREA = re.compile(
    rf"\b(?:in|across) ({_NAME}(?: and {_NAME}| {_NAME})*)(?=[,.)]|$| (?:to|who|that|due|will|is|are|and in)\b)"
)
_NEXT = re.compile(r",?\s+and (?=in [A-Z]\w+ to\b|(?:[\w-]+ ){1,8}will (?:have|be)\b)")
_VERB = re.compile(
    r"\s+(?:will (?:have|be|increase|reduce|rise|fall|decrease|meet|make|improve)|(?:is|are) (?:similar|in line|at))\b"
)
_OURS = re.compile(r"^we will (?:have )?(?:meet national \w+ for|\w+) (.+)$")
_PROGRESS = re.compile(r"\bwill make (progress towards .+)$")
_FIGURES_BEGIN = re.compile(rf"\s+(?:from|to|by) {_BOUND}?\d.*$")


def read_indicator(text: str) -> tuple[str | None, tuple[Aim, ...]]:
    """The year an indicator is due, and its aims in order.

    ``"By 2028 pupil absence rates will have fallen from 7.9% to below 5%."`` gives
    ``("2028", (Aim(measure="pupil absence rates", baseline="7.9%", target="below 5%", direction=DOWN),))``.
    """
    due = _BY_WHEN.match(text)
    body = text[due.end() :] if due else text
    parts = _parts(body.removesuffix("."))
    first = _measure(parts[0])
    aims = (_aim(first if part is parts[0] or not _VERB.search(part) else _measure(part), part) for part in parts)
    return (due[1] if due else None), tuple(aims)


def _parts(body: str) -> list[str]:
    """The sentence, parted after its verb where another measure or area begins."""
    verb = _VERB.search(body)
    at = verb.end() if verb else len(body)
    first, *others = _NEXT.split(body[at:])
    return [body[:at] + first, *others]


def _aim(measure: str, part: str) -> Aim:
    verb = _VERB.search(part)
    said = part[verb.start() :] if verb else part
    baseline, target = _figures(said)
    direction = next((name for name, pattern in _DIRECTIONS if pattern.search(said)), None)
    return Aim(measure=measure, baseline=baseline, target=target, direction=direction, area=_area(part))


def _figures(said: str) -> tuple[str | None, str | None]:
    """The baseline and the target; a unit that is printed once holds for both."""
    if match := _FROM_TO.search(said):
        unit = re.search(rf"{_PER}$", match[2])
        return (match[1] if unit is None or " per " in match[1] else match[1] + unit[0]), match[2]
    if match := _KEPT.search(said):
        return match[1], match[1]
    if match := _FROM.search(said):
        return match[1], None
    if match := _BY.search(said):
        return None, match[1]
    if match := _TO.search(said):
        return None, match[1]
    worded = _WORDED.search(said)
    return None, worded[1] if worded else None


def _measure(part: str) -> str:
    """What is measured: the words before the verb, or the whole where there is none."""
    if match := _PROGRESS.search(part) or _OURS.match(part):
        words = _FIGURES_BEGIN.sub("", match[1])
    else:
        verb = _VERB.search(part)
        words = part[: verb.start()] if verb else part
    return re.sub(r"^the\s+", "", words.strip(" ,"))


def _area(text: str) -> str | None:
    found = dict.fromkeys(_AREA.findall(text))
    return next(iter(found)) if len(found) == 1 else None

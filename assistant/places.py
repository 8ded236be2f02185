"""A question -> the place in a paper that it names: "paragraph 2.16", "p25", "section 4", "footnote 2", "appendix B".

1. A word for a kind of place with a number or a range behind it; a figure ("5%", "version 8") is none.
2. An ordinal before it ("the first footnote"), or an item of it ("the second bullet under What we heard of outcome 3").
3. In a follow-up, a bare number ("what about 2.17?"), or a step from where the last answer was ("the next paragraph").
4. What is left of the question is what it asks of the place; nothing may be left.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.conversation import FRAME, GENERIC, ORDINALS
from assistant.questions import Listed
from index.keywords import stems

Key = tuple[int, ...]


class PlaceKind(StrEnum):
    """The places that people name."""

    PARAGRAPH = "paragraph"
    PAGE = "page"
    SECTION = "section"
    CHAPTER = "chapter"
    FOOTNOTE = "footnote"
    APPENDIX = "appendix"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named place: its kind, the numbers that it covers (first and last of each range), and what is asked of it.

    ``item`` picks one of what stands there, from 0, or -1 for the last; ``sentence`` says that a sentence is picked.
    ``listed`` are the records of an outcome that are picked from.
    """

    kind: PlaceKind
    ranges: tuple[tuple[Key, Key], ...]
    rest: str
    item: int | None = None
    sentence: bool = False
    listed: Listed | None = None

    def covers(self, key: Key) -> bool:
        """Whether a number lies in one of the ranges: 2.8 lies in 2.7 to 2.10."""
        return any(first <= key <= last for first, last in self.ranges)

    @property
    def words(self) -> str:
        """The place as a person would say it: "paragraphs 2.7 to 2.9"."""
        parts = [
            self._label(first) if first == last else f"{self._label(first)} to {self._label(last)}"
            for first, last in self.ranges
        ]
        several = len(parts) > 1 or any(first != last for first, last in self.ranges)
        noun = "appendices" if several and self.kind is PlaceKind.APPENDIX else f"{self.kind}{'s' if several else ''}"
        listed = " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
        return noun if self.is_all else f"{noun} {listed}"

    @property
    def is_all(self) -> bool:
        """Whether every place of the kind is meant: "the appendices"."""
        return self.ranges == (ALL,)

    @property
    def topic(self) -> frozenset[str]:
        """The words that say what is asked of the place, as stems."""
        return frozenset(stems(self.rest)) - _NO_TOPIC

    def _label(self, key: Key) -> str:
        return label(self.kind, key)


def label(kind: PlaceKind, key: Key) -> str:
    """A number as it is printed: "2.16", or "B" for an appendix."""
    return chr(64 + key[0]) if kind is PlaceKind.APPENDIX else ".".join(map(str, key))


ALL: tuple[Key, Key] = ((0,), (9999,))
_NO_TOPIC = (
    GENERIC
    | FRAME
    | frozenset(
        stems(
            """read show give tell quote full whole text exact exactly me please can you see look find contents content contain contains
            about all entire number agenda pack committee cabinet council summarise summary printed print get us next following
            previous paragraph sentence bullet point item list under heard what number title called headed heading again ok go"""
        )
    )
)
_NUMBER = r"\d{1,4}(?:\.\d{1,3})*"
_NO_FIGURE = r"(?![\d.,]*(?:\d|\s*(?:%|per ?cent|million\b|bn\b)))"
_TO = r"(?:\s*(?:to|until|through)\s*|[-–—])"
_AND = r"(?:\s*(?:,|and|&|to|until|through|-|–|—)\s*)"
_ONE = rf"(?:\s+(?:number|no\.?|nr\.?))?\s*({_NUMBER}(?:{_TO}{_NUMBER})?){_NO_FIGURE}"
_MANY = rf"(?:\s+(?:numbers?|nos?\.?))?\s*({_NUMBER}(?:{_AND}{_NUMBER})*){_NO_FIGURE}"
_LAW = r"(?! (?:of|under) (?:the )?(?:[\w']+ ){0,6}act\b| (?:agreement|notice|order|money|aftercare|funding|detention)s?\b)"
_BEFORE = r"(?:\b(?:in|on|of|under|at|from|see|within|for|to)\s+)?(?:\b(?:the|that|this)\s+)?"
_WORDS = {
    PlaceKind.PARAGRAPH: (r"paragraph|para|par\.|¶|clause|point(?=\s+\d+\.\d)|item(?=\s+\d+\.\d)", "paragraphs|paras"),
    PlaceKind.PAGE: (r"page|pg|p", "pages|pgs|pp"),
    PlaceKind.SECTION: (r"section|sect?\.|§|heading", "sections|§§|headings"),
    PlaceKind.CHAPTER: (r"chapter|chap", "chapters"),
    PlaceKind.FOOTNOTE: (r"foot-? ?note|fn", "foot-? ?notes"),
}
_NAMED = tuple(
    (kind, re.compile(rf"{_BEFORE}(?<!\w)(?:(?:{many})\.?{_MANY}|(?:{one})\.?{_ONE}){_LAW}", re.IGNORECASE))
    for kind, (one, many) in _WORDS.items()
)
_APPENDIX = re.compile(rf"{_BEFORE}\b(?:appendix|annexe?|app\.)\s*([A-Z]|\d{{1,2}})\b", re.IGNORECASE)
_EVERY = (
    (PlaceKind.APPENDIX, re.compile(rf"{_BEFORE}\b(?:appendices|annexes|appended|annexed)\b", re.IGNORECASE)),
    (PlaceKind.FOOTNOTE, re.compile(rf"{_BEFORE}\bfoot-? ?notes?\b", re.IGNORECASE)),
)
_SPELT = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_SPELT_AFTER = re.compile(
    rf"\b((?:chapter|section|page|paragraph|footnote|appendix)s?) ({'|'.join(_SPELT)})\b", re.IGNORECASE
)
_ORDINAL = "|".join(ORDINALS)
_ORDINAL_PLACE = re.compile(
    rf"{_BEFORE}\b({_ORDINAL}) (section|chapter|foot-? ?note|appendix|annexe?)\b", re.IGNORECASE
)
_ITEM = re.compile(
    rf"\b(?:the )?({_ORDINAL}) (sentence|paragraph|bullet(?: point)?|point|item|entry|priority|indicator|quotation)\b",
    re.IGNORECASE,
)
_LISTS = (
    (Listed.PRIORITY, re.compile(r"\bpriorit", re.IGNORECASE)),
    (Listed.INDICATOR, re.compile(r"\bindicator", re.IGNORECASE)),
    (Listed.HEARD, re.compile(r"\bheard\b", re.IGNORECASE)),
)
_LEAD_IN = r"^(?:(?:and|ok|okay|so|now|then|but|right|thanks)[, ]+)*(?:what about|how about|what does|what do|what's in|what is in|read(?: me)?|show me|give me|tell me|what's|what is|now)?\s*"
_BARE_NUMBER = re.compile(
    rf"{_LEAD_IN}(?:the |number |no\.? )?(\d{{1,3}}(?:\.\d{{1,3}})*) ?(?:say|says)?\W*$", re.IGNORECASE
)
_STEP = re.compile(
    r"\b(?:(next|following)|(previous|preceding)) (paragraph|para|page|section|one)\b|\bthe (paragraph|para|page|one) (?:(after)|(before))\b",
    re.IGNORECASE,
)


def place_named(question: str, outcome: int | None = None) -> Place | None:
    """The place that a question names by itself; ``outcome`` is the shared outcome that it names."""
    text = _SPELT_AFTER.sub(lambda m: f"{m[1]} {_SPELT.index(m[2].lower()) + 1}", question)
    if outcome is not None and (item := _ITEM.search(text)):
        listed = next((listed for listed, pattern in _LISTS if pattern.search(text)), None)
        if listed is not None:
            key = (outcome,)
            at = ORDINALS[item[1].lower()]
            return Place(kind=PlaceKind.OUTCOME, ranges=((key, key),), rest="", item=at, listed=listed)
    for kind, pattern in _NAMED:
        if match := pattern.search(text):
            ranges = _ranges(match[1] or match[2])
            if kind is PlaceKind.SECTION and all(len(first) > 1 for first, _ in ranges):
                kind = PlaceKind.PARAGRAPH
            return _with_item(kind, ranges, _without(text, match))
    if match := _APPENDIX.search(text):
        key = (int(match[1]),) if match[1].isdigit() else (ord(match[1].upper()) - 64,)
        return _with_item(PlaceKind.APPENDIX, ((key, key),), _without(text, match))
    if match := _ORDINAL_PLACE.search(text):
        return _ordinal_place(text, match)
    return next(
        (_with_item(kind, (ALL,), _without(text, m)) for kind, every in _EVERY if (m := every.search(text))), None
    )


def bare_number(question: str) -> Key | None:
    """The number of "what about 2.17?" or "and 32?", where a question holds nothing else."""
    match = _BARE_NUMBER.match(question)
    return _key(match[1]) if match else None


def only_a_place(question: str) -> bool:
    """Whether a question says no more than a place: "para 2.16"."""
    place = place_named(question)
    return bare_number(question) is not None or (place is not None and not place.topic)


def step_from(question: str) -> tuple[int, PlaceKind | None] | None:
    """Where "and the next paragraph?" goes from the last place: 1 or -1, and the kind where it is named."""
    match = _STEP.search(question)
    if match is None:
        return None
    noun = (match[3] or match[4]).lower()
    kind = {"para": PlaceKind.PARAGRAPH, "one": None}.get(noun) if noun in ("para", "one") else PlaceKind(noun)
    return (1 if match[1] or match[5] else -1), kind


def _ordinal_place(text: str, match: re.Match[str]) -> Place | None:
    at = ORDINALS[match[1].lower()]
    noun = match[2].lower()[:4]
    kind = next(kind for kind in PlaceKind if kind.value.startswith(noun if noun != "anne" else "appe"))
    key = (at + 1,)
    return None if at < 0 else _with_item(kind, ((key, key),), _without(text, match))


def _with_item(kind: PlaceKind, ranges: tuple[tuple[Key, Key], ...], rest: str) -> Place:
    """The place, confined to the sentence, bullet or paragraph of it that is asked for by its ordinal."""
    item = _ITEM.search(rest)
    if item is None:
        return Place(kind=kind, ranges=ranges, rest=rest)
    return Place(
        kind=kind,
        ranges=ranges,
        rest=_without(rest, item),
        item=ORDINALS[item[1].lower()],
        sentence=item[2].lower() == "sentence",
    )


def _without(text: str, match: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", f"{text[: match.start()]} {text[match.end() :]}").strip(" ,;:.–-()")


def _ranges(series: str) -> tuple[tuple[Key, Key], ...]:
    """ "2.7 to 2.9 and 3.1" as ranges; "pp 30-2" ends at 32."""
    found: list[tuple[Key, Key]] = []
    for part in re.split(r"\s*(?:,|and|&)\s*", series):
        ends = [_key(number) for number in re.findall(_NUMBER, part)]
        first, last = ends[0], ends[-1]
        if len(first) == len(last) == 1 and last < first:
            tens = 10 ** len(str(last[0]))
            last = (first[0] // tens * tens + last[0],)
        if len(first) == 2 and len(last) == 1:
            last = (first[0], last[0])
        found.append((first, max(first, last)))
    return tuple(found)


def _key(number: str) -> Key:
    return tuple(int(part) for part in number.split("."))

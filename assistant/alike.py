"""Two passages of different papers: whether they say the same, and in which words they differ."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from assistant.draft import record_of
from corpus.records import Change
from index.library import Library
from index.passages import Passage, PassageKind

ALIKE = 0.72  # share of words in the same order from which two sentences are the same sentence, edited
CLOSE = 0.88  # and from which a figure that differs is a disagreement, not another measure
_LIKELY = 0.4  # share of the words of the shorter text, as they are written, below which no such share can match
_BEGINNING = 10  # letters and marks of a text, among which its first word begins
_FEWEST = 6  # words of a sentence that is looked for in other papers
_REMEMBERED = 20_000  # texts whose words are known: the same passages are near to many questions
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d,./]*%?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where another paper words the same sentence otherwise."""

    passage: Passage
    here: tuple[str, ...]
    there: tuple[str, ...]
    shared: float

    @property
    def close(self) -> bool:
        """Whether the two are plainly one sentence, so that another figure in it is a disagreement."""
        return self.shared >= CLOSE

    @property
    def in_figures(self) -> bool:
        """Whether a figure or a date differs."""
        return any(re.search(r"\d", word) for word in (*self.here, *self.there))


@lru_cache(maxsize=_REMEMBERED)
def words_of(text: str) -> tuple[str, ...]:
    """The words and figures of a text, without marks and capitals."""
    plain = re.sub(r"(?<=[a-z])-(?=[a-z])", "", text.lower().replace("’", "'").replace("‘", "'"))
    plain = re.sub(r"(?<=[a-z])\d\b|[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", plain)  # a footnote's mark is not a word
    return tuple(word.rstrip(".,/'") for word in _WORD.findall(plain))


def wording(library: Library, passage: Passage) -> str:
    """What a passage says now: a changed sentence without its struck-out words."""
    if passage.kind is not PassageKind.CHANGE:
        return passage.text  # most are, and need no document read for them
    record = record_of(library, passage)
    if isinstance(record, Change) and record.span == passage.span:
        return record.reads or record.text
    return passage.text


def twins_of(library: Library, passage: Passage, others: Iterable[Passage]) -> list[Passage]:
    """The passages of other papers that say the very same words, one for each paper."""
    own = words_of(wording(library, passage))
    found: dict[str, Passage] = {}
    for other in _of_other_papers(passage, others) if own else ():
        theirs = wording(library, other)
        if own[0][:2] in theirs[:_BEGINNING].lower() and words_of(theirs) == own:
            found.setdefault(other.paper, other)
    return list(found.values())


def differences_of(library: Library, passage: Passage, others: Iterable[Passage]) -> list[Difference]:
    """The passages of other papers that are the same sentence in other words or figures."""
    worded = wording(library, passage)
    own = words_of(worded)
    if len(own) < _FEWEST:
        return []
    found: dict[str, Difference] = {}
    mine, written = frozenset(own), _as_written(worded)
    candidates = [p for p in _of_other_papers(passage, others) if _may_match(written, wording(library, p))]
    same = {twin.paper for twin in twins_of(library, passage, candidates)}
    for other in candidates:
        if other.paper in found or other.paper in same:
            continue
        said = wording(library, other)
        theirs = words_of(said)
        if own == theirs or not _alike(own, theirs, mine, _distinct(said)):
            continue
        here, there = _changed(own, theirs)
        if here or there:
            shared = difflib.SequenceMatcher(None, own, theirs, autojunk=False).ratio()
            found[other.paper] = Difference(passage=other, here=here, there=there, shared=shared)
    return list(found.values())


def _of_other_papers(passage: Passage, others: Iterable[Passage]) -> Iterator[Passage]:
    """The passages that stand, of papers other than that of this one."""
    return (other for other in others if other.paper != passage.paper and not other.superseded)


@lru_cache(maxsize=_REMEMBERED)
def _as_written(text: str) -> frozenset[str]:
    """The words of a text with their marks: a tenth of the work of ``words_of``, and enough to tell most texts apart."""
    return frozenset(text.lower().split())


def _may_match(own: Set[str], other: str) -> bool:
    """Whether a text shares so many words, as they are written, that the two are worth to be compared."""
    theirs = _as_written(other)
    return len(own & theirs) >= _LIKELY * min(len(own), len(theirs))


@lru_cache(maxsize=_REMEMBERED)
def _distinct(text: str) -> frozenset[str]:
    return frozenset(words_of(text))


def _alike(own: Sequence[str], theirs: Sequence[str], mine: Set[str], others: Set[str]) -> bool:
    """Whether enough words of two texts match in their order; the sets are those of the words."""
    if not 0.6 <= len(own) / max(1, len(theirs)) <= 1.7:
        return False
    both = len(mine & others)
    shared = min(len(own) - len(mine), len(theirs) - len(others)) + both  # no more words than these can match
    if 2 * shared < ALIKE * (len(own) + len(theirs)):
        return False
    matcher = difflib.SequenceMatcher(None, own, theirs, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _changed(own: Sequence[str], theirs: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    here: list[str] = []
    there: list[str] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, own, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            here += own[i1:i2]
            there += theirs[j1:j2]
    return tuple(here), tuple(there)

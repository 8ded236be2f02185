"""Lay words -> the papers' words: acronyms with their expansion, everyday terms, misspellings.

The file serves any paper. It adds words to a search and never takes any away.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from spellchecker import SpellChecker

from index.keywords import STOPWORDS

_FILE = Path(__file__).parent / "data" / "vocabulary.toml"
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")
_FOREIGN = 3  # unknown words, and their share, from which a question is held to be in two languages
_FOREIGN_SHARE = 0.25
_LEFT = 3  # words of English that are enough to ask something
_SURE_LENGTH = 5  # shorter words have too many neighbours to be mended safely


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What everyday words may mean in papers of health, care and councils."""

    acronyms: dict[str, str]
    lay: dict[str, tuple[str, ...]]
    spelling: dict[str, str]
    longest: int

    def meanings(self, question: str) -> tuple[str, ...]:
        """The papers' terms for the lay words and acronyms of a question, in its order."""
        return tuple(self.replaced(question))

    def replaced(self, question: str) -> dict[str, str]:
        """The same, each with the lay words that it stands for."""
        words = re.findall(r"[\w£&+'’-]+", question)
        found: dict[str, str] = {}
        for i in range(len(words)):
            for length in range(min(self.longest, len(words) - i), 0, -1):
                phrase = " ".join(words[i : i + length])
                for term in self._terms(phrase):
                    found.setdefault(term, phrase)
        return found

    def _terms(self, phrase: str) -> tuple[str, ...]:
        lower = phrase.lower().replace("’", "'")
        short = phrase.removesuffix("s") if phrase[:-1].isupper() else phrase  # "ICBs"
        plain = len(short) > 2 and lower not in STOPWORDS  # "it" and "who" are words, where they are in small letters
        if (expansion := self.acronyms.get(short.upper())) and (short.isupper() or plain):
            return (expansion,)
        for form in (lower, lower.removesuffix("s"), lower.removesuffix("'s"), lower.replace("-", " ")):
            if form in self.lay:
                return self.lay[form]
        return ()

    def mended(self, question: str, known: "frozenset[str]") -> str:
        """The question with misspelt words put right, where one known word is plainly meant."""

        def mend(match: re.Match[str]) -> str:
            word = match[0]
            lower = word.lower()
            if lower in self.spelling:
                return self.spelling[lower]
            if len(lower) < _SURE_LENGTH or lower in known or lower in STOPWORDS or self._terms(word):
                return word
            if _is_name(match) or is_english(lower):
                return word
            return _nearest(lower, known) or word

        return _WORD.sub(mend, question)

    def english(self, question: str, known: "frozenset[str]") -> str:
        """The question without words of another language, where a good part of it is in one and enough is left."""
        words = [match[0] for match in _WORD.finditer(question)]
        foreign = {word for word in words if not self._is_known(word, known)}
        left = [word for word in words if word not in foreign and word.lower() not in STOPWORDS]
        if len(foreign) < _FOREIGN or len(foreign) < _FOREIGN_SHARE * len(words) or len(left) < _LEFT:
            return question
        return " ".join(_WORD.sub(lambda match: "" if match[0] in foreign else match[0], question).split())

    def _is_known(self, word: str, known: "frozenset[str]") -> bool:
        lower = word.lower()
        return lower in known or lower in STOPWORDS or bool(self._terms(word)) or is_english(lower)


def _is_name(match: re.Match[str]) -> bool:
    """Whether a word has a capital of its own, within a sentence that is not all capitals."""
    before = match.string[: match.start()].rstrip()
    return match[0][0].isupper() and not match.string.isupper() and bool(before) and before[-1] not in ".!?:"


@lru_cache(maxsize=1)
def _english() -> SpellChecker:
    return SpellChecker(language="en")


def is_english(word: str) -> bool:
    """Whether a dictionary of English has the word."""
    return bool(_english().known([word]))


@lru_cache(maxsize=4096)
def _nearest(word: str, known: frozenset[str]) -> str | None:
    """The known word one slip of the keyboard away (two in a long word) that starts alike; None if none does."""
    slips = 1 if len(word) < 8 else 2
    alike = sorted(other for other in known if other[0] == word[0] and abs(len(other) - len(word)) <= slips)
    found = process.extractOne(word, alike, scorer=DamerauLevenshtein.distance, score_cutoff=slips)
    return found[0] if found else None


@lru_cache(maxsize=1)
def read_vocabulary(path: Path = _FILE) -> Vocabulary:
    """The vocabulary that comes with the project."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lay = {key.lower(): tuple(value) for key, value in data["lay"].items()}
    return Vocabulary(
        acronyms={key.upper(): value for key, value in data["acronyms"].items()},
        lay=lay,
        spelling={key.lower(): value for key, value in data["spelling"].items()},
        longest=max(len(key.split()) for key in lay),
    )

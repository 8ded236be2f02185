"""Passages -> the words that stand in them, kept for telling a slip of the keyboard from a word."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

_WORD = re.compile(r"[a-z][a-z'’-]+")
_FILE = "words.json"
_ASKED_OFTEN = 3  # an everyday question may hold a slip of its own; three of them do not share it


def words_of(texts: Iterable[str], asks: Iterable[str] = ()) -> list[str]:
    """The words of texts, and those that several questions share, in order of the alphabet."""
    own = {word for text in texts for word in _WORD.findall(text.lower())}
    asked = Counter(word for ask in asks for word in set(_WORD.findall(ask.lower())))
    return sorted(own | {word for word, times in asked.items() if times >= _ASKED_OFTEN})


def save_words(folder: Path, words: list[str]) -> None:
    """Write the words into a folder."""
    (folder / _FILE).write_text(json.dumps(words), encoding="utf-8")


def load_words(folder: Path) -> frozenset[str]:
    """Read what ``save_words`` wrote."""
    return frozenset(json.loads((folder / _FILE).read_text(encoding="utf-8")))

"""Passages -> the words that stand in them, kept for telling a slip of the keyboard from a word."""

import json
import re
from collections import Counter
from pathlib import Path

from index.passages import Passage

_WORD = re.compile(r"[a-z][a-z'’-]+")
_FILE = "words.json"
_ASKED_OFTEN = 3  # an everyday question may hold a slip of its own; three of them do not share it


class Words:
    """The words of passages, and those that several of their everyday questions share."""

    def __init__(self) -> None:
        self._own: set[str] = set()
        self._asked: Counter[str] = Counter()

    def add(self, passage: Passage) -> None:
        """Take in one more passage."""
        self._own.update(_WORD.findall(passage.text.lower()))
        for ask in passage.asks:
            self._asked.update(set(_WORD.findall(ask.lower())))

    def save(self, folder: Path) -> None:
        """Write the words into a folder, in order of the alphabet."""
        often = {word for word, times in self._asked.items() if times >= _ASKED_OFTEN}
        (folder / _FILE).write_text(json.dumps(sorted(self._own | often)), encoding="utf-8")


def load_words(folder: Path) -> frozenset[str]:
    """Read what ``Words.save`` wrote."""
    return frozenset(json.loads((folder / _FILE).read_text(encoding="utf-8")))

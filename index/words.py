"""Passages -> the words that stand in them, kept for telling a slip of the keyboard from a word."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from index.passages import Passage

_WORD = re.compile(r"[a-z][a-z'’-]+")
_FILE = "words.json"
_ASKED_OFTEN = 3  # an everyday question may hold a slip of its own; three of them do not share it


class Words:
    """The words of passages, and how many of their everyday questions hold each word."""

    def __init__(self) -> None:
        self._own: set[str] = set()
        self._asked: Counter[str] = Counter()

    def add(self, passage: Passage) -> None:
        """Take in one more passage."""
        self._own.update(_WORD.findall(passage.text.lower()))
        for ask in passage.asks:
            self._asked.update(set(_WORD.findall(ask.lower())))

    def add_kept(self, folder: Path) -> None:
        """Take in what ``save`` wrote of other passages; raises OSError or ValueError."""
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        self._own.update(kept["own"])
        self._asked.update(kept["asked"])

    def save(self, folder: Path) -> None:
        """Write the words into a folder, in order of the alphabet."""
        kept = {"own": sorted(self._own), "asked": dict(sorted(self._asked.items()))}
        (folder / _FILE).write_text(json.dumps(kept), encoding="utf-8")

    def known(self) -> frozenset[str]:
        """Every word of a passage, and those that several everyday questions share."""
        return frozenset(self._own | {word for word, times in self._asked.items() if times >= _ASKED_OFTEN})


def load_words(folders: Iterable[Path]) -> frozenset[str]:
    """The words of all passages that were kept, wherever they were."""
    words = Words()
    for folder in folders:
        words.add_kept(folder)
    return words.known()

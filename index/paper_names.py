"""The papers that a question names, by their titles or by what people call them; thousands have thousands of names."""

import re
from collections import defaultdict
from collections.abc import Iterable

from corpus.records import Paper

_BETWEEN = re.compile(r"[^a-z0-9.]+|\.(?!\d)")  # "8.0" is one word; the stop of a sentence is part of none


class PaperNames:
    """The names of papers by the words that they begin with: a question is held against those alone that it could hold."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers = tuple(papers)
        self._begun: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._called: defaultdict[str, list[str]] = defaultdict(list)
        for number, paper in enumerate(self._papers):
            for name in (*paper.called, paper.title):
                if words := _words(name):
                    self._begun[words.split()[0]].append((f" {words} ", number))
            for name in paper.called:
                self._called[_first(name)].append(name)

    def named(self, question: str) -> tuple[Paper, ...]:
        """The papers that a question names, in their order."""
        words = f" {_words(question)} "
        begun = (pair for word in set(words.split()) for pair in self._begun.get(word, ()))
        found = {number for name, number in begun if name in words}
        return tuple(self._papers[number] for number in sorted(found))

    def without(self, question: str) -> str:
        """The question without what papers are called, for searching what it asks of them."""
        words = {"", *re.findall(r"\w+", question.lower())}
        called = [name for word in sorted(words) for name in self._called.get(word, ())]
        text = question
        for name in sorted(dict.fromkeys(called), key=lambda name: (-len(name), name)):
            text = re.sub(
                rf"\b(?:(?:in|of|under|within|from|does|by) )?(?:the |this |a |new )?(?:joint )?{re.escape(name)}(?:'s)?\b",
                " ",
                text,
                flags=re.IGNORECASE,
            )
        return re.sub(r"\s+", " ", text).strip()


def _words(text: str) -> str:
    """A text in small letters, one space between its words."""
    return " ".join(_BETWEEN.sub(" ", text.lower()).split())


def _first(name: str) -> str:
    """The word that a name begins with; "" where it begins with a mark."""
    found = re.match(r"\w+", name.lower())
    return found[0] if found else ""

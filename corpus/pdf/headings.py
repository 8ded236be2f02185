"""Which paragraphs of a PDF are headings, and how deep: by its bookmarks, else by the size of their letters.

1. A paragraph whose words are a bookmark's, on the bookmark's page, is a heading of the bookmark's level.
2. Other short paragraphs in bigger letters than the paper's own are headings: the bigger, the higher.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from corpus.pdf.lines import Line
from corpus.pdf.sheets import Bookmark
from corpus.pdf.tables import Table

_BIGGER = 1.08  # than the paper's own letters
_WORDS = 45  # a heading has no more: the Joint Forward Plan's outcomes take 40
_WORDS_OF_A_SENTENCE = 12  # and no more where it holds a whole one: papers open with some lines in bigger letters
_NAMED = re.compile(r"[\w ]{3,30}: ")  # "Shared outcome 3: We will help people to manage their own health."
_SENTENCE = re.compile(r"[a-z0-9)][.!?][’'”\"]?(?:\s+[A-Z]|$)")
_LEVELS = 6


class Headings:
    """What is known of a paper's headings."""

    def __init__(self, pages: Sequence[Sequence[Line | Table]], bookmarks: Iterable[Bookmark]) -> None:
        letters: Counter[float] = Counter()
        for page in pages:
            for line in page:
                if isinstance(line, Line):
                    letters[line.size] += len(line.text)
        self.body = letters.most_common(1)[0][0] if letters else 0.0  # the size of the paper's own letters
        bigger = sorted((size for size in letters if size >= _BIGGER * self.body), reverse=True)
        self._levels = {size: min(level, _LEVELS) for level, size in enumerate(bigger, start=1)}
        self._marked: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for mark in bookmarks:
            self._marked[mark.page].setdefault(_letters(mark.title), min(mark.level, _LEVELS))

    def level(self, text: str, size: float, number: int) -> int | None:
        """How deep a heading is that a paragraph is, from 1; None where it is none."""
        words = len(text.split())
        if words > _WORDS or (words > _WORDS_OF_A_SENTENCE and _SENTENCE.search(text) and not _NAMED.match(text)):
            return None
        if marked := self._marked[number].get(_letters(text)):
            return marked
        return self._levels.get(size)


def _letters(text: str) -> str:
    """A title without its number, blanks and signs: a bookmark often lacks them."""
    words = re.sub(r"</?sup>|&\w+;", "", text).lower()
    return re.sub(r"\W+", "", re.sub(r"^[\d.]+\s", "", words))

"""Letters as a PDF draws them -> words, each with its place, size and weight.

A word ends at a blank, at a gap, where letters rise (a footnote's mark) and where a line through them
begins or ends. The last two leave no blank between the parts: such a part is *glued* to the word before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from corpus.pdf.sheets import Rule, Run, Word
from corpus.pdf.strikes import Strikes

_GAP = 0.2  # of a letter's size: letters this far apart belong to two words
_GLUED = 0.1  # of a letter's size: runs this close belong to one word
_RAISED_SIZE = 0.86  # of the size of the letters before
_RAISED_BY = 0.15
_NEAR = 0.6  # of a letter's size: a footnote's number stands this near to its first word
_NOTE_MARK = re.compile(r"\d+|[*†‡§¶]+")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_OVERLAP = 0.7  # of a letter's size: letters drawn over one another belong to two texts


def words_of(runs: Sequence[Run], rules: tuple[Rule, ...]) -> tuple[Word, ...]:
    """The words of a page in the order in which they were drawn."""
    strikes = Strikes(rules, runs)
    words: list[Word] = []
    after_blank = True
    for run in runs:
        start: int | None = None
        crossed = strikes.crossed(run)
        for i, letter in enumerate(run.letters):
            ends = letter == " " or (start is not None and _parted(run, i, crossed))
            if ends and start is not None:
                _add(words, run, start, i, after_blank, start in crossed)
                after_blank, start = letter == " ", None
            if letter == " ":
                after_blank = True
            elif start is None:
                start = i
        if start is not None:
            _add(words, run, start, len(run.letters), after_blank, start in crossed)
            after_blank = False
    return tuple(_lowered(words))


def _lowered(words: list[Word]) -> Iterator[Word]:
    """The words, a raised mark that opens a footnote set on the base line of the word behind it."""
    for word, following in zip_longest(words, words[1:]):
        if following and not word.raised and _NOTE_MARK.fullmatch(word.text) and _rises(word, following):
            yield replace(word, raised=True, base=following.base)
        else:
            yield word


def _rises(word: Word, following: Word) -> bool:
    near = -_GAP < (following.left - word.right) / following.size < _NEAR
    return (
        near
        and word.size < _RAISED_SIZE * following.size
        and _RAISED_BY < (following.base - word.base) / following.size < 1
    )


def _parted(run: Run, i: int, crossed: frozenset[int]) -> bool:
    """Whether a letter begins another word than the one before it in its run."""
    if run.lefts[i] - run.rights[i - 1] > _GAP * run.size:
        return True
    return (i in crossed) != (i - 1 in crossed)


def _add(words: list[Word], run: Run, start: int, end: int, after_blank: bool, struck: bool) -> None:
    text = run.letters[start:end].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    word = Word(
        text=text,
        left=min(run.lefts[start], run.lefts[end - 1]),
        right=max(run.rights[start], run.rights[end - 1]),
        base=run.base,
        size=run.size,
        bold=run.bold,
        struck=struck,
    )
    if words and not after_blank:
        word = _joined_to(words[-1], word)
    last = words[-1] if words else None
    if last and word.glued and (last.struck, last.raised) == (word.struck, word.raised):
        words[-1] = replace(
            last, text=last.text + word.text, left=min(last.left, word.left), right=max(last.right, word.right)
        )
    else:
        words.append(word)


def _joined_to(before: Word, word: Word) -> Word:
    """The word, marked where it goes on from the one before without a blank."""
    backward = RIGHT_TO_LEFT.search(word.text) and RIGHT_TO_LEFT.search(before.text)
    gap = before.left - word.right if backward else word.left - before.right
    if not -_OVERLAP * word.size < gap < _GLUED * max(word.size, before.size):
        return word
    rise = before.base - word.base
    smaller = word.size < _RAISED_SIZE * before.size or (before.raised and word.size < before.size / _RAISED_SIZE)
    raised = smaller and rise > _RAISED_BY * before.size
    if raised:
        return replace(word, glued=True, raised=True, base=before.base)
    if abs(rise) < _RAISED_BY * before.size or (before.raised and abs(rise) < before.size):
        return replace(word, glued=True)
    return word

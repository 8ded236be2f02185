"""The level lines of a page -> which letters they cross out.

A line that crosses words out begins and ends with them. One that reaches further is a chart's, a table's or a
box's, and so is a shape's side.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from corpus.pdf.sheets import STRIKE_ZONE, Rule, Run

_REACH = 0.6  # of a letter's size: a line may go this far past the words that it crosses out
_INKED = 0.6  # of its length that letters take up


class Strikes:
    """The lines that cross words out, looked up by the height at which they do."""

    def __init__(self, rules: Iterable[Rule], runs: Sequence[Run]) -> None:
        self._set(rule for rule in rules if rule.is_level and not rule.of_shape)
        if self._rules:
            crossed = _crossed((rule, run) for run in runs for rule in self._near(run))
            self._set(rule for rule, letters in crossed.items() if _is_strike(rule, letters))

    def _set(self, rules: Iterable[Rule]) -> None:
        self._rules = sorted(rules, key=lambda rule: rule.top)
        self._tops = [rule.top for rule in self._rules]

    def _near(self, run: Run) -> list[Rule]:
        low, high = STRIKE_ZONE
        first = bisect_left(self._tops, run.base - high * run.size)
        last = bisect_right(self._tops, run.base - low * run.size)
        return self._rules[first:last]

    def crossed(self, run: Run) -> frozenset[int]:
        """Which letters of a run a line goes through."""
        near = self._near(run)
        return frozenset(i for rule in near for i in _under(rule, run)) if near else frozenset()


def _under(rule: Rule, run: Run) -> Iterator[int]:
    """The letters of a run whose middle stands above or below a line."""
    for i, (left, right) in enumerate(zip(run.lefts, run.rights, strict=True)):
        if rule.left <= (left + right) / 2 <= rule.right:
            yield i


_Letter = tuple[float, float, float]  # its left and right edge, and its size


def _crossed(pairs: Iterable[tuple[Rule, Run]]) -> dict[Rule, list[_Letter]]:
    """The letters that each line goes through."""
    found: dict[Rule, list[_Letter]] = {}
    for rule, run in pairs:
        letters = [(run.lefts[i], run.rights[i], run.size) for i in _under(rule, run)]
        if letters:
            found.setdefault(rule, []).extend(letters)
    return found


def _is_strike(rule: Rule, letters: Sequence[_Letter]) -> bool:
    reach = _REACH * max(size for _, _, size in letters)
    begins = min(left for left, _, _ in letters) - reach <= rule.left
    ends = rule.right <= max(right for _, right, _ in letters) + reach
    return begins and ends and sum(right - left for left, right, _ in letters) >= _INKED * (rule.right - rule.left)

"""A library -> every place where its papers disagree, found by comparing their passages.

1. The same sentence with another figure or date in it.
2. A sentence that one paper shows struck out and another still prints.
3. The same outcome under another title, which is not its statement either.
4. The same sentence in other words; between papers, not between drafts of one sentence.

Sentences are compared word by word only where they share most of their words, and are looked at only
where they share a rare one: among the five papers that takes a third of a second.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.alike import Difference, differences_of, wording, words_of
from assistant.answer import Citation, cite
from assistant.comparing import newer_words
from assistant.draft import cite_passage, record_of
from assistant.versions import struck_and_printed
from corpus.records import Outcome, PaperKind
from index.library import Library
from index.passages import Passage, PassageKind

SHARED = 0.6  # share of common words from which two sentences are compared word by word
RAREST = 5  # words of a sentence by which others like it are found: as many as may differ in one
COMMON = 300  # passages with a word from which it finds nothing
SMALL = 5  # words that may differ on either side of one sentence
REWORDED = 0.85  # share of words in the same order from which other words are a change of wording
_TITLES = (PassageKind.OUTCOME, PassageKind.ENABLER)


class Differs(StrEnum):
    """What it is that two papers do not agree in."""

    FIGURE = "figures and dates"
    STRUCK = "struck out in one paper, printed in another"
    TITLE = "the same outcome in other words"
    WORDS = "the same sentence in other words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two places that do not agree: the words that only one of them has, and which is the newer."""

    differs: Differs
    one: Citation
    other: Citation
    only_one: str
    only_other: str
    newer: str


def disagreements_of(library: Library) -> tuple[Disagreement, ...]:
    """Every disagreement, by what it is about, in the order of the papers."""
    passages = [passage for paper in library.papers for passage in library.passages(paper)]
    found = [*_sentences(library, passages), *_struck_and_printed(library, passages), *_titles(library)]
    order = list(Differs)
    return tuple(sorted(found, key=lambda one: order.index(one.differs)))


def _sentences(library: Library, passages: Sequence[Passage]) -> Iterator[Disagreement]:
    seen: set[frozenset[str]] = set()
    for passage, others in _similar(library, passages):
        for difference in differences_of(library, passage, others):
            pair = frozenset((passage.id, difference.passage.id))
            differs = _differs(library, passage, difference)
            if pair not in seen and differs:
                seen.add(pair)
                yield Disagreement(
                    differs=differs,
                    one=cite_passage(library, passage),
                    other=cite_passage(library, difference.passage),
                    only_one=" ".join(difference.here),
                    only_other=" ".join(difference.there),
                    newer=newer_words(library, passage, difference.passage).strip(),
                )


def _similar(library: Library, passages: Sequence[Passage]) -> Iterator[tuple[Passage, list[Passage]]]:
    """Each passage that stands, with those of other papers that share one of its rarest words and most of all."""
    words = [frozenset(words_of(wording(library, passage))) for passage in passages]
    holding: dict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(words):
        for word in own:
            holding[word].append(at)
    for passage, own in zip(passages, words, strict=True):
        rarest = sorted(own, key=lambda word: (len(holding[word]), word))[:RAREST]
        near = sorted({at for word in rarest if len(holding[word]) <= COMMON for at in holding[word]})
        others = [
            passages[at] for at in near if passages[at].paper != passage.paper and _share(own, words[at]) >= SHARED
        ]
        if others and not passage.superseded:
            yield passage, others


def _share(own: frozenset[str], theirs: frozenset[str]) -> float:
    return 2 * len(own & theirs) / (len(own) + len(theirs))


def _differs(library: Library, passage: Passage, difference: Difference) -> Differs | None:
    small = max(len(difference.here), len(difference.there)) <= SMALL
    table = "\t" in passage.text + difference.passage.text
    if not small or table or "".join(difference.here) == "".join(difference.there):
        return None
    if difference.in_figures:
        return Differs.FIGURE if difference.close else None
    kinds = {library.document(p.paper).paper.kind for p in (passage, difference.passage)}
    titled = passage.kind in _TITLES or difference.passage.kind in _TITLES
    if difference.shared < REWORDED or PaperKind.TRACKED_CHANGES in kinds or titled or _same_last(passage, difference):
        return None
    return Differs.WORDS


def _same_last(passage: Passage, difference: Difference) -> bool:
    """Whether the two differ in the heading that stands above the sentence alone."""
    last, other = (words_of(text.rpartition("\n\n")[2]) for text in (passage.text, difference.passage.text))
    return last == other


def _struck_and_printed(library: Library, passages: Sequence[Passage]) -> Iterator[Disagreement]:
    for passage in passages:
        both = struck_and_printed(library, passage) if passage.kind is PassageKind.CHANGE else None
        if both is not None:
            struck, printed = both
            yield Disagreement(
                differs=Differs.STRUCK,
                one=cite_passage(library, struck),
                other=cite_passage(library, printed),
                only_one="",
                only_other="",
                newer=newer_words(library, struck, printed).strip(),
            )


def _titles(library: Library) -> Iterator[Disagreement]:
    """An outcome's title in each two papers that number it alike and word it otherwise."""
    named = [
        (passage, outcome)
        for paper in library.papers
        for passage in library.passages(paper)
        if passage.kind is PassageKind.OUTCOME and isinstance(outcome := record_of(library, passage), Outcome)
    ]
    for at, (passage, outcome) in enumerate(named):
        for other, title in named[at + 1 :]:
            if other.paper == passage.paper or title.number != outcome.number:
                continue
            if not _worded(title) & _worded(outcome):
                yield Disagreement(
                    differs=Differs.TITLE,
                    one=cite(library.document(passage.paper), outcome.span, outcome.locator, outcome.page),
                    other=cite(library.document(other.paper), title.span, title.locator, title.page),
                    only_one="",
                    only_other="",
                    newer=newer_words(library, passage, other).strip(),
                )


def _worded(outcome: Outcome) -> set[tuple[str, ...]]:
    """The wordings under which an outcome goes: its title, and the statement under it."""
    return {tuple(words_of(text)) for text in (outcome.title, outcome.statement or outcome.title)}

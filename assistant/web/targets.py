"""Indicators and metrics -> targets: one row for each measure, with its figures and what version 7.1 said.

A figure that the paper leaves out is None. A metric of the forward plan is one row with its whole wording;
metrics without a figure are counted and left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.alike import words_of
from assistant.answer import Citation, cite
from assistant.versions import changes, near
from assistant.web.figures import figures_of
from corpus.records import Aim, Change, Direction, Document, Indicator, Metric, PaperKind
from index.library import Library

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LEVEL = re.compile(r"(?!by\b)[^\d]*?(\d[\d,]*(?:\.\d+)?)\s*(%|per [\d,]*\d)")
_MEASURED = (PaperKind.STRATEGY, PaperKind.ACTION_PLAN)  # the kinds of paper with indicators or metrics
_DUE = re.compile(r"20\d\d(?:[/-]\d\d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What version 7.1 said and 8.0 does not: the words struck out, and those in their place where there are any."""

    before: str
    after: str | None
    whole: bool
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A measure, where it starts and where it is to get to.

    ``stated`` is a figure of which the paper does not say whether it is a start or an aim;
    ``part`` is the number of the outcome or of the chapter; ``tracked`` says whether a paper of changes covers it.
    """

    measure: str
    citation: Citation
    paper: str
    part: int | None
    baseline: str | None = None
    target: str | None = None
    stated: str | None = None
    direction: Direction | None = None
    by_when: str | None = None
    area: str | None = None
    formers: tuple[Former, ...] = ()
    tracked: bool = False

    @property
    def name(self) -> str:
        """The measure as a line of a table begins."""
        return f"{self.measure[:1].upper()}{self.measure[1:]}"

    @property
    def complete(self) -> bool:
        """Whether both where it starts and where it is to get to are given."""
        return bool(self.baseline and self.target)

    @property
    def due(self) -> str | None:
        """The year by which it falls due, as printed: "2025" of March 2025, "2028/29"."""
        year = _DUE.search(self.by_when or "")
        return year[0] if year else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A figure that can be drawn: how much, and of what ("%" or "per 100,000")."""

    amount: float
    unit: str


def targets_of(library: Library) -> tuple[Target, ...]:
    """Every measure of every paper, in the order of the papers."""
    struck = changes(library)
    return tuple(
        target
        for document in library.documents(*_MEASURED)
        for target in (*_indicator_targets(library, document, struck), *_metric_targets(document))
    )


def metrics_without_figure(library: Library) -> tuple[tuple[str, str, int], ...]:
    """For each paper with metrics that give no figure: its name, the first one's place, and how many there are."""
    found = (
        (document, [metric for metric in document.of_type(Metric) if not figures_of(metric.text).any])
        for document in library.documents(*_MEASURED)
    )
    return tuple(
        (document.paper.name, cite(document, bare[0].span, bare[0].locator, bare[0].page).link, len(bare))
        for document, bare in found
        if bare
    )


def level_of(figure: str | None) -> Level | None:
    """A figure as an amount on a scale; None for "by at least 10%", which is a change and not a level.

    >>> level_of("no more than 6%")
    Level(amount=6.0, unit='%')
    """
    found = _LEVEL.fullmatch((figure or "").strip())
    return Level(amount=float(found[1].replace(",", "")), unit=found[2]) if found else None


def _indicator_targets(library: Library, document: Document, struck: list[tuple[str, Change]]) -> Iterator[Target]:
    for indicator in document.of_type(Indicator):
        formers = list(_formers(library, struck, indicator, document.paper.id))
        cited = cite(document, indicator.span, indicator.locator, indicator.page)
        for aim in indicator.aims:
            yield Target(
                measure=aim.measure,
                citation=cited,
                paper=document.paper.name,
                part=indicator.outcome,
                baseline=aim.baseline,
                target=aim.target,
                direction=aim.direction,
                by_when=indicator.by_when,
                area=aim.area,
                formers=tuple(f for f in formers if _touches(f, aim, indicator)),
                tracked=bool(struck),
            )


def _metric_targets(document: Document) -> Iterator[Target]:
    for metric in document.of_type(Metric):
        figures = figures_of(metric.text)
        if figures.any:
            yield Target(
                measure=metric.text,
                citation=cite(document, metric.span, metric.locator, metric.page),
                paper=document.paper.name,
                part=metric.chapter,
                baseline=figures.baseline,
                target=figures.target,
                stated=figures.stated,
                by_when=figures.by_when,
            )


def _formers(library: Library, struck: list[tuple[str, Change]], indicator: Indicator, paper: str) -> Iterator[Former]:
    """The changes of the sentence that now reads as the indicator does, or that was struck out whole."""
    own = words_of(indicator.text)
    for id_, change in struck:
        if id_ != paper and near(words_of(change.reads or change.text), own):
            yield Former(
                before=change.before,
                after=change.after,
                whole=change.reads is None,
                citation=cite(library.document(id_), change.span, change.locator, change.page),
            )


def _touches(former: Former, aim: Aim, indicator: Indicator) -> bool:
    """Whether a change is of this aim: of its figures, or of words that all aims of the sentence share."""
    if len(indicator.aims) == 1 or former.whole:
        return True
    figures = _figures(former.after or former.before)
    elsewhere = any(figures & _figures(f"{other.baseline} {other.target}") for other in indicator.aims if other != aim)
    return bool(figures & _figures(f"{aim.baseline} {aim.target}")) or not elsewhere


def _figures(text: str) -> set[str]:
    return set(_NUMBER.findall(text))

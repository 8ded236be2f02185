"""The page of targets: all measures as a table to filter and sort, as pictures, and as CSV.

What is filtered and how it is sorted stands in the query, so that a view can be kept as a link and
nothing needs JavaScript. The pictures show what the table shows, each measure on the scale of all of them.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from assistant.web.charts import Dumbbell, dumbbell, scale, top_of
from assistant.web.framing import FRAME
from assistant.web.routing import Asked, Page, Reply
from assistant.web.targets import Level, Target, level_of, metrics_without_figure, targets_of
from assistant.web.templating import renderer
from corpus.outline import LOCATOR_JOINT
from index.library import Library

PATH = "/targets"
NOT_GIVEN = "not given"
NO_DATE = "No date given"
_SCALES = {"%": "Percentages"}
_FILLS = 3  # kinds of squares that the style sheet tells apart
_LAST = "\U0010ffff"  # sorts what is not given after everything that is


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table that can be sorted by."""

    id: str
    title: str
    key: Callable[[Target], tuple[object, ...]]


COLUMNS = (
    Column(id="measure", title="Measure", key=lambda t: (t.name.lower(),)),
    Column(id="start", title="Starts from", key=lambda t: _by_amount(t.baseline)),
    Column(id="aim", title="Target", key=lambda t: _by_amount(t.target)),
    Column(id="due", title="By when", key=lambda t: (t.due or _LAST,)),
    Column(id="changed", title="Since 7.1", key=lambda t: (not t.formers,)),
    Column(id="where", title="Where from", key=lambda t: (t.paper, t.part or 0, t.citation.start)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What of the table is shown, and in which order; empty is all of it, in the papers' order."""

    words: str = ""
    paper: str = ""
    part: str = ""
    due: str = ""
    figures: str = ""
    changed: bool = False
    sort: str = ""
    down: bool = False

    @classmethod
    def read(cls, asked: Asked) -> "View":
        """The view that a link or a form asks for; a column that there is not is passed over."""
        sort = asked.one("sort")
        return cls(
            words=asked.one("words")[:200],
            paper=asked.one("paper"),
            part=asked.one("part"),
            due=asked.one("due"),
            figures=asked.one("figures"),
            changed=asked.one("changed") == "1",
            sort=sort if sort in {column.id for column in COLUMNS} else "",
            down=asked.one("order") == "down",
        )

    def link(self, sort: str | None = None, down: bool | None = None, path: str = PATH) -> str:
        """The address of this view, or of the same sorted otherwise."""
        values = {
            "words": self.words,
            "paper": self.paper,
            "part": self.part,
            "due": self.due,
            "figures": self.figures,
            "changed": "1" if self.changed else "",
            "sort": self.sort if sort is None else sort,
            "order": "down" if (self.down if down is None else down) else "",
        }
        query = urlencode({name: value for name, value in values.items() if value}, errors="replace")
        return f"{path}?{query}" if query else path

    def sorted_by(self, column: str) -> str | None:
        """How a column is sorted, as ``aria-sort`` says it."""
        if column != self.sort:
            return None
        return "descending" if self.down else "ascending"

    def next_link(self, column: str) -> str:
        """The same view sorted by a column, or the other way round where it is already."""
        return self.link(sort=column, down=column == self.sort and not self.down)

    def of(self, targets: Sequence[Target]) -> tuple[Target, ...]:
        """The targets that it shows, in its order."""
        shown = [target for target in targets if self._shows(target)]
        column = next((column for column in COLUMNS if column.id == self.sort), None)
        return tuple(sorted(shown, key=column.key, reverse=self.down) if column else shown)

    def _shows(self, target: Target) -> bool:
        told = " ".join((target.measure, target.citation.quote, target.citation.locator)).lower()
        return (
            all(word in told for word in self.words.lower().split())
            and self.paper in ("", target.citation.paper)
            and self.part in ("", str(target.part))
            and self.due in ("", target.due or NO_DATE)
            and self.figures in ("", "both" if target.complete else "lacking")
            and (bool(target.formers) or not self.changed)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Measures of one unit: its name, the scale, and a picture of each."""

    name: str
    head: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What falls due in a year, or at no given date."""

    when: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """What the page shows of a view besides its table; ``undrawn`` are the measures without a level on a scale."""

    scales: tuple[Scale, ...]
    undrawn: tuple[Target, ...]
    dues: tuple[Due, ...]

    @property
    def drawn(self) -> int:
        """How many measures are drawn."""
        return sum(len(scale.rows) for scale in self.scales)


def target_pages(library: Library) -> tuple[Page, ...]:
    """The page, and the same view as CSV."""
    every = lru_cache(maxsize=1)(lambda: targets_of(library))
    without = lru_cache(maxsize=1)(lambda: metrics_without_figure(library))

    def page(asked: Asked) -> Reply:
        return Reply(body=targets_html(every(), View.read(asked), without()))

    def table(asked: Asked) -> Reply:
        shown = View.read(asked).of(every())
        return Reply(body=targets_csv(shown), media="text/csv; charset=utf-8", filename="targets.csv")

    return Page(path=PATH, reply=page, beforehand=(Asked(),)), Page(path=f"{PATH}.csv", reply=table)


def targets_html(every: Sequence[Target], view: View, without: Sequence[tuple[str, str, int]] = ()) -> str:
    """The page of a view; ``without`` tells of the metrics that give no figure."""
    shown = view.of(every)
    return _render(
        "targets.html",
        title="Targets",
        current=PATH,
        view=view,
        columns=COLUMNS,
        targets=shown,
        total=len(every),
        papers=(papers := {t.citation.paper: t.paper for t in every}),
        fill={paper: at % _FILLS for at, paper in enumerate(papers)},
        numbers=sorted({t.part for t in every if t.part is not None}),
        dues=[*sorted({t.due for t in every if t.due}), NO_DATE],
        without=without,
        pictures=pictures_of(shown, every),
    )


def pictures_of(shown: Sequence[Target], every: Sequence[Target]) -> Pictures:
    """The pictures of what is shown: percentages, then each rate, on a scale that has room for every measure of its unit."""
    drawable = {target: drawn for target in every if (drawn := _dumbbell(target))}
    units = sorted({drawn.unit for drawn in drawable.values()}, key=lambda unit: (unit != "%", unit))
    scales = (_scale(unit, [drawable[t] for t in shown if t in drawable], list(drawable.values())) for unit in units)
    return Pictures(
        scales=tuple(scale for scale in scales if scale.rows),
        undrawn=tuple(target for target in shown if target not in drawable),
        dues=tuple(_dues(shown)),
    )


def _scale(unit: str, shown: Sequence[Dumbbell], every: Sequence[Dumbbell]) -> Scale:
    high = top_of([row for row in every if row.unit == unit])
    return Scale(
        name=_SCALES.get(unit, f"Rates {unit}"),
        head=scale(unit, high),
        rows=tuple(dumbbell(row, high) for row in shown if row.unit == unit),
    )


def _dues(targets: Sequence[Target]) -> Iterator[Due]:
    """The targets by when they fall due; those without a date come last."""
    for when in (*sorted({t.due for t in targets if t.due}), NO_DATE):
        if due := tuple(t for t in targets if (t.due or NO_DATE) == when):
            yield Due(when=when, targets=due)


_CSV: tuple[tuple[str, Callable[[Target], str | None]], ...] = (
    ("Measure", lambda t: t.name),
    ("Area", lambda t: t.area),
    ("Starts from", lambda t: t.baseline or NOT_GIVEN),
    ("Target", lambda t: t.target or NOT_GIVEN),
    ("Figure of which it is not said what it is", lambda t: t.stated),
    ("By when", lambda t: t.by_when or NOT_GIVEN),
    ("Struck out since version 7.1", lambda t: "; ".join(former_words(f.before, f.after) for f in t.formers)),
    ("Paper", lambda t: t.citation.title),
    ("Version", lambda t: t.citation.version),
    ("Date", lambda t: t.citation.date),
    ("Status", lambda t: t.citation.status),
    ("Place", lambda t: t.citation.locator),
    ("Page", lambda t: str(t.citation.page) if t.citation.page else None),
    ("Words of the paper", lambda t: t.citation.quote),
    ("Place on this site", lambda t: t.citation.link),
)


def targets_csv(targets: Sequence[Target]) -> bytes:
    """The targets as CSV that spreadsheets open as text: no cell can start a formula."""
    out = io.StringIO()
    out.write("\ufeff")  # by which Excel knows that it is UTF-8
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(title for title, _ in _CSV)
    for target in targets:
        writer.writerow(_cell(value(target) or "") for _, value in _CSV)
    return out.getvalue().encode("utf-8")


def place_words(locator: str) -> str:
    """A place in a few words: "Chapter 5, metrics" of "Chapter 5 › its goal › Metrics"."""
    first, _, rest = locator.partition(LOCATOR_JOINT)
    return f"{first}, {rest.rpartition(LOCATOR_JOINT)[2].lower()}" if rest else first


def former_words(before: str, after: str | None) -> str:
    """A change in a few words."""
    return f"“{before}” is now “{after}”" if after else f"“{before}” was struck out"


def _dumbbell(target: Target) -> Dumbbell | None:
    """A target as it is drawn: an indicator with a level on either side, or any measure with one on both."""
    start, aim = level_of(target.baseline), level_of(target.target)
    known = start or aim
    if known is None or (start and aim and start.unit != aim.unit):
        return None
    if target.citation.quote == target.measure and not (start and aim):
        return None  # a metric's lone percentage may be a change and not a level: "5% year on year increase"
    was = [level_of(f.before) or _bare(f.before, known) for f in target.formers if f.after]
    area = f" ({target.area})" if target.area and target.area not in target.name else ""
    return Dumbbell(
        label=f"{target.name}{area}",
        unit=known.unit,
        start=start.amount if start else None,
        aim=aim.amount if aim else None,
        start_words=target.baseline or "",
        aim_words=target.target or "",
        was=next((level.amount for level in was if level), None),
    )


def _bare(figure: str, like: Level) -> Level | None:
    """A struck-out number whose unit stands with what replaced it."""
    plain = figure.strip().rstrip("%")
    return Level(amount=float(plain), unit=like.unit) if plain.replace(".", "", 1).isdecimal() else None


def _by_amount(figure: str | None) -> tuple[object, ...]:
    level = level_of(figure)
    return (0, level.unit, level.amount) if level else (1, figure or _LAST, 0.0)


def _cell(value: str) -> str:
    """A cell's text; what a spreadsheet would calculate begins with an apostrophe instead."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


_render = renderer(**FRAME, place_words=place_words, not_given=NOT_GIVEN)

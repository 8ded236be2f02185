"""Figures -> pictures as SVG within the page: text stays text, colours are the page's own in light and dark.

Sole importer of matplotlib, which is loaded when the first picture is drawn. Each picture is made twice:
wide, and narrow enough for a telephone; the style sheet shows one of them.
"""

import io
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree

from markupsafe import Markup

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# stand-ins that matplotlib draws with, and the page's colours that take their place
_COLOURS = {
    "#010101": "var(--ink)",
    "#020202": "var(--soft)",
    "#030303": "var(--line)",
    "#040404": "var(--accent)",
    "#050505": "var(--surface)",
    "#060606": "var(--gone)",
}
INK, SOFT, LINE, ACCENT, SURFACE, GONE = _COLOURS
FILLS = (ACCENT, SURFACE, LINE)  # of the parts of a bar, in their order; page.css has the same for the key
_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"


_Side = tuple[float, Literal["left", "right"], int]  # where words stand, which of their ends is there, how far off


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumbbell:
    """A measure from where it starts to where it is to get to, and where it was to get to before."""

    label: str
    unit: str
    start: float | None
    aim: float | None
    start_words: str
    aim_words: str
    was: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How many of each kind."""

    label: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a picture is laid out, in CSS pixels; labels stand beside the picture or above each row."""

    name: str
    width: int
    labels: int
    letters: int
    beside: bool
    size: int = 14
    line: int = 18


LAYOUTS = (
    Layout(name="wide", width=920, labels=400, letters=54, beside=True),
    Layout(name="narrow", width=330, labels=0, letters=42, beside=False),
)
_SIDE = 46  # room for a figure beside the outermost points
_GAP = 11  # and how far off it stands


def dumbbells(rows: Sequence[Dumbbell]) -> Markup:
    """A row for each measure on one scale: a ring where it starts, a dot where it is to get to."""
    unit = rows[0].unit
    scale = "per cent" if unit == "%" else unit
    title = f"From start to target, {scale}"
    described = "; ".join(_told(row) for row in rows)
    return Markup("").join(_drawn(layout, title, described, _dumbbell_figure(rows, layout)) for layout in LAYOUTS)


def bars(rows: Sequence[Bar]) -> Markup:
    """A bar for each date, in parts for each paper."""
    described = "; ".join(
        f"{row.label}: {', '.join(f'{count} of the {kind}' for kind, count in row.counts if count)}" for row in rows
    )
    title = "How many targets fall due when"
    return Markup("").join(_drawn(layout, title, described, _bar_figure(rows, layout)) for layout in LAYOUTS)


def _told(row: Dumbbell) -> str:
    was = f", in version 7.1 {row.was:g}" if row.was is not None else ""
    return f"{row.label}: from {row.start_words or 'no figure'} to {row.aim_words or 'no figure'}{was}"


def _dumbbell_figure(rows: Sequence[Dumbbell], layout: Layout) -> "Figure":
    labels = [textwrap.wrap(row.label, layout.letters) for row in rows]
    heights = [_row_height(len(lines), layout) for lines in labels]
    known = [x for row in rows for x in (row.start, row.aim, row.was) if x is not None]
    percent = rows[0].unit == "%"
    low, high = (0.0, 100.0) if percent else (0.0, max(known) * 1.05)
    figure, axes = _canvas(layout, sum(heights), (low, high))
    for (top, middle, row), lines in zip(_placed(rows, heights, layout), labels, strict=True):
        _label(axes, layout, lines, top, middle)
        _dumbbell(axes, row, middle, layout)
    return figure


def _row_height(lines: int, layout: Layout) -> int:
    text = lines * layout.line
    return max(text + 16, 40) if layout.beside else text + 42


def _placed(
    rows: Sequence[Dumbbell], heights: Sequence[int], layout: Layout
) -> Iterator[tuple[float, float, Dumbbell]]:
    """Each row with its upper edge and the height at which its points stand."""
    top = 0.0
    for row, height in zip(rows, heights, strict=True):
        yield top, top + (height / 2 if layout.beside else height - 22), row
        top += height


def _dumbbell(axes: "Axes", row: Dumbbell, y: float, layout: Layout) -> None:
    points = [x for x in (row.start, row.aim) if x is not None]
    axes.axhline(y, color=LINE, linewidth=1, zorder=0)
    if len(points) == 2:
        axes.plot(points, [y, y], color=ACCENT, linewidth=3, zorder=1, solid_capstyle="butt")
    if row.was is not None:
        axes.plot([row.was], [y], "x", color=GONE, markersize=8, markeredgewidth=2, zorder=2)
    if row.aim is not None:
        axes.plot([row.aim], [y], "o", color=ACCENT, markersize=11, markeredgecolor=ACCENT, zorder=3)
    if row.start is not None:
        axes.plot(
            [row.start], [y], "o", color=SURFACE, markersize=9, markeredgecolor=ACCENT, markeredgewidth=2, zorder=4
        )
    outermost = [x for x in (*points, row.was) if x is not None]
    for text, x, align, shift in _figures_beside(row, points, (min(outermost), max(outermost))):
        axes.annotate(
            text, (x, y), (shift, 0), textcoords="offset pixels", ha=align, va="center_baseline", color=INK,
            fontsize=layout.size - 1, fontweight="bold",
        )  # fmt: skip


def _figures_beside(row: Dumbbell, points: Sequence[float], edges: tuple[float, float]) -> "list[tuple[str, *_Side]]":
    """The figures of a row: their words, and beside which edge of what is drawn they stand."""
    sign = "%" if row.unit == "%" else ""
    low, high = f"{min(points):g}{sign}", f"{max(points):g}{sign}"
    left: _Side = (edges[0], "right", -_GAP)
    right: _Side = (edges[1], "left", _GAP)
    if len(points) == 1:
        what = "no target given" if row.aim is None else "no start given"
        return [(f"{low} ({what})", *(left if row.unit == "%" and points[0] > 50 else right))]
    if low == high:
        return [(f"{high}, kept", *right)]
    return [(low, *left), (high, *right)]


def _bar_figure(rows: Sequence[Bar], layout: Layout) -> "Figure":
    step = 34
    most = max(sum(count for _, count in row.counts) for row in rows)
    narrow = Layout(name=layout.name, width=layout.width, labels=130 if layout.beside else 104, letters=20, beside=True)
    figure, axes = _canvas(narrow, step * len(rows), (0.0, most * 1.02), ticks=False)
    for at, row in enumerate(rows):
        y, left = at * step + step / 2, 0.0
        _label(axes, narrow, [row.label], at * step, y)
        for kind, (_, count) in enumerate(row.counts):
            axes.barh(y, count, 20, left, color=FILLS[kind % len(FILLS)], edgecolor=ACCENT, linewidth=1.5, zorder=2)
            left += count
        axes.annotate(
            str(round(left)), (left, y), (8, 0), textcoords="offset pixels", va="center_baseline", color=INK,
            fontsize=layout.size, fontweight="bold",
        )  # fmt: skip
    return figure


def _canvas(layout: Layout, height: int, scale: tuple[float, float], *, ticks: bool = True) -> "tuple[Figure, Axes]":
    """An empty picture whose y axis counts pixels from the top, with its scale at the head."""
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.rcParams["svg.fonttype"] = "none"
    head = 30 if ticks else 4
    whole = height + head + 4
    figure = Figure(figsize=(layout.width / 72, whole / 72), dpi=72, facecolor="none")
    left = layout.labels + (_SIDE if ticks else 0)
    axes = figure.add_axes(
        (left / layout.width, 4 / whole, (layout.width - left - _SIDE) / layout.width, height / whole)
    )
    axes.set(xlim=scale, ylim=(height, 0), facecolor="none")
    axes.spines[:].set_visible(False)
    axes.yaxis.set_visible(False)
    axes.xaxis.set_visible(ticks)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=layout.size - 1, labelcolor=SOFT)
    if ticks:
        axes.grid(axis="x", color=LINE, linewidth=1)
        axes.set_axisbelow(True)
    if ticks and scale[1] == 100:
        axes.set_xticks([0, 25, 50, 75, 100], ["0%", "25%", "50%", "75%", "100%"])
    return figure, axes


def _label(axes: "Axes", layout: Layout, lines: Sequence[str], top: float, middle: float) -> None:
    """A row's name, line by line: beside the picture, or above the row."""
    half = (len(lines) - 1) / 2
    for at, line in enumerate(lines):
        y = middle + (at - half) * layout.line if layout.beside else top + layout.line * (at + 0.8)
        x, _ = axes.transAxes.inverted().transform((0, 0))
        axes.text(
            x, y, line, transform=axes.get_yaxis_transform(), va="center_baseline", ha="left", color=INK,
            fontsize=layout.size,
        )  # fmt: skip


def _drawn(layout: Layout, title: str, description: str, figure: "Figure") -> Markup:
    """A picture as SVG to stand within a page: named, described, and without a style of its own."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None}, transparent=True)
    root = ElementTree.fromstring(out.getvalue())
    name = f"{re.sub(r'[^a-z0-9]+', '-', title.lower())}-{layout.name}"
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.rpartition("}")[2] in ("metadata", "style"):
                parent.remove(child)
    for element in root.iter():
        _plain(element, name)
    for child_name, text, at in (("title", title, 0), ("desc", description, 1)):
        child = ElementTree.Element(f"{{{_SVG}}}{child_name}", id=f"{name}-{child_name}")
        child.text = text
        root.insert(at, child)
    for attribute in ("width", "height"):
        root.attrib.pop(attribute)
    root.attrib |= {
        "class": f"picture {layout.name}",
        "role": "img",
        "aria-labelledby": f"{name}-title",
        "aria-describedby": f"{name}-desc",
    }
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _LINK[1:].partition("}")[0])
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _plain(element: ElementTree.Element, name: str) -> None:
    """Make an element's style into attributes, its colours the page's, and its id one of this picture alone."""
    if "id" in element.attrib:
        element.attrib["id"] = f"{name}-{element.attrib['id']}"
    if _LINK in element.attrib:
        element.attrib[_LINK] = f"#{name}-{element.attrib[_LINK][1:]}"
    if "clip-path" in element.attrib:
        element.attrib["clip-path"] = element.attrib["clip-path"].replace("url(#", f"url(#{name}-")
    for rule in element.attrib.pop("style", "").split(";"):
        key, _, value = (part.strip() for part in rule.partition(":"))
        if key and key != "font-family":
            element.set(key, _COLOURS.get(value, value))

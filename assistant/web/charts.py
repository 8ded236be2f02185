"""Figures -> pictures as SVG within the page: text stays text, colours are the page's own in light and dark.

Sole importer of matplotlib, which is loaded when the first picture is drawn. Each measure is a picture of its own,
drawn once, so that any choice of them can be shown at once. It is made twice: wide, and narrow enough for a
telephone; the style sheet shows one of them.
"""

import io
import textwrap
import threading
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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
_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_KEPT = 500  # pictures; two take 8 kB
_drawing = threading.Lock()  # matplotlib draws one picture at a time


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
_HEAD = 26  # the height of a scale


@lru_cache(maxsize=_KEPT)
def dumbbell(row: Dumbbell, high: float) -> Markup:
    """A measure on a scale from nothing to ``high``: a ring where it starts, a dot where it is to get to."""
    return Markup("").join(_drawn(layout, told(row), _row_figure(row, high, layout)) for layout in LAYOUTS)


@lru_cache(maxsize=_KEPT)
def scale(unit: str, high: float) -> Markup:
    """The scale that stands above the measures of a unit."""
    return Markup("").join(_drawn(layout, "", _scale_figure(unit, high, layout)) for layout in LAYOUTS)


def top_of(rows: Sequence[Dumbbell]) -> float:
    """Where the scale of some measures of one unit ends."""
    if rows[0].unit == "%":
        return 100.0
    return max(x for row in rows for x in (row.start, row.aim, row.was) if x is not None) * 1.05


def told(row: Dumbbell) -> str:
    """A measure in words, as the picture shows it."""
    was = f", in version 7.1 {row.was:g}" if row.was is not None else ""
    return f"{row.label}: from {row.start_words or 'no figure'} to {row.aim_words or 'no figure'}{was}"


def _row_figure(row: Dumbbell, high: float, layout: Layout) -> "Figure":
    lines = textwrap.wrap(row.label, layout.letters)
    height = _row_height(len(lines), layout)
    figure, axes = _canvas(layout, height, high)
    middle = height / 2 if layout.beside else height - 22
    _label(axes, layout, lines, 0, middle)
    _dumbbell(axes, row, middle, layout)
    return figure


def _scale_figure(unit: str, high: float, layout: Layout) -> "Figure":
    figure, axes = _canvas(layout, _HEAD, high)
    axes.grid(visible=False)
    axes.xaxis.set_visible(True)
    axes.tick_params(labeltop=True, pad=-_HEAD + 8, labelsize=layout.size - 1, labelcolor=SOFT)
    if unit == "%":
        axes.set_xticks([0, 25, 50, 75, 100], ["0%", "25%", "50%", "75%", "100%"])
    return figure


def _row_height(lines: int, layout: Layout) -> int:
    text = lines * layout.line
    return max(text + 16, 40) if layout.beside else text + 42


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


def _canvas(layout: Layout, height: float, high: float) -> "tuple[Figure, Axes]":
    """An empty picture whose y axis counts pixels from the top, with the lines of its scale."""
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "the same in every process"})
    figure = Figure(figsize=(layout.width / 72, height / 72), dpi=72, facecolor="none")
    left = layout.labels + _SIDE
    axes = figure.add_axes((left / layout.width, 0, (layout.width - left - _SIDE) / layout.width, 1))
    axes.set(xlim=(0, high), ylim=(height, 0), facecolor="none")
    axes.spines[:].set_visible(False)
    axes.yaxis.set_visible(False)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labeltop=False)
    axes.grid(axis="x", color=LINE, linewidth=1)
    axes.set_axisbelow(True)
    if high == 100:
        axes.set_xticks([0, 25, 50, 75, 100])
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


def _drawn(layout: Layout, words: str, figure: "Figure") -> Markup:
    """A picture as SVG to stand within a page: said in words, or hidden where there are none; without a style of its own."""
    out = io.StringIO()
    with _drawing:
        figure.savefig(out, format="svg", metadata={"Date": None}, transparent=True)
    root = ElementTree.fromstring(out.getvalue())
    name = f"p{zlib.crc32(out.getvalue().encode()):08x}"
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.rpartition("}")[2] in ("metadata", "style"):
                parent.remove(child)
    for element in root.iter():
        _plain(element, name)
    for attribute in ("width", "height"):
        root.attrib.pop(attribute)
    said = {"role": "img", "aria-label": words} if words else {"aria-hidden": "true"}
    root.attrib |= {"class": f"picture {layout.name}", **said}
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

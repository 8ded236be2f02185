"""Word's styles and numbering -> each paragraph's level as a heading, and the number that Word prints.

1. What a paragraph does not say itself is looked up in its style, then in the style that one is based on.
2. Built-in styles have English names in every language's Word ("heading 2"); only their ids differ.
3. All lists of one design count together, unless a list sets its own start.
"""

import re
from dataclasses import dataclass, field

from corpus.counting import written
from corpus.office_package import Element, child, children, is_on, number, value

_BODY_TEXT = 9  # Word's outline level for what is no heading
_HEADING = re.compile(r"heading ([1-9])$")
_LIST_STYLE = re.compile(r"list (bullet|number)(?: ([2-5]))?$")
_PLACE = re.compile(r"%([1-9])")
_DEEPEST_STYLE = 30  # styles based on styles; Word allows about ten


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands before a paragraph: a bullet (no text) or a number as printed, at a depth from 1."""

    text: str | None
    depth: int


class Styles:
    """The paragraph styles of one file."""

    def __init__(self, root: Element | None) -> None:
        found = [style for style in children(root, "style") if value(style, "type") in (None, "paragraph")]
        self._styles = {value(style, "styleId") or "": style for style in found}
        self._default = next((id_ for id_, style in self._styles.items() if is_on_attribute(style, "default")), None)

    def name(self, paragraph: Element) -> str:
        """The name of a paragraph's style, in small letters; its id where the file describes no such style."""
        id_ = self._id(paragraph)
        style = self._styles.get(id_ or "")
        return (value(child(style, "name")) or id_ or "").lower()

    def chain(self, paragraph: Element) -> list[Element]:
        """A paragraph's style, the one it is based on, and so on."""
        found: list[Element] = []
        id_ = self._id(paragraph)
        while id_ in self._styles and len(found) < _DEEPEST_STYLE:
            found.append(self._styles[id_])
            id_ = value(child(found[-1], "basedOn")) or ""
        return found

    def _id(self, paragraph: Element) -> str | None:
        return value(child(paragraph, "pPr", "pStyle")) or self._default

    def heading_level(self, paragraph: Element) -> int | None:
        """A heading's level from 1, None for what is no heading."""
        own = number(child(paragraph, "pPr", "outlineLvl"))
        if own is not None:
            return own + 1 if 0 <= own < _BODY_TEXT else None
        for name in (self.name(paragraph), *(str(value(child(s, "name"))).lower() for s in self.chain(paragraph))):
            if name in ("title", "toc heading"):
                return 1
            if match := _HEADING.match(re.sub(r"heading(?=\d)", "heading ", name)):
                return int(match[1])
        levels = (number(child(style, "pPr", "outlineLvl")) for style in self.chain(paragraph))
        level = next((level for level in levels if level is not None), _BODY_TEXT)
        return level + 1 if 0 <= level < _BODY_TEXT else None

    def switch(self, paragraph: Element, *path: str) -> bool:
        """Whether a switch is on in a paragraph or, where it says nothing, in its style."""
        for place in (paragraph, *self.chain(paragraph)):
            if (found := child(place, *path)) is not None:
                return is_on(found)
        return False

    def numbering(self, paragraph: Element) -> tuple[str | None, int | None, tuple[str, ...]]:
        """The list that a paragraph belongs to, its level there, and the styles that may say its level."""
        list_ = level = None
        for place in (paragraph, *self.chain(paragraph)):
            properties = child(place, "pPr", "numPr")
            list_ = list_ or value(child(properties, "numId"))
            level = number(child(properties, "ilvl")) if level is None else level
        return list_, level, tuple(value(style, "styleId") or "" for style in self.chain(paragraph))

    def list_of(self, id_: str) -> str | None:
        """The list that a style of numbering stands for."""
        return value(child(self._styles.get(id_), "pPr", "numPr", "numId"))


def is_on_attribute(element: Element, name: str) -> bool:
    """Whether an attribute such as ``w:default="1"`` is set."""
    return value(element, name) in ("1", "true", "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str
    text: str
    start: int
    restart: int | None
    legal: bool
    style: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    design: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of every list as Word does."""

    def __init__(self, root: Element | None, styles: Styles, style_root: Element | None) -> None:
        designs = {value(design, "abstractNumId") or "": design for design in children(root, "abstractNum")}
        self._styles = styles
        self._lists = {
            value(one, "numId") or "": _list(one, designs, style_root, root) for one in children(root, "num")
        }
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> Label | None:
        """What stands before a paragraph, counted on; None where it is in no list."""
        id_, depth, styles = self._styles.numbering(paragraph)
        list_ = self._lists.get(id_ or "")
        named = _LIST_STYLE.match(self._styles.name(paragraph))
        if id_ is None or list_ is None:
            return Label(text=None, depth=int(named[2] or 1)) if named and named[1] == "bullet" else None
        if depth is None:
            depth = next((n for n, level in list_.levels.items() if level.style and level.style in styles), 0)
        level = list_.levels.get(depth)
        if level is None:
            return None
        self._count(id_, list_, depth)
        deep = max(depth + 1, int(named[2] or 1) if named else 1)
        if level.form == "bullet":
            return Label(text=None, depth=deep)
        text = self._printed(list_, level).strip()
        return Label(text=text, depth=deep) if text else None

    def _count(self, id_: str, list_: _List, depth: int) -> None:
        counts = self._counts.setdefault(list_.design, {})
        for above in range(depth):
            if above not in counts and above in list_.levels:
                counts[above] = list_.starts.get(above, list_.levels[above].start)
        if depth in list_.starts and (id_, depth) not in self._started:
            self._started.add((id_, depth))
            counts[depth] = list_.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else list_.levels[depth].start
        for below in [n for n in counts if n > depth]:
            restart = list_.levels[below].restart if below in list_.levels else None
            if restart is None or (restart and depth < restart):
                del counts[below]

    def _printed(self, list_: _List, level: _Level) -> str:
        counts = self._counts[list_.design]

        def count(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = "decimal" if level.legal or at not in list_.levels else list_.levels[at].form
            return written(counts.get(at, 0), form) if at in counts else ""

        return _PLACE.sub(count, level.text)


def _list(one: Element, designs: dict[str, Element], styles: Element | None, root: Element | None) -> _List:
    id_ = value(child(one, "abstractNumId")) or ""
    design = _design(id_, designs, styles, root)
    levels = _levels(designs.get(design))
    starts: dict[int, int] = {}
    for override in children(one, "lvlOverride"):
        at = number(override, "ilvl") or 0
        if (start := number(child(override, "startOverride"))) is not None:
            starts[at] = start
        if (level := child(override, "lvl")) is not None:
            levels[at] = _level(level)
    return _List(design=design, levels=levels, starts=starts)


def _design(id_: str, designs: dict[str, Element], styles: Element | None, root: Element | None) -> str:
    """The design that a list has; one that only names a style of numbering has that style's."""
    named = value(child(designs.get(id_), "numStyleLink"))
    if named is None:
        return id_
    style = next((s for s in children(styles, "style") if value(s, "styleId") == named), None)
    list_ = value(child(style, "pPr", "numPr", "numId"))
    one = next((n for n in children(root, "num") if value(n, "numId") == list_), None)
    return value(child(one, "abstractNumId")) or id_


def _levels(design: Element | None) -> dict[int, _Level]:
    return {number(level, "ilvl") or 0: _level(level) for level in children(design, "lvl")}


def _level(level: Element) -> _Level:
    start = number(child(level, "start"))
    return _Level(
        form=value(child(level, "numFmt")) or "decimal",
        text=value(child(level, "lvlText")) or "",
        start=1 if start is None else start,
        restart=number(child(level, "lvlRestart")),
        legal=is_on(child(level, "isLgl")),
        style=value(child(level, "pStyle")),
    )

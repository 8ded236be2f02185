"""One paragraph of a Word file -> its words, what of them is struck out, and what hangs on it.

Tracked deletions, moved-away text and text with a line through it are struck; insertions are plain
words. Hidden text, comments and the codes of fields are not printed and not read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.dialect import Stretch, literal, raised
from corpus.office_package import Element, child, is_on, is_word, name_of, value

_INLINE = ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml", "bdo", "dir", "rubyBase", "sdtContent")
_STRUCK = ("del", "moveFrom")
_SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SYMBOLS = {"F0B7": "•", "F0A7": "•", "F0D8": "•", "F0FC": "✓", "F0FE": "✓", "F0E0": "→", "F098": "●", "F06C": "●"}


@dataclass(slots=True, kw_only=True)
class Words:
    """What one paragraph holds."""

    stretches: list[Stretch] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    breaks_before: int = 0
    breaks_after: int = 0
    plain_letters: int = 0
    bold_letters: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(stretch.text for stretch in self.stretches)

    @property
    def blank(self) -> bool:
        """Whether there are no words."""
        return not self.text.strip()

    @property
    def bold(self) -> bool:
        """Whether every letter is bold."""
        return self.bold_letters > 0 and not self.plain_letters

    @property
    def all_struck(self) -> bool:
        """Whether every word is struck out."""
        return not self.blank and all(one.struck for one in self.stretches if one.text.strip())


@dataclass(slots=True)
class Reading:
    """What goes on from paragraph to paragraph: open fields, the page's start, the notes counted so far.

    ``fresh`` says that the page has no words yet: a page that Word noted to begin here has begun.
    """

    mark: Callable[[str, str], str]
    fresh: bool = True
    rendered: bool = False
    fields: list[bool] = field(default_factory=list)

    def words(self, paragraph: Element, *, bold: bool) -> Words:
        """The words of one paragraph; ``bold`` is what its style says."""
        words = Words()
        self._walk(paragraph, words, struck=False, bold=bold)
        self.fields = [shown for shown in self.fields if shown]  # a field's code ends with its paragraph
        return words

    def _walk(self, element: Element, words: Words, *, struck: bool, bold: bool) -> None:
        for part in element:
            name = name_of(part)
            if is_word(part, "r"):
                self._run(part, words, struck=struck, bold=bold)
            elif is_word(part, *_STRUCK):
                self._walk(part, words, struck=True, bold=bold)
            elif is_word(part, "sdt", "ruby", *_INLINE):
                self._walk(part, words, struck=struck, bold=bold)
            elif name in ("oMath", "oMathPara"):
                formula = "".join(sign.text or "" for sign in part.iter() if name_of(sign) == "t")
                self._say(formula, words, struck=struck, bold=bold)
            elif name == "AlternateContent":
                self._walk(_chosen(part), words, struck=struck, bold=bold)

    def _run(self, run: Element, words: Words, *, struck: bool, bold: bool) -> None:
        look = child(run, "rPr")
        if is_on(child(look, "vanish")):
            return
        struck = struck or is_on(child(look, "strike")) or is_on(child(look, "dstrike"))
        own = child(look, "b")
        bold = bold if own is None else is_on(own)
        high = value(child(look, "vertAlign")) == "superscript"
        for part in run:
            name = name_of(part)
            if name in ("t", "delText"):
                self._text(part.text or "", words, struck=struck, bold=bold, high=high)
            elif name in _SIGNS:
                self._say(_SIGNS[name], words, struck=struck, bold=bold)
            else:
                self._other(part, name, words, struck=struck, bold=bold)

    def _other(self, part: Element, name: str, words: Words, *, struck: bool, bold: bool) -> None:
        match name:
            case "br" if value(part, "type") == "page":
                self._turn(words)
            case "br":
                self._say("\n", words, struck=struck, bold=bold)
            case "lastRenderedPageBreak":
                self.rendered = True
                if not self.fresh:
                    self._turn(words)
            case "sym":
                sign = (value(part, "char") or "").upper()
                self._say(_SYMBOLS.get(sign, ""), words, struck=struck, bold=bold)
            case "fldChar":
                self._field(value(part, "fldCharType"))
            case "footnoteReference" | "endnoteReference":
                self._note(part, name.removesuffix("Reference"), words)
            case "ruby":
                self._walk(part, words, struck=struck, bold=bold)
            case "drawing" | "pict" | "object" | "AlternateContent":
                words.boxes += _boxes(part)

    def _text(self, text: str, words: Words, *, struck: bool, bold: bool, high: bool) -> None:
        if high and text.strip().isdecimal() and text.strip().isascii():
            if not self._hidden:
                words.stretches.append(Stretch(text=raised(text.strip()), struck=struck))
            return
        self._say(text, words, struck=struck, bold=bold)

    def _say(self, text: str, words: Words, *, struck: bool, bold: bool) -> None:
        if self._hidden or not text:
            return
        words.stretches.append(Stretch(text=literal(text), struck=struck))
        letters = sum(1 for sign in text if sign.isalnum())
        words.bold_letters += letters if bold else 0
        words.plain_letters += 0 if bold else letters
        if text.strip():
            self.fresh = False

    @property
    def _hidden(self) -> bool:
        """Whether a field's code stands here, not what it shows."""
        return not all(self.fields)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _turn(self, words: Words) -> None:
        """Turn the page: before the paragraph where it has no words yet, else after it, for it began here."""
        if words.blank:
            words.breaks_before += 1
        else:
            words.breaks_after += 1
        self.fresh = True

    def _note(self, part: Element, kind: str, words: Words) -> None:
        id_ = value(part, "id") or ""
        own_mark = is_on_mark(part)
        number = "" if own_mark else self.mark(kind, id_)
        words.notes.append((kind, id_, number))
        if number.isdecimal():
            words.stretches.append(Stretch(text=raised(number)))
        elif number:
            words.stretches.append(Stretch(text=f" [{number}]"))


def is_on_mark(part: Element) -> bool:
    """Whether a note has a mark of its own, such as an asterisk, in place of a number."""
    return value(part, "customMarkFollows") in ("1", "true", "on")


def _chosen(part: Element) -> Element:
    """Of the forms in which a drawing is kept for newer and older Words, the first."""
    if name_of(part) != "AlternateContent":
        return part
    return next((form for form in part if name_of(form) in ("Choice", "Fallback")), part)


def _boxes(part: Element) -> list[Element]:
    """The text boxes in a drawing; one within another is read with that one."""
    found: list[Element] = []
    waiting = [part]
    while waiting:
        element = waiting.pop()
        if is_word(element, "txbxContent"):
            found.append(element)
        else:
            waiting += reversed(list(_chosen(element)) if name_of(element) == "AlternateContent" else list(element))
    return found

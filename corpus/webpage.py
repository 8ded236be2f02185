"""A web page -> paper text: the headings, lists, tables, terms and notes of its content (corpus.page_content)."""

import re
from collections.abc import Iterator

from corpus import dialect
from corpus.counting import written
from corpus.dialect import Stretch, literal, marked
from corpus.errors import UnreadablePaper
from corpus.grid import table_blocks
from corpus.page_content import Node, content, parsed, unreadable
from corpus.page_table import grid_of, is_layout, naming, table_of, whole
from corpus.page_words import all_inline, inline, is_block

_BOLD = ("b", "strong")
_LISTS = ("ul", "ol", "menu", "dir")
_NOTE = re.compile(r"^(?:fn|footnote|ftn|note)[-_:]?(\d{1,3})$", re.IGNORECASE)


def read_web_page(name: str, data: bytes) -> str:
    """The paper text of a web page's content; raises UnreadablePaper."""
    try:
        text = dialect.blocks(_Writer().blocks(content(parsed(name, data))))
    except RecursionError as error:
        raise unreadable(name) from error
    if not text.strip():
        raise UnreadablePaper(f"{name} holds no text.", to_do="Save the page from a browser, once it shows its text.")
    return text


class _Writer:
    """Writes nodes as blocks of paper text."""

    def __init__(self) -> None:
        self._level = 1

    def blocks(self, nodes: list[Node]) -> Iterator[str]:
        """The blocks of several nodes."""
        for node in nodes:
            yield from self._block(node)

    def _inside(self, node: Node) -> Iterator[str]:
        """What a part holds: its blocks, and the words between them as paragraphs."""
        loose: list[Stretch] = []
        for child in node.iter(include_text=True):
            if not is_block(child):
                loose += inline(child)
                continue
            yield self._paragraph(loose)
            loose = []
            yield from self._block(child)
        yield self._paragraph(loose)

    def _block(self, node: Node) -> Iterator[str]:
        tag = str(node.tag)
        if re.fullmatch(r"h[1-6]", tag):
            text = marked(all_inline(node))
            if text.strip():
                self._level = int(tag[1])
                yield dialect.heading(self._level, text)
        elif tag in _LISTS:
            yield from self._list(node, 1)
        elif tag == "table":
            yield from self._table(node)
        elif tag == "dl":
            yield from self._terms(node)
        elif tag == "pre":
            yield dialect.plain(literal(node.text()))
        elif tag in ("summary", "caption", "legend") and (text := marked(all_inline(node))).strip():
            level = dialect.DEEPEST if tag == "caption" else self._level + 1  # a caption is over its table alone
            yield dialect.heading(level, text) if dialect.is_title(text) else dialect.plain(text)
        elif note := _NOTE.match(node.attributes.get("id") or ""):
            yield _note(note[1], node)
        elif tag == "p" and (bold := _bold_title(node)):
            yield dialect.heading(self._level + 1, bold)
        else:
            yield from self._inside(node)

    def _paragraph(self, stretches: list[Stretch]) -> str:
        return dialect.plain(marked(stretches))

    def _list(self, node: Node, depth: int) -> Iterator[str]:
        counted = node.tag == "ol"
        number = whole(node.attributes.get("start"), 1)
        for item in node.iter():
            if item.tag in _LISTS:
                yield from self._list(item, depth + 1)
            elif item.tag != "li":
                yield from self._block(item)
            elif note := _NOTE.match(item.attributes.get("id") or ""):
                yield _note(note[1], item)
            else:
                number = whole(item.attributes.get("value"), number)
                label = f"{_counted(number, node.attributes.get('type'))}. " if counted else ""
                yield from self._item(item, label, depth)
                number += 1

    def _item(self, node: Node, label: str, depth: int) -> Iterator[str]:
        """An item: its words, then the lists, tables and headings in it."""
        words: list[Stretch] = []
        rest: list[Node] = []
        waiting = list(node.iter(include_text=True))
        while waiting:
            child = waiting.pop(0)
            if not is_block(child):
                words += inline(child)
            elif child.tag in ("p", "div", "span", "section"):
                words.append(Stretch(text=" "))
                waiting[:0] = list(child.iter(include_text=True))
            else:
                rest.append(child)
        if (text := marked(words)).strip():
            yield dialect.item(label + text.strip(), min(depth, 2))
        for child in rest:
            yield from self._list(child, depth + 1) if child.tag in _LISTS else self._block(child)

    def _terms(self, node: Node) -> Iterator[str]:
        """Terms and what they mean, each pair as a row."""
        rows: list[list[str]] = []
        for part in node.css("dt, dd"):
            text = dialect.cell([marked(all_inline(part))])
            if part.tag == "dt" or not rows:
                rows.append([text, ""])
            else:
                rows[-1][1] = dialect.LINE_BREAK.join(filter(None, (rows[-1][1], text)))
        if rows:
            yield dialect.table(dialect.row(row, names_columns=None if n else False) for n, row in enumerate(rows))

    def _table(self, node: Node) -> Iterator[str]:
        rows = [row for row in node.css("tr") if table_of(row) == node.mem_id]
        if is_layout(node, rows):
            for row in rows:
                for cell in row.iter():
                    yield from self._inside(cell)
            return
        for caption in node.css("caption"):
            yield from self._block(caption)
        yield from table_blocks(grid_of(rows), naming(rows))


def _bold_title(node: Node) -> str:
    """A paragraph's words where it is one bold line that can be a heading; else nothing."""
    parts = [child for child in node.iter(include_text=True) if child.is_element_node or child.text().strip()]
    if len(parts) != 1 or parts[0].tag not in _BOLD:
        return ""
    text = marked(all_inline(node))
    return text if dialect.is_title(text) else ""


def _note(number: str, node: Node) -> str:
    return dialect.note(number, marked(all_inline(node)))


def _counted(number: int, kind: str | None) -> str:
    forms = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
    return written(number, forms.get(kind or "", "decimal"))

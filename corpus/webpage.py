"""A web page -> paper text: its content alone. Sole importer of selectolax.

1. The page's words are decoded as its mark, its head, or the encodings that offices write say.
2. What is never content goes: scripts, navigation, cookie notices, footers, hidden parts.
3. The content is what the page calls its main part; where it names none, the part with most of the
   words that are not links (corpus.page_content).
4. Headings, lists, tables, terms and notes are written as paper text.

Scripts never run, and nothing that the page links to is fetched.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from corpus import dialect
from corpus.counting import written
from corpus.decoding import decoded
from corpus.dialect import Stretch, literal, marked, raised
from corpus.errors import UnreadablePaper
from corpus.grid import MOST_COLUMNS, Cell, Row, table_blocks

Node = LexborNode

_MAX_PAGE = 32 << 20  # bytes
_DEEPEST = 1000  # parts within parts: real pages have fewer than a hundred, and parsing slows with the square
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_NOT_CLOSED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "colgroup",
        "dd",
        "dt",
        "embed",
        "hr",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "option",
        "p",
        "rp",
        "rt",
        "source",
        "td",
        "th",
        "tr",
        "track",
        "wbr",
    ]
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{2,40})", re.I
)
_NEVER = (
    "script, style, noscript, template, nav, iframe, object, embed, svg, canvas, audio, video, button, input, select, "
    "textarea, dialog, link, meta, [hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], "
    "[role=search], [role=complementary], [role=dialog], [role=alertdialog]"
)
_MAIN = ("main", "[role=main]", "article", "#modgov", "#main-content", "#maincontent", "#content", "#main", ".content")
_NO_CONTENT = re.compile(
    r"(?:^|[-_ ])(?:cookies?|consent|breadcrumbs?|skip-?links?|skip-to|social|share|sharing|pagination|pager|navigation|"
    r"navbar|sidebar|masthead|phase-banner|related|feedback|survey|site-?(?:header|footer|search)|page-?footer|footer|"
    r"visually-?hidden|sr-only|screen-?reader(?:-text)?|print-?only|back-to-top|contents-list|jumplinks?)(?:$|[-_ ])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST = 0.4  # share of the page's words from which a part is content, whatever it is called
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_STRUCK = ("del", "s", "strike")
_BOLD = ("b", "strong")
_LISTS = ("ul", "ol", "menu", "dir")
_NOTE = re.compile(r"^(?:fn|footnote|ftn|note)[-_:]?(\d{1,3})$", re.IGNORECASE)
_NOTE_MARK = re.compile(r"^\[?(\d{1,3})\]?$")
_UNSEEN = re.compile("[\xad\u200b-\u200f\u2060\ufeff↩]\ufe0e?")


def read_web_page(name: str, data: bytes) -> str:
    """The paper text of a web page's content; raises UnreadablePaper."""
    try:
        text = dialect.blocks(_Writer().blocks(content(parsed(name, data))))
    except RecursionError as error:
        raise _unreadable(name) from error
    if not text.strip():
        raise UnreadablePaper(f"{name} holds no text.", to_do="Save the page from a browser, once it shows its text.")
    return text


def parsed(name: str, data: bytes) -> LexborHTMLParser:
    """A web page as a tree; raises UnreadablePaper."""
    if len(data) > _MAX_PAGE:
        raise UnreadablePaper(f"{name} is far larger than a page can be.", to_do="Save the paper's text by itself.")
    text = _text(name, data)
    if _depth(text) > _DEEPEST:
        raise _unreadable(name)
    try:
        return LexborHTMLParser(text)
    except (SelectolaxError, ValueError) as error:
        raise _unreadable(name) from error


def _depth(text: str) -> int:
    """About how deep parts stand within parts, from the tags alone."""
    depth = deepest = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() not in _NOT_CLOSED:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _unreadable(name: str) -> UnreadablePaper:
    return UnreadablePaper(f"{name} cannot be read as a web page.", to_do="Save it again from a browser.")


def _text(name: str, data: bytes) -> str:
    """The page's text: a byte order mark goes first, then what the page says, then what offices write."""
    said = _CHARSET.search(data[:4096])
    charset = (said[1] or said[2]).decode("ascii") if said else ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or charset.lower() in ("", "utf-8", "utf-16"):
        return decoded(name, data)
    if charset.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        charset = "cp1252"  # as every browser reads it
    try:
        return data.decode(charset, errors="replace")
    except LookupError:
        return decoded(name, data)


def content(page: LexborHTMLParser) -> list[Node]:
    """The parts of a page that are its content: its title where that stands apart, and its main part."""
    body = page.body or page.root
    if body is None:
        return []
    title = next((h for h in body.css("h1") if _words(h)), None)
    whole = _words(body)
    for node in body.css(_NEVER):
        node.decompose()
    for node in body.css("[class], [id], [style]"):
        if _is_no_content(node) and _words(node) < _MOST * whole:
            node.decompose()
    main = _main(body)
    for node in main.css("footer") if main.tag == "body" else []:
        node.decompose()
    apart = title is not None and main.css_first("h1") is None
    return [title, main] if apart and title is not None and title.parent is not None else [main]


def _is_no_content(node: Node) -> bool:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(_NO_CONTENT.search(names)) or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def _main(body: Node) -> Node:
    """The main part as the page names it, else the one with the most words that are not links."""
    whole = _words(body)
    for selector in _MAIN:
        found = max(body.css(selector), key=_words, default=None)
        if found is not None and _words(found) > 0.25 * whole:
            return found
    return _densest(body)


def _densest(body: Node) -> Node:
    """Go down from the body for as long as one part holds most of the words that are not links."""
    node, least = body, 0.7 * _own_words(body)
    while True:
        parts = [part for part in node.iter() if part.tag in ("div", "section", "td", "table", "tbody", "tr", "form")]
        best = max(parts, key=_own_words, default=None)
        if best is None or _own_words(best) < least or not _own_words(best):
            return node
        node = best


def _words(node: Node) -> int:
    return len(node.text(separator=" ").split())


def _own_words(node: Node) -> int:
    return _words(node) - sum(_words(link) for link in node.css("a"))


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
            if not _is_block(child):
                loose += _inline(child)
                continue
            yield self._paragraph(loose)
            loose = []
            yield from self._block(child)
        yield self._paragraph(loose)

    def _block(self, node: Node) -> Iterator[str]:
        tag = str(node.tag)
        if re.fullmatch(r"h[1-6]", tag):
            text = marked(_all_inline(node))
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
        elif tag in ("summary", "caption", "legend") and (text := marked(_all_inline(node))).strip():
            yield dialect.heading(self._level + 1, text) if dialect.is_title(text) else dialect.plain(text)
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
        number = _whole(node.attributes.get("start"), 1)
        for item in node.iter():
            if item.tag in _LISTS:
                yield from self._list(item, depth + 1)
            elif item.tag != "li":
                yield from self._block(item)
            elif note := _NOTE.match(item.attributes.get("id") or ""):
                yield _note(note[1], item)
            else:
                number = _whole(item.attributes.get("value"), number)
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
            if not _is_block(child):
                words += _inline(child)
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
            text = dialect.cell([marked(_all_inline(part))])
            if part.tag == "dt" or not rows:
                rows.append([text, ""])
            else:
                rows[-1][1] = dialect.LINE_BREAK.join(filter(None, (rows[-1][1], text)))
        if rows:
            yield dialect.table(dialect.row(row, names_columns=None if n else False) for n, row in enumerate(rows))

    def _table(self, node: Node) -> Iterator[str]:
        rows = [row for row in node.css("tr") if _table_of(row) == node.mem_id]
        if _is_layout(node, rows):
            for row in rows:
                for cell in row.iter():
                    yield from self._inside(cell)
            return
        for caption in node.css("caption"):
            yield from self._block(caption)
        yield from table_blocks(_grid(rows), _naming(rows))


def _is_block(node: Node) -> bool:
    """Whether a node breaks the flow of words, or holds one that does."""
    if not node.is_element_node:
        return False
    return node.tag in _BLOCKS or node.css_first("p, div, ul, ol, table, dl, h1, h2, h3, h4, h5, h6") is not None


def _all_inline(node: Node) -> list[Stretch]:
    return [stretch for child in node.iter(include_text=True) for stretch in _inline(child)]


def _inline(node: Node, *, struck: bool = False) -> list[Stretch]:
    """The words of a node, with what of them is struck out."""
    if node.is_text_node:
        text = re.sub(r"\s+", " ", _UNSEEN.sub("", node.text()))
        return [Stretch(text=literal(text), struck=struck)]
    tag = node.tag
    if not node.is_element_node:
        return []
    if tag == "br":
        return [Stretch(text="\n", struck=struck)]
    if tag == "sup" and (mark := _NOTE_MARK.match(node.text().strip())):
        return [Stretch(text=raised(mark[1]), struck=struck)]
    struck = struck or tag in _STRUCK
    inside = [s for child in node.iter(include_text=True) for s in _inline(child, struck=struck)]
    gap = [Stretch(text="\n", struck=struck)] if tag in _BLOCKS else []
    bullet = [Stretch(text="• ")] if tag == "li" else []
    return [*gap, *bullet, *inside, *gap]


def _bold_title(node: Node) -> str:
    """A paragraph's words where it is one bold line that can be a heading; else nothing."""
    parts = [child for child in node.iter(include_text=True) if child.is_element_node or child.text().strip()]
    if len(parts) != 1 or parts[0].tag not in _BOLD:
        return ""
    text = marked(_all_inline(node))
    return text if dialect.is_title(text) else ""


def _note(number: str, node: Node) -> str:
    return dialect.note(number, marked(_all_inline(node)))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise


def _counted(number: int, kind: str | None) -> str:
    forms = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
    return written(number, forms.get(kind or "", "decimal"))


def _table_of(row: Node) -> int | None:
    node = row.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return None if node is None else node.mem_id


def _is_layout(node: Node, rows: list[Node]) -> bool:
    """Whether a table only places text on the page."""
    if (node.attributes.get("role") or "") in ("presentation", "none"):
        return True
    if node.css_first("table table, h1, h2, h3, h4") is not None:
        return True
    return all(len(_row_cells(row)) <= 1 for row in rows)


def _row_cells(row: Node) -> list[Node]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _naming(rows: list[Node]) -> int | None:
    """How many rows at the top name the columns; None where no cell of the table is a heading cell."""
    named = 0
    for row in rows[:-1]:
        cells = _row_cells(row)
        if not cells or not (_in_head(row) or all(c.tag == "th" for c in cells if _words(c))):
            break
        named += 1
    if named or any(cell.tag == "th" for row in rows for cell in _row_cells(row)):
        return named
    return None


def _in_head(row: Node) -> bool:
    return row.parent is not None and row.parent.tag == "thead"


def _grid(rows: list[Node]) -> list[Row]:
    """The cells in their grid; one that spans rows goes on in those below it."""
    grid: list[Row] = []
    spanning: dict[int, tuple[int, int]] = {}  # column -> rows still to come, width
    for node in rows:
        row = Row(cells=[])
        at = 0
        for cell in [*_row_cells(node), None]:
            while at in spanning:
                left, width = spanning.pop(at)
                row.cells.append(Cell(text="", at=at, width=width, goes_on=True))
                if left > 1:
                    spanning[-1 - at] = (left - 1, width)
                at += width
            if cell is None:
                break
            width = max(1, min(_whole(cell.attributes.get("colspan"), 1), MOST_COLUMNS))
            tall = max(1, min(_whole(cell.attributes.get("rowspan"), 1), len(rows)))
            row.cells.append(Cell(text=dialect.cell([marked(_all_inline(cell))]), at=at, width=width))
            if tall > 1:
                spanning[-1 - at] = (tall - 1, width)
            at += width
        spanning = {(-1 - at if at < 0 else at): span for at, span in spanning.items()}
        if row.cells:
            grid.append(row)
    return grid

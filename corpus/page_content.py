"""A web page's bytes -> the part of it that is content. Sole importer of selectolax.

1. The page's words are decoded as its mark, its head, or the encodings that offices write say.
2. What is never content goes: scripts, navigation, cookie notices, footers, hidden parts.
3. The content is what the page calls its main part; where it names none, the part with most of the
   words that are not links.

Scripts never run, and nothing that the page links to is fetched.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from corpus.decoding import decoded
from corpus.errors import UnreadablePaper

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
_SCRIPT = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{2,40})", re.I
)
_NO_WORDS = (
    "script, style, template, iframe, object, embed, svg, canvas, audio, video, button, input, select, "
    "textarea, link, meta"
)
_APART = (
    "nav, dialog, [hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], "
    "[role=search], [role=complementary], [role=dialog], [role=alertdialog]"
)
_MAIN = ("main", "[role=main]", "article", "#modgov", "#main-content", "#maincontent", "#content", "#main", ".content")
_NO_CONTENT = re.compile(
    r"(?:^|[-_])(?:cookies?|consent|breadcrumbs?|skip-?links?|skip-to|share|sharing|pagination|pager|navigation|"
    r"navbar|sidebar|masthead|phase-banner|site-?(?:header|footer|search)|page-?footer|footer|visually-?hidden|sr-only|"
    r"screen-?reader(?:-text)?|print-?only|back-to-top|contents-list|jumplinks?)(?:$|[-_])",
    re.IGNORECASE,
)
_SIDE_MATTER = re.compile(  # as a class alone: headings have such ids where they are about such things
    r"(?:^|[-_])(?:social(?![-_](?:care|work|hous|serv|prescri|value))|related|feedback|survey|respond|newsletter|"
    r"subscribe|popup|modal|metadata|published-dates|sign-?up|log-?in|promo|cta|tags|tag-?(?:list|cloud|links))(?:$|[-_])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(  # of readers, as a part's own name: a consultation's page may have such words within one
    r"(?:no)?comments?(?:[-_]?(?:list|form|area|body|container|section|content))?|akismet.*", re.IGNORECASE
)
_PARTS = ("div", "section", "aside", "header", "footer", "form", "ul", "nav")  # whose ids name them and not their words
_ABOUT = re.compile(r"(?:has|with|without|no|not|is|show|hide|enable|disable)[-_]", re.IGNORECASE)  # not its own name
_FOLDED = re.compile(r"accordion|collaps|expand|toggle|tab-?(?:pane|content|s__panel)|panel", re.IGNORECASE)
_HOLDS_CONTENT = ("body", "main", "article", "h1")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST = 0.4  # share of the page's words from which a part is content, whatever it is called
_MOST_OWN = 0.2  # and of its words that are not links, where the name says less: "share" also stands around articles
_DATED = re.compile(r"\b(?:updated|reviewed|amended|published)\b", re.IGNORECASE)
_LINKED = 1 / 3  # share of links in the words of an aside that leads elsewhere
_SCRIPTLESS = 50  # words that a page shows without scripts, from which they are its text and not a notice
_LEAST = {"main": 0.25, "[role=main]": 0.25}  # share of the page's own words that its main part has


def parsed(name: str, data: bytes) -> LexborHTMLParser:
    """A web page as a tree; raises UnreadablePaper."""
    if len(data) > _MAX_PAGE:
        raise UnreadablePaper(f"{name} is far larger than a page can be.", to_do="Save the paper's text by itself.")
    text = _text(name, data)
    if _depth(text) > _DEEPEST:
        raise unreadable(name)
    try:
        return LexborHTMLParser(text)
    except (SelectolaxError, ValueError) as error:
        raise unreadable(name) from error


def _depth(text: str) -> int:
    """About how deep parts stand within parts, from the tags alone."""
    depth = deepest = 0
    for tag in _TAG.finditer(_SCRIPT.sub("", text)):
        if tag[2].lower() not in _NOT_CLOSED:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def unreadable(name: str) -> UnreadablePaper:
    """The error for a page that no browser would show as one."""
    return UnreadablePaper(f"{name} cannot be read as a web page.", to_do="Save it again from a browser.")


def _text(name: str, data: bytes) -> str:
    """The page's text: a byte order mark goes first, then what the page says, then what offices write."""
    if 0 < data.count(b"\x00") < len(data) // 20:
        data = data.replace(b"\x00", b"")  # as browsers do
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
    title = next((h for h in body.css("h1") if words(h)), None)
    _strip(body)
    main = _main(body)
    for node in main.css("footer") if main.tag == "body" else []:
        node.decompose()
    apart = title is not None and main.css_first("h1") is None
    return [title, main] if apart and title is not None and title.parent is not None else [main]


def _strip(body: Node) -> None:
    """Take away what is not content; a part that holds the content itself stays, whatever it is called."""
    for node in body.css(_NO_WORDS):
        node.decompose()
    for node in body.css("noscript"):
        if words(node) < _SCRIPTLESS:
            node.decompose()
    most, most_own = _MOST * words(body), _MOST_OWN * _own_words(body)
    kept = _kept(body)
    named = (node for node in body.css("[class], [id], [style]") if _is_no_content(node))
    for node in (*body.css(_APART), *filter(_is_aside, body.css("aside, footer")), *named):
        if (
            node.tag in _HOLDS_CONTENT
            or _is_folded(node)
            or any(part.mem_id in kept for part in node.css("main, article, h1"))
        ):
            continue
        if words(node) < most and (_is_notice(node) or _own_words(node) < most_own):
            node.decompose()


def _kept(body: Node) -> frozenset[int]:
    """The parts that hold the content itself: the title, a main part, and the longest article that is not short."""
    title = next((h for h in body.css("h1") if words(h)), None)
    article = max(body.css("article"), key=_own_words, default=None)
    if article is not None and _own_words(article) < _MOST_OWN * _own_words(body):
        article = None
    return frozenset(part.mem_id for part in (title, article, *body.css("main")) if part is not None)


def _is_aside(node: Node) -> bool:
    """Whether a part stands beside or below the content: an aside of links, a footer that says no date and has no quotation."""
    if node.tag == "footer":
        return not _is_within(node, "blockquote") and not _DATED.search(node.text())
    return words(node) - _own_words(node) >= _LINKED * words(node)


def _is_within(node: Node, tag: str) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != tag:
        parent = parent.parent
    return parent is not None


def _is_no_content(node: Node) -> bool:
    return bool(_HIDDEN_STYLE.search(node.attributes.get("style") or "")) or _is_side_matter(node)


def _is_side_matter(node: Node) -> bool:
    """Whether a part's names say that it is none of the content."""
    attributes = node.attributes
    classes = [name for name in (attributes.get("class") or "").split() if not _ABOUT.match(name)]
    ids = (attributes.get("id") or "").split() if node.tag in _PARTS else []
    if any(map(_NO_CONTENT.search, [*classes, *ids])):
        return True
    return any(_SIDE_MATTER.search(name) or _COMMENTS.fullmatch(name) for name in classes)


def _is_folded(node: Node) -> bool:
    """Whether a part is text that a page shows when its heading is chosen."""
    around = node.parent.attributes if node.parent is not None else {}
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''} {around.get('class') or ''}"
    return node.tag in ("div", "section", "dd") and bool(_FOLDED.search(names)) and not _is_side_matter(node)


def _is_notice(node: Node) -> bool:
    """Whether a part is not shown, or is about cookies, or readers' comments: such parts are long and hold few links."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    unread = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    hidden = unread or _HIDDEN_STYLE.search(attributes.get("style") or "")
    told = "cookie" in names or "consent" in names or any(map(_COMMENTS.fullmatch, names.split()))
    return bool(hidden) or told or node.tag in ("nav", "dialog")


def _main(body: Node) -> Node:
    """The main part as the page names it, else the one with the most words that are not links."""
    whole = _own_words(body)
    for selector in _MAIN:
        found = max(body.css(selector), key=_own_words, default=None)
        if found is not None and _own_words(found) > _LEAST.get(selector, 0.7) * whole:
            return found
    return _densest(body)


def _densest(body: Node) -> Node:
    """Go down from the body for as long as one part holds most of the words that are not links."""
    node, least = body, 0.9 * _own_words(body)
    while True:
        parts = [part for part in node.iter() if part.tag in ("div", "section", "td", "table", "tbody", "tr", "form")]
        best = max(parts, key=_own_words, default=None)
        if best is None or _own_words(best) < least or not _own_words(best):
            return node
        node = best


def words(node: Node) -> int:
    """How many words stand in a node."""
    return len(node.text(separator=" ").split())


def _own_words(node: Node) -> int:
    return words(node) - sum(words(link) for link in node.css("a"))


def page_properties(name: str, data: bytes) -> dict[str, str]:
    """What a page's head says of it, by the names that it gives in small letters; raises UnreadablePaper."""
    page = parsed(name, data)
    found: dict[str, str] = {}
    for meta in page.css("meta[content]"):
        attributes = meta.attributes
        key = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        found.setdefault(key, (attributes.get("content") or "").strip())
    found.pop("title", None)  # what search engines are told; the page's own title is below
    named = _one_line(page.css_first("title"))
    parts = content(page)
    heading = _one_line(
        next((h for part in parts for h in ([part] if part.tag == "h1" else part.css("h1")) if words(h)), None)
    )
    title = heading if heading and (heading in named or not named) else named
    if title:
        found["pagetitle"] = title.removesuffix(found.get("og:site_name", "")).rstrip(" -|–")
    return found


def _one_line(node: Node | None) -> str:
    return "" if node is None else " ".join(node.text(separator=" ").split())

"""A node of a web page -> its words, with what of them is struck out; lists in a cell keep their bullets."""

import re

from corpus.dialect import Stretch, literal, raised
from corpus.page_content import Node

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
_NOTE_MARK = re.compile(r"^\[?(?:footnote |note )?(\d{1,3})\]?$", re.IGNORECASE)
_UNSEEN = re.compile("[\xad\u200b-\u200f\u2060\ufeff↩]\ufe0e?")


def is_block(node: Node) -> bool:
    """Whether a node breaks the flow of words, or holds one that does."""
    if not node.is_element_node:
        return False
    return node.tag in _BLOCKS or node.css_first("p, div, ul, ol, table, dl, h1, h2, h3, h4, h5, h6") is not None


def all_inline(node: Node) -> list[Stretch]:
    """The words in a node."""
    return [stretch for child in node.iter(include_text=True) for stretch in inline(child)]


def inline(node: Node, *, struck: bool = False) -> list[Stretch]:
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
    inside = [s for child in node.iter(include_text=True) for s in inline(child, struck=struck)]
    gap = [Stretch(text="\n", struck=struck)] if tag in _BLOCKS else []
    bullet = [Stretch(text="• ")] if tag == "li" else []
    return [*gap, *bullet, *inside, *gap]

"""Markdown -> paper text, line by line, for the two are near kin.

1. Front matter, comments and link definitions go; fenced code keeps its words and loses its fence.
2. Underlined headings become marked ones; numbered items stay items, however short.
3. Tables between pipes become rows; the row above the dashes names the columns.
"""

import re
from collections.abc import Iterator

from corpus import dialect
from corpus.decoding import decoded

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_DASHES = re.compile(r"^[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]^][^\]]*\]:\s+\S+")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]]+)\]:\s+(?=\S)")
_FOOTNOTE_MARK = re.compile(r"\[\^(\d+)\]")
_OPENS = re.compile(r"^ {0,3}(?:#{1,6}\s|[-*+]\s|\d+[.)]\s|>)")
_NUMBERED_ITEM = re.compile(r"^(\s*)(\d{1,3}[.)])\s+(?=\S)")
_PLUS_ITEM = re.compile(r"^(\s*)\+\s+(?=\S)")
_QUOTED = re.compile(r"^ {0,3}>[ ]?")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^()]*\)")
_REFERENCE = re.compile(r"(?<!\!)\[([^\]\[^]+)\]\[[^\]\[]*\]")
_LINK_TITLE = re.compile(
    r"""\[([^\]\[]+)\]\((?:<[^<>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:"[^"]*"|'[^']*'))?\)"""
)
_UNDERSCORES = re.compile(r"(?<![\w_])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?![\w_])")
_STRONG_AND_EMPHASIS = re.compile(r"\*\*\*(\S[^*\n]*\S|\S)\*\*\*")
_CODE = re.compile(r"(`+)(.+?)\1")
_ESCAPED = re.compile(r"\\([!\"#$%&'()*+,./:;<=>?@\[\\\]^_`{|}~-])")
_HARD_BREAK = re.compile(r"\\$")
_FIRST_OF_SECTIONS = re.compile(r"^\d{1,2}\.\s+[A-Z]")


def read_markdown(name: str, data: bytes) -> str:
    """The paper text of a Markdown file; raises UnreadablePaper."""
    return markdown_text(decoded(name, data))


def markdown_text(text: str) -> str:
    """Markdown as paper text."""
    text = _COMMENT.sub("", _FRONT_MATTER.sub("", text, count=1))
    return "\n".join(_written(text.split("\n")))


def front_matter(text: str) -> str:
    """What stands between the dashes at the head of a Markdown file; empty where there is nothing."""
    match = _FRONT_MATTER.match(text)
    return (match[1] or "") if match else ""


def _written(lines: list[str]) -> Iterator[str]:
    i = 0
    while i < len(lines):
        line = lines[i]
        if fence := _FENCE.match(line):
            end = _closed(lines, i + 1, fence[1])
            yield from ("", *(dialect.plain(dialect.literal(code)) for code in lines[i + 1 : end]), "")
            i = end + 1
        elif _is_table(lines, i):
            end = i + 2
            while end < len(lines) and lines[end].strip() and "|" in lines[end]:
                end += 1
            yield from ("", _table([lines[i], *lines[i + 2 : end]]), "")
            i = end
        elif _is_underlined(lines, i):
            level = 1 if lines[i + 1].strip().startswith("=") else 2
            yield from ("", dialect.heading(level, _inline(line)), "")
            i += 2
        else:
            yield from _line(line)
            i += 1


def _closed(lines: list[str], start: int, fence: str) -> int:
    """Where a fence ends: at one as long of the same sign, or with the file."""
    mark = re.compile(rf"^ {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}\s*$")
    return next((i for i in range(start, len(lines)) if mark.match(lines[i])), len(lines))


def _is_table(lines: list[str], i: int) -> bool:
    if i + 1 == len(lines) or "|" not in lines[i] or "|" not in lines[i + 1] or not _DASHES.match(lines[i + 1]):
        return False
    return len(_cells(lines[i])) == len(_cells(lines[i + 1]))


def _is_underlined(lines: list[str], i: int) -> bool:
    if i + 1 == len(lines) or not lines[i].strip() or "\t" in lines[i] or _OPENS.match(lines[i]):
        return False
    alone = i == 0 or not lines[i - 1].strip()
    return alone and bool(_UNDERLINE.match(lines[i + 1]))


def _line(line: str) -> Iterator[str]:
    line = _QUOTED.sub("", line)
    if _DEFINITION.match(line):
        return
    if footnote := _FOOTNOTE.match(line):
        told = _inline(line[footnote.end() :])
        yield from ("", dialect.note(footnote[1], told) if footnote[1].isdecimal() else told, "")
    elif (item := _NUMBERED_ITEM.match(line)) and not _FIRST_OF_SECTIONS.match(line):
        yield f"{_indent(item[1])}• {item[2]} {_inline(line[item.end() :])}"
    elif item := _PLUS_ITEM.match(line):
        yield f"{_indent(item[1])}• {_inline(line[item.end() :])}"
    else:
        yield _inline(_CLOSING.sub("", line) if line.lstrip().startswith("#") else line)


def _indent(blanks: str) -> str:
    return "  " if blanks else ""


def _table(lines: list[str]) -> str:
    width = len(_cells(lines[0]))
    rows = [[_inline(cell) for cell in _cells(line)] for line in lines]
    rows = [(cells + [""] * width)[:width] if len(cells) < width else cells for cells in rows]
    return dialect.table(dialect.row(cells, names_columns=True if not n else None) for n, cells in enumerate(rows))


def _cells(line: str) -> list[str]:
    """The cells of a row; a pipe after a backslash is a sign."""
    bare = re.sub(r"(?<!\\)\|$", "", line.strip().removeprefix("|"))
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", bare)]


def _inline(text: str) -> str:
    """A line without the marks that paper text does not know; the words stay."""
    parts: list[str] = []
    at = 0
    for code in _CODE.finditer(text):
        parts += [_without_marks(text[at : code.start()]), dialect.literal(code[2].strip())]
        at = code.end()
    return "".join((*parts, _without_marks(text[at:])))


def _without_marks(text: str) -> str:
    text = _HARD_BREAK.sub("", text)
    text = _IMAGE.sub("", text)
    text = _LINK_TITLE.sub(r"\1", text)
    text = _REFERENCE.sub(r"\1", text)
    text = _FOOTNOTE_MARK.sub(lambda m: dialect.raised(m[1]), text)
    text = _STRONG_AND_EMPHASIS.sub(r"**\1**", text)
    text = _UNDERSCORES.sub(lambda m: f"**{m[2]}**" if len(m[1]) > 1 else m[2], text)
    return _ESCAPED.sub(lambda m: f"&#{ord(m[1])};", text)

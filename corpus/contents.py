"""Pieces -> the same pieces, a paper's list of its own contents marked as such: it tells nothing to quote.

An entry has dots that lead to a page's number, or to the edge where that stands by itself; below the word
"Contents" the number at its end is enough. A table that lists contents stays one: its rows answer for pages.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.pieces import Piece
from corpus.records import BlockKind

_LED = re.compile(r"(?:[.…_]\s?){5,}\s*(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})\b|(?:[.…]\s?){20,}$", re.IGNORECASE)
_OPENS = re.compile(r"(?:table of )?contents(?: page)?:?(?:\s+page)?", re.IGNORECASE)
_ENTRY = re.compile(r"\S.*?\s(?:\d{1,3}|[ivxl]{1,6})", re.IGNORECASE)
_LEAST = 3  # entries without dots; two might be a text's


def with_contents(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, entries of a list of contents and the word above them of a kind of their own."""
    done = list(pieces)
    listed = {at for at, piece in enumerate(done) if _LED.search(_words(piece))}
    for at, piece in enumerate(done):
        if _OPENS.fullmatch(_words(piece)):
            end = at + 1
            while end < len(done) and (end in listed or _is_entry(done[end])):
                end += 1
            if end - at > _LEAST or listed & set(range(at + 1, end)):
                listed.update(range(at, end))
    return [_marked(piece) if at in listed else piece for at, piece in enumerate(done)]


def _words(piece: Piece) -> str:
    return " ".join(filter(None, piece.cells)) if piece.cells else piece.text


def _is_entry(piece: Piece) -> bool:
    return piece.kind is not BlockKind.ROW and all(_ENTRY.fullmatch(line) for line in _words(piece).split("\n"))


def _marked(piece: Piece) -> Piece:
    bare = not piece.number or piece.text.startswith(piece.number)
    text = piece.text if bare else f"{piece.number} {piece.text}"
    return replace(piece, kind=BlockKind.CONTENTS, text=text, level=1, number=None, columns=())

"""Pieces as the pages cut them -> pieces as they were written.

1. A paragraph or item that a page break, a footnote or a blank line cut in two is joined again.
2. A logo's words that stand on page after page are dropped, and noted.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from corpus.pieces import ENDS, PLAIN_LINE, Piece
from corpus.records import BlockKind
from corpus.sentences import sentence_spans

_LINKS = re.compile(r"(?:https?://\S+\s*)+")
_HYPHENATED = re.compile(r"[a-z]-$")
_OTHER_HALF = re.compile(r"(?!(?:and|or|to|nor)\b)[a-z]")  # "short- and long-term" keeps its blank
_TAIL = 40  # characters: as many tell whether a text ends a sentence
_LONGEST = 10_000  # characters: no paragraph is longer, and so none is lengthened further
_REPEATS = 3  # a short line seen this often outside the flow is a running header


def joined(pieces: Iterable[Piece], *, flows: bool = False) -> list[Piece]:
    """The pieces with those that were cut in two made whole; a footnote between follows after.

    In a file that flows no page cuts a list: its items are as its writer made them.
    """
    done: list[Piece] = []
    last: int | None = None  # the place of the last piece that is no footnote
    for piece in pieces:
        if done and done[-1].kind is BlockKind.NOTE and _LINKS.fullmatch(piece.text):
            done[-1] = replace(done[-1], text=f"{done[-1].text} {piece.text}")
        elif last is not None and _continues(done[last], piece) and not (flows and _of_list(done[last], piece)):
            more, rest = _of_item(piece.text) if done[last].kind is BlockKind.ITEM else (piece.text, "")
            done[last] = replace(done[last], kind=_body(done[last]), text=_run_on(done[last].text, more))
            if rest:
                done.append(replace(piece, text=rest))
                last = len(done) - 1
        else:
            done.append(piece)
            last = last if piece.kind is BlockKind.NOTE else len(done) - 1
    return done


def _of_list(*pieces: Piece) -> bool:
    return any(piece.kind is BlockKind.ITEM for piece in pieces)


def _run_on(before: str, after: str) -> str:
    """Two parts of one text; a hyphen at the end of the first belongs there and takes no blank."""
    return f"{before}{after}" if _HYPHENATED.search(before) and _OTHER_HALF.match(after) else f"{before} {after}"


def _of_item(text: str) -> tuple[str, str]:
    """What of a cut-off text still belongs to the item before it: its first sentence."""
    first, *others = sentence_spans(text)
    return first.of(text), text[others[0].start :] if others else ""


def _body(piece: Piece) -> BlockKind:
    return piece.kind if piece.kind is BlockKind.ITEM else BlockKind.PARAGRAPH


def _continues(before: Piece, after: Piece) -> bool:
    flowing = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    if before.kind not in (*flowing, BlockKind.HEADING) or after.number or not after.text:
        return False
    if before.kind is BlockKind.HEADING and not (before.number and after.text[0].islower()):
        return False
    if ENDS.search(before.text[-_TAIL:]) or before.text.endswith("~~") or len(before.text) > _LONGEST:
        return False
    if before.kind is BlockKind.ITEM and after.kind is BlockKind.ITEM:
        return False
    if after.text[0].islower() and not after.text.startswith("http"):
        return True
    wrapped = bool(before.number) and before.kind is BlockKind.PARAGRAPH
    plain = after.kind is BlockKind.HEADING and after.level == PLAIN_LINE
    return wrapped and (after.kind is BlockKind.PARAGRAPH or plain)


def without_running_lines(pieces: list[Piece]) -> tuple[list[Piece], tuple[str, ...]]:
    """Drop short lines that stand again and again with nothing under them, and say which."""
    alone = Counter(
        piece.text
        for piece, following in zip_longest(pieces, pieces[1:])
        if piece.kind is BlockKind.HEADING
        and len(piece.text.split()) <= 4
        and not piece.text.endswith(":")
        and (following is None or following.kind in (BlockKind.HEADING, BlockKind.ROW))
    )
    running = {text for text, times in alone.items() if times >= _REPEATS}
    dropped = Counter(piece.text for piece in pieces if piece.kind is BlockKind.HEADING and piece.text in running)
    kept = [piece for piece in pieces if not (piece.kind is BlockKind.HEADING and piece.text in running)]
    notes = tuple(
        f"The line “{text}” stands {times} times on its own and was taken for a page's running line."
        for text, times in sorted(dropped.items())
    )
    return kept, notes

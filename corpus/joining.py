"""Pieces as the pages cut them -> pieces as they were written.

1. A paragraph or item that a page break, a footnote or a blank line cut in two is joined again, and so is
   one whose first line was taken for a heading.
2. What is counted below a colon, and has no list's mark, is a list.
3. A logo's words that stand on page after page are dropped, and noted.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, zip_longest

from corpus.pieces import ENDS, PLAIN_LINE, Piece
from corpus.records import BlockKind, Turn
from corpus.sentences import sentence_spans

_LINKS = re.compile(r"(?:https?://\S+\s*)+")
_HYPHENATED = re.compile(r"[a-z]-$")
_OTHER_HALF = re.compile(r"(?!(?:and|or|to|nor)\b)[a-z]")  # "short- and long-term" keeps its blank
_HALF_WORDS = 4  # of a line that the next goes on with: shorter ones may well head a text in small letters
_IN_WORDS = re.compile(r"\w+ \w+ [a-z]+$")  # a sentence that a sum of money may go on
_ADDRESS = re.compile(r"(?:https?:|www\.)\S+")
_HANGS = re.compile(r"(?:&|\b(?:and|or|of|the|an))$")  # no heading ends so
_COUNTED = re.compile(r"\(?([a-z]|[ivx]{1,4}|\d)[.)]\s+\S", re.IGNORECASE)
_COUNTED_MOST = 8
_COUNTS = ("abcdefgh", ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii"), "12345678")
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
            done[last] = _lengthened(done[last], piece, more)
            if rest:
                done.append(replace(piece, text=rest))
                last = len(done) - 1
        else:
            done.append(piece)
            last = last if piece.kind is BlockKind.NOTE else len(done) - 1
    return done


def _lengthened(before: Piece, piece: Piece, more: str) -> Piece:
    """A piece with more of its text; two halves of a heading are one, unless they lead a list."""
    text = _run_on(before.text, more)
    turns = _turns(before, piece, len(text) - len(more))
    if _is_plain_line(before) and _is_plain_line(piece) and not text.endswith(":"):
        return replace(before, text=text, turns=turns)
    kind = before.kind if before.kind is BlockKind.ITEM else BlockKind.PARAGRAPH
    return replace(before, kind=kind, text=text, level=before.level if before.kind is kind else 1, turns=turns)


def _turns(before: Piece, piece: Piece, at: int) -> tuple[Turn, ...]:
    """The turns of two pieces that are one, the second of which begins at a place in its text."""
    page = before.turns[-1].page if before.turns else before.page
    own = (Turn(at=at, page=piece.page),) if piece.page and piece.page != page else ()
    return (*before.turns, *own, *(replace(turn, at=at + turn.at) for turn in piece.turns))


def _of_list(*pieces: Piece) -> bool:
    return any(piece.kind is BlockKind.ITEM for piece in pieces)


def _run_on(before: str, after: str) -> str:
    """Two parts of one text; a hyphen at the end of the first belongs there and takes no blank."""
    return f"{before}{after}" if _HYPHENATED.search(before) and _OTHER_HALF.match(after) else f"{before} {after}"


def _of_item(text: str) -> tuple[str, str]:
    """What of a cut-off text still belongs to the item before it: its first sentence."""
    first, *others = sentence_spans(text)
    return first.of(text), text[others[0].start :] if others else ""


def _continues(before: Piece, after: Piece) -> bool:
    flowing = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    if before.kind not in (*flowing, BlockKind.HEADING) or after.number or not after.text:
        return False
    if before.kind is BlockKind.HEADING and not _is_half(before, after):
        return False
    if ENDS.search(before.text[-_TAIL:]) or before.text.endswith("~~") or len(before.text) > _LONGEST:
        return False
    if before.kind is BlockKind.ITEM and after.kind is BlockKind.ITEM:
        return False
    if after.text[0].islower() and not after.text.startswith("http"):
        return True
    if before.kind is BlockKind.PARAGRAPH and _IN_WORDS.search(before.text) and after.text.startswith("£"):
        return after.kind is BlockKind.PARAGRAPH
    if before.kind is BlockKind.HEADING:
        return True
    wrapped = bool(before.number) and before.kind is BlockKind.PARAGRAPH
    return wrapped and (after.kind is BlockKind.PARAGRAPH or _is_plain_line(after))


def _is_half(heading: Piece, after: Piece) -> bool:
    """Whether what was taken for a heading is the beginning of the text below it."""
    if heading.number:
        return after.text[0].islower()
    if not _is_plain_line(heading) or len(heading.text.split()) < _HALF_WORDS:
        return False
    if after.kind is not BlockKind.PARAGRAPH and not _is_plain_line(after):
        return False
    if _ADDRESS.match(after.text):
        return False
    return after.text[0].islower() or _HANGS.search(heading.text) is not None


def _is_plain_line(piece: Piece) -> bool:
    return piece.kind is BlockKind.HEADING and piece.level == PLAIN_LINE


def with_counted_items(pieces: list[Piece]) -> list[Piece]:
    """The pieces, where paragraphs that are counted below a colon ("I. ...", "II. ...") are items of its list.

    So are section titles counted one right below the other: a section has a text.
    """
    done = list(pieces)
    titles = _without_text(pieces)
    led, count, level = False, 0, 1
    for at, piece in enumerate(pieces):
        plain = (piece.kind is BlockKind.PARAGRAPH or _is_plain_line(piece)) and not piece.number
        mark = _COUNTED.match(piece.text) if plain else None
        counted = led and mark and count < _COUNTED_MOST and mark[1].lower() in {names[count] for names in _COUNTS}
        if counted or at in titles:
            done[at] = replace(piece, kind=BlockKind.ITEM, level=level, number=None)
            led, count = True, int(piece.number) if piece.number else count + 1
        else:
            item = piece.kind is BlockKind.ITEM
            led, count = (plain or item) and piece.text.endswith(":"), 0
            level = piece.level + 1 if item and led else 1
    return done


def _without_text(pieces: list[Piece]) -> set[int]:
    """The places of section titles ("1. Aims", "2. Means") with no text between one and the next."""
    found: set[int] = set()
    for at, (piece, following) in enumerate(pairwise(pieces)):
        if _is_section(piece) and _is_section(following) and int(piece.number or 0) + 1 == int(following.number or 0):
            found |= {at, at + 1}
    return found


def _is_section(piece: Piece) -> bool:
    return piece.kind is BlockKind.HEADING and (piece.number or "").isdigit()


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

"""Pieces -> the same pieces, the paragraphs of a paper that counts them through ("34. ...") marked with their numbers.

Reports to Parliament, guidance and decisions on appeals count their paragraphs from the first to the last, over all
headings. Lists and references are counted too, but below one heading; sections are, but are no sentences.
"""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.pieces import Piece
from corpus.records import BlockKind

_COUNTED = re.compile(r"(\d{1,3})\.\s+\S")
_LEAST = 8  # paragraphs
_SENTENCE = 12  # words
_MOSTLY = 2 / 3  # of them are as long
_OF_ALL = 0.2  # of a paper's sentences as long: less is a list in one of its chapters
_MISSED = 1  # number between two: what is counted may stand in a table
_HEADINGS, _FOR_EACH = 2, 10  # between the first and the last at least, and one for so many paragraphs
_TITLE = 3  # words: "6. Conclusion" stands above what it counts
_COUNTABLE = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING)


def with_paragraph_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those that are counted through made numbered paragraphs, whatever else they were taken for."""
    done = list(pieces)
    for at in _counted_through(pieces):
        if not _is_title(pieces[at]):
            done[at] = replace(pieces[at], kind=BlockKind.PARAGRAPH, level=1, number=str(_number(pieces[at])))
    return done


def _counted_through(pieces: Sequence[Piece]) -> list[int]:
    """The places of the paragraphs that a paper counts through, from the first on; none where it counts none."""
    headings = [at for at, piece in enumerate(pieces) if piece.kind is BlockKind.HEADING and not _number(piece)]
    sentences = sum(_is_long(piece) for piece in pieces if piece.kind in _COUNTABLE)
    runs = [run for run in _runs(pieces) if _is_of_paragraphs(run, pieces, headings)]
    most = max(runs, key=len, default=[])
    return most if sum(_is_long(pieces[at]) for at in most) >= _OF_ALL * sentences else []


def _runs(pieces: Sequence[Piece]) -> list[list[int]]:
    """The places of pieces that are counted up from 1; one within another (a list in a paragraph) is a run of its own."""
    runs: list[list[int]] = []
    reached: defaultdict[int, list[list[int]]] = defaultdict(list)  # the runs by their last number, the newest last
    for at, piece in enumerate(pieces):
        number = _number(piece)
        before = next((last for last in range(number - 1, number - 2 - _MISSED, -1) if reached[last]), 0)
        if number == 1:
            runs.append(run := [])
        elif number and before:
            run = reached[before].pop()
        else:
            continue
        run.append(at)
        reached[number].append(run)
    return runs


def _number(piece: Piece) -> int:
    """The number that a piece begins with; nought where it begins with none, or with "2.1"."""
    is_bare = not piece.number or piece.number.isdigit()
    counted = _COUNTED.match(piece.text) if is_bare and piece.kind in _COUNTABLE else None
    return int(counted[1]) if counted else 0


def _is_of_paragraphs(run: Sequence[int], pieces: Sequence[Piece], headings: Sequence[int]) -> bool:
    of_sentences = sum(_is_long(pieces[at]) for at in run) >= _MOSTLY * len(run)
    asked = sum(pieces[at].text.endswith("?") for at in run)
    between = bisect(headings, run[-1]) - bisect(headings, run[0])
    is_spread = between >= max(_HEADINGS, len(run) / _FOR_EACH)
    return len(run) >= _LEAST and of_sentences and 2 * asked < len(run) and is_spread


def _is_long(piece: Piece) -> bool:
    return len(piece.text.split()) >= _SENTENCE


def _is_title(piece: Piece) -> bool:
    return piece.kind is BlockKind.HEADING and len(piece.text.split()) <= _TITLE + 1

"""Paper text -> canonical text with blocks.

1. Lines are gathered into pieces by their form alone (corpus.pieces).
2. What the pages cut in two is joined again (corpus.joining), and paragraphs that are counted through the whole
   paper are known by their numbers (corpus.numbering).
3. The pieces are laid out as the canonical text; each keeps the span where it stands.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from corpus.cleaning import Struck, split_struck
from corpus.contents import with_contents
from corpus.dialect import DEEPEST
from corpus.errors import UnreadablePaper
from corpus.joining import joined, with_counted_items, without_running_lines
from corpus.numbering import with_paragraph_numbers
from corpus.pieces import PLAIN_LINE, Piece, pieces_of
from corpus.reading import PAGE_BREAK, PaperText
from corpus.records import Block, BlockKind, Span

_MOST = 150_000  # pieces of one paper: 5,000 pages have as many
_MARKED = 3  # headings: a file that marks as many marks them all
_ONE_BELOW_THE_OTHER = (BlockKind.ITEM, BlockKind.ROW, BlockKind.CONTENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The canonical text and what stands in it."""

    text: str
    blocks: tuple[Block, ...]
    struck: tuple[Struck, ...]
    notes: tuple[str, ...]


def read_structure(paper: PaperText, name: str = "The file") -> Layout:
    """The canonical text of a paper, with its blocks, in reading order; raises UnreadablePaper where it is no paper."""
    pieces, notes = _pieces(paper, name)
    if not any(piece.text or piece.cells for piece in pieces):
        raise UnreadablePaper(f"{name} holds no text.", to_do="Check that it is the right file.")
    return lay_out(pieces, (*paper.notes, *notes, *_empty_pages(paper)))


def _pieces(paper: PaperText, name: str) -> tuple[list[Piece], tuple[str, ...]]:
    """The pieces as they were written, and what was left out of them."""
    whole = joined(with_contents(_counted(pieces_of(paper), name)), flows=paper.flows)
    pieces = with_counted_items(with_paragraph_numbers(whole))
    if paper.flows:
        return _as_marked(pieces), ()
    return (pieces, ()) if paper.is_placed else without_running_lines(pieces)


def _as_marked(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a file that marks its headings: a short line of it is one only where few are marked."""
    marked = sum(piece.kind is BlockKind.HEADING and piece.level < PLAIN_LINE for piece in pieces)

    def as_marked(piece: Piece, following: Piece | None) -> Piece:
        if not (piece.kind is BlockKind.HEADING and piece.level == PLAIN_LINE):
            return piece
        if following is not None and following.kind is BlockKind.ROW and marked >= _MARKED:
            return replace(piece, level=DEEPEST)  # the title of a table
        if marked >= _MARKED or piece.text.endswith(":"):
            return replace(piece, kind=BlockKind.PARAGRAPH, level=1)
        return piece

    return [as_marked(piece, following) for piece, following in zip_longest(pieces, pieces[1:])]


def _counted(pieces: Iterable[Piece], name: str) -> Iterator[Piece]:
    """The pieces, as long as there are not more than a paper has: what becomes of each takes time."""
    for number, piece in enumerate(pieces, start=1):
        if number > _MOST:
            raise UnreadablePaper(
                f"{name} holds more than {_MOST:,} paragraphs and rows of tables.",
                to_do="Split it into smaller files.",
            )
        yield piece


def _empty_pages(paper: PaperText) -> Iterator[str]:
    pages = paper.text.split(PAGE_BREAK) if paper.has_pages else []
    empty = [number for number, page in enumerate(pages, start=1) if not page.strip()]
    if empty:
        yield f"{listed(empty)} {'holds' if len(empty) == 1 else 'hold'} no text."


def listed(numbers: Sequence[int]) -> str:
    """Page numbers as a person writes them: ``listed([3, 5, 6, 7])`` -> ``"Pages 3, 5-7"``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ("Page " if len(numbers) == 1 else "Pages ") + ", ".join("-".join(map(str, run)) for run in runs)


def lay_out(pieces: Iterable[Piece], notes: tuple[str, ...] = ()) -> Layout:
    """Write the pieces one below the other and remember where each one stands."""
    parts: list[str] = []
    blocks: list[Block] = []
    struck: list[Struck] = []
    length = 0
    previous: BlockKind | None = None
    for piece in pieces:
        before = _before(piece, previous)
        start = length + len(before)
        cells, crossed = _written(piece, start)
        text = "\t".join(cells)
        blocks.append(_block(piece, cells, start))
        struck += crossed
        parts += [before, text]
        length = start + len(text)
        previous = piece.kind
    return Layout(text="".join(parts), blocks=tuple(blocks), struck=tuple(struck), notes=notes)


def _before(piece: Piece, previous: BlockKind | None) -> str:
    """What is written before a piece: the gap to the one above, and an item's dash."""
    gap = "\n" if piece.kind is previous and piece.kind in _ONE_BELOW_THE_OTHER else "\n\n"
    dash = "  " * (piece.level - 1) + "- " if piece.kind is BlockKind.ITEM else ""
    return dash if previous is None else gap + dash


def _written(piece: Piece, start: int) -> tuple[list[str], list[Struck]]:
    """A piece's cells, or its one text, without ``~~`` marks, and what they struck out."""
    cells: list[str] = []
    struck: list[Struck] = []
    for part in piece.cells or (piece.text,):
        cell, crossed = split_struck(part)
        struck += [one.moved(start) for one in crossed]
        cells.append(cell)
        start += len(cell) + 1
    return cells, struck


def _block(piece: Piece, cells: Sequence[str], start: int) -> Block:
    spans = tuple(_cell_spans(cells, start))
    return Block(
        kind=piece.kind,
        span=Span(start=start, end=spans[-1].end),
        level=piece.level,
        number=piece.number,
        cells=spans if piece.cells else (),
        columns=piece.columns,
        page=piece.page,
        turns=tuple(replace(turn, at=start + len(split_struck(piece.text[: turn.at])[0])) for turn in piece.turns),
    )


def _cell_spans(cells: Sequence[str], start: int) -> Iterator[Span]:
    for cell in cells:
        yield Span(start=start, end=start + len(cell))
        start += len(cell) + 1

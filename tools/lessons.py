"""Questions to learn from: with the passages that answer each, and what a search finds that knows none of them.

1. The everyday questions of the shipped papers, answered and not (``of_shipped``), in an index that has none of them,
   as papers have it that are added later.
2. Papers that were invented for this, of councils, the NHS and government, with questions on them (``of_invented``;
   tools/invented/papers and tools/invented/questions): the shipped papers alone would teach their own words.

The passages that ``left_out`` names take no part, nor do their questions: what is learned is tried on these.
"""

import json
import re
import shutil
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import shipped_papers
from corpus.records import Span
from index.building import build
from index.encoders import LocalEmbedder
from index.late_interaction import LocalPieceEncoder
from index.library import Library
from index.passages import Passage
from index.progress import TerminalProgress
from index.search import Searcher
from index.surroundings import around, worded

INVENTED = Path(__file__).parent / "invented"
FIFTHS = 5  # one of them is left out
SEARCHED, NEAR = 24, 16  # of what is found, the nearest are kept
MOSTLY = 0.5  # of a passage or of the quote that it shares, so that the passage answers


@dataclass(frozen=True, slots=True)
class Read:
    """A passage as it is read: by itself, and with what stands around it."""

    alone: str
    wide: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the passages that answer it, and others that were found for it, nearest first."""

    question: str
    answers: tuple[Read, ...]
    others: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Invented:
    """Questions on a stretch of an invented paper, and its passages; they answer ``asks`` and sound like ``unsaid``."""

    passages: tuple[Passage, ...]
    asks: tuple[str, ...]
    unsaid: tuple[str, ...]


def built(
    folder: Path, without: str | None = None, *, with_invented: bool = False
) -> tuple[Library, LocalEmbedder, LocalPieceEncoder]:
    """The library of the shipped papers without a part of their everyday questions, and the invented papers beside, if wanted.

    With its two encoders.
    """
    papers = folder / "papers"
    shutil.copytree(shipped_papers(), papers)
    if without:
        shutil.rmtree(papers / without)
    if with_invented:
        for paper in sorted((INVENTED / "papers").glob("*.md")):
            shutil.copy(paper, papers)
    embedder, pieces = LocalEmbedder(), LocalPieceEncoder()
    build(papers, folder / "index", embedder, TerminalProgress(), pieces=pieces)
    return Library.open(folder / "index"), embedder, pieces


def left_out(passage: Passage) -> bool:
    """Whether a passage, and so its questions, take no part in the training; twins fare alike."""
    return zlib.crc32(passage.text.encode()) % FIFTHS == 0


def of_shipped(library: Library, bare: Searcher) -> list[Example]:
    """The everyday questions of a library, with what a search finds that knows none of them."""
    answers: dict[str, set[tuple[str, int, int]]] = {}
    unsaid: set[str] = set()
    for passage in (passage for paper in library.papers for passage in library.passages(paper)):
        for text in passage.asks:
            answers.setdefault(text, set()).add(_where(passage))
        if not left_out(passage):
            unsaid |= set(passage.unsaid)
    every = {_where(p): p for paper in bare.library.papers for p in bare.library.passages(paper)}
    examples = []
    for text in sorted(answers) + sorted(unsaid - set(answers)):
        own = [every[where] for where in sorted(answers.get(text, ())) if where in every]
        if (text not in answers or own) and not any(left_out(passage) for passage in own):
            examples.append(_example(text, own, bare))
    return examples


def of_invented(bare: Searcher) -> list[Example]:
    """The questions on the invented papers, with what a search finds in an index that has them."""
    return [
        _example(text, own, bare)
        for one in invented(bare.library)
        if not any(left_out(passage) for passage in one.passages)
        for texts, own in ((one.asks, one.passages), (one.unsaid, ()))
        for text in texts
    ]


def unlearned(library: Library) -> set[str]:
    """The everyday questions of a library that took no part in the training."""
    passages = [passage for paper in library.papers for passage in library.passages(paper)]
    of = {out: {q for p in passages if left_out(p) is out for q in p.questions} for out in (True, False)}
    return of[True] - of[False]


def invented(library: Library) -> Iterator[Invented]:
    """The questions on the invented papers that a library has; raises ValueError for a quote that no passage holds."""
    files = sorted((INVENTED / "questions").glob("*.jsonl"))
    for file in (file for file in files if file.stem in library.papers):
        text, passages = library.document(file.stem).text, library.passages(file.stem)
        for line in file.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            quote = entry.get("quote") or entry["near"]
            held = tuple(p for p in passages if any(_is_held(p, at) for at in _places(quote, text)))
            if not held:
                raise ValueError(f"{file.name}: no passage holds “{quote}”")
            yield Invented(held, tuple(entry.get("asks", ())), tuple(entry.get("unsaid", ())))


def _places(quote: str, text: str) -> list[Span]:
    """Where a text holds the words of a quote; a table's cells are parted otherwise there than in Markdown."""
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", quote)))
    return [Span(start=found.start(), end=found.end()) for found in re.finditer(words, text)]


def _is_held(passage: Passage, at: Span) -> bool:
    shared = min(passage.span.end, at.end) - max(passage.span.start, at.start)
    return shared >= MOSTLY * min(passage.span.end - passage.span.start, at.end - at.start)


def _example(question: str, own: Sequence[Passage], bare: Searcher) -> Example:
    """What answers a question, and what else is found; a stretch that holds an answer is not read as a whole among the others."""
    texts, ids = {passage.text for passage in own}, {passage.id for passage in own}
    others = []
    for result in bare.search(question, SEARCHED).kept:
        if result.passage.text not in texts and not left_out(result.passage):
            read, holds = _read(bare.library, result.passage)
            others.append(Read(read.alone, read.alone) if holds & ids else read)
    return Example(question, tuple(_read(bare.library, p)[0] for p in own), tuple(others[:NEAR]))


def _read(library: Library, passage: Passage) -> tuple[Read, set[str]]:
    """A passage as it is read, and the passages that stand in it then."""
    passages = around(library, passage)
    return Read(passage.embedded, worded(passages, passage).embedded), {one.id for one in passages}


def _where(passage: Passage) -> tuple[str, int, int]:
    return passage.paper, passage.span.start, passage.span.end

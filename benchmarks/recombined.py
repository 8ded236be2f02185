"""Papers of any size from the words of the five: each paragraph joins two stretches that stand apart in them.

The words are real, the papers are not. To embed a hundred thousand such paragraphs would take an hour,
so ``HalvesEmbedder`` embeds each stretch once and adds the two vectors, and ``HalvesPieces`` joins their
word pieces; questions are embedded as ever.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from corpus.catalogue import list_papers, shipped_papers
from corpus.extraction import parse_paper
from corpus.reading import read_paper
from index.encoders import Embedder, RememberingEmbedder, Vectors
from index.late_interaction import Bytes, PieceEncoder
from index.passages import passages_of

PARAGRAPHS = 80  # of a paper: a committee report of ten pages
WORDS = (6, 22)  # of a stretch: two of them are one passage
_JOINT = " / "


def write_papers(folder: Path, passages: int, seed: int = 7) -> None:
    """Write papers that come to about so many passages."""
    folder.mkdir(parents=True, exist_ok=True)
    chance, stretches, headings = random.Random(seed), *_material()
    for number in range(-(-passages // PARAGRAPHS)):
        lines = [f"# Note {number:05} on {chance.choice(headings)}"]
        for place in range(min(PARAGRAPHS, passages - number * PARAGRAPHS)):
            if place % 8 == 0:
                lines.append(f"## {chance.choice(headings)}")
            lines.append(_JOINT.join(chance.sample(stretches, 2)))
        (folder / f"note-{number:05}.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def _material() -> tuple[list[str], list[str]]:
    """The stretches and the headings of the five papers, each once."""
    stretches: dict[str, None] = {}
    headings: dict[str, None] = {}
    folder = shipped_papers()
    for paper in list_papers(folder):
        for passage in passages_of(parse_paper(paper, read_paper(folder / paper.file))):
            text = " ".join(passage.text.split()).rstrip(".")
            if WORDS[0] <= len(text.split()) <= WORDS[1] and "." not in text and _JOINT not in text:
                stretches.setdefault(text.lstrip("•- #"))
            if 2 <= len(passage.context.split()) <= 8:
                headings.setdefault(" ".join(passage.context.split()))
    return list(stretches), list(headings)


class HalvesEmbedder:
    """Gives a recombined paragraph the sum of its halves' vectors, made one long."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = RememberingEmbedder(embedder)

    @property
    def name(self) -> str:
        """The name of the embedder that embeds the halves."""
        return self._embedder.name

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of shape (texts, dimensions)."""
        halves = [list(_halves(text)) for text in texts]
        flat = self._embedder.embed([half for parts in halves for half in parts])
        rows = iter(flat)
        sums = np.array([sum(next(rows) for _ in parts) for parts in halves], dtype=np.float32)
        if progress:
            progress(len(texts))
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)


class HalvesPieces:
    """Gives a recombined paragraph the word pieces of its halves, one after the other."""

    def __init__(self, encoder: PieceEncoder) -> None:
        self._known = lru_cache(None)(lambda text: encoder.passages([text])[0])
        self.name = encoder.name
        self.question = encoder.question

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Bytes]:
        """For each text, vectors as bytes, of shape (pieces, DIMENSIONS)."""
        if progress:
            progress(len(texts))
        return [np.concatenate([self._known(half) for half in _halves(text)]) for text in texts]


def _halves(text: str) -> Iterator[str]:
    """The heading with the first stretch apart, and the second."""
    heading, dot, rest = text.partition(". ")
    if dot and _JOINT in rest:
        yield heading
        text = rest
    yield from text.split(_JOINT)

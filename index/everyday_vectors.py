"""The vectors of everyday questions: made once for each paper, and compared with what is asked one by one.

They are few beside the passages of a large library, since people write them. To compare with all of them takes no longer than
a search of their graph would, adds nothing to a build, and finds the same after each: of the nearest 250 all but one in a
thousand, and those are none of the first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamaged
from index.encoders import Embedder, Vectors
from index.passages import Passage
from index.rows import RowsPart
from index.shelf import BUILD_AGAIN, Revision, read_vectors, write_vectors

_SEEM_NEAR = 6  # times as many as are wanted are compared as a whole
_TOGETHER = 1024  # questions embedded and kept at once: a killed build loses no more of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An everyday question near to what is asked: its passage, its number among the questions of that, and the cosine."""

    passage: str
    number: int
    cosine: float


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Questions that stand one after the other in a part, from one number up to another."""

    part: RowsPart
    first: int
    stop: int


class EverydayQuestions:
    """The everyday questions of the live passages, those that no paper answers after the others of their passage."""

    def __init__(self, parts: Sequence[RowsPart]) -> None:
        self._every = [_Stretch(part, 0, len(part.questions.rows)) for part in parts]
        self._of: Mapping[str, _Stretch] = {
            paper: _Stretch(part, part.questions.ends[own.start], part.questions.ends[own.stop])
            for part in parts
            for paper, own in part.of.items()
        }

    def near(self, vector: Vectors, k: int, papers: Iterable[str] = ()) -> list[Near]:
        """The ``k`` questions nearest to a vector, nearest first; of some papers alone, if named."""
        stretches = [self._of[paper] for paper in dict.fromkeys(papers)] or self._every
        found = [near for stretch in stretches for near in _nearest(stretch, vector, k)]
        return sorted(found, key=lambda near: -near.cosine)[:k]


def _nearest(stretch: _Stretch, vector: Vectors, k: int) -> Iterator[Near]:
    """The nearest of a stretch, in no order: of many, those that seem to be near by fewer numbers are compared as a whole."""
    questions, ids = stretch.part.questions, stretch.part.ids
    at = np.arange(stretch.first, stretch.stop)
    if len(at) > _SEEM_NEAR * k:
        rough = stretch.part.short_questions.products(vector, stretch.first, stretch.stop)
        at = at[np.sort(_best(rough, _SEEM_NEAR * k))]
    cosines = questions.rows[at] @ vector if len(at) else np.zeros(0, dtype=np.float32)
    best = _best(cosines, k)
    rows = questions.holders(at[best])
    numbers = at[best] - questions.ends[rows]
    for row, number, cosine in zip(rows.tolist(), numbers.tolist(), cosines[best].tolist(), strict=True):
        yield Near(passage=ids[row], number=number, cosine=cosine)


def _best(scores: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    """Where the ``k`` highest stand, in no order."""
    return np.argpartition(-scores, k)[:k] if k < len(scores) else np.arange(len(scores))


def embed_questions(
    folder: Path, revision: Revision, passages: Sequence[Passage], embedder: Embedder, progress: Callable[[int], None]
) -> None:
    """Embed the questions of a paper's passages, less what a killed build had embedded; the folder keeps them until they are rows."""
    texts = _texts(passages)
    for part, some in enumerate(_parts(texts)):
        if read_vectors(folder, revision, embedder.name, part) is None:
            write_vectors(folder, revision, embedder.name, [embedder.embed([texts[i] for i in some], progress)], part)
        else:
            progress(len(some))


def embedded_questions(folder: Path, revision: Revision, passages: Sequence[Passage], model: str) -> list[Vectors]:
    """For each passage, what ``embed_questions`` made of its questions; raises IndexDamaged where that is not there."""
    texts = _texts(passages)
    vectors = np.zeros((len(texts), 0), dtype=np.float32)
    for part, some in enumerate(_parts(texts)):
        kept = read_vectors(folder, revision, model, part)
        if kept is None or len(kept[0]) != len(some):
            raise IndexDamaged(f"The index in {folder} lacks vectors of questions.", to_do=BUILD_AGAIN)
        vectors = vectors if vectors.shape[1] else np.zeros((len(texts), kept[0].shape[1]), dtype=np.float32)
        vectors[some] = kept[0]
    ends = np.cumsum([len(passage.questions) for passage in passages])
    return np.split(vectors, ends[:-1]) if passages else []


def _texts(passages: Iterable[Passage]) -> list[str]:
    return [text for passage in passages for text in passage.questions]


def _parts(texts: Sequence[str]) -> Iterator[list[int]]:
    """The numbers of the texts part by part, the longest first: alike in length, they need little padding."""
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    return (order[at : at + _TOGETHER] for at in range(0, len(order), _TOGETHER))

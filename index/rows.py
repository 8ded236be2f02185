"""The live passages of an index as rows: any of them is read by itself, with its vector beside it.

``passages.jsonl`` has a line for each passage, ``offsets.npy`` where each line starts, ``vectors.npy``
its vector, ``pieces.npy`` and ``ends.npy`` the vectors of its word pieces and where they end; all are
mapped into memory, so that an index costs memory for what is asked of it and not for what it holds.
``papers.json`` has the papers, in the order of their rows.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import fields
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from corpus.records import Paper, Span
from index.encoders import Vectors
from index.late_interaction import DIMENSIONS, Bytes
from index.passages import Passage, PassageKind
from index.storing import from_json, to_json

_IN_MEMORY = 50_000  # passages: about 60 MB
_PAPERS_IN_MEMORY = 64  # of which the passages are known together
_KINDS = {kind.value: kind for kind in PassageKind}
_NAMES = tuple(field.name for field in fields(Passage))


class Rows:
    """The rows of an index, open for reading."""

    def __init__(self, folder: Path, ids: Sequence[str], counts: Sequence[int]) -> None:
        """Open the rows of passages by their ids; ``counts`` says how many each paper has."""
        self.papers: tuple[Paper, ...] = from_json((folder / "papers.json").read_text(encoding="utf-8"))
        self._ids = ids
        self._row = {id_: row for row, id_ in enumerate(ids)}
        self._offsets = np.load(folder / "offsets.npy")
        self._lines = _mapped(folder / "passages.jsonl")
        self._vectors: Vectors = np.load(folder / "vectors.npy", mmap_mode="r").view(np.ndarray)
        self._pieces: Bytes = np.load(folder / "pieces.npy", mmap_mode="r").view(np.ndarray)
        self._ends = np.load(folder / "ends.npy")
        self._names: list[str] = json.loads((folder / "fields.json").read_text(encoding="utf-8"))
        self._firsts = dict(zip((paper.id for paper in self.papers), accumulate(counts, initial=0), strict=False))
        self._counts = dict(zip((paper.id for paper in self.papers), counts, strict=True))
        whole = len(self._offsets) == len(ids) + 1 and len(self._lines) == self._offsets[-1]
        whole &= len(self._ends) == len(ids) + 1 and len(self._pieces) == self._ends[-1]
        if not whole or len(self._vectors) != len(ids) or sum(counts) != len(ids) or self._names != list(_NAMES):
            raise ValueError("the rows do not fit together")
        self._at = lru_cache(maxsize=_IN_MEMORY)(self._read)
        self._of = lru_cache(maxsize=_PAPERS_IN_MEMORY)(self._read_paper)

    def passage(self, id_: str) -> Passage:
        """One passage by its id; raises KeyError."""
        return self._at(self._row[id_])

    def passages(self, paper: str) -> tuple[Passage, ...]:
        """A paper's passages, in reading order; raises KeyError."""
        return self._of(paper)

    def in_order(self, ids: Iterable[str]) -> list[Passage]:
        """Passages by their ids, in the order of the papers and as they are read."""
        return [self._at(row) for row in sorted(self._row[id_] for id_ in ids)]

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """The cosine of a question to each of these passages."""
        if not ids:
            return {}
        found = self._vectors[[self._row[id_] for id_ in ids]] @ vector
        return dict(zip(ids, found.tolist(), strict=True))

    def pieces_of(self, ids: Iterable[str]) -> list[Bytes]:
        """The vectors of the word pieces of each of these passages."""
        rows = (self._row[id_] for id_ in ids)
        return [self._pieces[self._ends[row] : self._ends[row + 1]] for row in rows]

    def lines(self, paper: str) -> list[bytes]:
        """The lines of a paper as they stand, to be written again."""
        first = self._firsts[paper]
        return [self._line(row) for row in range(first, first + self._counts[paper])]

    def vectors(self, paper: str) -> Vectors:
        """The vectors of a paper's passages, in reading order."""
        first = self._firsts[paper]
        return np.asarray(self._vectors[first : first + self._counts[paper]])

    def pieces(self, paper: str) -> list[Bytes]:
        """The vectors of the word pieces of a paper's passages, in reading order."""
        first = self._firsts[paper]
        ends = self._ends[first : first + self._counts[paper] + 1]
        return [np.asarray(self._pieces[start:end]) for start, end in pairwise(ends)]

    def _read_paper(self, paper: str) -> tuple[Passage, ...]:
        first = self._firsts[paper]
        return tuple(self._at(row) for row in range(first, first + self._counts[paper]))

    def _read(self, row: int) -> Passage:
        return read_line(self._line(row))

    def _line(self, row: int) -> bytes:
        return self._lines[self._offsets[row] : self._offsets[row + 1]].tobytes()


class RowsWriter:
    """Writes rows paper by paper, holding no more than one of them in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._papers: list[Paper] = []
        self._offsets = [0]
        self._ends = [0]
        self._dimensions = 0
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lines: BinaryIO = self._open.enter_context((self._folder / "passages.jsonl").open("wb"))
        self._vectors: BinaryIO = self._open.enter_context((self._folder / "vectors.half").open("wb"))
        self._pieces: BinaryIO = self._open.enter_context((self._folder / "pieces.half").open("wb"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
        if kind is None:
            self._finish()

    def add(self, paper: Paper, lines: Iterable[bytes], vectors: Vectors, pieces: Iterable[Bytes]) -> None:
        """One paper's rows, in reading order."""
        self._papers.append(paper)
        for line in lines:
            self._offsets.append(self._offsets[-1] + self._lines.write(line))
        if len(vectors):
            self._dimensions = vectors.shape[1]
            self._vectors.write(np.ascontiguousarray(vectors, dtype=np.float32).tobytes())

        for one in pieces:
            self._ends.append(self._ends[-1] + len(one))
            self._pieces.write(one.tobytes())

    def _finish(self) -> None:
        rows = len(self._offsets) - 1
        self._save("vectors", np.float32, (rows, self._dimensions))
        self._save("pieces", np.int8, (self._ends[-1], DIMENSIONS))
        np.save(self._folder / "offsets.npy", np.asarray(self._offsets, dtype=np.int64))
        np.save(self._folder / "ends.npy", np.asarray(self._ends, dtype=np.int64))
        (self._folder / "papers.json").write_text(to_json(tuple(self._papers)), encoding="utf-8")
        (self._folder / "fields.json").write_text(json.dumps(_NAMES), encoding="utf-8")

    def _save(self, name: str, kind: type[np.generic], shape: tuple[int, int]) -> None:
        """Make an array of the bytes that were written under a name."""
        half = self._folder / f"{name}.half"
        mapped = _mapped(half).view(kind).reshape(shape) if half.stat().st_size else np.zeros(shape, kind)
        np.save(self._folder / f"{name}.npy", mapped)
        del mapped
        half.unlink()


def write_line(passage: Passage) -> bytes:
    """A passage as one line: the values of its fields, in their order."""
    values = [getattr(passage, name) for name in _NAMES]
    plain = [[v.start, v.end] if isinstance(v, Span) else v for v in values]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def read_line(line: bytes) -> Passage:
    """What ``write_line`` wrote; five times as fast as reading what tells its own types."""
    entry = dict(zip(_NAMES, json.loads(line.decode("utf-8")), strict=True))
    start, end = entry["span"]
    entry["span"] = Span(start=start, end=end)
    entry["kind"] = _KINDS[entry["kind"]]
    entry["asks"] = tuple(entry["asks"])
    entry["unsaid"] = tuple(entry["unsaid"])
    return Passage(**entry)


def _mapped(file: Path) -> NDArray[np.uint8]:
    """The bytes of a file, mapped into memory; an empty file cannot be."""
    if not file.stat().st_size:
        return np.zeros(0, dtype=np.uint8)
    return np.memmap(file, dtype=np.uint8, mode="r").view(np.ndarray)  # a plain array is sliced five times as fast

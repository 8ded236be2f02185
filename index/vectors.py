"""The vectors of passages: which id stands for what, and what is embedded."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from index.chroma import ANSWERS_WITHIN, Metadata, open_collection
from index.encoders import Embedder, Vectors
from index.passages import Passage
from index.writing import Writer

_TOGETHER = 1024  # texts embedded and kept at once: a killed build loses two such parts at most
_REMEMBERED = 50_000  # ids whose parts are known, about 20 MB: the same passages are near to many questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a vector is of: a passage of one revision of a paper."""

    paper: str
    passage: str
    revision: str


class VectorStore:
    """The passages of one index in Chroma."""

    def __init__(
        self,
        folder: Path,
        model: str,
        server: str | None = None,
        *,
        make: str = "",
        shared_name: str = "",
        within: float = ANSWERS_WITHIN,
    ) -> None:
        self._model, self._index = model, f"-{shared_name}" if server else ""
        self._passages = open_collection(folder, server, self._name(make), within)

    def _name(self, make: str) -> str:
        """What the collection of a make is called."""
        model = "".join(c if c.isalnum() else "-" for c in self._model.lower()).strip("-")[-40:]
        return f"passages-{model}{make and f'-{make}'}{self._index}"

    def add(
        self,
        passages: Sequence[tuple[Passage, str]],
        embedder: Embedder,
        progress: Callable[[int], None],
        writer: Writer,
    ) -> None:
        """Embed passages, each with the revision of its paper, part by part; they are kept once the writer is done.

        What a killed build kept already is not embedded again. Chroma writes while the next texts are embedded.
        """
        every = {_id(passage, revision): (passage, revision) for passage, revision in passages}
        kept = self._passages.holds(list(every))
        if kept:
            progress(len(kept))
        # alike in length, they need little padding
        new = sorted(every.keys() - kept, key=lambda id_: (-len(every[id_][0].embedded), id_))
        for at in range(0, len(new), _TOGETHER):
            ids = new[at : at + _TOGETHER]
            texts = [every[id_][0].embedded for id_ in ids]
            vectors = embedder.embed(texts, progress)
            metadatas = [_metadata(*every[id_]) for id_ in ids]
            writer.write(partial(self._passages.put, ids, vectors, metadatas, texts))

    def near_passages(self, vector: Vectors, k: int, revisions: Iterable[str] = ()) -> list[tuple[Source, float]]:
        """The ``k`` passages whose own vectors are nearest, with their cosines, nearest first; of some revisions alone, if named."""
        return [(_source(id_), cosine) for id_, cosine in self._passages.near(vector, k, revisions)]

    def of(self, passages: Sequence[tuple[str, str]]) -> list[Vectors | None]:
        """The vector of each passage, by its id and the revision of its paper; None where there is none."""
        ids = [f"{id_}@{revision}" for id_, revision in passages]
        kept = self._passages.vectors(ids)
        return [kept.get(id_) for id_ in ids]

    def drop(self, revisions: Iterable[str]) -> None:
        """Forget every vector of these revisions."""
        self._passages.drop(revisions)

    def drop_all_but(self, revisions: Iterable[str]) -> None:
        """Forget every vector of a revision that is not named; all that is kept is looked at for it."""
        self._passages.drop_all_but(revisions)

    def drop_makes_but(self, makes: Iterable[str]) -> None:
        """Forget every vector of this index that is of another make, or of another model."""
        self._passages.drop_others(map(self._name, makes), self._index)

    @property
    def count(self) -> int:
        """How many passages are kept."""
        return self._passages.count


def _id(passage: Passage, revision: str) -> str:
    return f"{passage.id}@{revision}"


@lru_cache(maxsize=_REMEMBERED)
def _source(id_: str) -> Source:
    """ "bees:0-9@r1" is passage "bees:0-9" of revision "r1"."""
    passage, _, revision = id_.rpartition("@")
    return Source(paper=passage.rpartition(":")[0], passage=passage, revision=revision)


def _metadata(passage: Passage, revision: str) -> Metadata:
    known: dict[str, str | int | bool | None] = {
        "passage": passage.id,
        "paper": passage.paper,
        "kind": passage.kind.value,
        "locator": passage.locator,
        "outcome": passage.outcome,
        "page": passage.page,
        "superseded": passage.superseded,
        "revision": revision,
        "start": passage.span.start,
        "end": passage.span.end,
    }
    return {key: value for key, value in known.items() if value is not None}

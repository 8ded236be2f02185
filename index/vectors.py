"""The vectors of passages and of their questions, kept in Chroma. Sole importer of chromadb."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from corpus.errors import IndexDamaged
from index.encoders import Embedder, Vectors
from index.passages import Passage

os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")

import chromadb
from chromadb.api import ClientAPI
from chromadb.api.types import Metadata, Where
from chromadb.config import Settings
from chromadb.errors import ChromaError

_BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A vector near the question: whose it is, the cosine, and what it stands for."""

    passage: str
    cosine: float
    revision: str
    text: str
    unsaid: bool = False


class VectorStore:
    """Two Chroma collections of one index: its passages, and the questions that point to them."""

    def __init__(self, folder: Path, model: str) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        name = "".join(c if c.isalnum() else "-" for c in model.lower()).strip("-")[-40:]
        with self._damage_named():
            client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
            self._passages = _collection(client, f"passages-{name}")
            self._questions = _collection(client, f"questions-{name}")

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        """Turn what Chroma raises over files that it cannot use into IndexDamaged."""
        try:
            yield
        except (ChromaError, ValueError, OSError, RuntimeError) as error:
            raise IndexDamaged(
                f"The vectors in {self._folder} cannot be used ({error}).",
                to_do="Build the index again: python -m index build",
            ) from error

    def add(self, passages: Sequence[tuple[Passage, str]], embedder: Embedder, progress: Callable[[int], None]) -> None:
        """Embed and keep passages, each with the revision of its paper, and their questions."""
        texts = [passage.embedded for passage, _ in passages]
        self._add(
            self._passages,
            [f"{passage.id}@{revision}" for passage, revision in passages],
            texts,
            [_metadata(passage, revision) for passage, revision in passages],
            embedder.embed(texts, progress),
        )
        asked = [
            (f"{p.id}@{revision}?{number}", ask, {**_metadata(p, revision), "unsaid": unsaid})
            for p, revision in passages
            for number, (ask, unsaid) in enumerate(_questions(p))
        ]
        texts = [ask for _, ask, _ in asked]
        self._add(
            self._questions,
            [id_ for id_, _, _ in asked],
            texts,
            [metadata for _, _, metadata in asked],
            embedder.embed(texts, progress),
        )

    def _add(
        self,
        collection: chromadb.Collection,
        ids: list[str],
        texts: list[str],
        metadatas: list[Metadata],
        vectors: Vectors,
    ) -> None:
        with self._damage_named():
            for at in range(0, len(ids), _BATCH):
                part = slice(at, at + _BATCH)
                collection.upsert(
                    ids=ids[part], documents=texts[part], metadatas=metadatas[part], embeddings=vectors[part]
                )

    def near_passages(self, vector: Vectors, k: int, papers: Iterable[str] = ()) -> list[Hit]:
        """The ``k`` passages whose own vectors are nearest."""
        return self._near(self._passages, vector, k, papers)

    def near_questions(self, vector: Vectors, k: int, papers: Iterable[str] = ()) -> list[Hit]:
        """The ``k`` everyday questions that are nearest, the unsaid ones among them."""
        return self._near(self._questions, vector, k, papers)

    def _near(self, collection: chromadb.Collection, vector: Vectors, k: int, papers: Iterable[str]) -> list[Hit]:
        with self._damage_named():
            total = collection.count()
            if not total:
                return []
            found = collection.query(
                query_embeddings=[vector.tolist()],
                n_results=min(k, total),
                where=_where("paper", "$in", papers),
                include=["metadatas", "distances", "documents"],
            )
        return [
            _hit(metadata, distance, text)
            for metadata, distance, text in zip(
                (found["metadatas"] or [[]])[0],
                (found["distances"] or [[]])[0],
                (found["documents"] or [[]])[0],
                strict=True,
            )
        ]

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """The cosine of the question to each of these passages, by passage id."""
        with self._damage_named():
            found = self._passages.get(ids=list(ids), include=["embeddings", "metadatas"])
        vectors = np.asarray(found["embeddings"], dtype=np.float32)
        metadatas = found["metadatas"] or []
        return {str(m["passage"]): float(v @ vector) for m, v in zip(metadatas, vectors, strict=True)}

    def drop_all_but(self, revisions: Iterable[str]) -> None:
        """Forget every vector of a revision that is not named."""
        gone = _where("revision", "$nin", revisions)
        if gone is None:
            return
        with self._damage_named():
            for collection in (self._passages, self._questions):
                collection.delete(where=gone)

    @property
    def counts(self) -> tuple[int, int]:
        """How many passages and questions are kept."""
        with self._damage_named():
            return self._passages.count(), self._questions.count()


def _collection(client: ClientAPI, name: str) -> chromadb.Collection:
    return client.get_or_create_collection(name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}})


def _where(key: str, operator: Literal["$in", "$nin"], values: Iterable[str]) -> Where | None:
    chosen: list[str | int | float | bool] = [*sorted(set(values))]
    test: dict[Literal["$in", "$nin"], list[str | int | float | bool]] = {operator: chosen}
    return {key: test} if chosen else None


def _questions(passage: Passage) -> Iterator[tuple[str, bool]]:
    """The everyday questions of a passage, and whether it leaves them unsaid."""
    yield from ((ask, False) for ask in passage.asks)
    yield from ((ask, True) for ask in passage.unsaid)


def _hit(metadata: Metadata, distance: float, text: str) -> Hit:
    return Hit(
        passage=str(metadata["passage"]),
        cosine=1.0 - float(distance),
        revision=str(metadata["revision"]),
        text=str(text),
        unsaid=bool(metadata.get("unsaid", False)),
    )


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

"""Collections of vectors in Chroma: in a folder of this machine, or in a Chroma server. Sole importer of chromadb.

A folder that may not be written is read from a copy, which index.read_only makes.
A server is asked with a time limit. While it does not answer, every call raises StoreUnreachable;
the next call tries again, so that nothing need be started anew when it is back.
"""

import errno
import os
import re
import shutil
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import httpx
import numpy as np

from corpus.errors import IndexDamaged, IndexUnwritable, SettingUnusable, StoreUnreachable
from index.encoders import Vectors
from index.read_only import DATABASE, copied, is_read_only

os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")

import chromadb
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.api.types import Metadata, Where
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

__all__ = ["Collection", "Metadata", "open_collection"]

ANSWERS_WITHIN = 3.0  # seconds a server may take over a question
WRITES_WITHIN = 60.0  # and over a batch of a build
_BATCH = 1000
# what says nothing against the vectors: Chroma writes even when it is opened to be read
_WITHHELD = re.compile(
    r"database or disk is full|No space left on device|Disk quota exceeded|File too large|Permission denied"
    r"|Read-only file system|attempt to write a readonly database|unable to open database file|database is locked|disk I/O error"
    r"|No usable temporary directory",
    re.IGNORECASE,
)


class Collection:
    """Vectors of length one with their ids; a vector's metadata names the revision of its paper."""

    def __init__(self, collection: chromadb.Collection, place: str, store: "_Store") -> None:
        self._collection = collection
        self._place = place
        self._store = store

    def near(self, vector: Vectors, k: int, revisions: Iterable[str] = ()) -> list[tuple[str, float]]:
        """The ids of the ``k`` nearest vectors with their cosines, nearest first; of some revisions alone, if named.

        Only ids are asked for: the texts stand in the index, and fetching them takes five times as long.
        """
        with _troubles_named(self._place):
            found = self._collection.query(
                query_embeddings=np.asarray([vector], dtype=np.float32),
                n_results=k,
                where=_where("$in", revisions),
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        return [(id_, 1.0 - float(distance)) for id_, distance in zip(found["ids"][0], distances, strict=True)]

    def vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of those of the ids that are kept."""
        found: dict[str, Vectors] = {}
        for part in _batches(ids):
            with _troubles_named(self._place):
                kept = self._collection.get(ids=list(part), include=["embeddings"])
            found |= zip(kept["ids"], np.asarray(kept["embeddings"], dtype=np.float32), strict=True)
        return found

    def holds(self, ids: Sequence[str]) -> set[str]:
        """Those of the ids that are kept."""
        with _troubles_named(self._place):
            return {id_ for part in _batches(ids) for id_ in self._collection.get(ids=list(part), include=[])["ids"]}

    def put(self, ids: Sequence[str], vectors: Vectors, metadatas: Sequence[Metadata], texts: Sequence[str]) -> None:
        """Keep vectors, in place of those that had the same ids."""
        with _troubles_named(self._place):
            for at in range(0, len(ids), _BATCH):
                part = slice(at, at + _BATCH)
                self._collection.upsert(
                    ids=list(ids[part]),
                    embeddings=vectors[part],
                    metadatas=list(metadatas[part]),
                    documents=list(texts[part]),
                )

    def drop_all_but(self, revisions: Iterable[str]) -> None:
        """Forget every vector of a revision that is not named; none, where none is named."""
        self._drop(_where("$nin", revisions))

    def drop(self, revisions: Iterable[str]) -> None:
        """Forget every vector of these revisions."""
        self._drop(_where("$in", revisions))

    def _drop(self, gone: Where | None) -> None:
        if gone is not None:
            with _troubles_named(self._place):
                self._collection.delete(where=gone)

    def drop_others(self, kept: Iterable[str], ending: str) -> None:
        """Take away the collections of the same place that have this ending and no such name."""
        with _troubles_named(self._place):
            names = {collection.name for collection in _every_collection(self._store.client)}
            for name in names - set(kept):
                if name.endswith(ending):
                    self._store.client.delete_collection(name)
            if self._store.folder:
                _sweep(self._store.folder)

    @property
    def count(self) -> int:
        """How many vectors are kept."""
        with _troubles_named(self._place):
            return self._collection.count()


def open_collection(folder: Path, server: str | None, name: str, within: float = ANSWERS_WITHIN) -> Collection:
    """A collection by its name, made where it is not there yet; ``server`` goes before the folder."""
    place = f"The Chroma server {server}" if server else str(folder)
    with _troubles_named(place):
        store = _Store(_served(server, within)) if server else _embedded(folder)
        return Collection(_collection(store.client, name), place, store)


class _Store:
    """A way to Chroma; its collection holds on to it, and what was copied for it goes away with that."""

    def __init__(self, client: ClientAPI, folder: Path | None = None, copy: Path | None = None) -> None:
        self.client, self.folder = client, folder
        if copy:
            weakref.finalize(self, _let_go, client, copy)


def _let_go(client: ClientAPI, copy: Path) -> None:
    client.close()  # type: ignore[attr-defined]  # the client for a folder can be closed, which its type does not say
    shutil.rmtree(copy, ignore_errors=True)


def _embedded(folder: Path) -> _Store:
    if is_read_only(folder):
        copy = copied(folder)
        return _Store(_opened(copy), copy=copy)
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return _Store(_opened(folder), folder)


def _opened(folder: Path) -> ClientAPI:
    try:
        return _started(folder)
    except RuntimeError:  # it tripped over what it could not start an attempt ago, and has forgotten that now
        return _started(folder)


def _started(folder: Path) -> ClientAPI:
    try:
        return chromadb.PersistentClient(path=str(folder), settings=_settings())
    except AttributeError as error:  # where it cannot start, it trips over what it has not made yet
        raise RuntimeError(str(error.__context__ or error)) from error


def _sweep(folder: Path) -> None:
    """Take away the graphs of collections that were deleted, which Chroma leaves on the disk."""
    with closing(sqlite3.connect(f"{(folder / DATABASE).absolute().as_uri()}?mode=ro", uri=True)) as database:
        segments = {id_ for (id_,) in database.execute("SELECT id FROM segments")}
    for graph in folder.iterdir():
        if graph.is_dir() and graph.name not in segments:
            shutil.rmtree(graph, ignore_errors=True)


def _served(server: str, within: float) -> ClientAPI:
    address = urlsplit(server if "//" in server else f"//{server}", scheme="http")
    try:
        host, port = address.hostname, address.port or (443 if address.scheme == "https" else 8000)
    except ValueError:
        host, port = None, 0
    if not host or address.scheme not in ("http", "https") or address.path.strip("/"):
        raise SettingUnusable(f"ASSISTANT_CHROMA is “{server}”.", to_do="Set it to an address: http://127.0.0.1:8000")
    httpx.get(f"{address.scheme}://{address.netloc}/api/v2/heartbeat", timeout=within).raise_for_status()
    client = chromadb.HttpClient(host=host, port=port, ssl=address.scheme == "https", settings=_settings())
    # Chroma's client waits for ever and has no setting for it
    client._server._session.timeout = httpx.Timeout(within)  # type: ignore[attr-defined]
    return client


def _settings() -> Settings:
    return Settings(anonymized_telemetry=False)


def _collection(client: ClientAPI, name: str) -> chromadb.Collection:
    """A collection by its name; one that is there is asked for alone, since to make one waits for whoever writes."""
    try:
        return client.get_collection(name, embedding_function=None)
    except NotFoundError:
        configuration: CreateCollectionConfiguration = {"hnsw": {"space": "cosine"}}
        return client.get_or_create_collection(name, embedding_function=None, configuration=configuration)


def _every_collection(client: ClientAPI) -> Iterator[chromadb.Collection]:
    at = 0
    while part := client.list_collections(limit=_BATCH, offset=at):
        yield from part
        at += len(part)


@contextmanager
def _troubles_named(place: str) -> Iterator[None]:
    """Turn what Chroma and the way to it raise into our errors."""
    try:
        yield
    except (httpx.HTTPError, ConnectionError) as error:
        raise StoreUnreachable(
            f"{place} does not answer ({type(error).__name__}).",
            to_do="Start it, or set ASSISTANT_CHROMA to where it is; questions are answered again once it is back.",
        ) from error
    except (ChromaError, ValueError, OSError, RuntimeError, sqlite3.Error) as error:
        if why := _WITHHELD.search(" ".join(map(str, _causes(error)))):
            raise IndexUnwritable(
                f"The vectors in {place} cannot be used ({why[0]}), which asks for a place that can be written.",
                to_do="They are as they were: make room, or check that the folder may be written, and try again.",
            ) from error
        raise IndexDamaged(
            f"The vectors in {place} cannot be used ({error}).",
            to_do="See that its disk has room, and build the index again: python -m index build",
        ) from error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and what led to it: Chroma tells of a disk without room as a tenant that it cannot find."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[at : at + _BATCH] for at in range(0, len(ids), _BATCH))


def _where(operator: Literal["$in", "$nin"], revisions: Iterable[str]) -> Where | None:
    chosen: list[str | int | float | bool] = [*sorted(set(revisions))]
    test: dict[Literal["$in", "$nin"], list[str | int | float | bool]] = {operator: chosen}
    return {"revision": test} if chosen else None

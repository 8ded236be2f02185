"""The vectors of passages: nearest first, by paper, by revision."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexDamaged
from corpus.records import Span
from index.passages import Passage, PassageKind
from index.vectors import Source, VectorStore
from index.writing import Writer
from tests.fakes import FakeEmbedder


def passage(id_: str, text: str) -> Passage:
    return Passage(
        id=id_,
        paper=id_.split(":")[0],
        kind=PassageKind.PARAGRAPH,
        text=text,
        span=Span(start=0, end=len(text)),
        locator="here",
        context="",
        record=0,
    )


HONEY = passage("bees:0-9", "honey from bees")
FERRY = passage("boats:0-9", "ferry over the river")
WINTER = passage("boats:9-18", "boats rest in winter")


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    store = VectorStore(tmp_path / "chroma", "fake")
    with Writer() as writer:
        store.add([(HONEY, "r1"), (FERRY, "r2"), (WINTER, "r2")], FakeEmbedder(), lambda more: None, writer)
    return store


def near(store: VectorStore, text: str, k: int = 9, revisions: tuple[str, ...] = ()) -> list[str]:
    return [source.passage for source, _ in store.near_passages(FakeEmbedder().embed([text])[0], k, revisions)]


def test_the_nearest_passage_comes_first_with_its_cosine(store: VectorStore) -> None:
    (hit,) = store.near_passages(FakeEmbedder().embed(["honey from bees"])[0], 1)
    assert hit == (Source(paper="bees", passage="bees:0-9", revision="r1"), pytest.approx(1))


def test_no_more_are_found_than_there_are(store: VectorStore) -> None:
    assert near(store, "ferry over the river")[0] == "boats:0-9"
    assert len(near(store, "ferry over the river")) == 3


def test_revisions_can_be_chosen(store: VectorStore) -> None:
    assert near(store, "ferry over the river", revisions=("r1",)) == ["bees:0-9"]


def test_the_vectors_of_passages_can_be_asked_for(store: VectorStore) -> None:
    ferry, gone = store.of([("boats:0-9", "r2"), ("boats:0-9", "r1")])
    np.testing.assert_allclose(ferry, FakeEmbedder().embed(["ferry over the river"])[0], rtol=1e-5)
    assert gone is None


def test_what_is_kept_is_not_embedded_again(store: VectorStore) -> None:
    embedder, heard = FakeEmbedder(), list[int]()
    new = passage("ants:0-9", "ants carry leaves")
    with Writer() as writer:
        store.add([(HONEY, "r1"), (new, "r3")], embedder, heard.append, writer)
    assert (embedder.texts, sum(heard)) == (["ants carry leaves"], 2)
    assert store.count == 4


def test_what_is_not_live_is_forgotten(store: VectorStore) -> None:
    store.drop_all_but(["r2"])
    assert (near(store, "honey from bees", revisions=("r1",)), store.count) == ([], 2)


def test_nothing_is_forgotten_where_nothing_is_live(store: VectorStore) -> None:
    store.drop_all_but([])
    assert store.count == 3


def test_a_passage_that_is_added_again_stands_once(store: VectorStore) -> None:
    with Writer() as writer:
        store.add([(HONEY, "r1")], FakeEmbedder(), lambda more: None, writer)
    assert store.count == 3


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    store = VectorStore(tmp_path, "fake")
    assert (store.count, near(store, "honey")) == (0, [])


def test_the_vectors_of_two_models_are_kept_apart(store: VectorStore, tmp_path: Path) -> None:
    assert VectorStore(tmp_path / "chroma", "other").count == 0


def test_the_vectors_of_a_make_are_kept_apart_until_they_are_dropped(store: VectorStore, tmp_path: Path) -> None:
    made, other = (VectorStore(tmp_path / "chroma", "fake", make=make) for make in ("new", "old"))
    with Writer() as writer:
        for one in (made, other):
            one.add([(HONEY, "r1")], FakeEmbedder(), lambda more: None, writer)
    made.drop_makes_but(["new"])
    stores = [VectorStore(tmp_path / "chroma", "fake", make=make) for make in ("new", "old", "")]
    assert [one.count for one in stores] == [1, 0, 0]


def test_a_store_that_cannot_be_opened_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"not a database" * 99)
    with pytest.raises(
        IndexDamaged,
        match=r"cannot be used .* See that its disk has room, and build the index again: python -m index build",
    ):
        VectorStore(tmp_path, "fake")

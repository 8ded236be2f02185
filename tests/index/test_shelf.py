"""Manifests and bundles on disk: there whole or not at all."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexDamaged
from corpus.records import Document, Paper
from index.late_interaction import DIMENSIONS
from index.shelf import (
    Bundle,
    Manifest,
    Revision,
    Shelved,
    clear_bundles,
    is_whole,
    read_bundle,
    read_document,
    read_manifest,
    read_vectors,
    shared_name,
    write_bundle,
    write_manifest,
    write_vectors,
)

BUNDLE = Bundle(
    document=Document(paper=Paper(id="a", title="A", file="a.txt"), text="", blocks=(), records=()), passages=()
)
BEES = Revision("bees", "r1")
SHELVED = Shelved(revision="r1", passages=0, questions=0, size=106)
MANIFEST = Manifest(model="fake", segments=("live-1", "live-2"), papers={"a": SHELVED})


def test_a_manifest_comes_back_equal(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    assert read_manifest(tmp_path) == MANIFEST


def test_a_bundle_comes_back_equal_and_so_does_its_document_alone(tmp_path: Path) -> None:
    write_bundle(tmp_path, "a", "r1", BUNDLE)
    assert read_bundle(tmp_path, "a", "r1") == BUNDLE
    assert read_document(tmp_path, "a", "r1") == BUNDLE.document


def test_a_bundle_that_is_not_there_is_not_whole(tmp_path: Path) -> None:
    size = write_bundle(tmp_path, "a", "r1", BUNDLE)
    whole = replace(SHELVED, size=size)
    kept = [whole, replace(whole, revision="r2"), replace(whole, size=size + 1)]
    assert [is_whole(tmp_path, "a", shelved) for shelved in kept] == [True, False, False]
    with pytest.raises(IndexDamaged):
        read_bundle(tmp_path, "a", "r2")


def test_a_paper_may_be_called_anything(tmp_path: Path) -> None:
    write_bundle(tmp_path, "../../Straße & co/ü", "r1", BUNDLE)
    assert read_bundle(tmp_path, "../../Straße & co/ü", "r1") == BUNDLE
    assert [file.parent for file in tmp_path.rglob("*.json")] == [tmp_path / "papers"]


def test_what_is_not_live_is_cleared_and_halves_with_it(tmp_path: Path) -> None:
    for revision in ("r1", "r2"):
        write_bundle(tmp_path, "a", revision, BUNDLE)
    (tmp_path / "papers" / "a-r3.half").write_text("{")
    clear_bundles(tmp_path, MANIFEST)
    assert len(list((tmp_path / "papers").iterdir())) == 1
    assert read_bundle(tmp_path, "a", "r1") == BUNDLE


def test_what_any_of_the_manifests_names_is_kept(tmp_path: Path) -> None:
    for revision in ("r1", "r2", "r3"):
        write_bundle(tmp_path, "a", revision, BUNDLE)
    clear_bundles(tmp_path, MANIFEST, replace(MANIFEST, papers={"a": replace(SHELVED, revision="r2")}))
    assert len(list((tmp_path / "papers").iterdir())) == 2


def test_an_index_has_one_name_and_no_other_has_it(tmp_path: Path) -> None:
    names = [shared_name(tmp_path / folder) for folder in ("one", "one", "other")]
    assert (names[0] == names[1], names[0] == names[2]) == (True, False)


def test_vectors_are_kept_for_the_model_that_made_them_and_part_by_part(tmp_path: Path) -> None:
    made = [np.ones((2, DIMENSIONS), dtype=np.int8), np.zeros((1, DIMENSIONS), dtype=np.int8)]
    write_vectors(tmp_path, BEES, "one model", made)
    write_vectors(tmp_path, BEES, "one model", made[1:], part=1)
    found = [read_vectors(tmp_path, BEES, "one model", part) or [] for part in (0, 1)]
    assert [[one.tolist() for one in part] for part in found] == [[m.tolist() for m in made], [made[1].tolist()]]
    for other in (("bees", "r2"), ("ants", "r1")):
        assert read_vectors(tmp_path, Revision(*other), "one model") is None
    assert read_vectors(tmp_path, BEES, "another model") is None
    assert read_vectors(tmp_path, BEES, "one model", part=2) is None


def test_vectors_that_no_paper_needs_are_cleared_with_their_revision(tmp_path: Path) -> None:
    write_vectors(tmp_path, BEES, "one model", [])
    assert read_vectors(tmp_path, BEES, "one model") == []
    assert clear_bundles(tmp_path) == {"r1"}
    assert list((tmp_path / "papers").iterdir()) == []

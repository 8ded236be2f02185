"""Recombined papers: as many passages as asked for, in real words, each with the sum of its halves' vectors."""

from pathlib import Path

import numpy as np

from benchmarks.recombined import HalvesEmbedder, write_papers
from corpus.records import Document
from index.building import build
from index.library import Library
from tests.fakes import FakeEmbedder


def test_there_are_about_as_many_passages_as_asked_for_in_the_words_of_the_papers(
    tmp_path: Path, documents: dict[str, Document]
) -> None:
    write_papers(tmp_path / "papers", 200)
    build(tmp_path / "papers", tmp_path / "index", HalvesEmbedder(FakeEmbedder()))
    library = Library.open(tmp_path / "index")
    passages = [passage for paper in library.papers for passage in library.passages(paper)]
    joined = [passage for passage in passages if passage.text.count(" / ") == 1]
    known = " ".join(" ".join(document.text.split()) for document in documents.values())
    assert len(library.papers) == 3
    assert 180 <= len(passages) <= 200
    assert len(joined) > 150
    assert [half for passage in joined for half in passage.text.split(" / ") if half not in known] == []


def test_the_same_papers_are_written_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_papers(tmp_path / name, 100)
    one, two = ([file.read_text() for file in sorted((tmp_path / name).iterdir())] for name in ("one", "two"))
    assert one == two


def test_a_paragraph_has_the_sum_of_the_vectors_of_its_halves_and_any_other_text_its_own() -> None:
    embedder = FakeEmbedder()
    heading, bees, boats = embedder.embed(["Notes", "bees make honey", "boats cross"])
    joined, alone = HalvesEmbedder(FakeEmbedder()).embed(["Notes. bees make honey / boats cross", "bees make honey"])
    whole = heading + bees + boats
    np.testing.assert_allclose(joined, whole / np.linalg.norm(whole), rtol=1e-5)
    np.testing.assert_allclose(alone, bees, rtol=1e-5)

"""The vectors of everyday questions: the nearest for certain, by paper; what a killed build had embedded is taken over."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexDamaged
from corpus.records import Paper, Span
from index import everyday_vectors
from index.building import build
from index.encoders import Vectors
from index.everyday_vectors import EverydayQuestions, Near, embed_questions, embedded_questions
from index.library import Library
from index.passages import Passage, PassageKind
from index.rows import RowsPart, RowsWriter, RowVectors, write_line
from index.shelf import Revision
from tests.fakes import DIMENSIONS, DyingEmbedder, FakeEmbedder

R1 = Revision("bees", "r1")
SILENT = Passage(
    id="bees:0-5",
    paper="bees",
    kind=PassageKind.PARAGRAPH,
    text="Hives",
    span=Span(start=0, end=5),
    locator="here",
    context="",
    record=0,
)
HONEY = replace(SILENT, id="bees:5-9", asks=("sweet food?",), unsaid=("what does a jar of honey cost?",))
WAX = replace(SILENT, id="bees:9-12", asks=("candles?", "polish?"))
FERRY = replace(SILENT, id="boats:0-9", paper="boats", asks=("is there a boat over the river?", "polish boats?"))


def nothing(more: int) -> None:
    """Progress that nobody hears."""


def part(folder: Path, *passages: Passage) -> RowsPart:
    """The rows of the passages of one or more papers."""
    with RowsWriter(folder) as writer:
        for paper in dict.fromkeys(passage.paper for passage in passages):
            own = [passage for passage in passages if passage.paper == paper]
            embed_questions(folder, Revision(paper, "r1"), own, FakeEmbedder(), nothing)
            vectors = RowVectors(
                own=np.zeros((len(own), DIMENSIONS), dtype=np.float32),
                pieces=[np.zeros((0, 0), dtype=np.int8)] * len(own),
                questions=embedded_questions(folder, Revision(paper, "r1"), own, "fake"),
            )
            writer.add(Paper(id=paper, title=paper, file=""), [p.id for p in own], map(write_line, own), vectors)
    return RowsPart(folder)


def vector(text: str) -> Vectors:
    return FakeEmbedder().embed([text])[0]


@pytest.fixture(params=["one part", "two parts"])
def everyday(request: pytest.FixtureRequest, tmp_path: Path) -> EverydayQuestions:
    if request.param == "one part":
        return EverydayQuestions([part(tmp_path, SILENT, HONEY, WAX, FERRY)])
    return EverydayQuestions([part(tmp_path / "boats", FERRY), part(tmp_path / "bees", SILENT, HONEY, WAX)])


def test_a_question_is_known_by_its_passage_and_its_number_there_the_unsaid_ones_last(
    everyday: EverydayQuestions,
) -> None:
    (found,) = everyday.near(vector("what does a jar of honey cost?"), 1)
    assert found == Near(passage=HONEY.id, number=1, cosine=pytest.approx(1))


def test_the_nearest_come_first(everyday: EverydayQuestions) -> None:
    found = [(near.passage, near.number) for near in everyday.near(vector("polish?"), 2)]
    assert found == [(WAX.id, 1), (FERRY.id, 1)]


def test_no_more_are_found_than_there_are_and_each_once(everyday: EverydayQuestions) -> None:
    found = sorted((near.passage, near.number) for near in everyday.near(vector("honey"), 99))
    assert found == [(id_, number) for id_ in (HONEY.id, WAX.id, FERRY.id) for number in (0, 1)]


def test_papers_can_be_chosen(everyday: EverydayQuestions) -> None:
    for papers, expected in ((["boats"], [FERRY.id] * 2), (["bees"], [HONEY.id] * 2 + [WAX.id] * 2)):
        assert sorted(near.passage for near in everyday.near(vector("polish?"), 99, papers)) == expected


def test_the_nearest_of_many_are_those_of_all(tmp_path: Path) -> None:
    words = [
        f"{a} {b} {c}"
        for a in ["bees", "honey", "wax", "hives"]
        for b in ["cost", "sell", "keep"]
        for c in ["here", "now"]
    ]
    many = replace(WAX, asks=tuple(f"do {one}?" for one in words))
    everyday = EverydayQuestions([part(tmp_path, HONEY, many, FERRY)])
    question = vector("do hives keep now?")
    cosines = {n: float(vector(text) @ question) for n, text in enumerate(many.asks)}
    expected = sorted(cosines, key=lambda n: -cosines[n])[:2]
    assert [(near.passage, near.number) for near in everyday.near(question, 2)] == [(many.id, n) for n in expected]
    assert len(many.asks) > 2 * everyday_vectors._SEEM_NEAR


def test_where_there_are_no_questions_none_is_near(tmp_path: Path) -> None:
    assert EverydayQuestions([part(tmp_path, SILENT)]).near(vector("honey"), 9) == []
    assert EverydayQuestions([]).near(vector("honey"), 9) == []


def test_what_a_killed_build_embedded_is_not_embedded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everyday_vectors, "_TOGETHER", 2)
    passages = [HONEY, SILENT, WAX]
    with pytest.raises(KeyboardInterrupt):
        embed_questions(tmp_path, R1, passages, DyingEmbedder(3), nothing)
    with pytest.raises(IndexDamaged, match="lacks vectors of questions"):
        embedded_questions(tmp_path, R1, passages, "fake")
    embedder, heard = FakeEmbedder(), list[int]()
    embed_questions(tmp_path, R1, passages, embedder, heard.append)
    assert (sorted(embedder.texts), heard) == (["candles?", "polish?"], [2, 2])
    found = embedded_questions(tmp_path, R1, passages, "fake")
    for passage, vectors in zip(passages, found, strict=True):
        np.testing.assert_array_equal(vectors, FakeEmbedder().embed([*passage.asks, *passage.unsaid]))


def test_those_of_a_paper_that_goes_go_with_it(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    question = vector("when does the last crossing leave?")
    (found,) = Library.open(folder).everyday.near(question, 1)
    assert (found.passage.partition(":")[0], found.number, round(found.cosine, 4)) == ("boats", 0, 1.0)
    (papers / "boats.md").unlink()
    build(papers, folder, embedder)
    assert Library.open(folder).everyday.near(question, 1) == []

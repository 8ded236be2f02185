"""Segments: what did not change is not written again, and however papers came and went, the answers are the same."""

import random
from pathlib import Path

import numpy as np
import pytest

from index import segments
from index.building import build
from index.keywords import stems
from index.late_interaction import DIMENSIONS, Bytes, Pieces
from index.library import Library
from index.search import Searcher
from tests.fakes import FakeEmbedder

QUERIES = ("ferry across the river", "honey in the orchard", "note 3 of the warden")
WORDS = ("ferry", "river", "honey", "orchard", "warden", "winter", "boats", "church", "dusk", "bees", "crossing")


class FakePieces:
    """Gives a text a word piece for each of its words."""

    name = "fake pieces"

    def passages(self, texts: list[str], progress: object = None) -> list[Bytes]:
        return [np.array([[len(word)] * DIMENSIONS for word in text.split()], dtype=np.int8) for text in texts]

    def question(self, text: str) -> Pieces:
        words = tuple(text.split())
        vectors = np.ones((len(words), DIMENSIONS), dtype=np.float32) / DIMENSIONS
        weights = np.full(len(words), 1 / len(words), dtype=np.float32)
        return Pieces(words=words, vectors=vectors, weights=weights, whole=vectors[0])


def write(papers: Path, number: int, seed: int) -> None:
    """A paper of some paragraphs, other ones for another seed."""
    chance = random.Random(f"{number} {seed}")
    lines = [" ".join(chance.choices(WORDS, k=9)) + "." for _ in range(chance.randint(1, 5))]
    text = "\n\n".join([f"# Note {number}", f"This is version {seed} of note {number}.", *lines])
    (papers / f"note-{number:02}.md").write_text(text, encoding="utf-8")


def built(papers: Path, folder: Path) -> Library:
    build(papers, folder, FakeEmbedder(), pieces=FakePieces())
    return Library.open(folder)


def everything(library: Library) -> object:
    """All that is kept of the papers in an index and can be asked of it, but for Chroma's own figures."""
    words = stems(" ".join(WORDS))
    pieces = [one.tolist() for one in library.rows.pieces_of(library.rows.ids)]
    counted = [(library.keywords.holding(word), library.keywords.frequency(word)) for word in words]
    scores = [library.keywords.search(stems(query), 20) for query in QUERIES]
    passages = [library.passages(paper) for paper in library.papers]
    return library.manifest.papers, library.catalogue, passages, pieces, counted, scores, library.words


def found(library: Library, query: str) -> dict[str, float]:
    """The score of every passage; the last digit of Chroma's cosines depends on the order in which vectors came."""
    results = Searcher(library, FakeEmbedder(), FakePieces()).search(query, 99)
    return {result.passage.id: result.score for result in results.kept}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments so small that a dozen papers need several."""
    monkeypatch.setattr(segments, "LARGEST", 12)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    papers = tmp_path / "notes"
    papers.mkdir()
    for number in range(12):
        write(papers, number, 1)
    return papers


@pytest.mark.usefixtures("small")
def test_an_index_to_which_papers_came_and_went_is_that_of_a_build_from_nothing(
    notes: Path, folder: Path, tmp_path: Path
) -> None:
    chance, most = random.Random(3), 0
    built(notes, folder)
    for step in range(12):
        for number in chance.sample(range(16), 2):
            file = notes / f"note-{number:02}.md"
            if file.exists() and chance.random() < 0.5:
                file.unlink()
            else:
                write(notes, number, step)
        grown = built(notes, folder)
        most = max(most, len(grown.manifest.segments))
        if step % 4 == 3:
            fresh = built(notes, tmp_path / f"fresh-{step}")
            assert everything(grown) == everything(fresh)
            for query in QUERIES:
                assert found(grown, query) == pytest.approx(found(fresh, query), abs=1e-6)
    assert most > 3


def written(folder: Path) -> dict[str, int]:
    """When each live segment was written."""
    names = Library.open(folder).manifest.segments
    return {name: (folder / name / "passages.jsonl").stat().st_mtime_ns for name in names}


def test_a_segment_that_is_large_beside_what_is_new_is_left_as_it_is(notes: Path, folder: Path) -> None:
    built(notes, folder)
    before = written(folder)
    (notes / "new.md").write_text("One more ferry.", encoding="utf-8")
    built(notes, folder)
    after = written(folder)
    assert (len(before), len(after), before.items() <= after.items()) == (1, 2, True)


def test_small_segments_are_put_together(notes: Path, folder: Path) -> None:
    counts = [len(built(notes, folder).manifest.segments)]
    for number in range(6):
        text = "\n\n".join(f"One more ferry, number {number}, in place {place}." for place in range(6))
        (notes / f"new-{number}.md").write_text(text, encoding="utf-8")
        counts.append(len(built(notes, folder).manifest.segments))
    assert counts == [1, 2, 1, 2, 1, 2, 2]


def test_nothing_of_a_paper_that_went_away_stays_on_the_disk(notes: Path, folder: Path) -> None:
    (notes / "secret.md").write_text("The xylophone of the warden is hidden in the church.", encoding="utf-8")
    built(notes, folder)
    (notes / "secret.md").unlink()
    built(notes, folder)
    built(notes, folder)
    live = [file for file in folder.rglob("*") if file.is_file() and "chroma" not in file.parts]
    assert [file for file in live if b"xyloph" in file.read_bytes()] == []


@pytest.mark.usefixtures("small")
def test_an_index_without_its_last_paper_of_a_segment_forgets_the_segment(notes: Path, folder: Path) -> None:
    before = len(built(notes, folder).manifest.segments)
    for file in sorted(notes.iterdir())[4:]:
        file.unlink()
    library = built(notes, folder)
    assert (len(library.manifest.segments) < before, library.papers) == (True, tuple(f"note-{n:02}" for n in range(4)))

"""Building an index and opening it: nothing is read twice, nothing half done is ever seen."""

import datetime
import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.catalogue import Unread
from corpus.errors import CatalogueError, IndexDamaged, IndexMissing, IndexUnwritable
from corpus.extraction import parse_paper
from corpus.reading import PaperText, digest_of
from corpus.records import Document, Paper
from index import building, shelving, taking
from index.building import AS_BEFORE, Built, build
from index.library import Library, open_store
from index.progress import Progress
from index.search import Searcher
from index.shelf import CHROMA
from tests.fakes import DyingEmbedder, FakeEmbedder

AGAIN = "Build it again: python -m index build"


def answers(folder: Path, question: str = "ferry across the river") -> list[tuple[str, str, float]]:
    results = Searcher(Library.open(folder), FakeEmbedder()).search(question)
    return [(r.passage.id, r.passage.text, round(r.score, 6)) for r in results.kept]


def did(built: Built) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return built.read, built.unchanged, built.removed


def change(file: Path, words: str = "# Bees\n\nThe hives have moved to the ferry.\n") -> None:
    file.write_text(words, encoding="utf-8")


class Heard(Progress):
    """Remembers what it hears."""

    def __init__(self) -> None:
        self.said: list[tuple[str, object]] = []

    def papers(self, total: int) -> None:
        self.said.append(("papers", total))

    def paper(self, name: str) -> None:
        self.said.append(("paper", name))

    def embedding(self, total: int) -> None:
        self.said.append(("embedding", total))

    def embedded(self, more: int) -> None:
        self.said.append(("embedded", more))

    def stage(self, name: str) -> None:
        self.said.append(("stage", name))


class Dying(Progress):
    """Is switched off when a stage begins."""

    def __init__(self, stage: str) -> None:
        self._last = stage

    def stage(self, name: str) -> None:
        if name == self._last:
            raise KeyboardInterrupt


def test_a_build_reads_every_paper(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    built = build(papers, folder, embedder)
    assert did(built) == (("bees", "boats"), (), ())
    assert {id_: (s.passages, s.questions) for id_, s in built.manifest.papers.items()} == {
        "bees": (2, 0),
        "boats": (2, 3),
    }


def test_a_library_gives_documents_and_passages(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    library = Library.open(folder)
    assert (library.papers, [d.paper.id for d in library.documents()]) == (("bees", "boats"), ["bees", "boats"])
    first, second = library.passages("boats")
    assert (first.text, first.asks[0]) == (
        "The ferry crosses the river each hour until dusk.",
        "when does the last crossing leave?",
    )
    assert library.passage(second.id) == second
    assert [paper.file for paper in library.catalogue] == ["bees.md", "boats.md"]
    assert library.paper("boats") == library.document("boats").paper


def test_the_context_is_embedded_and_so_is_every_question(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    assert embedder.texts == [
        "Boats. The ferry crosses the river each hour until dusk.",
        "Bees. The hives stand in the orchard behind the church.",
        "Bees. Honey is taken in August by the warden.",
        "Boats. Rowing boats are mended in winter.",
        "how often can I get over the water?",
        "when does the last crossing leave?",
        "what does a ticket cost?",
    ]


def test_a_second_build_reads_nothing(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    first = build(papers, folder, embedder)
    done = len(embedder.texts)
    second = build(papers, folder, embedder)
    assert did(second) == ((), ("bees", "boats"), ())
    assert (second.manifest, len(embedder.texts)) == (first.manifest, done)


def test_a_changed_paper_is_read_again_and_no_other(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    change(papers / "bees.md")
    assert did(build(papers, folder, embedder)) == (("bees",), ("boats",), ())
    assert [p.text for p in Library.open(folder).passages("bees")] == ["The hives have moved to the ferry."]


def test_changed_questions_are_taken_up(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    (papers / "questions" / "boats.jsonl").unlink()
    build(papers, folder, embedder)
    assert [passage.asks for passage in Library.open(folder).passages("boats")] == [(), ()]


def test_a_new_paper_is_added(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    change(papers / "ants.md", "Ants carry leaves.")
    assert did(build(papers, folder, embedder)) == (("ants",), ("bees", "boats"), ())
    assert answers(folder, "ants carry")[0][1] == "Ants carry leaves."


def test_a_paper_that_no_catalogue_names_is_called_as_its_file_says(
    papers: Path, folder: Path, embedder: FakeEmbedder
) -> None:
    page = "<html><title>Our roads - GOV.UK</title><meta name='dcterms.issued' content='2024-05-02'><h1>Our roads</h1>"
    (papers / "page 7.html").write_text(page + "<p>We mend every road in the county.", encoding="utf-8")
    build(papers, folder, embedder)
    paper = Library.open(folder).paper("page-7")
    assert (paper.title, paper.date) == ("Our roads", datetime.date(2024, 5, 2))


def test_an_index_that_cannot_be_written_says_so_and_is_as_it_was(
    papers: Path, folder: Path, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(papers, folder, embedder)
    change(papers / "ants.md", "Ants carry leaves.")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shelving, "write_bundle", full)
    with pytest.raises(IndexUnwritable) as refused:
        build(papers, folder, embedder)
    assert str(refused.value) == (
        f"The index in {folder} cannot be written (No space left on device). "
        "It is as it was: make room, or check that the folder may be written, and build again."
    )
    assert Library.open(folder).papers == ("bees", "boats")


def test_a_removed_paper_goes_away(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    (papers / "bees.md").unlink()
    assert did(build(papers, folder, embedder)) == ((), ("boats",), ("bees",))
    library = Library.open(folder)
    assert (library.papers, library.keywords.search(["hive"], 9)) == (("boats",), [])
    assert [p.paper for p in library.rows.in_order(library.keywords.ids)] == ["boats", "boats"]


@pytest.mark.parametrize(("is_read", "expected"), [(True, [(4, 2, 2), (2, 1, 1)]), (False, [(2, 1, 1), (2, 1, 1)])])
def test_what_a_build_replaced_is_gone_at_once_or_after_the_next_where_it_is_read(
    papers: Path,
    folder: Path,
    embedder: FakeEmbedder,
    is_read: bool,
    expected: list[tuple[int, int, int]],
) -> None:
    build(papers, folder, embedder)
    reader = Library.open(folder) if is_read else None
    (papers / "bees.md").unlink()
    kept = []
    for _ in range(2):
        build(papers, folder, embedder)
        files = len(list((folder / "papers").iterdir())), len(list(folder.glob("live-*")))
        kept.append((Library.open(folder).vectors.count, *files))
    assert kept == expected
    assert reader is None or reader.papers == ("bees", "boats")


def test_where_every_paper_is_made_anew_the_vectors_are_kept_apart_and_the_old_go_once_nobody_reads_them(
    papers: Path, folder: Path, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(papers, folder, embedder)
    old = Library.open(folder).manifest.make
    reader, before = Searcher(Library.open(folder), embedder), answers(folder)
    monkeypatch.setattr(building, "CUTTING", building.CUTTING + 1)
    assert did(build(papers, folder, embedder)) == (("bees", "boats"), (), ())
    assert (Library.open(folder).vectors.count, answers(folder)) == (4, before)
    assert [round(r.score, 6) for r in reader.search("ferry across the river").kept] == [score for *_, score in before]
    build(papers, folder, embedder)
    assert len([graph for graph in (folder / CHROMA).iterdir() if graph.is_dir()]) <= 1
    assert open_store(folder, embedder.name, old, None).count == 0


def test_a_library_that_is_open_answers_as_before_after_its_papers_were_replaced(
    papers: Path, folder: Path, embedder: FakeEmbedder
) -> None:
    build(papers, folder, embedder)
    searcher, before = Searcher(Library.open(folder), embedder), answers(folder)
    for name in ("bees", "boats"):
        change(papers / f"{name}.md", f"# {name}\n\nThe ferry crosses the river no more.\n")
    build(papers, folder, embedder)
    after = [(r.passage.id, r.passage.text, round(r.score, 6)) for r in searcher.search("ferry across the river").kept]
    assert (after, searcher.library.is_current()) == (before, False)
    assert searcher.library.document("bees").text.startswith("Bees")


def test_a_paper_that_cannot_be_read_is_named_and_the_others_are_indexed(
    papers: Path, folder: Path, embedder: FakeEmbedder
) -> None:
    (papers / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    built = build(papers, folder, embedder)
    assert built.unread == (
        Unread(
            file="torn.pdf",
            reason="torn.pdf is damaged or is not a complete PDF. Export the paper again and replace the file.",
        ),
    )
    assert Library.open(folder).papers == ("bees", "boats")


def test_a_paper_that_is_being_written_stays_as_it_was_until_it_can_be_read(
    papers: Path, folder: Path, embedder: FakeEmbedder
) -> None:
    build(papers, folder, embedder)
    before = answers(folder)
    change(papers / "bees.md", "")
    built = build(papers, folder, embedder)
    reason = f"bees.md is empty. Export the paper again and replace the file. {AS_BEFORE}"
    assert (did(built), built.unread) == (((), ("bees", "boats"), ()), (Unread(file="bees.md", reason=reason),))
    assert answers(folder) == before
    change(papers / "bees.md")
    assert did(build(papers, folder, embedder)) == (("bees",), ("boats",), ())
    assert answers(folder, "hives have moved")[0][1] == "The hives have moved to the ferry."


def test_a_paper_that_the_catalogue_names_goes_away_with_its_file(
    papers: Path, folder: Path, embedder: FakeEmbedder
) -> None:
    (papers / "papers.toml").write_text('[bees]\nfile = "bees.md"\n', encoding="utf-8")
    build(papers, folder, embedder)
    (papers / "bees.md").unlink()
    built = build(papers, folder, embedder)
    assert (did(built), [one.file for one in built.unread]) == (((), ("boats",), ("bees",)), ["bees.md"])


def test_a_file_that_is_replaced_while_it_is_taken_up_is_known_by_what_was_read(
    papers: Path, folder: Path, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def then_replaced(path: Path) -> str | None:
        digest = digest_of(path)
        change(papers / "bees.md")
        return digest

    old = (papers / "bees.md").read_text(encoding="utf-8")
    assert old.startswith("# Bees\n\nThe hives stand in the orchard")
    with monkeypatch.context() as patched:
        patched.setattr(building, "digest_of", then_replaced)
        build(papers, folder, embedder)
    assert did(build(papers, folder, embedder)) == ((), ("bees", "boats"), ())
    change(papers / "bees.md", old)
    assert did(build(papers, folder, embedder)) == (("bees",), ("boats",), ())
    assert Library.open(folder).passages("bees")[0].text.startswith("The hives stand in the orchard")


def test_a_fault_of_ours_in_one_paper_leaves_that_one_out(
    papers: Path, folder: Path, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trips(paper: Paper, source: PaperText) -> Document:
        return {"boats": parse_paper}[paper.id](paper, source)

    monkeypatch.setattr(taking, "parse_paper", trips)
    built = build(papers, folder, embedder)
    reason = "bees.md cannot be read because of a fault in this program. Please report it with the file."
    assert (did(built), built.unread) == ((("boats",), (), ()), (Unread(file="bees.md", reason=reason),))


def test_a_file_that_stands_there_twice_is_taken_once(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    (papers / "c.md").symlink_to(papers / "bees.md")
    shutil.copy(papers / "boats.md", papers / "z-boats.md")
    built = build(papers, folder, embedder)
    assert Library.open(folder).papers == ("bees", "boats")
    assert built.unread == (
        Unread(file="c.md", reason="c.md is the same as the paper “bees”. Take one of the two away."),
        Unread(file="z-boats.md", reason="z-boats.md is the same as the paper “boats”. Take one of the two away."),
    )


def test_names_that_tear_a_line_or_are_no_utf_8_are_shown_on_one_line(
    tmp_path: Path, folder: Path, embedder: FakeEmbedder
) -> None:
    (tmp_path / "many").mkdir()
    names = (b"new\nline.md", b"\x1b[31mred.md", "rtl\u202egpj.md".encode(), b"latin\xe9.md", b"l" * 252 + b".md")
    for number, name in enumerate(names):
        file = os.path.join(os.fsencode(tmp_path / "many"), name)
        change(Path(os.fsdecode(file)), f"Note {number} is about the ferry.")
    os.mkfifo(tmp_path / "many" / "pipe.pdf")
    built = build(tmp_path / "many", folder, embedder)
    titles = {paper.id: paper.title for paper in Library.open(folder).catalogue}
    assert (built.unread, titles) == (
        (),
        {
            "31mred": "[31mred",
            "latin": "latin\ufffd",
            "l" * 252: "l" * 252,
            "new-line": "new line",
            "rtl-gpj": "rtlgpj",
        },
    )


@pytest.mark.parametrize("after", [0, 3], ids=["before the passages", "before the questions"])
def test_a_build_that_dies_leaves_the_old_index_with_the_same_answers(
    papers: Path, folder: Path, embedder: FakeEmbedder, after: int
) -> None:
    build(papers, folder, embedder)
    before = answers(folder)
    change(papers / "bees.md")
    change(papers / "boats.md", f"{(papers / 'boats.md').read_text(encoding='utf-8')}\n")
    with pytest.raises(KeyboardInterrupt):
        build(papers, folder, DyingEmbedder(after))
    assert answers(folder) == before


def test_a_build_that_dies_before_it_is_live_changes_nothing(
    papers: Path, folder: Path, embedder: FakeEmbedder
) -> None:
    build(papers, folder, embedder)
    before = answers(folder)
    change(papers / "bees.md")
    with pytest.raises(KeyboardInterrupt):
        build(papers, folder, embedder, Dying("keywords"))
    assert answers(folder) == before


def test_a_build_that_dies_while_clearing_up_is_live(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    change(papers / "bees.md")
    with pytest.raises(KeyboardInterrupt):
        build(papers, folder, embedder, Dying("clearing up"))
    assert answers(folder, "hives have moved")[0][1] == "The hives have moved to the ferry."


def test_a_build_after_one_that_died_is_whole(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    change(papers / "ants.md", "Ants carry leaves.")
    change(papers / "boats.md", f"{(papers / 'boats.md').read_text(encoding='utf-8')}\n")
    with pytest.raises(KeyboardInterrupt):
        build(papers, folder, DyingEmbedder(3))
    assert did(build(papers, folder, embedder)) == (("ants", "boats"), ("bees",), ())
    assert [p.text for p in Library.open(folder).passages("ants")] == ["Ants carry leaves."]
    build(papers, folder, embedder)
    assert Library.open(folder).vectors.count == 5
    assert len(list((folder / "papers").iterdir())) == 3


def test_a_build_takes_over_what_a_dead_one_had_embedded(papers: Path, folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(papers, folder, DyingEmbedder(4))
    embedder = FakeEmbedder()
    assert did(build(papers, folder, embedder)) == (("bees", "boats"), (), ())
    assert embedder.texts == [
        "how often can I get over the water?",
        "when does the last crossing leave?",
        "what does a ticket cost?",
    ]


def test_many_small_papers_are_kept_together(tmp_path: Path, folder: Path, embedder: FakeEmbedder) -> None:
    (tmp_path / "many").mkdir()
    for number in range(1100):
        change(tmp_path / "many" / f"note-{number:04}.md", f"Note number {number} is about the ferry.")
    heard = Heard()
    built = build(tmp_path / "many", folder, embedder, heard)
    assert [total for said, total in heard.said if said == "embedding"] == [1000, 100]
    assert list(built.manifest.papers) == [f"note-{number:04}" for number in range(1100)]
    assert answers(folder, "note number 1042")[0][1] == "Note number 1042 is about the ferry."


def test_a_first_build_that_dies_leaves_no_index(papers: Path, folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(papers, folder, DyingEmbedder(1))
    with pytest.raises(IndexMissing):
        Library.open(folder)


def test_another_model_reads_every_paper_again(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    built = build(papers, folder, FakeEmbedder("other"))
    assert (did(built), Library.open(folder).manifest.model) == ((("bees", "boats"), (), ()), "other")


def test_there_is_no_index_before_a_build(folder: Path) -> None:
    with pytest.raises(IndexMissing) as missing:
        Library.open(folder)
    assert str(missing.value) == f"There is no index in {folder}. Build it: python -m index build"


def test_an_index_of_an_older_make_is_built_anew(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 0}))
    with pytest.raises(IndexMissing, match="older make"):
        Library.open(folder)
    assert did(build(papers, folder, embedder))[0] == ("bees", "boats")


def torn_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"model": "fa')


def strange_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("[1, 2]")


def no_keywords(folder: Path) -> None:
    for found in folder.glob("live-*"):
        shutil.rmtree(found)


def torn_keywords(folder: Path) -> None:
    for found in folder.glob("live-*/ids.json"):
        found.write_text("[")


def torn_rows(folder: Path) -> None:
    for found in folder.glob("live-*/passages.jsonl"):
        found.write_bytes(found.read_bytes()[:-9])


def no_row_vectors(folder: Path) -> None:
    for found in folder.glob("live-*/vectors.npy"):
        found.unlink()


@pytest.mark.parametrize(
    "damage", [torn_manifest, strange_manifest, no_keywords, torn_keywords, torn_rows, no_row_vectors]
)
def test_a_damaged_index_says_so_and_the_next_build_mends_it(
    papers: Path, folder: Path, embedder: FakeEmbedder, damage: Callable[[Path], None]
) -> None:
    build(papers, folder, embedder)
    before = answers(folder)
    damage(folder)
    with pytest.raises(IndexDamaged, match=AGAIN):
        Library.open(folder)
    build(papers, folder, embedder)
    assert answers(folder) == before


def test_vectors_that_are_gone_are_missed_and_made_again(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    build(papers, folder, embedder)
    before = answers(folder)
    Library.open(folder).vectors.drop_all_but(["none of them"])
    with pytest.raises(IndexDamaged, match="lacks vectors"):
        Library.open(folder)
    build(papers, folder, embedder)
    assert answers(folder) == before


def test_a_damaged_paper_says_so_and_the_next_build_mends_it(
    papers: Path, folder: Path, embedder: FakeEmbedder
) -> None:
    build(papers, folder, embedder)
    for file in (folder / "papers").iterdir():
        file.write_text("{", encoding="utf-8")
    with pytest.raises(IndexDamaged, match=f"The paper “bees” is damaged in the index. {AGAIN}"):
        Library.open(folder)
    assert did(build(papers, folder, embedder))[0] == ("bees", "boats")
    assert Library.open(folder).document("bees").paper.id == "bees"


def test_an_open_library_keeps_its_answers_while_another_is_built(
    papers: Path, folder: Path, embedder: FakeEmbedder
) -> None:
    build(papers, folder, embedder)
    old = Library.open(folder)
    passages = old.passages("bees")
    change(papers / "ants.md", "Ants carry leaves.")
    build(papers, folder, embedder)
    new = Library.open(folder)
    assert (old.papers, new.papers) == (("bees", "boats"), ("ants", "bees", "boats"))
    assert old.passages("bees") == new.passages("bees") == passages
    assert Searcher(old, embedder).search("ants carry leaves").kept[0].passage.paper != "ants"


def test_two_libraries_are_open_at_once(papers: Path, folder: Path, embedder: FakeEmbedder, tmp_path: Path) -> None:
    change(papers / "bees.md")
    build(papers, folder, embedder)
    (papers / "boats.md").unlink()
    build(papers, tmp_path / "second", embedder)
    first, second = Library.open(folder), Library.open(tmp_path / "second")
    assert [(library.papers, library.vectors.count) for library in (first, second, Library.open(folder))] == [
        (("bees", "boats"), 3),
        (("bees",), 1),
        (("bees", "boats"), 3),
    ]


def test_only_the_live_revision_of_a_paper_is_live(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    live = build(papers, folder, embedder).manifest.papers["bees"].revision
    library = Library.open(folder)
    assert [library.is_live(*pair) for pair in (("bees", live), ("bees", "old"), ("gone", live))] == [
        True,
        False,
        False,
    ]


def test_an_empty_folder_is_refused_and_the_index_left_alone(
    papers: Path, folder: Path, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    build(papers, folder, embedder)
    (tmp_path / "empty").mkdir()
    with pytest.raises(CatalogueError):
        build(tmp_path / "empty", folder, embedder)
    assert Library.open(folder).papers == ("bees", "boats")


def test_progress_hears_what_is_done(papers: Path, folder: Path, embedder: FakeEmbedder) -> None:
    heard = Heard()
    build(papers, folder, embedder, heard)
    assert heard.said == [
        ("papers", 2),
        ("paper", "bees"),
        ("paper", "boats"),
        ("embedding", 7),
        ("embedded", 4),
        ("embedded", 3),
        ("stage", "keywords"),
        ("stage", "clearing up"),
    ]

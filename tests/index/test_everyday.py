"""Everyday questions: how they are read, which passages they reach, and that none has lost its passage."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.catalogue import shipped_papers
from corpus.errors import CatalogueError
from corpus.records import Document, Paper, Paragraph, Span
from index.everyday import ASKED_AT_MOST, placed_questions, questions_digest, read_questions
from index.passages import Questions, passages_of

LONGEST = 25  # words
FILES = sorted((shipped_papers() / "questions").glob("*.jsonl"))
PAIRS = sorted((shipped_papers() / "questions" / "pairs").glob("*.jsonl"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a file of questions."""

    paper: str
    quote: str
    asks: tuple[str, ...]
    unsaid: tuple[str, ...] = ()


def entries(file: Path) -> list[Entry]:
    lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return [Entry(**{k: tuple(v) if isinstance(v, list) else v for k, v in line.items()}) for line in lines]


def asked_of(folder: Path, *lines: str) -> dict[str, dict[str, Questions]]:
    (folder / "questions").mkdir()
    (folder / "questions" / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return read_questions(folder)


def document(id_: str, *sentences: str, struck: tuple[Span, ...] = ()) -> Document:
    text, records = "\n\n".join(sentences), []
    for sentence in sentences:
        span = Span(start=text.index(sentence), end=text.index(sentence) + len(sentence))
        records.append(Paragraph(text=sentence, span=span, locator="here", number=None, headings=()))
    return Document(paper=Paper(id=id_, title="", file=""), text=text, blocks=(), records=tuple(records), struck=struck)


def placed(document: Document, asked: dict[str, dict[str, Questions]]) -> dict[str, tuple[str, ...]]:
    passages = passages_of(document)
    by_id = placed_questions(document, passages, asked)
    return {passage.text: by_id[passage.id].asks for passage in passages if passage.id in by_id}


@pytest.mark.parametrize("file", [*FILES, *PAIRS], ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_line_finds_its_words_and_a_passage(file: Path, documents: dict[str, Document]) -> None:
    found = documents[file.stem]
    quotes = [entry.quote for entry in entries(file)]
    asked = {file.stem: {quote: Questions(asks=(), unsaid=(quote,)) for quote in quotes}}
    reached = {
        quote for placed in placed_questions(found, passages_of(found), asked).values() for quote in placed.unsaid
    }
    assert [quote for quote in quotes if quote not in reached] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_line_asks_at_least_two_short_questions_once(file: Path) -> None:
    for entry in entries(file):
        asks = Counter(ask.strip() for ask in entry.asks)
        assert len(asks) >= 2
        assert set(asks.values()) == {1}
        assert max(len(ask.split()) for ask in (*entry.asks, *entry.unsaid)) <= LONGEST


def test_pairs_hold_about_as_many_answered_as_unanswered_questions() -> None:
    every = [entry for file in PAIRS for entry in entries(file)]
    asks, unsaid = sum(len(entry.asks) for entry in every), sum(len(entry.unsaid) for entry in every)
    assert (asks + unsaid > 2500, 0.9 < asks / unsaid < 1.1) == (True, True)


@pytest.mark.parametrize("file", [*FILES, *PAIRS], ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_file_is_named_for_the_paper_that_it_quotes(file: Path) -> None:
    assert {entry.paper for entry in entries(file)} == {file.stem}


def test_questions_are_read_by_paper_and_quote(tmp_path: Path) -> None:
    asked = asked_of(tmp_path, '{"paper": "p", "quote": "Q.", "asks": ["a?"], "unsaid": ["u?"]}')
    assert asked == {"p": {"Q.": Questions(asks=("a?",), unsaid=("u?",))}}


def test_two_lines_about_the_same_words_are_put_together(tmp_path: Path) -> None:
    asked = asked_of(
        tmp_path,
        '{"paper": "p", "quote": "Q.", "asks": ["a?", "b?"]}',
        '{"paper": "p", "quote": "Q.", "asks": ["b?", "c?"]}',
    )
    assert asked == {"p": {"Q.": Questions(asks=("a?", "b?", "c?"))}}


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        "7",
        '{"paper": "p", "quote": "Q."}',
        '{"paper": "p", "quote": "Q.", "asks": "a?"}',
        '{"paper": "p", "quote": " ", "asks": ["a?"]}',
        '{"paper": "p", "quote": 7, "asks": ["a?"]}',
    ],
)
def test_a_line_that_cannot_be_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        asked_of(tmp_path, '{"paper": "p", "quote": "Q.", "asks": ["a?"]}', line)
    assert str(refused.value) == "Line 2 of a.jsonl cannot be read. It needs paper, quote and asks, as JSON."


def test_a_paper_without_questions_has_none(tmp_path: Path) -> None:
    assert read_questions(tmp_path) == {}


def test_the_digest_changes_with_the_questions(tmp_path: Path) -> None:
    before = questions_digest(tmp_path)
    asked_of(tmp_path, '{"paper": "p", "quote": "Q.", "asks": ["a?"]}')
    assert questions_digest(tmp_path) != before


@pytest.mark.parametrize("quote", ["The ferry is late.", "ferry is", "The ferry is late.\n\nThe bees are out."])
def test_a_question_reaches_the_passage_that_meets_its_quote(quote: str) -> None:
    asked = {"p": {quote: Questions(asks=("a?",))}}
    assert placed(document("p", "The ferry is late."), asked).get("The ferry is late.", ()) == (
        () if "bees" in quote else ("a?",)
    )
    assert placed(document("p", "The ferry is late.", "The bees are out."), asked)["The ferry is late."] == ("a?",)


def test_the_same_words_in_another_paper_get_the_same_questions() -> None:
    asked = {"p": {"The ferry is late.": Questions(asks=("a?",))}}
    assert placed(document("other", "The ferry is late!"), asked) == {"The ferry is late!": ("a?",)}


def test_struck_words_do_not_get_the_questions_of_another_paper() -> None:
    asked = {"p": {"The ferry is late.": Questions(asks=("a?",))}}
    assert placed(document("other", "The ferry is late.", struck=(Span(start=0, end=18),)), asked) == {}


@pytest.mark.parametrize("number", [1, ASKED_AT_MOST, 3 * ASKED_AT_MOST + 1])
def test_of_many_questions_an_even_share_is_asked(number: int) -> None:
    asks = tuple(f"question {i}?" for i in range(number))
    asked = {"p": {"It is late.": Questions(asks=asks, unsaid=asks)}}
    passages = passages_of(document("p", "It is late."))
    (questions,) = placed_questions(document("p", "It is late."), passages, asked).values()
    assert questions.unsaid == asks
    assert len(questions.asks) == min(number, ASKED_AT_MOST)
    assert (questions.asks[0], questions.asks[-1]) == (asks[0], asks[-1])


def test_a_papers_own_questions_go_before_those_of_another() -> None:
    asked = {"p": {"It is late.": Questions(asks=("p?",))}, "other": {"It is late.": Questions(asks=("own?",))}}
    assert placed(document("other", "It is late."), asked) == {"It is late.": ("own?",)}

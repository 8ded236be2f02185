"""What is quoted, what is embedded beside it, and where a long record is cut."""

from dataclasses import replace

import pytest

from corpus.catalogue import list_papers, shipped_papers
from corpus.extraction import parse_paper
from corpus.reading import PaperText
from corpus.records import Action, Change, Document, Indicator, Metric, Outcome, Paper, Paragraph, Record, Span
from corpus.sentences import sentence_spans
from index.passages import (
    Passage,
    PassageKind,
    Questions,
    outcome_of,
    passages_of,
    squeezed,
    with_questions,
)

LONGEST = 110  # words

SENTENCE = "Nine ferries cross the wide river every single day of the long week."
LONG = " ".join([SENTENCE] * 6)
PIERS = "Nine piers stand in the port, and each of them is mended in spring by the people of the board who know them."


@pytest.fixture(params=[paper.id for paper in list_papers(shipped_papers())])
def document(request: pytest.FixtureRequest, documents: dict[str, Document]) -> Document:
    return documents[request.param]


def whole(text: str) -> Span:
    return Span(start=0, end=len(text))


def made_up(*records: Record, text: str) -> Document:
    return Document(paper=Paper(id="made-up", title="", file=""), text=text, blocks=(), records=records)


def paragraph(text: str, title: str | None = None) -> Paragraph:
    return Paragraph(text=text, span=whole(text), locator="here", number=None, headings=("Rivers",), title=title)


def test_no_passage_stands_twice(document: Document) -> None:
    passages = passages_of(document)
    assert len({passage.id for passage in passages}) == len({passage.span for passage in passages}) == len(passages)


def test_a_passage_quotes_the_words_at_its_span(document: Document) -> None:
    for passage in passages_of(document):
        assert passage.span.of(document.text) == passage.text == passage.text.strip()


def test_a_row_is_found_by_the_names_of_its_columns_and_those_are_no_passage() -> None:
    source = PaperText(text="# Results\n\nMeasure\tTarget\nLicences\t93%", has_pages=False, digest="")
    document = parse_paper(Paper(id="report", title="", file=""), source)
    assert [(p.text, p.context) for p in passages_of(document)] == [("Licences\t93%", "Results. Measure, Target")]


def test_a_row_of_figures_alone_is_a_passage_and_so_is_the_same_row_of_another_table() -> None:
    tables = ("Days\tRate\n5\t48%\n4\t52%", "Ferries\tOn time\n5\t48%", "Ferries\tOn time\n5\t48%")
    source = PaperText(text="\n\n".join(("# Results", *tables)), has_pages=False, digest="")
    document = parse_paper(Paper(id="report", title="", file=""), source)
    assert [(p.text, p.context) for p in passages_of(document)] == [
        ("5\t48%", "Results. Days, Rate"),
        ("4\t52%", "Results. Days, Rate"),
        ("5\t48%", "Results. Ferries, On time"),
    ]


HIVES, FERRY = (
    f"- {work} {'and whatever else is near it ' * 12}".strip() for work in ("open the hives", "mend the ferry")
)


def test_what_stands_overleaf_is_on_that_page_though_its_record_begins_before() -> None:
    text = f"1.1 The council will do this:\n\n{HIVES}\f{FERRY}\n"
    source = PaperText(text=text, has_pages=True, digest="", labels=("9", "10"))
    document = parse_paper(Paper(id="p", title="", file=""), source)
    found = [(passage.text[:16], passage.page, passage.locator) for passage in passages_of(document)]
    assert found[-2:] == [
        ("open the hives a", 1, "paragraph 1.1 (printed page 9)"),
        ("mend the ferry a", 2, "paragraph 1.1 (printed page 10)"),
    ]


@pytest.mark.parametrize(
    ("labels", "second", "third"),
    [
        ((), "paragraph 1.1", "paragraph 1.1"),
        (("9", "10"), "paragraph 1.1 (printed page 9)", "paragraph 1.1 (printed page 10)"),
    ],
)
def test_a_sentence_of_a_paragraph_that_goes_on_overleaf_is_on_its_own_page(
    labels: tuple[str, ...], second: str, third: str
) -> None:
    text = f"1.1 {LONG} The board has ~~let~~ kept\fold boats. {PIERS}"
    document = parse_paper(
        Paper(id="p", title="", file=""), PaperText(text=text, has_pages=True, digest="", labels=labels)
    )
    assert [(p.text, p.page, p.locator) for p in passages_of(document)] == [
        (SENTENCE, 1, second),
        (f"{SENTENCE} The board has let kept old boats.", 1, second),
        (PIERS, 2, third),
    ]


@pytest.mark.parametrize(
    ("labels", "places"),
    [(("9", "10"), ["first page (printed page 9)", "page 2 (printed page 10)"]), ((), ["first page", "page 2"])],
)
def test_what_goes_on_overleaf_is_told_by_that_page_alone_where_nothing_else_tells_it(
    labels: tuple[str, ...], places: list[str]
) -> None:
    source = PaperText(text=f"{HIVES}\f{FERRY}\n", has_pages=True, digest="", labels=labels)
    document = parse_paper(Paper(id="p", title="", file=""), source)
    first, second = document.records
    both = replace(first, span=Span(start=first.span.start, end=second.span.end), text="")  # as a table's rows are
    assert [passage.locator for passage in passages_of(replace(document, records=(both,)))] == places


def test_a_passage_comes_from_the_record_it_names(document: Document) -> None:
    for passage in passages_of(document):
        record = document.records[passage.record]
        own = [record.span, getattr(record, "title_span", record.span)]
        assert any(span.holds(passage.span) for span in own)
        assert passage.locator == record.locator


def test_a_passage_is_short_or_one_sentence_or_one_list(document: Document) -> None:
    for passage in passages_of(document):
        short = len(passage.text.split()) <= LONGEST
        assert short or len(sentence_spans(passage.text)) == 1 or "\n" in passage.text


def test_every_record_has_a_passage_unless_its_words_stand_elsewhere(document: Document) -> None:
    passages = passages_of(document)
    said = squeezed(" ".join(passage.text for passage in passages))
    for record in document.records:
        if not any(struck.meets(record.span) for struck in document.struck):
            opening = squeezed(sentence_spans(record.text)[0].of(record.text).lstrip("•- "))
            assert opening in said


def test_what_is_embedded_is_the_context_and_then_the_quote() -> None:
    (passage,) = passages_of(made_up(paragraph("The ferry is late."), text="The ferry is late."))
    assert passage == Passage(
        id="made-up:0-18",
        paper="made-up",
        kind=PassageKind.PARAGRAPH,
        text="The ferry is late.",
        span=Span(start=0, end=18),
        locator="here",
        context="Rivers",
        record=0,
    )
    assert passage.embedded == "Rivers. The ferry is late."


def test_a_bullet_is_embedded_with_the_line_that_leads_it() -> None:
    text = f"Each quay has:\n- {LONG}"
    passages = passages_of(made_up(paragraph(text), text=text))
    assert [(passage.context, passage.text) for passage in passages] == [
        ("Rivers", "Each quay has:"),
        ("Rivers. Each quay has:", SENTENCE),
    ]


def test_a_sentence_that_was_struck_out_is_superseded(changes: Document) -> None:
    passages = {passage.text: passage for passage in passages_of(changes)}
    income = "By 2028, average income in Kent and Medway will be 5% higher than the national average."
    assert passages[income].superseded
    assert not passages["By 2028, waits for diagnostics will meet national ambitions."].superseded


def test_a_change_is_one_passage_for_its_sentence(changes: Document) -> None:
    spans = {change.span for change in changes.of_type(Change)}
    found = {passage.span for passage in passages_of(changes) if passage.kind is PassageKind.CHANGE}
    assert found == spans


@pytest.mark.parametrize(
    ("kind", "paper", "outcomes"),
    [
        (Outcome, "strategy", [1, 2, 3, 4, 5, 6]),
        (Indicator, "strategy", [1, 2, 3, 4, 5, 6]),
        (Metric, "jfp", [1, 2, 3, 4, 5, 6, None]),
        (Action, "jfp", [1, 2, 3, 4, 5, 6, None]),
    ],
)
def test_a_record_belongs_to_its_outcome(
    documents: dict[str, Document], kind: type[Record], paper: str, outcomes: list[int | None]
) -> None:
    assert list(dict.fromkeys(outcome_of(record) for record in documents[paper].of_type(kind))) == outcomes


def test_questions_reach_the_passage_they_were_written_for() -> None:
    passages = passages_of(made_up(paragraph("The ferry is late."), text="The ferry is late."))
    asked = {"made-up:0-18": Questions(asks=("is it on time?",), unsaid=("why?",)), "other:0-1": Questions(asks=("x",))}
    (passage,) = with_questions(passages, asked)
    assert passage == replace(passages[0], asks=("is it on time?",), unsaid=("why?",))
    assert passage.words == "Rivers The ferry is late. is it on time?"


def test_squeezed_words_are_letters_and_figures_alone() -> None:
    assert squeezed("From 7.9% to £5 – at last!") == "from79%to£5atlast"

from assistant.web.runs import Overlay, Run
from corpus.records import Block, BlockKind, Document, Paper, Record, Span

#       0123456789012345678901234
TEXT = "one two three\n\nfour\tfive"
DOCUMENT = Document(
    paper=Paper(id="p", title="P", file="p.txt"),
    text=TEXT,
    blocks=(
        Block(kind=BlockKind.PARAGRAPH, span=Span(start=0, end=13)),
        Block(
            kind=BlockKind.ROW,
            span=Span(start=15, end=24),
            cells=(Span(start=15, end=19), Span(start=20, end=24)),
        ),
    ),
    records=(Record(text="two three", span=Span(start=4, end=13), locator="x"),),
    struck=(Span(start=4, end=7),),
)
FIRST, FOUR, FIVE = Span(start=0, end=13), Span(start=15, end=19), Span(start=20, end=24)


def test_a_text_with_nothing_over_it_is_one_run() -> None:
    assert Overlay(DOCUMENT).runs(FIVE) == (Run(text="five"),)


def test_what_is_struck_out_is_a_run_at_its_records_place() -> None:
    assert Overlay(DOCUMENT).runs(FIRST) == (
        Run(text="one "),
        Run(text="two", struck=True, places=("4-13",)),
        Run(text=" three"),
    )


def test_a_passage_may_run_over_blocks_and_cells() -> None:
    overlay = Overlay(DOCUMENT, passage=Span(start=8, end=20))
    assert overlay.runs(FIRST)[-1] == Run(text="three", passage=True, id="8-20")
    assert overlay.runs(FOUR) == (Run(text="four", passage=True, last=True),)
    assert overlay.runs(FIVE) == (Run(text="five"),)


def test_found_words_are_numbered_in_their_order() -> None:
    overlay = Overlay(DOCUMENT, found=(Span(start=0, end=3), Span(start=5, end=6)))
    assert [(run.text, run.found, run.struck) for run in overlay.runs(FIRST)] == [
        ("one", 0, False),
        (" ", None, False),
        ("t", None, True),
        ("w", 1, True),
        ("o", None, True),
        (" three", None, False),
    ]


def test_a_passage_between_the_blocks_is_not_shown() -> None:
    assert Overlay(DOCUMENT, passage=Span(start=13, end=15)).passage is None
    assert Overlay(DOCUMENT, passage=Span(start=90, end=95)).passage is None


def test_a_passage_keeps_its_name_though_its_record_begins_there() -> None:
    runs = Overlay(DOCUMENT, passage=Span(start=4, end=13)).runs(FIRST)
    assert (runs[1].id, runs[1].places) == ("4-13", ())

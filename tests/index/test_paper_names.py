"""What papers are called, found in a question."""

import pytest

from corpus.records import Paper
from index.paper_names import PaperNames

STRATEGY = Paper(
    id="strategy", title="Kent Care Strategy", file="s.txt", called=("care strategy", "the strategy", "v8")
)
PLAN = Paper(id="plan", title="Plan 2015-2020: St. Mary's & Co", file="p.txt", called=("forward plan", "jfp"))
AGENDA = Paper(id="agenda", title="…", file="a.txt", called=("(the agenda)", "8.0"))
NAMES = PaperNames((STRATEGY, PLAN, AGENDA))


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("What does the JFP say, and what the strategy?", (STRATEGY, PLAN)),
        ("Tell me about carers in the JFP.", (PLAN,)),
        ("what is in Plan 2015–2020, St Mary's and Co", ()),
        ("what is in plan 2015–2020: St Mary’s & Co?", (PLAN,)),
        ("What changed in version 8.0?", (AGENDA,)),
        ("What changed in version 8?", ()),
        ("the strategies of v80", ()),
        ("…", ()),
        ("", ()),
    ],
)
def test_papers_are_named_by_title_or_by_what_they_are_called(question: str, papers: tuple[Paper, ...]) -> None:
    assert NAMES.named(question) == papers


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("What does the forward plan say about carers?", "What say about carers?"),
        ("Under the joint forward plan who leads on stroke?", "who leads on stroke?"),
        ("what does (the agenda) say", "what does (the agenda) say"),
        ("the strategy's vision", "vision"),
        ("What is the vision?", "What is the vision?"),
        ("Compare v8 and the JFP", "Compare and"),
    ],
)
def test_names_of_papers_are_taken_out_before_the_search(question: str, bare: str) -> None:
    assert NAMES.without(question) == bare

"""Which passages an answer shows, and how the further ones are introduced."""

from dataclasses import replace

import pytest

from assistant import showing
from assistant.draft import Draft
from assistant.showing import passages_shown
from index.library import Library
from index.passages import Passage
from index.search import SearchResult, SearchResults
from tests.assistant.finding import draft, holding, texts


def found(library: Library, *scored: tuple[Passage, float]) -> Draft:
    results = tuple(
        SearchResult(passage=passage, score=score, dense=score, question=None, asked=None, keyword=None)
        for passage, score in scored
    )
    kept = SearchResults(query="?", kept=results, dropped=(), said=(), unsaid=(), seconds=0.0)
    return replace(draft(library, "Tell me of the orchard"), results=kept, ranked=results)


def passages(library: Library) -> tuple[Passage, Passage, Passage]:
    return (
        holding(library, "bees", "The hives stand"),
        holding(library, "bees", "Honey is taken"),
        holding(library, "boats", "The ferry"),
    )


HIVES = "Bees: “The hives stand in the orchard behind the church. Honey is taken in August by the warden.”"
FERRY = "Boats: “The ferry crosses the river each hour until dusk.”"


def test_a_passage_that_was_quoted_with_a_better_one_is_not_quoted_again(small: Library) -> None:
    hives, honey, ferry = passages(small)
    assert texts(passages_shown(found(small, (hives, 1.0), (honey, 0.95), (ferry, 0.9)))) == [HIVES, FERRY]


def test_passages_without_everyday_questions_are_followed_by_two_that_are_as_good(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "WORDS", 1000)
    words = ("the 76% A&E 4-hour", "Thrive, our new", "c.£73m annually", "including Paediatric Surgery")
    apart = [holding(library, "jfp", one) for one in words]
    claims = passages_shown(found(library, *((passage, 1.0 - 0.01 * at) for at, passage in enumerate(apart))))
    cited = [span for claim in claims for span in claim.cites if span.paper == "jfp"]
    quoted = [any(c.start <= passage.span.start < c.end for c in cited) for passage in apart]
    assert quoted == [True, True, True, False]


@pytest.mark.parametrize(("weighed", "shown"), [(0.6, [HIVES, FERRY]), (0.4, [HIVES])])
def test_of_passages_that_were_read_those_are_shown_that_reading_likes_as_much(
    small: Library, weighed: float, shown: list[str]
) -> None:
    """By the search alone the second would be far too low, or near enough."""
    hives, _, ferry = passages(small)
    results = found(small, (hives, 1.0), (ferry, 0.3 if len(shown) > 1 else 0.95))
    read = tuple(replace(r, weighed=w) for r, w in zip(results.ranked, (1.0, weighed), strict=True))
    assert texts(passages_shown(replace(results, ranked=read))) == shown


def test_what_was_read_may_be_followed_by_three(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "WORDS", 1000)
    words = ("the 76% A&E 4-hour", "Thrive, our new", "c.£73m annually", "including Paediatric Surgery")
    apart = [holding(library, "jfp", one) for one in words]
    results = found(library, *((passage, 1.0) for passage in apart))
    read = replace(results, ranked=tuple(replace(r, weighed=1.0) for r in results.ranked))
    for shown, expected in ((passages_shown(results), 3), (passages_shown(read), 4)):
        cited = [span for claim in shown for span in claim.cites if span.paper == "jfp"]
        assert sum(any(c.start <= p.span.start < c.end for c in cited) for p in apart) == expected


def test_a_passage_that_is_much_worse_is_not_shown(small: Library) -> None:
    hives, honey, ferry = passages(small)
    assert texts(passages_shown(found(small, (hives, 1.0), (honey, 0.95), (ferry, 0.6)))) == [HIVES]


def test_a_passage_with_everyday_questions_is_followed_by_one(small: Library) -> None:
    hives, honey, ferry = passages(small)
    asked = replace(hives, asks=("Where are the hives?",))
    assert texts(passages_shown(found(small, (asked, 1.0), (honey, 0.95), (ferry, 0.95)))) == [HIVES, FERRY]


def test_passages_of_one_record_that_one_everyday_question_leads_to_are_quoted_together(library: Library) -> None:
    now = holding(library, "jfp", "We are currently achieving the 76%")
    draft_plan = holding(library, "jfp", "The first draft operational activity plan shows")
    results = found(library, (draft_plan, 1.0), (now, 0.8))
    led = tuple(replace(result, asked="four hours in A&E?") for result in results.ranked)
    (claim,) = passages_shown(replace(results, ranked=led))
    assert "We are currently achieving the 76% A&E 4-hour standard." in claim.text
    assert "shows achievement of 81% by March 2024." in claim.text


def test_short_entries_of_one_place_are_shown_beside_each_other(library: Library) -> None:
    signed = [p for p in library.passages("strategy") if p.locator.endswith("Our Pledge") and "," in p.text[-40:]]
    names = [p for p in signed if any(name in p.text for name in ("Gough", "Maple", "Frederick"))]
    claims = passages_shown(found(library, *((name, 1.0 - 0.01 * at) for at, name in enumerate(names))))
    cited = " ".join(claim.cites[0].quote for claim in claims)
    assert [name for name in ("Gough", "Maple", "Frederick") if name in cited] == ["Gough", "Maple", "Frederick"]


def test_the_same_place_of_another_paper_is_not_quoted_with_it(library: Library) -> None:
    words = "This outcome has been significantly strengthened"
    one, other = holding(library, "asc-committee", words), holding(library, "cabinet-committee", words)
    assert one.locator == other.locator
    results = found(library, (one, 1.0), (other, 0.99))
    led = tuple(replace(result, asked="what is new in outcome 5?") for result in results.ranked)
    cited = [citation for claim in passages_shown(replace(results, ranked=led)) for citation in claim.cites]
    assert all(citation.quote.startswith(words) for citation in cited)


@pytest.mark.parametrize(
    ("question", "score", "shown"),
    [
        ("What will they do about autism checks?", 0.6, ["metrics", "action"]),
        ("What will they do about autism checks?", 0.4, ["metrics"]),  # too far from it
        ("Which metric is on autism checks?", 0.6, ["metrics"]),
    ],
)
def test_what_will_be_done_is_told_after_a_metric_that_is_only_named(
    library: Library, question: str, score: float, shown: list[str]
) -> None:
    waiting = holding(library, "jfp", "ADHD and autism diagnostic assessments")
    other, own = (
        holding(library, "jfp", "Refine the current Dementia pathway"),
        holding(library, "jfp", "of SEND needs"),
    )
    asked = replace(found(library, (waiting, 1.0), (other, score), (own, score)), ask=draft(library, question).ask)
    claims = passages_shown(asked)
    assert [claim.cites[0].quote for claim in claims if "goal" in claim.text] == [
        {"metrics": waiting.text, "action": own.text}[each] for each in shown
    ]

"""Passages and records -> claims: a direct sentence first, then the quote that carries it."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from assistant.composing import (
    attributes,
    columns,
    following_items,
    is_only_named,
    passage_claims,
    place,
    row_citation,
    target_words,
    timescale_words,
    whole_list,
)
from assistant.questions import Ask, Kind
from corpus.extraction import parse_paper
from corpus.reading import PaperText
from corpus.records import Action, Horizon, Metric, Paper, Span, Timescale, TimescalePart
from index.building import build
from index.library import Library
from index.passages import passages_of
from tests.assistant.conftest import WordEmbedder
from tests.assistant.finding import holding, indicator, places, record, texts

OWNED = "Continue to develop the use of virtual ward pathways"
CARRIED = "The established Smoking in Pregnancy specialist midwives"
FLOW = (
    "Joint Forward Plan, chapter 5 (shared outcome 5), goal “Provide quality healthcare as close to home as possible "
    "and improve flow through the system”"
)


def asking(kind: Kind) -> Ask:
    return Ask(text="?", kind=kind)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("mothers smoking", "Target: no more than 6% by 2028/29, from 10.2%."),
        (
            "Year 6",
            "Target for % of children in Year 6 who are healthy weight: 63% by 2028, the level now; "
            "No target figure is given for severe obesity by 2028, from 5%.",
        ),
        (
            "91 days",
            "Target in Kent: at least 85% by 2028/29, no starting figure given; "
            "Target in Medway: in line with the national average by 2028/29, no starting figure given.",
        ),
        ("alcohol", "Target: 395 per 100,000 by 2028, from 418.7 per 100,000."),
        ("pupil absence", "Target: below 5% by 2028, from 7.9%."),
        ("out of area mental health", "Target: at or close to zero, no starting figure given."),
        ("learning disability", "Target: similar to, or better than, the national average by 2028/29, no starting figure given."),
        ("net-zero", ""),
        ("Vacancies", ""),
    ],
)  # fmt: skip
def test_an_indicators_figures_are_one_line_and_no_more_than_it_gives(library: Library, words: str, says: str) -> None:
    assert target_words(indicator(library, words)) == says


def timescale(text: str, *parts: tuple[str | None, Horizon]) -> Timescale:
    return Timescale(
        text=text,
        span=Span(start=0, end=len(text)),
        locator="Chapter 1",
        parts=tuple(TimescalePart(label=label, horizon=horizon) for label, horizon in parts),
    )


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        (None, "No timescale is printed."),
        (timescale("●", (None, Horizon.SHORT)), "Timescale: short term (under 1 year), printed as ●."),
        (timescale("●●", (None, Horizon.MEDIUM)), "Timescale: medium term (1-2 years), printed as ●●."),
        (timescale("●●●", (None, Horizon.LONG)), "Timescale: long term (3-5 years and more), printed as ●●●."),
        (timescale("Ongoing"), "Timescale: Ongoing."),
        (
            timescale("●\n●●", (None, Horizon.SHORT), (None, Horizon.MEDIUM)),
            "Timescale: short term (under 1 year); medium term (1-2 years).",
        ),
        (
            timescale("West Kent ●\nEast Kent ●●", ("West Kent", Horizon.SHORT), ("East Kent", Horizon.MEDIUM)),
            "Timescale: West Kent: short term (under 1 year); East Kent: medium term (1-2 years).",
        ),
        (
            timescale("Continued...\nSheppey\n●", ("Sheppey", Horizon.SHORT)),
            "Timescale: Sheppey: short term (under 1 year).",
        ),
        (
            timescale("Phase 1: Maidstone Hospital.\nPhase 2: William Harvey."),
            "Timescale: Phase 1: Maidstone Hospital. Phase 2: William Harvey.",
        ),
    ],
)
def test_a_timescale_is_given_as_read_and_as_printed(printed: Timescale | None, says: str) -> None:
    assert timescale_words(printed) == says


def test_every_printed_timescale_has_words(library: Library) -> None:
    said = [timescale_words(action.timescale) for action in library.document("jfp").of_type(Action)]
    assert [words for words in said if not words.endswith(".") or "\n" in words or "Continued" in words] == []


@pytest.mark.parametrize(
    ("paper", "words", "where"),
    [
        ("strategy", "mothers smoking", "Integrated Care Strategy, version 8, shared outcome 1, indicators"),
        (
            "strategy",
            "informal carers",
            "Integrated Care Strategy, version 8, shared outcome 4, priority “Support carers”",
        ),
        ("strategy", "safely sharing data", "Integrated Care Strategy, version 8, enabler 1"),
        ("strategy", "Support veterans", "Integrated Care Strategy, version 8, shared outcome 3 › What we heard"),
        ("changes", "418.7", "Changes between versions 7.1 and 8.0, agenda pack page 32"),
        ("cabinet-committee", "several Cabinet Committees", "Report to a Cabinet Committee, paragraph 1.2"),
        ("jfp", OWNED, FLOW),
    ],
)
def test_a_place_is_named_as_a_person_would(library: Library, paper: str, words: str, where: str) -> None:
    assert place(library, holding(library, paper, words)) == where


def test_of_a_long_place_the_last_heading_is_said(small: Library) -> None:
    honey = holding(small, "bees", "Honey is taken")
    deep = "Bees › What the warden of the orchard does in each month › Honey › August (printed page 3)"
    assert [place(small, replace(honey, locator=where)) for where in ("Bees › Honey", deep)] == [
        "Bees, Honey",
        "Bees, August",
    ]


def test_an_owner_that_is_asked_for_comes_first(library: Library) -> None:
    passage = holding(library, "jfp", OWNED)
    claims = passage_claims(library, passage, asking(Kind.OWNER))
    assert texts(claims) == [
        "Owner: NHS Kent and Medway ICB, Provider Trust Boards.",
        f"{FLOW}: “{passage.text}” Timescale: short term (under 1 year), printed as ●.",
    ]
    row = "●\tNHS Kent and Medway ICB\nProvider Trust Boards"
    assert [quote for _, quote in places(claims)] == [passage.text, row, passage.text, row]


def test_a_timescale_that_is_asked_for_comes_first(library: Library) -> None:
    passage = holding(library, "jfp", OWNED)
    assert texts(passage_claims(library, passage, asking(Kind.TIMESCALE))) == [
        "Timescale: short term (under 1 year), printed as ●.",
        f"{FLOW}: “{passage.text}” Owner: NHS Kent and Medway ICB, Provider Trust Boards.",
    ]


def test_an_action_that_is_asked_about_comes_before_its_owner(library: Library) -> None:
    passage = holding(library, "jfp", OWNED)
    assert texts(passage_claims(library, passage, asking(Kind.FACT))) == [
        f"{FLOW}: “{passage.text}”",
        "Owner: NHS Kent and Medway ICB, Provider Trust Boards. Timescale: short term (under 1 year), printed as ●.",
    ]


def test_an_owner_from_the_row_above_is_cited_there_and_said_to_be(library: Library) -> None:
    action = record(library, "jfp", Action, CARRIED)
    cited = row_citation(library, "jfp", action)
    assert cited is not None
    assert (action.owner_carried, cited.quote, cited.locator.split(" › ")[-1]) == (
        True,
        "NHS Kent and Medway ICB",
        "owner, from the row above",
    )


def test_what_a_row_leaves_out_is_said_to_be_left_out(library: Library) -> None:
    action = next(a for a in library.document("jfp").of_type(Action) if a.owner is None and a.timescale is None)
    assert attributes(action) == "No owner is printed. No timescale is printed."
    assert row_citation(library, "jfp", action) is None


def test_an_indicator_leads_with_its_figures(library: Library) -> None:
    passage = holding(library, "strategy", "pupil absence")
    where = "Integrated Care Strategy, version 8, shared outcome 1, indicators"
    assert texts(passage_claims(library, passage, asking(Kind.TARGET))) == [
        "Target: below 5% by 2028, from 7.9%.",
        f"{where}: “By 2028 pupil absence rates will have fallen from 7.9% to below 5%.”",
    ]


def test_an_indicator_is_quoted_alone_where_no_figure_is_asked_for(library: Library) -> None:
    claims = passage_claims(library, holding(library, "strategy", "pupil absence"), asking(Kind.FACT))
    assert texts(claims) == [
        "Integrated Care Strategy, version 8, shared outcome 1, indicators: “By 2028 pupil absence rates will have "
        "fallen from 7.9% to below 5%.”"
    ]


def test_an_indicator_has_no_owner_and_says_so(library: Library) -> None:
    claims = passage_claims(library, holding(library, "strategy", "pupil absence"), asking(Kind.OWNER))
    assert claims[0].text == "The paper names no owner for this indicator."


def test_an_indicator_without_figures_is_quoted_alone(library: Library) -> None:
    claims = passage_claims(library, holding(library, "strategy", "Sickness absence"), asking(Kind.TARGET))
    assert texts(claims) == ["Integrated Care Strategy, version 8, shared outcome 6, indicators: “Sickness absence”"]


def test_a_metric_that_is_only_named_is_said_to_have_no_figure(library: Library) -> None:
    passage = holding(library, "jfp", "65 and over who received a flu vaccination")
    where = "Joint Forward Plan, chapter 4 (shared outcome 4), goal “Chronic respiratory disease”"
    wording = f"{where}: “Percentage of people aged 65 and over who received a flu vaccination”"
    assert texts(passage_claims(library, passage, asking(Kind.FACT))) == [wording]
    assert texts(passage_claims(library, passage, asking(Kind.TARGET))) == [
        "The plan names this as a metric and prints no figure for it.",
        wording,
    ]


@pytest.mark.parametrize(
    ("words", "named_only"),
    [
        ("Number of completed referrals", True),
        ("weighted patients", True),
        ("a post COVID service who are not assessed", True),
        ("Get It Right First Time reports", True),
        ("in receipt of all 6 core physical health checks", False),
        ("Dementia Diagnosis Rate", False),
        ("Vacancy:", False),
        ("95% patients will receive a diagnostic test", False),
        ("Reducing carbon emissions associated", False),
    ],
)
def test_what_is_counted_is_no_figure(library: Library, words: str, named_only: bool) -> None:
    metric = next(m for m in library.document("jfp").of_type(Metric) if words in m.text)
    assert is_only_named(metric) is named_only


@pytest.mark.xfail(reason="people's quotations that stand right after the list are taken for its items")
def test_a_lead_in_is_followed_by_the_items_it_leads(library: Library) -> None:
    lead = next(p for p in library.passages("strategy") if p.text.endswith("measures around:"))
    assert texts(following_items(library, lead)) == [
        "“Vacancies”",
        "“Staff wellbeing”",
        "“Sickness absence”",
        "“VCSE workforce”",
        "“Supporting employment in under-represented groups”",
    ]


def test_a_sentence_without_a_colon_leads_nothing(library: Library) -> None:
    assert following_items(library, holding(library, "strategy", "mothers smoking")) == []


def test_a_passage_that_is_its_whole_record_stays_as_it_is(library: Library) -> None:
    passage = holding(library, "strategy", "mothers smoking")
    assert whole_list(library, passage) is passage


def test_a_part_of_a_short_action_is_shown_as_the_whole_of_it(library: Library) -> None:
    parts = [
        (passage, record)
        for passage in library.passages("jfp")
        if isinstance(record := library.document("jfp").records[passage.record], Action)
        and passage.span != record.span
        and len(record.text.split()) <= 60
    ]
    assert parts
    assert [p.id for p, r in parts if (w := whole_list(library, p)).span != r.span or w.text != r.text] == []


def test_a_record_that_is_shown_whole_is_told_where_it_begins() -> None:
    long = "and whatever else is near it " * 8
    text = f"1.1 The council will:\n\n- open the hives {long}\f- mend the ferry {long}\n"
    source = PaperText(text=text, has_pages=True, digest="", labels=("9", "10"))
    document = parse_paper(Paper(id="p", title="", file=""), source)
    overleaf = passages_of(document)[-1]
    library = cast(Library, SimpleNamespace(document=lambda paper: document))
    shown = whole_list(library, overleaf)
    assert [(p.page, p.locator) for p in (overleaf, shown)] == [
        (2, "paragraph 1.1 (printed page 10)"),
        (1, "paragraph 1.1 (printed page 9)"),
    ]


def test_a_tables_row_is_quoted_after_the_names_of_its_columns(tmp_path: Path, embedder: WordEmbedder) -> None:
    (tmp_path / "boats.txt").write_text(
        "# Boats\n\nHarbour\tBoats\tSold later\nNorth quay\t42\t7\nSouth quay\t\t9\n\nWords say more.\n"
    )
    build(tmp_path, tmp_path / "index", embedder)
    found = Library.open(tmp_path / "index")
    north, south, words = (holding(found, "boats", text) for text in ("North", "South", "Words"))
    (claim,) = passage_claims(found, north, asking(Kind.FACT))
    assert claim.text == "Boats (columns: Harbour | Boats | Sold later): “North quay | 42 | 7”"
    assert (
        columns(found, replace(north, span=Span(start=north.span.start, end=north.span.start + 5)))
        == " (columns: Harbour)"
    )
    assert columns(found, south) == " (columns: Harbour | Boats | Sold later)"
    assert columns(found, words) == ""

"""The Joint Forward Plan's tables, row by row, against a reading by hand."""

import json
from collections import Counter
from pathlib import Path

import pytest

from corpus.action_plan import action_plan_records
from corpus.reading import PaperText
from corpus.records import Action, Document, Enabler, Horizon, Metric, Outcome, Paragraph, TimescalePart
from corpus.structure import read_structure

EXPECTED = Path(__file__).parent / "expected"
HORIZONS = {"short": Horizon.SHORT, "medium": Horizon.MEDIUM, "long": Horizon.LONG}
STAFFING = "Using our current teams efficiently and reducing high agency costs"
FAMILY = "Adopt a whole family approach with early help and a focus on preventing rather than responding to crises"
DIAGNOSTICS = (
    "Provide quality healthcare as close to home as possible and Improve flow through the system "
    "- Community Diagnostics Centres"
)

Row = dict[str, object]


def expected(name: str) -> list[Row]:
    return [json.loads(line) for line in (EXPECTED / name).read_text(encoding="utf-8").splitlines()]


ACTIONS = expected("jfp_actions.jsonl")
METRICS = expected("jfp_metrics.jsonl")


def flat(text: str) -> str:
    return " ".join(text.split())


def as_row(document: Document, action: Action, row: Row) -> Row:
    """An action in the terms in which the rows were read by hand."""
    text = flat(action.text)
    return {
        "line": row["line"],
        "chapter": action.chapter,
        "goal": action.goal,
        "starts": text[: len(str(row["starts"]))],
        "ends": text[-len(str(row["ends"])) :],
        "timescale": flat(action.timescale.text) if action.timescale else None,
        "horizons": [part.horizon.name.lower() for part in action.timescale.parts] if action.timescale else [],
        "owner": flat(action.owner_span.of(document.text)) if action.owner_span else None,
        "from": "none" if action.owner is None else "carried" if action.owner_carried else "own",
    }


def opening(document: Document, words: str) -> Action:
    return next(action for action in document.of_type(Action) if action.text.startswith(words))


@pytest.mark.parametrize("number", range(len(ACTIONS)), ids=[f"line-{row['line']}" for row in ACTIONS])
def test_an_action_is_what_its_row_says(plan: Document, number: int) -> None:
    row = dict(ACTIONS[number])
    read = as_row(plan, list(plan.of_type(Action))[number], row)
    assert str(read.pop("goal")).lower() == str(row.pop("goal")).lower()
    assert read == row


def test_every_row_of_the_plan_is_an_action(plan: Document) -> None:
    per_chapter = Counter(action.chapter for action in plan.of_type(Action))
    assert per_chapter == {1: 26, 2: 21, 3: 35, 4: 40, 5: 21, 6: 31, 7: 43, 8: 21, 9: 6}
    assert per_chapter.total() == len(ACTIONS) == 244


def test_every_metric_has_its_words_and_its_goal(plan: Document) -> None:
    read = [{"chapter": m.chapter, "goal": m.goal, "text": flat(m.text)} for m in plan.of_type(Metric)]
    assert read == [{key: row[key] for key in ("chapter", "goal", "text")} for row in METRICS]
    assert len(read) == 68


def test_the_sign_of_every_horizon_is_counted(plan: Document) -> None:
    parts = [part.horizon for a in plan.of_type(Action) if a.timescale for part in a.timescale.parts]
    assert Counter(parts) == {Horizon.SHORT: 123, Horizon.MEDIUM: 42, Horizon.LONG: 14}


def test_a_row_that_slipped_by_a_column_is_put_right(plan: Document) -> None:
    action = opening(plan, "Advance levels of attainment programme")
    assert action.timescale is not None
    assert (action.goal, action.timescale.text, action.owner, action.owner_carried) == (
        STAFFING,
        "●●",
        "Provider Trust Boards, NHS Kent and Medway ICB",
        True,
    )
    assert [m.text for m in plan.of_type(Metric) if m.goal == STAFFING] == [
        "Bank reduction: -862 WTE, -31/28%",
        "Agency reduction: -442 WTE, -45.34%",
    ]


def test_a_stray_page_number_is_no_goal(plan: Document) -> None:
    action = opening(plan, "Implementation of the Armed Forces Act 2021")
    assert (action.goal, action.number) == (FAMILY, 4)


def test_a_lone_comma_is_no_owner(plan: Document) -> None:
    action = opening(plan, "Change our commissioning approach from activity based")
    assert (action.owner, action.owner_carried) == ("NHS Kent and Medway ICB", True)


def test_ongoing_is_a_timescale_without_a_horizon(plan: Document) -> None:
    action = opening(plan, "Ensure continuous improvement of services through utilising")
    assert action.timescale is not None
    assert (action.timescale.text, action.timescale.parts) == ("Ongoing", ())


def test_an_empty_timescale_is_none_and_never_that_of_the_row_above(plan: Document) -> None:
    assert opening(plan, "Continue to develop local Maternity Voices Partnerships").timescale is None
    assert sum(1 for action in plan.of_type(Action) if action.timescale is None) == 71


def test_several_groups_of_dots_keep_the_words_before_them(plan: Document) -> None:
    action = opening(plan, "Diagnostic imaging services flow improvement")
    assert action.timescale is not None
    assert action.timescale.parts == (
        TimescalePart(label="West Kent CDC (Hermitage Court)", horizon=Horizon.SHORT),
        TimescalePart(label="East Kent CDC (Buckland Community Hospital Hub)", horizon=Horizon.MEDIUM),
    )


def test_a_row_that_goes_on_over_the_page_stays_with_its_goal(plan: Document) -> None:
    action = opening(plan, "Continued...")
    assert action.timescale is not None
    assert (action.goal, action.number) == (DIAGNOSTICS, 2)
    assert [part.label for part in action.timescale.parts] == [
        "Medway and Swale CDC (Sheppey Community Hospital Hub, Rochester Healthy Living Centre Spoke)",
        "Dartford, Gravesham and Swanley",
    ]


def test_seven_groups_of_dots_are_seven_horizons_of_one_row(plan: Document) -> None:
    action = opening(plan, "Deliver an entirely new service model")
    short, medium = Horizon.SHORT, Horizon.MEDIUM
    assert action.timescale is not None
    assert [part.horizon for part in action.timescale.parts] == [medium, short, short, medium, short, short, medium]


def test_an_owner_is_carried_from_the_row_above_of_the_same_goal(plan: Document) -> None:
    above = opening(plan, "Provide targeted support to East Kent Hospitals University")
    below = opening(plan, "Ensure continuous improvement of services through utilising")
    assert (above.owner, above.owner_carried) == ("NHS Kent and Medway ICB", False)
    assert (below.owner, below.owner_carried, below.owner_span) == ("NHS Kent and Medway ICB", True, above.owner_span)


def test_no_owner_is_carried_from_another_goal(plan: Document) -> None:
    ownerless = [(action.chapter, action.text[:30]) for action in plan.of_type(Action) if action.owner is None]
    assert ownerless == [
        (4, "See shared outcome 1 – deliver"),
        (6, "Review all health and wellbein"),
        (6, "Identify health and wellbeing "),
        (9, "Deliver the communications and"),
        (9, "Deliver online survey on ‘Have"),
        (9, "Support communication and enga"),
    ]


def test_two_owners_in_paragraphs_of_their_own_are_parted_by_a_comma(plan: Document) -> None:
    action = opening(plan, "In the longer term we will:")
    assert action.owner_span is not None
    assert (action.owner, action.owner_span.of(plan.text)) == (
        "NHS Kent and Medway ICB, NHS Provider Boards",
        "NHS Kent and Medway ICB\nNHS Provider Boards",
    )


def test_a_continued_goal_is_the_same_goal_and_goes_on_counting(plan: Document) -> None:
    action = opening(plan, "Work with London Paediatric Hub")
    assert action.goal_span is not None
    assert (action.goal, action.goal_span.of(plan.text), action.number, action.locator) == (
        "Long Covid",
        "Long covid (continued)",
        3,
        "Chapter 4 › Long Covid › action 3",
    )


@pytest.mark.parametrize(
    ("words", "goal"),
    [
        (
            "Covid Immunisation - % of eligible adults vaccinated",
            "Tackle inequalities and prevent ill health, targeting those most in need",
        ),
        ("Sickness rate 4.32%", "Look after our people"),
        ("Turnover: 12.4%", "Look after our people"),
    ],
)
def test_a_metric_that_floats_below_a_table_finds_the_goal_it_speaks_of(plan: Document, words: str, goal: str) -> None:
    assert next(m.goal for m in plan.of_type(Metric) if m.text == words) == goal


def test_a_line_that_leads_metrics_is_no_metric(plan: Document) -> None:
    metric = next(m for m in plan.of_type(Metric) if m.text == "Smoking at time of delivery (SATOD)")
    assert metric.lead == "Reduce inequalities in access and outcomes"


def test_the_plan_words_the_outcomes_and_enablers_in_its_own_way(plan: Document) -> None:
    outcomes, enablers = list(plan.of_type(Outcome)), list(plan.of_type(Enabler))
    assert [outcome.number for outcome in outcomes] == [1, 2, 3, 4, 5, 6]
    assert outcomes[5].title == "Make Kent and Medway a great place for our colleagues to live, work and learn."
    assert [enabler.title for enabler in enablers] == [
        "We will drive research, innovation and improvement across the system",
        "We will provide system leadership, and make the most of our collective resources",
        "We will engage our communities on this Strategy and in co-designing services",
    ]


def test_the_key_to_the_dots_is_kept_as_it_reached_us(plan: Document) -> None:
    key = [p.text for p in plan.of_type(Paragraph) if p.headings[-1:] == ("Key to timescales",)]
    assert set(key) == {"Short term < 1 year", "Medium term 1-2 years", "Long term 3-5 years+"}


def test_what_was_put_right_is_noted(plan: Document) -> None:
    assert plan.notes == (
        "The line “Kent and Medway” stands 9 times on its own and was taken for a page's running line.",
        "The owner cell of the row “Change our commissioning approach from activity based commis…” holds only “,” "
        "and was read as empty.",
        "The page number 14 stands in the goal cell of the row “Implementation of the Armed Forces Act 2021 to "
        "ensure the re…” and was left out.",
        "The row “Advance levels of attainment programme to review e-rostering…” had slipped by a column and was "
        "put right.",
    )


def test_no_owner_is_carried_into_the_next_table() -> None:
    header = "Goal\tActions\tTimescale\tOwner(s)"
    text = f"{header}\nWarm homes\tMend roofs.\t●\tBoard\n\n{header}\nWarm homes (continued)\tMend walls.\t●\t"
    layout = read_structure(PaperText(text=text, has_pages=False, digest=""))
    assert [(a.text, a.goal, a.owner) for a in action_plan_records(layout) if isinstance(a, Action)] == [
        ("Mend roofs.", "Warm homes", "Board"),
        ("Mend walls.", "Warm homes", None),
    ]

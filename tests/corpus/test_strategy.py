"""The strategy's outcomes, priorities, indicators, points heard, voices and facts."""

from collections import Counter

import pytest

from corpus.records import (
    Aim,
    Direction,
    Document,
    Enabler,
    Fact,
    Heard,
    Indicator,
    Outcome,
    Paragraph,
    Priority,
    Record,
    Voice,
)

KENT_AND_MEDWAY = "Kent and Medway"
AT_HOME = (
    "percentage of people aged 65 and over who were still at home 91 days after discharge from hospital "
    "into reablement services"
)


def by_outcome(document: Document, kind: type[Record]) -> list[int]:
    counts = Counter(getattr(record, "outcome") for record in document.of_type(kind))  # noqa: B009
    return [counts[outcome] for outcome in range(1, 7)]


def indicator(document: Document, outcome: int, number: int) -> Indicator:
    return next(i for i in document.of_type(Indicator) if (i.outcome, i.number) == (outcome, number))


def test_six_outcomes_have_their_titles_from_their_own_pages(strategy: Document) -> None:
    assert [(outcome.number, outcome.title) for outcome in strategy.of_type(Outcome)] == [
        (1, "Give children and young people the best start in life"),
        (2, "Tackle the wider determinants to prevent ill health"),
        (3, "Supporting happy and healthy living"),
        (4, "Empower people to best manage their health conditions"),
        (5, "Improve health and care services"),
        (6, "Support and grow our workforce"),
    ]


def test_an_outcome_is_its_title_line_and_the_statement_under_it(strategy: Document) -> None:
    outcome = list(strategy.of_type(Outcome))[5]
    statement = "Make Kent and Medway a great place for our colleagues to live, work and learn"
    assert (outcome.text, outcome.statement, outcome.locator) == (
        f"Shared outcome 6: Support and grow our workforce\n\n{statement}",
        statement,
        "Shared outcome 6",
    )


def test_three_enablers_have_their_titles(strategy: Document) -> None:
    assert [(enabler.number, enabler.title) for enabler in strategy.of_type(Enabler)] == [
        (1, "We will drive research, innovation and improvement across the system"),
        (2, "We will provide system leadership and make the most of our collective resources"),
        (3, "We will engage our communities on our strategy and in co-designing services"),
    ]


def test_an_enabler_holds_the_paragraph_under_it(strategy: Document) -> None:
    first, _, last = strategy.of_type(Enabler)
    assert first.text.endswith("This will include safely sharing data and embracing digital innovation.")
    assert last.text.endswith("as we implement plans to meet these aims and improve health and wellbeing.")


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        (Priority, [3, 4, 3, 3, 4, 4]),
        (Indicator, [5, 4, 6, 4, 4, 5]),
        (Heard, [5, 5, 5, 3, 4, 3]),
        (Voice, [2, 2, 2, 3, 2, 2]),
    ],
)
def test_every_outcome_has_all_of_its_records(strategy: Document, kind: type[Record], counts: list[int]) -> None:
    assert by_outcome(strategy, kind) == counts


def test_a_priority_has_its_title_apart_from_its_paragraph(strategy: Document) -> None:
    priority = next(p for p in strategy.of_type(Priority) if (p.outcome, p.number) == (4, 3))
    assert (priority.title, priority.title_span.of(strategy.text), priority.locator) == (
        "Support carers",
        "Support carers",
        "Shared outcome 4 › Priorities › Support carers",
    )
    assert priority.text.startswith("We will value the important role of informal carers, involve them")
    assert priority.text.endswith("young carers and commit to reducing these challenges.")


def test_priorities_are_counted_within_their_outcome(strategy: Document) -> None:
    assert [(p.number, p.title) for p in strategy.of_type(Priority) if p.outcome == 6] == [
        (1, "Grow our skills and workforce"),
        (2, "Build 'one' workforce"),
        (3, "Look after our people"),
        (4, "Champion inclusive teams"),
    ]


def test_the_third_page_is_read_though_its_blocks_stand_in_another_order(strategy: Document) -> None:
    page = [r for r in strategy.records if r.locator.startswith("Shared outcome 3")]
    assert [type(record).__name__ for record in page] == [
        "Outcome",
        *["Heard"] * 5,
        *["Priority"] * 3,
        *["Indicator"] * 6,
        *["Voice"] * 2,
    ]
    assert [record.text for record in page[1:6]] == [
        "Improve the transition between services – communication, user experience, timeliness",
        "Engage with communities to tailor communication and support for each community",
        "Joined up services to support people who are at risk including survivors of domestic abuse and people "
        "who are homeless",
        "Support veterans",
        "Focus on adult safeguarding",
    ]


def test_a_point_heard_keeps_the_points_below_it(strategy: Document) -> None:
    point = next(h for h in strategy.of_type(Heard) if (h.outcome, h.number) == (6, 2))
    assert point.text == (
        "Benefits for staff:\n  - financial support\n  - offers with local businesses\n"
        "  - health and wellbeing support for example leisure facility membership offers"
    )


def test_the_introduction_lists_eight_points_heard(strategy: Document) -> None:
    assert [(h.number, h.text) for h in strategy.of_type(Heard) if h.outcome is None] == [
        (1, "The strategy needs to set a vision and enable local delivery"),
        (2, "Focus on the wider determinants of health and health inequalities strongly supported"),
        (3, "Need to recognise the financial challenges and difficulties of partnership working"),
        (4, "Local partners, people and communities are best placed to lead development, delivery and evaluation"),
        (5, "Communication between services needs to improve"),
        (6, "Access to GPs, social care and mental health services needs to improve"),
        (7, "Digital services are good but not accessible for everyone, there should be alternatives"),
        (8, "More support for carers"),
    ]


def test_what_a_person_said_stands_apart_from_what_the_partners_write(strategy: Document) -> None:
    assert [voice.text for voice in strategy.of_type(Voice) if voice.outcome in (2, 4)] == [
        "There is lots to do around here and I feel safe",
        "I have been diagnosed with depression. My employer has been great working with services so I can still "
        "manage work",
        "“We are not always superhuman. Someone to support us to support our child.”",
        "I can access the healthcare I need and know what options are available to me",
        "I know what my rights as a carer are and can get timely information that is accurate, carer training and "
        "education and advice on all the possible options for my health and wellbeing, support needs and finance "
        "and housing",
    ]


def test_sixteen_partner_numbers_are_facts_of_their_own(strategy: Document) -> None:
    facts = [f.text for f in strategy.of_type(Fact) if f.locator == "Introduction › partner numbers"]
    assert facts == [
        "1.9 million people",
        "2 Healthwatch organisations",
        "Approx 4,000 registered charities",
        "90,000 staff working across health and care",
        "13 housing authorities",
        "Over 74,000 businesses and enterprises",
        "14 councils 1 county, 1 unitary, 12 districts",
        "184 GP practices in 41 Primary Care Networks",
        "694 schools and 1,713 nurseries/early years settings",
        "4 Health and Care Partnerships",
        "325 pharmacies",
        "1 medical school and 3 universities",
        "7 NHS provider trusts and 1 Integrated Care Board",
        "642 care homes",
        "321 parish and town councils",
        "1 Police Force and 1 Fire and Rescue Service",
    ]


def test_seven_facts_say_how_the_partnership_listened(strategy: Document) -> None:
    facts = [f.text for f in strategy.of_type(Fact) if f.locator == "Introduction › How we listened"]
    assert facts == [
        "Work with system partners e.g. district councils, Kent Association of Local Councils, voluntary sector, "
        "Kent Housing, Police and Crime Commissioner",
        "Online platform\n'Have your say in Kent and Medway'\nOver 350 responses",
        "Nearly 9,000 clicks on social media links",
        "Over 1,000 responses in total",
        "Newsletters, staff bulletins, residents' news, social media promotion and paid advertising reached 1.5 "
        "million people",
        "32 events Family fun days, shopping centres, leisure centres, health bus, conferences",
        "Focus groups led by community and voluntary sector organisations reaching over 300 people",
    ]


def test_the_vision_is_a_paragraph_of_the_overview(strategy: Document) -> None:
    vision = next(p for p in strategy.of_type(Paragraph) if p.text.startswith("Our vision"))
    assert (vision.text, vision.locator) == (
        "Our vision:\n\nWe will work together to make health and wellbeing better than any partner can do alone",
        "Overview of the Integrated Care Strategy",
    )


def test_an_indicator_without_baseline_has_none(strategy: Document) -> None:
    found = indicator(strategy, 2, 4)
    assert (found.by_when, found.aims) == (
        "2028/29",
        (
            Aim(
                measure="percentage of the population who are in receipt of long-term support for a learning "
                "disability that are in paid employment (aged 18 to 64)",
                target="similar to, or better than, the national average",
            ),
        ),
    )


AIMS = [
    (1, 1, "2028/29", Aim(measure="proportion of mothers smoking at time of delivery", baseline="10.2%", target="no more than 6%", direction=Direction.DOWN)),
    (1, 3, "2028", Aim(measure="pupil absence rates", baseline="7.9%", target="below 5%", direction=Direction.DOWN)),
    (2, 1, "2028/29", Aim(measure="proportion of people who feel lonely often or always", baseline="7.3%", target="no more than 5%", direction=Direction.DOWN, area=KENT_AND_MEDWAY)),
    (2, 3, None, Aim(measure="progress towards their net-zero targets")),
    (3, 1, "2028", Aim(measure="% of adults in Kent and Medway who are physically inactive", baseline="22.3%", target="20%", direction=Direction.DOWN, area=KENT_AND_MEDWAY)),
    (3, 3, "2028", Aim(measure="hospital admissions in Kent and Medway due to alcohol", baseline="418.7 per 100,000", target="395 per 100,000", direction=Direction.DOWN, area=KENT_AND_MEDWAY)),
    (3, 4, "2028", Aim(measure="rate of emergency admissions for those who are frail", target="by at least 1.5% to the rate it was in 2018", direction=Direction.DOWN)),
    (3, 5, "2028", Aim(measure="diabetes complications such as stroke, heart attacks, amputations, etc.", target="by at least 10%", direction=Direction.DOWN)),
    (3, 6, "2028", Aim(measure="proportion of people who receive long-term support who live in their home or with family", direction=Direction.UP)),
    (4, 1, "2025", Aim(measure="rising trend in the percentage of days disrupted by hospital care for those with long term conditions", direction=Direction.DOWN)),
    (4, 3, "2027", Aim(measure="our organisational carers strategies", target="implemented")),
    (5, 1, "2028", Aim(measure="waits for diagnostics", target="meet national ambitions")),
    (5, 3, "2025", Aim(measure="patients with length of stay of 21+ days who no longer meet with criteria to reside", target="meet national expectations")),
    (5, 4, None, Aim(measure="Inappropriate out of area mental health placements", target="at or close to zero")),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "number", "by_when", "aim"), AIMS)
def test_an_indicator_says_what_it_measures_and_no_more(
    strategy: Document, outcome: int, number: int, by_when: str | None, aim: Aim
) -> None:
    found = indicator(strategy, outcome, number)
    assert (found.by_when, found.aims) == (by_when, (aim,))


def test_year_six_has_one_aim_to_keep_and_one_without_an_end_figure(strategy: Document) -> None:
    assert indicator(strategy, 1, 2).aims == (
        Aim(
            measure="% of children in Year 6 who are healthy weight",
            baseline="63%",
            target="63%",
            direction=Direction.KEEP,
        ),
        Aim(measure="severe obesity", baseline="5%", direction=Direction.DOWN),
    )


def test_attainment_has_one_aim_without_figures_and_one_against_the_nation(strategy: Document) -> None:
    assert indicator(strategy, 1, 5).aims == (
        Aim(measure="average attainment 8 scores for both SEN and non-SEN pupils", direction=Direction.UP),
        Aim(
            measure="gap between the two groups",
            target="5 points lower than the national average",
            direction=Direction.DOWN,
        ),
    )


def test_staying_at_home_has_one_aim_for_kent_and_one_for_medway(strategy: Document) -> None:
    assert indicator(strategy, 5, 2).aims == (
        Aim(measure=AT_HOME, target="at least 85%", direction=Direction.UP, area="Kent"),
        Aim(measure=AT_HOME, target="in line with the national average", area="Medway"),
    )


def test_the_last_outcome_names_measures_without_figures(strategy: Document) -> None:
    listed = [i for i in strategy.of_type(Indicator) if i.outcome == 6]
    assert [(i.number, i.text, i.by_when, i.aims) for i in listed] == [
        (number, name, None, (Aim(measure=name),))
        for number, name in enumerate(
            [
                "Vacancies",
                "Staff wellbeing",
                "Sickness absence",
                "VCSE workforce",
                "Supporting employment in under-represented groups",
            ],
            start=1,
        )
    ]

import pytest

from assistant.web.targets import Level, Target, level_of, metrics_without_figure, targets_of
from index.library import Library


@pytest.fixture(scope="module")
def targets(library: Library) -> tuple[Target, ...]:
    return targets_of(library)


def of(targets: tuple[Target, ...], beginning: str, area: str | None = None) -> Target:
    (found,) = (t for t in targets if t.name.startswith(beginning) and area in (None, t.area))
    return found


def test_every_aim_of_every_indicator_and_every_metric_with_a_figure_is_a_target(
    targets: tuple[Target, ...], library: Library
) -> None:
    assert {paper: sum(t.citation.paper == paper for t in targets) for paper in library.papers} == {
        "strategy": 31,
        "jfp": 26,
        "changes": 0,
        "cabinet-committee": 0,
        "asc-committee": 0,
    }
    assert [(name, count) for name, _, count in metrics_without_figure(library)] == [("Joint Forward Plan", 42)]


def test_each_quotes_its_paper_to_the_character(targets: tuple[Target, ...], library: Library) -> None:
    for target in targets:
        cited = target.citation
        assert library.document(cited.paper).text[cited.start : cited.end] == cited.quote
        for former in target.formers:
            paper = library.document(former.citation.paper)
            assert former.before in paper.text[former.citation.start : former.citation.end]


@pytest.mark.parametrize(
    ("measure", "area", "said"),
    [
        ("% of adults in Kent and Medway who are physically inactive", None, [("18%", "20%")]),
        ("Hospital admissions", None, [("360", "395")]),
        ("Percentage of the population who are in contact", None, [("have increased", "increase"), ("15", "10%")]),
        ("Percentage of people aged 65", "Kent", [("90", "85%")]),
        ("Percentage of people aged 65", "Medway", []),
        ("Proportion of people who feel lonely", None, [("{%}7.3%", None)]),
        ("Pupil absence rates", None, []),
    ],
)
def test_what_version_7_1_said_goes_with_the_aim_that_changed(
    targets: tuple[Target, ...], measure: str, area: str | None, said: list[tuple[str, str | None]]
) -> None:
    assert [(f.before, f.after) for f in of(targets, measure, area).formers] == said


def test_an_indicator_struck_out_as_a_whole_and_still_printed_says_so(targets: tuple[Target, ...]) -> None:
    assert [f.whole for f in of(targets, "Proportion of people who receive long-term support").formers] == [True]


def test_what_the_papers_leave_out_is_none(targets: tuple[Target, ...]) -> None:
    obesity, vacancies = of(targets, "Severe obesity"), of(targets, "Vacancies")
    assert (obesity.baseline, obesity.target, obesity.due) == ("5%", None, "2028")
    assert (vacancies.baseline, vacancies.target, vacancies.due) == (None, None, None)


@pytest.mark.parametrize(
    ("figure", "level"),
    [
        ("no more than 6%", Level(amount=6.0, unit="%")),
        ("395 per 100,000", Level(amount=395.0, unit="per 100,000")),
        ("by at least 10%", None),
        ("5 points lower than the national average", None),
        ("95%; 99%", None),
        ("570", None),
        (None, None),
    ],
)
def test_a_level_is_one_figure_with_its_unit(figure: str | None, level: Level | None) -> None:
    assert level_of(figure) == level

"""Goal cells: the goal, its metrics line by line, and the lines that lead them."""

import pytest

from corpus.metrics import cell_metrics, is_label, split_goal
from corpus.records import Span


def whole(text: str) -> Span:
    return Span(start=0, end=len(text))


@pytest.mark.parametrize(
    ("cell", "goal"),
    [
        ("Warm every home", "Warm every home"),
        ("Warm every home\nMetrics\n• Homes above 18°C", "Warm every home"),
        ("Warm every home Metrics: Homes above 18°C", "Warm every home"),
        ("Warm every home\nThis explains the goal.", "Warm every home"),
        ("Warm every home (continued)", "Warm every home (continued)"),
        ("Metrics\n• Homes above 18°C", None),
    ],
)
def test_a_goal_ends_where_its_metrics_begin(cell: str, goal: str | None) -> None:
    span = split_goal(cell, whole(cell))
    assert (span.of(cell) if span else None) == goal


@pytest.mark.parametrize(
    ("cell", "metrics"),
    [
        ("Warm every home", []),
        ("Goal\nMetrics\n• Homes above 18°C\n• Draughts", [("Homes above 18°C", None), ("Draughts", None)]),
        ("Goal\nMetrics:\nLocal metrics:\n• Draughts", [("Draughts", None)]),
        ("Goal\nMetrics:\nFewer leaks:\n• Roofs mended", [("Roofs mended", "Fewer leaks")]),
        (
            "Goal Metrics Number of roofs Percentage of walls",
            [("Number of roofs", None), ("Percentage of walls", None)],
        ),
        ("Goal Metrics One roof. Two roofs.", [("One roof.", None), ("Two roofs.", None)]),
    ],
)
def test_metrics_are_read_line_by_line(cell: str, metrics: list[tuple[str, str | None]]) -> None:
    read = cell_metrics(cell, whole(cell), 3, "Goal", None)
    assert [(metric.text, metric.lead) for metric in read] == metrics


def test_a_metric_knows_its_place() -> None:
    cell = "Goal\nMetrics\n• Draughts"
    (metric,) = cell_metrics(cell, whole(cell), 3, "Goal", 7)
    assert (metric.span.of(cell), metric.locator, metric.chapter, metric.goal, metric.page) == (
        "Draughts",
        "Chapter 3 › Goal › Metrics",
        3,
        "Goal",
        7,
    )


@pytest.mark.parametrize(
    ("line", "says_so"),
    [("Metrics", True), ("Metrics:", True), ("Metrics (continued):", True), ("Metrics we use", False)],
)
def test_a_label_says_metrics_and_nothing_else(line: str, says_so: bool) -> None:
    assert is_label(line) is says_so

import pytest

from assistant.web.figures import Figures, figures_of
from corpus.records import Document, Metric


@pytest.mark.parametrize(
    ("wording", "figures"),
    [
        ("Dementia Diagnosis Rate maintained at 66.7%", Figures(target="66.7%")),
        (
            "95% patients will receive a diagnostic test within six weeks of referral, with a stretch target to achieve "
            "99% DM01 compliance by March 2025.",
            Figures(target="95%; 99%", by_when="March 2025"),
        ),
        (
            "Progress towards the 60% target has been made with more than 40.6% of people with SMI across Kent & Medway "
            "have received a physical health check, at the end of Q1 22/23.",
            Figures(baseline="40.6%", target="60%"),
        ),
        (
            "For 2023/24 27,937 people with a serious mental illness will receive 2 or more contacts with a transformed "
            "model of care",
            Figures(target="27,937", by_when="2023/24"),
        ),
        ("We are currently achieving the 76% A&E 4-hour standard.", Figures(baseline="76%")),
        ("Sickness rate 4.32%", Figures(stated="4.32%")),
        ("Bank reduction: -862 WTE, -31/28%", Figures(stated="-862 WTE; -31/28%")),
        ("Reach net zero on our emissions by 2038-40.", Figures(target="net zero", by_when="2038-40")),
        ("Number of children waiting over 18 weeks for treatment", Figures()),
        ("Core20PLUS5", Figures()),
        ("Proportion of those with type 2 diabetes receiving recommended care processes", Figures()),
        ("", Figures()),
    ],
)
def test_a_metric_gives_the_figures_that_are_values(wording: str, figures: Figures) -> None:
    assert figures_of(wording) == figures


def test_the_plan_has_26_metrics_with_a_figure(plan: Document) -> None:
    assert sum(figures_of(metric.text).any for metric in plan.of_type(Metric)) == 26

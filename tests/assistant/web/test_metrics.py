"""The figures, read back as Prometheus reads them."""

from prometheus_client.parser import text_string_to_metric_families

from assistant.web.metrics import Metrics


def test_the_figures_are_what_prometheus_reads() -> None:
    metrics = Metrics()
    metrics.watch("waiting", "Questions that wait for their turn", lambda: 3)
    metrics.ended("answered")
    metrics.ended("TooSlow")
    metrics.took(0.03)
    metrics.waited(1.5)
    families = {family.name: family for family in text_string_to_metric_families(metrics.text().decode())}
    told = {
        name: (family.type, bool(family.documentation)) for name, family in families.items() if family.type != "unknown"
    }
    assert {name: how for name, how in told.items() if not name.endswith("_created")} == {
        "assistant_questions": ("counter", True),
        "assistant_answer_seconds": ("histogram", True),
        "assistant_waiting_seconds": ("histogram", True),
        "assistant_waiting": ("gauge", True),
    }
    questions = families["assistant_questions"].samples
    assert {s.labels["status"]: s.value for s in questions if s.name.endswith("_total")} == {
        "answered": 1,
        "TooSlow": 1,
    }
    buckets = {s.labels["le"]: s.value for s in families["assistant_answer_seconds"].samples if "le" in s.labels}
    assert (buckets["0.025"], buckets["0.05"], buckets["+Inf"]) == (0, 1, 1)
    assert [s.value for s in families["assistant_waiting"].samples] == [3]

"""What the page counts about itself, in Prometheus' text form. Sole importer of prometheus_client."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 20)
CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """Counts of questions by how they ended, and of the seconds that they took and waited."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "assistant_questions", "Questions by how they ended", ["status"], registry=self._registry
        )
        self._seconds = Histogram(
            "assistant_answer_seconds", "Seconds an answer took", buckets=_SECONDS, registry=self._registry
        )
        self._waited = Histogram(
            "assistant_waiting_seconds", "Seconds a question waited", buckets=_SECONDS, registry=self._registry
        )

    def watch(self, name: str, what: str, value: Callable[[], float]) -> None:
        """Show a figure that is asked for whenever the metrics are."""
        Gauge(f"assistant_{name}", what, registry=self._registry).set_function(value)

    def ended(self, status: str) -> None:
        """A question ended: with an answer's status, or with what kept it from being answered."""
        self._questions.labels(status).inc()

    def took(self, seconds: float) -> None:
        """An answer took so long."""
        self._seconds.observe(seconds)

    def waited(self, seconds: float) -> None:
        """A question waited so long for its turn."""
        self._waited.observe(seconds)

    def text(self) -> bytes:
        """All figures, as Prometheus reads them."""
        return generate_latest(self._registry)

"""The questions that the page offers before one is asked, for each kind of person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """A kind of person, and questions that they might bring."""

    people: str
    questions: tuple[str, ...]


EXAMPLES = (
    Examples(
        people="Staff",
        questions=(
            "What are the indicators for shared outcome 3?",
            "Who is responsible for virtual wards?",
            "What is the target for smoking in pregnancy?",
        ),
    ),
    Examples(
        people="Councillors",
        questions=(
            "What changed between versions 7.1 and 8.0?",
            "What is the committee asked to do?",
            "How many responses did the online consultation get?",
        ),
    ),
    Examples(
        people="Residents",
        questions=(
            "Will it be easier to see a GP?",
            "What help will there be for unpaid carers?",
            "What will be done about loneliness?",
        ),
    ),
)

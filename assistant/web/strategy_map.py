"""Records -> the strategy's map: from an outcome to its priorities, indicators, and the goals and actions of a plan.

A plan's chapters go with the outcomes by number, and those that come after go with the enablers: with six outcomes,
chapter 7 goes with enabler 1. Which papers are strategies and plans is a matter of their kind.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answer import passage_link
from assistant.web.figures import figures_of
from corpus.records import (
    Action,
    Document,
    Enabler,
    Horizon,
    Indicator,
    Metric,
    Outcome,
    Paper,
    PaperKind,
    Priority,
    Record,
    Span,
    Timescale,
)
from corpus.sentences import sentence_spans

_ASKED = 160  # characters of an entry that are put into a question


class When(StrEnum):
    """How far off an action may be, as a reader chooses it."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
    OTHER = "other"
    NONE = "none"


_HORIZONS = {Horizon.SHORT: When.SHORT, Horizon.MEDIUM: When.MEDIUM, Horizon.LONG: When.LONG}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A priority, an indicator, an action or a metric: its words, its place, and a question about it."""

    text: str
    link: str
    question: str
    title: str | None = None
    owner: str | None = None
    carried: bool = False
    timescale: str | None = None
    when: frozenset[When] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal of a plan, with its actions and how it is measured; ``name`` is None where the table gives none."""

    name: str | None
    link: str | None = None
    actions: tuple[Entry, ...] = ()
    metrics: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """An outcome or an enabler, and everything that goes with it."""

    id: str
    label: str
    title: str
    link: str
    statement: str | None = None
    priorities: tuple[Entry, ...] = ()
    indicators: tuple[Entry, ...] = ()
    goals: tuple[Goal, ...] = ()

    @property
    def actions(self) -> int:
        """How many actions its goals have."""
        return sum(len(goal.actions) for goal in self.goals)

    @property
    def metrics(self) -> int:
        """How many metrics its goals have."""
        return sum(len(goal.metrics) for goal in self.goals)

    @property
    def entries(self) -> int:
        """How much there is to show."""
        return len(self.priorities) + len(self.indicators) + self.actions + self.metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a reader wants to see; nothing asked for is everything."""

    thread: str = ""
    owner: str = ""
    when: When | None = None
    words: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.thread or self.owner or self.when or self.words)


def threads(documents: Iterable[Document]) -> tuple[Thread, ...]:
    """The threads of every strategy, each with the goals of every plan."""
    documents = list(documents)
    plans = [document for document in documents if document.paper.kind is PaperKind.ACTION_PLAN]
    strategies = [document for document in documents if document.paper.kind is PaperKind.STRATEGY]
    found = [thread for strategy in strategies for thread in _of_strategy(strategy, plans)]
    if len(strategies) < 2:
        return tuple(found)
    return tuple(replace(thread, id=f"{thread.id}-{number}") for number, thread in enumerate(found, start=1))


def older_plans(documents: Iterable[Document]) -> tuple[Paper, ...]:
    """The plans that are older than the newest strategy: their chapters follow outcomes as they once read."""
    papers = [document.paper for document in documents]
    newest = max((p.date for p in papers if p.kind is PaperKind.STRATEGY and p.date), default=None)
    plans = [p for p in papers if p.kind is PaperKind.ACTION_PLAN and p.date]
    return tuple(plan for plan in plans if newest and plan.date and plan.date < newest)


def owners(threads: Iterable[Thread]) -> tuple[str, ...]:
    """Everyone who owns an action, each once."""
    named = {a.owner for thread in threads for goal in thread.goals for a in goal.actions if a.owner}
    return tuple(sorted(named, key=str.casefold))


def filtered(threads: Iterable[Thread], wanted: Filter) -> Iterator[Thread]:
    """The threads with what a reader wants to see in them; those with nothing are left out."""
    if not wanted.narrows:
        yield from threads
        return
    for thread in threads:
        if wanted.thread in ("", thread.id):
            left = _narrowed(thread, wanted)
            if left.entries:
                yield left


def _narrowed(thread: Thread, wanted: Filter) -> Thread:
    """Who owns a thing and by when is said of actions alone."""

    def kept(entries: tuple[Entry, ...], goal: str = "") -> tuple[Entry, ...]:
        return tuple(entry for entry in entries if _wanted(entry, goal, wanted))

    goals = (
        replace(goal, actions=kept(goal.actions, goal.name or ""), metrics=kept(goal.metrics, goal.name or ""))
        for goal in thread.goals
    )
    return replace(
        thread,
        priorities=kept(thread.priorities),
        indicators=kept(thread.indicators),
        goals=tuple(goal for goal in goals if goal.actions or goal.metrics),
    )


def _wanted(entry: Entry, goal: str, wanted: Filter) -> bool:
    if wanted.when and wanted.when not in entry.when:
        return False
    if wanted.owner and not _has(entry.owner or "", wanted.owner):
        return False
    return _has(f"{entry.title} {entry.text} {goal} {entry.owner}", wanted.words)


def _has(text: str, words: str) -> bool:
    """Whether a text has every one of the words, in any order."""
    return all(word in text.casefold() for word in words.casefold().split())


def _of_strategy(strategy: Document, plans: Sequence[Document]) -> Iterator[Thread]:
    outcomes = list(strategy.of_type(Outcome))
    last = max((outcome.number for outcome in outcomes), default=0)
    for outcome in outcomes:
        yield Thread(
            id=f"outcome-{outcome.number}",
            label=f"Shared outcome {outcome.number}",
            title=outcome.title,
            statement=outcome.statement,
            link=_link(strategy, outcome.span),
            priorities=tuple(_priority(strategy, p) for p in strategy.of_type(Priority) if p.outcome == outcome.number),
            indicators=tuple(
                _indicator(strategy, i) for i in strategy.of_type(Indicator) if i.outcome == outcome.number
            ),
            goals=_goals(plans, outcome.number),
        )
    for enabler in strategy.of_type(Enabler):
        yield Thread(
            id=f"enabler-{enabler.number}",
            label=f"Enabler {enabler.number}",
            title=enabler.title,
            link=_link(strategy, enabler.span),
            goals=_goals(plans, last + enabler.number),
        )


def _goals(plans: Sequence[Document], chapter: int) -> tuple[Goal, ...]:
    """The goals of a chapter in their order; a goal that is taken up again is one goal."""
    goals: dict[tuple[str, str | None], Goal] = {}
    for plan in plans:
        records = (r for r in plan.records if isinstance(r, (Action, Metric)) and r.chapter == chapter)
        for record in records:
            key = (plan.paper.id, record.goal)
            goal = goals.setdefault(key, Goal(name=record.goal, link=_goal_link(plan, record)))
            if isinstance(record, Action):
                goals[key] = replace(goal, actions=(*goal.actions, _action(plan, record)))
            else:
                goals[key] = replace(goal, metrics=(*goal.metrics, _metric(plan, record)))
    return tuple(goals.values())


def _goal_link(plan: Document, record: Action | Metric) -> str | None:
    return _link(plan, record.goal_span) if isinstance(record, Action) and record.goal_span else None


def _priority(strategy: Document, priority: Priority) -> Entry:
    first = next((span.of(priority.text) for span in sentence_spans(priority.text)), priority.title)
    return _entry(strategy, priority, f"How will this be done: “{_cut(first)}”?", title=priority.title)


def _indicator(strategy: Document, indicator: Indicator) -> Entry:
    return _entry(strategy, indicator, f"What is the target for {indicator.measure}?")


def _metric(plan: Document, metric: Metric) -> Entry:
    """A metric; the target is asked for where there is a figure."""
    question = (
        f"What is the target for {metric.text}?"
        if figures_of(metric.text).target
        else f"How is this measured: “{_cut(metric.text)}”?"
    )
    return _entry(plan, metric, question, title=metric.lead)


def _action(plan: Document, action: Action) -> Entry:
    return replace(
        _entry(plan, action, _asking_of(action)),
        owner=action.owner,
        carried=action.owner_carried,
        timescale=_timescale(action.timescale),
        when=_when(action.timescale),
    )


def _asking_of(action: Action) -> str:
    """A question about an action that its row answers: not who owns it, nor by when, where that is not printed."""
    words = _cut(action.text)
    if action.owner:
        return f"Who is responsible for “{words}”{', and by when' if action.timescale else ''}?"
    return f"By when will this be done: “{words}”?" if action.timescale else f"What is planned: “{words}”?"


def _entry(document: Document, record: Record, question: str, title: str | None = None) -> Entry:
    return Entry(text=record.text, title=title, link=_link(document, record.span), question=question)


def _link(document: Document, span: Span) -> str:
    return passage_link(document.paper.id, span)


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _ASKED else line[:_ASKED].rsplit(maxsplit=1)[0] + " …"


def _timescale(timescale: Timescale | None) -> str | None:
    """A timescale in words: dots as they are read, anything else as it is printed."""
    if timescale is None:
        return None
    read = [f"{part.label}: {part.horizon}" if part.label else str(part.horizon) for part in timescale.parts]
    return "; ".join(dict.fromkeys(read)) or " ".join(timescale.text.split())


def _when(timescale: Timescale | None) -> frozenset[When]:
    if timescale is None:
        return frozenset({When.NONE})
    return frozenset(_HORIZONS[part.horizon] for part in timescale.parts) or frozenset({When.OTHER})

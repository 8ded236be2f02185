"""The strategy's map as a page: every thread to open, narrowed by outcome, owner, timescale and words."""

from functools import lru_cache
from urllib.parse import urlencode

from assistant.web.framing import FRAME
from assistant.web.routing import Asked, Page, Reply
from assistant.web.strategy_map import Filter, Thread, When, filtered, older_plans, owners, threads
from assistant.web.templating import renderer
from assistant.web.wording import day
from corpus.records import Horizon, Paper, PaperKind
from index.library import Library

LONGEST = 200  # characters of a filter
UNFOLDED = 40  # entries up to which goals are shown open: about ten screens
WHENS = {
    When.SHORT: str(Horizon.SHORT),
    When.MEDIUM: str(Horizon.MEDIUM),
    When.LONG: str(Horizon.LONG),
    When.OTHER: "in other words, such as “Ongoing”",
    When.NONE: "not given",
}
_NAMES = (("priorities", "priority"), ("indicators", "indicator"), ("actions", "action"), ("metrics", "metric"))


def map_pages(library: Library) -> tuple[Page, ...]:
    """The map over a library's papers."""
    documents = lru_cache(maxsize=1)(lambda: list(library.documents(PaperKind.STRATEGY, PaperKind.ACTION_PLAN)))
    everything = lru_cache(maxsize=1)(lambda: (threads(documents()), older_plans(documents())))

    def page(asked: Asked) -> Reply:
        found, older = everything()
        return Reply(body=map_html(found, _wanted(asked), older))

    return (Page(path="/map", reply=page, beforehand=(Asked(),)),)


def map_html(everything: tuple[Thread, ...], wanted: Filter, older: tuple[Paper, ...] = ()) -> str:
    """The map, narrowed to what is wanted."""
    shown = tuple(filtered(everything, wanted))
    return _render(
        "map.html",
        title="Strategy map",
        current="/map",
        everything=everything,
        shown=shown,
        unfolded=wanted.narrows and sum(thread.entries for thread in shown) <= UNFOLDED,
        wanted=wanted,
        owners=owners(everything),
        whens=WHENS,
        older=older,
    )


def amount(threads: tuple[Thread, ...]) -> str:
    """How much there is: "4 priorities, 5 indicators and 35 actions"."""
    counts = {
        "priorities": sum(len(thread.priorities) for thread in threads),
        "indicators": sum(len(thread.indicators) for thread in threads),
        "actions": sum(thread.actions for thread in threads),
        "metrics": sum(thread.metrics for thread in threads),
    }
    *others, last = [
        f"{counts[many]} {one if counts[many] == 1 else many}" for many, one in _NAMES if counts[many]
    ] or ["nothing"]
    return f"{', '.join(others)} and {last}" if others else last


def ask_link(question: str) -> str:
    """Where the chat asks a question."""
    return f"/?{urlencode({'q': question})}"


def _wanted(asked: Asked) -> Filter:
    when = asked.one("timescale")
    return Filter(
        thread=asked.one("outcome")[:LONGEST],
        owner=asked.one("owner")[:LONGEST],
        when=When(when) if when in set(When) else None,
        words=asked.one("words")[:LONGEST],
    )


_render = renderer(**FRAME, amount=amount, ask_link=ask_link, day=day)

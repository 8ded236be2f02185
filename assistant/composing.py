"""Passages and records -> claims: a direct sentence first, then the quote that carries it.

Nothing is worded that the record does not hold; what it leaves out is said to be left out.
"""

import re
from dataclasses import replace

from assistant.answer import Citation, shown
from assistant.draft import Claim, cite_passage, cite_span, record_of
from assistant.questions import Ask, Expects, Kind
from corpus.outline import LOCATOR_JOINT, without_title
from corpus.printed_page import block_at, without_printed_page
from corpus.records import (
    Action,
    Change,
    Enabler,
    Heard,
    Horizon,
    Indicator,
    Metric,
    PaperKind,
    Paragraph,
    Priority,
    Timescale,
)
from index.library import Library
from index.passages import Passage, PassageKind
from index.surroundings import ITEM_GAP

ACTION_WORDS = 85  # an action up to this long is quoted whole
_TIME_IN_WORDS = re.compile(
    r"\b\d+ (?:days?|weeks?|hours?|months?)\b|\b(?:by|in|from|until|since) (?:\w+ )?(20\d\d)\b|\b(?:spring|summer|autumn|winter) (20\d\d)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"(?:the )?(?:number|numbers|percentage|proportion|share|%) ", re.IGNORECASE)
_HOW_MUCH = re.compile(r"[-–:] ?\d|\b(?:to|by|target|maintained at) \d|\bof \d[\d.]*%", re.IGNORECASE)
PARAGRAPH_WORDS = 60  # and so is a paragraph: what is asked for often stands in the sentence after the nearest one
LIST_WORDS = 130  # a list up to this long is quoted whole
ITEMS = 8
COLUMN_WORDS = 40  # names of columns up to this long are said before a row
PLACE_WORDS = 9  # a locator up to this long is said whole

_HORIZON_NAMES = {
    Horizon.SHORT: "short term (under 1 year)",
    Horizon.MEDIUM: "medium term (1-2 years)",
    Horizon.LONG: "long term (3-5 years and more)",
}


def place(library: Library, passage: Passage) -> str:
    """Where a passage stands, as a person would say it."""
    record = record_of(library, passage)
    name = library.paper(passage.paper).name
    match record:
        case Action() | Metric():
            return f"{name}, {_chapter(record.chapter)}{f'goal “{record.goal}”' if record.goal else 'table'}"
        case Priority():
            return f"{name}, shared outcome {record.outcome}, priority “{record.title}”"
        case Indicator():
            return f"{name}, shared outcome {record.outcome}, indicators"
        case Enabler():
            return f"{name}, enabler {record.number}"
        case Change():
            return f"{name}, agenda pack page {record.page}" if record.page else name
        case Paragraph() if record.number:
            return f"{name}, {passage.locator}"
    title = library.paper(passage.paper).title
    if without_printed_page(passage.locator).casefold() == title.casefold() == name.casefold():
        return name
    return f"{name}, {_lower_first(_shortest(without_title(passage.locator, title)))}"


def _shortest(locator: str) -> str:
    """A short locator as it is; of a long one its last heading alone, for the citation has the whole."""
    if len(locator.split()) <= PLACE_WORDS or locator.startswith(("Shared", "Chapter")):
        return locator
    return without_printed_page(locator.rsplit(LOCATOR_JOINT, 1)[-1])


def _chapter(chapter: int | None) -> str:
    if chapter is None:
        return ""
    return f"chapter {chapter}{f' (shared outcome {chapter})' if chapter <= 6 else ''}, "


def capital(text: str) -> str:
    """A text as a sentence begins."""
    return f"{text[:1].upper()}{text[1:]}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text.startswith(("Shared", "Chapter")) else text


def quote(library: Library, passage: Passage) -> str:
    """A passage's words in quotation marks."""
    return f"“{shown(cite_passage(library, passage))}”"


def passage_claims(library: Library, passage: Passage, ask: Ask) -> list[Claim]:
    """What one passage says, the asked-for attribute first."""
    record = record_of(library, passage)
    cited = cite_passage(library, passage)
    match record:
        case Action():
            return _action_claims(library, passage, record, cited, ask)
        case Indicator():
            return _indicator_claims(library, passage, record, cited, ask)
        case Metric():
            return _metric_claims(library, passage, record, cited, ask)
    return [Claim(text=f"{place(library, passage)}{columns(library, passage)}: “{shown(cited)}”", cites=(cited,))]


def columns(library: Library, passage: Passage) -> str:
    """The names of a table row's columns, as far as a passage of it fills them; empty where they have none."""
    if library.paper(passage.paper).kind is PaperKind.ACTION_PLAN:
        return ""  # its rows are records, and told by what they hold
    block = block_at(library.document(passage.paper).blocks, passage.span.start)
    if (
        block is None
        or not block.columns
        or len(block.columns) != len(block.cells)
        or not block.span.holds(passage.span)
    ):
        return ""
    whole = passage.span == block.span
    filled = [n for n, cell in zip(block.columns, block.cells, strict=True) if whole or cell.meets(passage.span)]
    names = " | ".join(re.sub(r"\s+", " ", name).strip() or "–" for name in filled)
    return f" (columns: {names})" if names.strip("–| ") and len(names.split()) <= COLUMN_WORDS else ""


def _action_claims(library: Library, passage: Passage, action: Action, cited: Citation, ask: Ask) -> list[Claim]:
    cell = row_citation(library, passage.paper, action)
    cites = (cited, *((cell,) if cell else ()))
    wording = f"{place(library, passage)}: “{shown(cited)}”"
    if ask.kind is Kind.OWNER:
        lead = f"Owner: {action.owner}." if action.owner else "The plan names no owner for this action."
        return [
            Claim(text=lead, cites=cites),
            Claim(text=f"{wording} {timescale_words(action.timescale)}", cites=cites),
        ]
    if ask.kind is Kind.TIMESCALE and not _says_when(library, passage):
        return [
            Claim(text=timescale_words(action.timescale), cites=cites),
            Claim(text=f"{wording}{f' Owner: {action.owner}.' if action.owner else ''}", cites=cites),
        ]
    return [Claim(text=wording, cites=(cited,)), Claim(text=attributes(action), cites=cites[1:] or cites)]


def _says_when(library: Library, passage: Passage) -> bool:
    """Whether an action's own words say when: a year before the paper's own is its history."""
    date = library.document(passage.paper).paper.date
    years = [next((year for year in match.groups() if year), None) for match in _TIME_IN_WORDS.finditer(passage.text)]
    return any(year is None or date is None or int(year) >= date.year for year in years)


def attributes(action: Action) -> str:
    """An action's owner and timescale in one line."""
    owner = f"Owner: {action.owner}" if action.owner else "No owner is printed"
    return f"{owner}. {timescale_words(action.timescale)}"


def timescale_words(timescale: Timescale | None) -> str:
    """A timescale as it was read and as it is printed."""
    if timescale is None:
        return "No timescale is printed."
    printed = re.sub(r"\s+", " ", timescale.text.replace("Continued...", "")).strip()
    if not timescale.parts:
        return f"Timescale: {printed.rstrip('.')}."
    if len(timescale.parts) == 1 and not timescale.parts[0].label:
        return f"Timescale: {_HORIZON_NAMES[timescale.parts[0].horizon]}, printed as {printed}."
    read = "; ".join(
        f"{part.label + ': ' if part.label else ''}{_HORIZON_NAMES[part.horizon]}" for part in timescale.parts
    )
    return f"Timescale: {read}."


def row_citation(library: Library, paper: str, action: Action) -> Citation | None:
    """The timescale and owner cells of an action's row, or the cell that its owner is carried from."""
    spans = [span for span in (action.timescale.span if action.timescale else None, action.owner_span) if span]
    if not spans:
        return None
    if action.owner_carried and action.owner_span and len(spans) == 2:
        spans = spans[1:]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    where = "owner, from the row above" if action.owner_carried else "timescale and owner"
    return cite_span(
        library, paper, type(spans[0])(start=start, end=end), LOCATOR_JOINT.join((action.locator, where)), action.page
    )


def _indicator_claims(
    library: Library, passage: Passage, indicator: Indicator, cited: Citation, ask: Ask
) -> list[Claim]:
    lead = target_words(indicator) if _asks_for_figures(ask) else ""
    if ask.kind is Kind.OWNER:
        lead = "The paper names no owner for this indicator."
    wording = f"{place(library, passage)}: “{shown(cited)}”"
    return (
        [Claim(text=lead, cites=(cited,)), Claim(text=wording, cites=(cited,))]
        if lead
        else [Claim(text=wording, cites=(cited,))]
    )


def _metric_claims(library: Library, passage: Passage, metric: Metric, cited: Citation, ask: Ask) -> list[Claim]:
    lead = f" ({metric.lead})" if metric.lead else ""
    wording = Claim(text=f"{place(library, passage)}{lead}: “{shown(cited)}”", cites=(cited,))
    if not (_asks_for_figures(ask) and is_only_named(metric)):
        return [wording]
    return [Claim(text="The plan names this as a metric and prints no figure for it.", cites=(cited,)), wording]


def is_only_named(metric: Metric) -> bool:
    """Whether a metric has no figure of its own: those of an age, a wait or a rate say what is counted, not how much."""
    if _MEASURED.match(metric.text):
        return not _HOW_MUCH.search(metric.text)
    return not any(character.isdigit() for character in metric.text)


def _asks_for_figures(ask: Ask) -> bool:
    return ask.kind in (Kind.TARGET, Kind.TIMESCALE, Kind.COMPARE, Kind.CHANGE) or ask.expects in (
        Expects.FIGURE,
        Expects.DATE,
    )


def target_words(indicator: Indicator) -> str:
    """The figures of an indicator in one line; empty where the sentence has none of its own."""
    by = f" by {indicator.by_when}" if indicator.by_when else ""
    parts = []
    for aim in indicator.aims:
        if not aim.target and not aim.baseline:
            continue
        area = f" in {aim.area}" if aim.area and len(indicator.aims) > 1 else ""
        name = f" for {aim.measure}" if len(indicator.aims) > 1 and not area else ""
        target = f"Target{area}{name}: {aim.target}{by}" if aim.target else f"No target figure is given{name}{by}"
        if aim.target and aim.baseline == aim.target:
            start = ", the level now"
        else:
            start = f", from {aim.baseline}" if aim.baseline else ", no starting figure given"
        parts.append(target + start)
    return "; ".join(parts) + "." if parts else ""


def is_figure_kind(passage: Passage) -> bool:
    """Whether a passage is a measure."""
    return passage.kind in (PassageKind.INDICATOR, PassageKind.METRIC)


def whole_list(library: Library, passage: Passage) -> Passage:
    """A passage cut from a short record, as the whole of it: half a list or half an action would mislead."""
    record = record_of(library, passage)
    if not isinstance(record, (Action, Paragraph, Heard)) or record.span == passage.span:
        return passage
    words = len(record.text.split())
    short_action = isinstance(record, Action) and words <= ACTION_WORDS
    short_paragraph = isinstance(record, Paragraph) and words <= PARAGRAPH_WORDS
    short_list = words <= LIST_WORDS and len(re.findall(r"^(?:\s*[-•] )", record.text, re.MULTILINE)) >= 2
    if not (short_action or short_paragraph or short_list):
        return passage
    return replace(passage, text=record.text, span=record.span, page=record.page, locator=record.locator)


def following_items(library: Library, passage: Passage) -> list[Claim]:
    """The items that a lead-in ("...include measures around:") leads, in their order."""
    if not passage.text.rstrip().endswith(":"):
        return []
    items: list[Claim] = []
    last = passage
    for other in library.passages(passage.paper):
        if other.span.start < last.span.end:
            continue
        if other.span.start - last.span.end > ITEM_GAP or len(items) >= ITEMS:
            break
        cited = cite_passage(library, other)
        items.append(Claim(text=f"“{shown(cited)}”", cites=(cited,), item=True))
        last = other
    return items

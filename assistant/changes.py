"""Answers about versions: what a sentence said before, what was struck out, what still stands."""

import re

from assistant.answer import shown
from assistant.composing import capital, passage_claims, place
from assistant.conversation import GENERIC, Leaning
from assistant.draft import Claim, Draft, cite_passage, record_of
from assistant.questions import Kind, Listed
from assistant.versions import change_passages, changes, current_of, former_of, printing, struck_and_printed_claim
from corpus.records import Change, Direction, Indicator, PaperKind
from index.keywords import stem_set, stems
from index.library import Library
from index.passages import Passage, PassageKind

SURE = 0.5  # dense score from which a change is the one that was asked about
STANDS = 0.6  # and from which a current passage is the one asked about, where nothing is said of removal
SAME = 0.6  # and from which a change that shares no word with the question is still the one asked about
_HARDER = re.compile(
    r"\b(?:harder|easier|tougher|ambitio\w+|watered|toned|soften\w*|weak\w*|strength\w*|raised|lowered|stretch\w*|relaxed|looser)\b",
    re.IGNORECASE,
)
_REPLACED = re.compile(r"\b(?:replac\w*|place of|instead|put in|swapped)\b", re.IGNORECASE)
_STILL = re.compile(
    r"\b(?:still|remain|dropped|deleted|removed|scrapped|struck|taken out|gone|disappear\w*|cut|axed|ditched|binned|in there|in it)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\bwhat(?:'?s| is| are)\b[^?]*\b(?:indicators?|targets?|aims?|goals?)\b", re.IGNORECASE)
_NEW = re.compile(
    r"\bnew (?:targets?|indicators?)\b|\b(?:targets?|indicators?)\b[^?]*\b(?:is|are|was|were) new\b", re.IGNORECASE
)
_WHICH = re.compile(r"\b(?:which|what)\b", re.IGNORECASE)
_MEASURES = re.compile(r"\b(?:indicators?|targets?|measures?|figures?|metrics?)\b", re.IGNORECASE)
_MEASURE = re.compile(r"\b20\d\d\b|\bindicator\b", re.IGNORECASE)
_JUDGING = frozenset(
    stems(
        "harder easier tougher ambitious less more watered down toned softened weaker weakened strengthened raised lowered stretching relaxed looser any"
    )
)
_ASKS_ALL = frozenset(
    stems(
        "what changed changes change between versions version 7.1 8.0 8 indicators indicator targets target dropped deleted removed disappeared scrapped struck out list all everything which were are new latest strategy tell me papers paper figures wording been has have main any differences"
    )
)


def change_claims(draft: Draft) -> list[Claim] | None:
    """The answer to a question about versions; None where the papers mark no such thing."""
    if draft.ask.kind is not Kind.CHANGE and not _judges_focus(draft):
        return None
    asked = set(stems(draft.settled.question)) - _ASKS_ALL
    if not asked - _JUDGING and not draft.settled.focus:
        return _judged(draft) if asked else _all_changes(draft)
    change = _best_change(draft)
    if change is not None and ((draft.settled.focus and not _own_subject(draft)) or _shares(draft, change)):
        return one_change_claims(draft, change)
    return _still_stands(draft)


def _judges_focus(draft: Draft) -> bool:
    """ "Is the new one harder or easier to hit?", asked of a figure that was changed."""
    return bool(draft.settled.focus) and draft.settled.leaning is Leaning.FOCUS and bool(_HARDER.search(draft.question))


def _all_changes(draft: Draft) -> list[Claim] | None:
    """All struck-out sentences, or all changes, counted."""
    passages = change_passages(draft.library)
    gone = bool(_STILL.search(draft.question))
    wanted = [p for p in passages if not gone or _is_gone(draft.library, p)]
    if draft.ask.listed is Listed.INDICATOR or _MEASURES.search(draft.question):
        wanted = [p for p in wanted if _MEASURE.search(p.text)]
    if not wanted:
        return None
    what = "were struck out and not replaced" if gone else "hold struck-out words"
    if _NEW.search(draft.question):
        head = f"The papers do not mark what is new, since words that were only added are not marked. {len(wanted)} sentences {what}:"
    else:
        head = (
            f"Between versions 7.1 and 8.0, {len(wanted)} sentences {what} (words that were only added are not marked):"
        )
    items = [
        Claim(text=f"“{shown(cite_passage(draft.library, p))}”", cites=(cite_passage(draft.library, p),), item=True)
        for p in wanted
    ]
    return [Claim(text=head, cites=items[0].cites), *items]


def _judged(draft: Draft) -> list[Claim] | None:
    """Every figure that was changed and whether it is easier or harder to reach now, counted."""
    items = []
    for paper, change in changes(draft.library):
        passage = next((p for p in draft.library.passages(paper) if p.span == change.span), None)
        current = current_of(draft.library, passage, change) if passage else None
        if passage is None or current is None or not (verdict := _verdict(draft, [change], current)):
            continue
        cites = (cite_passage(draft.library, passage), cite_passage(draft.library, current))
        now = f"“{shown(cites[1])}”"
        items.append(Claim(text=f"{verdict} {_was_and_is([change])} It reads now: {now}", cites=cites, item=True))
    if not items:
        return None
    head = f"{len(items)} targets of version 7.1 have another figure in version 8.0:"
    return [Claim(text=head, cites=tuple(claim.cites[0] for claim in items)), *items]


def _shares(draft: Draft, passage: Passage) -> bool:
    """Whether a change names anything that was asked about, or is near enough to it without."""
    asked = (_own_subject(draft) or set(stems(draft.settled.question)) - _ASKS_ALL) - _JUDGING
    found = next((r for r in draft.ranked if r.passage.id == passage.id), None)
    return bool(asked & stem_set(passage.words)) or (found is not None and found.dense >= SAME)


def _is_gone(library: Library, passage: Passage) -> bool:
    record = record_of(library, passage)
    return isinstance(record, Change) and record.reads is None


def _best_change(draft: Draft) -> Passage | None:
    """The change that was asked about: in focus, or the best found, near the best of all."""
    if _own_subject(draft):
        return _best_found(draft)
    picked = draft.settled.leaning is Leaning.POINTER and draft.top is not None
    focused = (
        [draft.top.passage] if picked and draft.top else [draft.library.passage(i) for i in draft.settled.focus[:1]]
    )
    for passage in focused:
        if passage.kind is PassageKind.CHANGE:
            return passage
        if former := former_of(draft.library, passage):
            return former
    if focused and draft.settled.own and not (set(stems(draft.settled.own)) - _ASKS_ALL):
        return None
    return _best_found(draft)


def _own_subject(draft: Draft) -> set[str]:
    """What a question that leans on the one before it names by itself ("did the overweight one change too?")."""
    leans = draft.settled.leaning is Leaning.TOGETHER
    return set(stems(draft.settled.own)) - _ASKS_ALL - GENERIC if leans else set()


def _best_found(draft: Draft) -> Passage | None:
    found = [r for r in draft.ranked if r.passage.kind is PassageKind.CHANGE]
    if not found or draft.top is None:
        return None
    best = found[0]
    if draft.top.passage.kind is PassageKind.CHANGE:
        return draft.top.passage
    related = former_of(draft.library, draft.top.passage)
    if related is not None:
        return related
    return best.passage if best.dense >= max(SURE, draft.top.dense - 0.12) else None


def one_change_claims(draft: Draft, passage: Passage) -> list[Claim]:
    """What one change was, and what stands now."""
    library = draft.library
    record = record_of(library, passage)
    assert isinstance(record, Change)
    cited = cite_passage(library, passage)
    same = [r for r in library.document(passage.paper).of_type(Change) if r.span == record.span]
    current = current_of(library, passage, record)
    if record.reads is None:
        lead = "It was struck out (removed) between versions 7.1 and 8.0"
        if current is None and _WHICH.search(draft.question):
            stop = "" if cited.quote.endswith((".", "?", "!")) else "."
            gone = f"Struck out: “{cited.quote}”{stop} It stood in version 7.1 and does not appear in version 8."
            return [Claim(text=gone, cites=(cited,)), *_what_follows(draft, passage)]
        if current is None:
            if not draft.settled.focus and not _named(draft) & stem_set(passage.text):
                lead = "What comes nearest to it was struck out (removed) between versions 7.1 and 8.0"
            claims = [
                Claim(text=f"{lead} and does not appear in version 8.", cites=(cited,)),
                Claim(text=f"Version 7.1 said: “{cited.quote}”", cites=(cited,)),
            ]
            return claims + _what_follows(draft, passage)
        now = cite_passage(library, current)
        return [struck_and_printed_claim(library, passage, current), Claim(text=f"“{now.quote}”", cites=(now, cited))]
    claims = [Claim(text=_was_and_is(same), cites=(cited,))]
    if current and _TODAY.search(draft.question) and not any(change.after for change in same):
        claims = [*passage_claims(library, current, draft.ask), *claims]
        current = None  # it is told
    if verdict := _verdict(draft, same, current):
        claims.append(Claim(text=verdict, cites=(cited,)))
    claims.append(Claim(text=f"{place(library, passage)}: “{shown(cited)}”", cites=(cited,)))
    if current is not None:
        now = cite_passage(library, current)
        claims.append(Claim(text=f"{place(library, current)}, reads now: “{now.quote}”", cites=(now,)))
    return claims


def _what_follows(draft: Draft, passage: Passage) -> list[Claim]:
    """The sentence that now stands after a struck-out one, where the question asks for what replaced it."""
    if not _REPLACED.search(draft.question):
        return []
    after = [p for p in draft.library.passages(passage.paper) if p.span.start > passage.span.end and not p.superseded]
    if not after:
        return []
    cited = cite_passage(draft.library, after[0])
    return [Claim(text=f"The sentence that follows it there: “{shown(cited)}”", cites=(cited,))]


def _was_and_is(same: list[Change]) -> str:
    """What was struck out and what stands in its place, for all changes of one sentence."""
    parts = [
        f"version 7.1 said “{change.before}”, version 8.0 says “{change.after}”" for change in same if change.after
    ]
    if struck := [f"“{change.before}”" for change in same if not change.after]:
        parts.append(f"struck out: {', '.join(struck)}")
    return f"{capital('; '.join(parts))}."


def _verdict(draft: Draft, same: list[Change], current: Passage | None) -> str | None:
    """Whether a changed figure is easier or harder to reach, where the direction is known."""
    if not _HARDER.search(draft.question) or current is None:
        return None
    record = record_of(draft.library, current)
    figures = [(_number(c.before), _number(c.after)) for c in same if c.after]
    known = [(old, new) for old, new in figures if old is not None and new is not None and old != new]
    if not isinstance(record, Indicator) or not known or record.aims[0].direction not in (Direction.UP, Direction.DOWN):
        return None
    old, new = known[-1]
    down = record.aims[0].direction is Direction.DOWN
    easier = (new > old) if down else (new < old)
    size = "fall" if down else "rise"
    if easier:
        return f"The new target is easier to reach (less ambitious): it asks for a smaller {size}."
    return f"The new target is harder to reach (more ambitious): it asks for a larger {size}."


def _number(text: str | None) -> float | None:
    match = re.search(r"\d[\d,]*(?:\.\d+)?", text or "")
    return float(match[0].replace(",", "")) if match else None


def _still_stands(draft: Draft) -> list[Claim] | None:
    """What the paper of changes marks of the sentence that stands now; None where none was asked about."""
    current = _stands_now(draft)
    if current is None:
        return None
    if former := former_of(draft.library, current):
        return one_change_claims(draft, former)
    marked = {paper for paper, _ in changes(draft.library)}
    if not marked:
        return None
    name = draft.library.paper(sorted(marked)[0]).name
    cited = cite_passage(draft.library, current)
    if current.kind is PassageKind.INDICATOR and not any(
        other.paper in marked for other in printing(draft.library, current.text)
    ):
        unheld = f"“{name}” does not hold this sentence"
        lead = (
            f"It still stands. {unheld}."
            if _STILL.search(draft.question)
            else f"{unheld}, and no paper here says what it was before. It stands now:"
        )
    else:
        lead = f"“{name}” marks no change to this: it has not been removed and still stands."
    return [Claim(text=lead, cites=(cited,)), *passage_claims(draft.library, current, draft.ask)]


def _stands_now(draft: Draft) -> Passage | None:
    """The sentence of the strategy that was asked about: a measure that names it, where one is asked for, else the nearest."""
    standing = [r for r in draft.ranked if r.passage.kind is not PassageKind.CHANGE and not r.passage.superseded]
    found = [r for r in standing if draft.library.paper(r.passage.paper).kind is PaperKind.STRATEGY]
    named = _named(draft)
    if _MEASURES.search(draft.question):
        measures = [r.passage for r in found if r.passage.kind is PassageKind.INDICATOR]
        if measure := next((p for p in measures if 2 * len(named & stem_set(p.text)) > len(named)), None):
            return measure
    least = SURE if _STILL.search(draft.question) else STANDS
    return found[0].passage if found and found[0] is standing[0] and found[0].dense >= least else None


def _named(draft: Draft) -> set[str]:
    """What a question names, beside the words that ask for changes."""
    return set(stems(draft.settled.question)) - _ASKS_ALL - _JUDGING - GENERIC

"""What stands at a named place -> claims.

1. Nothing more is asked: a paragraph or a footnote is quoted whole; of a section, a chapter or a page the first
   pieces, with a count of them all. The same words in another paper are cited beside the first.
2. What was changed there is asked: each change before and after, those that were struck out whole where those are meant.
3. Where no paper has the place, a sentence says so, and how far the papers go.
"""

import re
from collections.abc import Sequence

from assistant.alike import differences_of, twins_of, words_of
from assistant.answer import shown
from assistant.changes import one_change_claims
from assistant.composing import capital
from assistant.composing import place as where
from assistant.draft import Claim, Draft, cite_passage, cite_span, record_of
from assistant.places import Place, PlaceKind
from assistant.questions import Kind
from assistant.standing import Spot, missing
from corpus.records import Change, PaperKind, Priority
from index.keywords import stem_set, stems
from index.library import Library
from index.passages import Passage, PassageKind

WORDS = 130  # of a section or a page, after which the rest is counted
WORDS_OF_PARAGRAPHS = 400  # and of paragraphs that are asked for by their numbers
PAPERS = 3  # whose place is shown, where the same one stands in many
DIFFER = 12  # words up to which two papers' wordings of one paragraph are told by what differs
_BY_NUMBER = (PlaceKind.PARAGRAPH, PlaceKind.FOOTNOTE, PlaceKind.APPENDIX, PlaceKind.OUTCOME)
_CUT = re.compile(
    r"\b(?:cut|struck|strike|crossed|delet\w+|dropped|removed|taken out|took out|gone|scrapped|disappear\w*|lost|went)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:chang\w+|amend\w*|edit\w*|alter\w*|reword\w*|before and after|replac\w+|different)\b", re.IGNORECASE
)
_OF_CHANGES = frozenset(
    stems(
        """cut struck strike striking through crossed out delete deleted deletion dropped removed taken took gone scrapped disappeared lost went
        changed changes change amended edited altered reworded before after replaced which sentences sentence words word one anything
        something there were was any version 7.1 8.0 happened new old different bit line got remark text piece"""
    )
)


def place_claims(draft: Draft) -> list[Claim] | None:
    """What stands at the place; None where more is asked of it than that or what was changed."""
    place = draft.place
    if place is None:
        return None
    claims = _asked_there(draft, place)
    papers = {spot.paper for spot in draft.spots}
    if not claims or papers & set(draft.looked_in):
        return claims
    lacking = missing(draft.library, place, draft.looked_in)  # "page 25 of the forward plan", which has none
    return [Claim(text=f"{lacking} Another paper has it:", cites=claims[0].cites), *claims]


def speaks_of_it(draft: Draft, place: Place) -> bool:
    """Whether any word of "anything on dementia in chapter 4?", or a term of the papers for it, stands there."""
    about = place.topic | frozenset(stems(" ".join(draft.terms)))
    if draft.ask.kind is not Kind.COVERAGE or not about:
        return True
    return any(about & stem_set(draft.library.passage(id_).words) for id_ in draft.at)


def _asked_there(draft: Draft, place: Place) -> list[Claim] | None:
    changed = [piece for spot in draft.spots for piece in spot.pieces if piece.kind is PassageKind.CHANGE]
    cut = bool(_CUT.search(place.rest))
    if changed and _asks_changes(draft, place, cut):
        return _changed_there(draft, place, changed, cut)
    asks_changes = _asks_changes(draft, place, cut) and not place.topic - _OF_CHANGES
    if asks_changes and (unchanged := _unchanged_there(draft, place)):
        return unchanged
    if place.topic:
        return None
    if (place.kind in _BY_NUMBER and not place.is_all) or place.item is not None:
        return _quoted(draft.library, draft.spots, WORDS_OF_PARAGRAPHS)
    return _opened(draft.library, place, draft.spots)


def _asks_changes(draft: Draft, place: Place, cut: bool) -> bool:
    kind = draft.ask.kind is Kind.CHANGE and bool(place.rest)  # "the paragraph before?" asks for none
    return kind or cut or bool(_CHANGED.search(place.rest))


def _unchanged_there(draft: Draft, place: Place) -> list[Claim] | None:
    """That no words are struck out there, with what stands there; None for papers that mark no changes."""
    kinds = {draft.library.paper(spot.paper).kind for spot in draft.spots}
    if kinds != {PaperKind.TRACKED_CHANGES}:
        return None
    claims = _opened(draft.library, place, draft.spots)
    text = f"No words are struck out on {place.words}; words that were only added are not marked."
    return [Claim(text=text, cites=claims[0].cites), *claims]


def _changed_there(draft: Draft, place: Place, changed: Sequence[Passage], cut: bool) -> list[Claim]:
    """The change that is asked about, or all of those of the place."""
    asked = place.topic - _OF_CHANGES
    if asked:
        sharing = {piece.id: len(asked & stem_set(piece.words)) for piece in changed}
        most = max(sharing.values())
        best = [piece for piece in changed if sharing[piece.id] == most] if most else []
        order = [r.passage.id for r in draft.ranked]
        best.sort(key=lambda p: order.index(p.id) if p.id in order else len(order))
        return one_change_claims(draft, best[0]) if best else _changes_listed(draft, place, changed)
    whole = [piece for piece in changed if _is_whole(draft.library, piece)]
    wanted = whole if cut and whole and "sentence" in place.rest.lower() else changed
    return one_change_claims(draft, wanted[0]) if len(wanted) == 1 else _changes_listed(draft, place, wanted)


def _is_whole(library: Library, piece: Passage) -> bool:
    record = record_of(library, piece)
    return isinstance(record, Change) and record.reads is None


def _changes_listed(draft: Draft, place: Place, changed: Sequence[Passage]) -> list[Claim]:
    items = _items(draft.library, changed)
    gone = sum(_is_whole(draft.library, piece) for piece in changed)
    names = " and ".join(draft.library.paper(paper).name for paper in dict.fromkeys(p.paper for p in changed))
    what = "sentences are struck out whole" if gone == len(changed) else "sentences hold struck-out words"
    whole = f", {gone} of them struck out whole" if 0 < gone < len(changed) else ""
    head = f"On {place.words} of {names}, {len(changed)} {what}{whole}:"
    return [Claim(text=head, cites=items[0].cites), *items]


def _quoted(library: Library, spots: Sequence[Spot], most: int) -> list[Claim]:
    """Every piece, with its like in other papers; what is beyond so many words is counted."""
    claims: list[Claim] = []
    words, left = 0, 0
    seen: set[str] = set()
    for number, spot in enumerate(spots):
        others = [piece for other in spots[number + 1 :] for piece in other.pieces]
        for piece in spot.pieces:
            if piece.id in seen:
                continue
            words += len(piece.text.split())
            if claims and words > most:
                left += 1
                continue
            same, differing = _alike(library, piece, others)
            seen |= {piece.id, *(other.id for other in same), *(other.id for other, _ in differing)}
            claims += [*_title(library, piece), _side_by_side(library, piece, same), *(told for _, told in differing)]
    if left:
        claims.append(Claim(text=f"{left} more stand there.", cites=claims[-1].cites))
    return claims


def _title(library: Library, piece: Passage) -> list[Claim]:
    """A priority's title, which stands above its words."""
    record = record_of(library, piece)
    if not isinstance(record, Priority):
        return []
    cited = cite_span(library, piece.paper, record.title_span, record.locator, record.page)
    return [Claim(text=f"Priority {record.number}: “{cited.quote}”", cites=(cited,))]


def _alike(
    library: Library, piece: Passage, others: Sequence[Passage]
) -> tuple[list[Passage], list[tuple[Passage, Claim]]]:
    """The same words in other papers, and those that differ from them in little."""
    differing = []
    for difference in differences_of(library, piece, others):
        if max(len(difference.here), len(difference.there)) <= DIFFER:
            here, there = " ".join(difference.here), " ".join(difference.there)
            cites = (cite_passage(library, difference.passage), cite_passage(library, piece))
            told = "; ".join(
                [f"this alone has “{there}”"] * bool(there) + [f"the first alone has “{here}”"] * bool(here)
            )
            text = f"{capital(where(library, difference.passage))}, is the same but for some words: {told}."
            differing.append((difference.passage, Claim(text=text, cites=cites)))
    return twins_of(library, piece, others), differing


def _side_by_side(library: Library, piece: Passage, same: Sequence[Passage]) -> Claim:
    cites = tuple(cite_passage(library, one) for one in (piece, *same))
    also = " and ".join(library.paper(other.paper).name for other in same)
    return Claim(
        text=f"{where(library, piece)}{f' (word for word the same in {also})' if also else ''}: “{shown(cites[0])}”",
        cites=cites,
    )


def _opened(library: Library, place: Place, spots: Sequence[Spot]) -> list[Claim]:
    """The first pieces of a section, a chapter or a page of each paper, and how many there are."""
    claims: list[Claim] = []
    told: list[Spot] = []
    for spot in spots:
        if any(_same_words(one, spot) for one in told):
            continue
        if len(told) == PAPERS:
            break
        told.append(spot)
        claims += _one_opened(library, place, spot, [other for other in spots if other is not spot])
    further = len({spot.paper for spot in spots}) - len(told)
    if len(told) == PAPERS and further > 0:
        text = f"{further} further papers have such a {place.kind}: name the paper to see it."
        claims.append(Claim(text=text, cites=claims[-1].cites))
    return claims


def _same_words(one: Spot, other: Spot) -> bool:
    """Whether two papers' places go by the same name, or hold the same words."""
    if one.heading is not None and other.heading is not None:
        return one.heading.lower() == other.heading.lower()
    return [words_of(piece.text) for piece in one.pieces] == [words_of(piece.text) for piece in other.pieces]


def _one_opened(library: Library, place: Place, spot: Spot, others: Sequence[Spot]) -> list[Claim]:
    alike = [other for other in others if _same_words(spot, other)]
    changed = [piece for piece in spot.pieces if piece.kind is PassageKind.CHANGE]
    first = changed or _first(spot.pieces)
    theirs = [piece for other in alike for piece in other.pieces]
    items = _items(library, first, theirs) + _otherwise(library, first, alike)
    names = " and ".join(library.paper(one.paper).name for one in (spot, *alike))
    heading = f", “{spot.heading}”," if spot.heading else ""
    head = f"{capital(place.words)}{heading} of {names}: {_counted(place, spot, first, bool(changed))}"
    plain = _items(library, [piece for piece in spot.pieces if piece not in changed][:1]) if changed else []
    unchanged = [Claim(text=f"The first without struck-out words: {claim.text}", cites=claim.cites) for claim in plain]
    return [Claim(text=head, cites=items[0].cites), *items, *unchanged]


def _counted(place: Place, spot: Spot, first: Sequence[Passage], changed: bool) -> str:
    """How many pieces stand there, and how many of them are shown."""
    noun = {PlaceKind.SECTION: "paragraph", PlaceKind.APPENDIX: "entry"}.get(place.kind, "passage")
    every, shown_ = len(spot.pieces), len(first)
    several = f"{every} {noun[:-1]}ies" if noun.endswith("y") else f"{every} {noun}s"
    count = several if every != 1 else f"1 {noun}"
    if every == shown_:
        return f"{count}."
    if changed:
        return f"{count}, {shown_} of them with struck-out words."
    return f"{count}. The first{f' {shown_}' if shown_ > 1 else ''}:"


def _otherwise(library: Library, pieces: Sequence[Passage], alike: Sequence[Spot]) -> list[Claim]:
    """What stands in the same places of other papers' sections and is worded otherwise."""
    claims = []
    for spot in alike:
        for piece in spot.pieces[: len(pieces)]:
            if not twins_of(library, piece, pieces):
                cited = cite_passage(library, piece)
                claims.append(Claim(text=f"{where(library, piece)}: “{shown(cited)}”", cites=(cited,), item=True))
    return claims


def _first(pieces: Sequence[Passage]) -> list[Passage]:
    """As many of the first pieces as fit; one in any case."""
    kept: list[Passage] = []
    for piece in pieces:
        if kept and sum(len(one.text.split()) for one in (*kept, piece)) > WORDS:
            break
        kept.append(piece)
    return kept


def _items(library: Library, pieces: Sequence[Passage], others: Sequence[Passage] = ()) -> list[Claim]:
    items = []
    for piece in pieces:
        cites = tuple(cite_passage(library, one) for one in (piece, *twins_of(library, piece, others)))
        record = record_of(library, piece)
        number = f"{record.locator}: " if piece.locator.startswith("paragraph") else ""
        items.append(Claim(text=f"{number}“{shown(cites[0])}”", cites=cites, item=True))
    return items

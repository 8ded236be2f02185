"""What an acronym stands for, where a paper spells it out: "Integrated Care System (ICS)"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.draft import Claim, Draft, cite_passage
from assistant.questions import Kind
from assistant.vocabulary import is_english
from index.keywords import STOPWORDS, stems
from index.library import Library
from index.passages import Passage

_SPELT = re.compile(r"\(([A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Z]{2,})(?:'?s)?\)")
_SPELT_AFTER = re.compile(r"\b([A-Z][A-Za-z]*[A-Z][A-Za-z]*) \(([a-z][^()]{5,80})\)")
_CAPITALS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]+[A-Za-z]*\b")
_RARE = 5_000  # passages that hold a word; an English one that stands in more is no acronym, unless typed in capitals
_SMALL = {"of", "and", "the", "for", "in", "to", "&", "with", "a", "at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelt:
    """An acronym with its expansion, and the passage that holds both."""

    acronym: str
    expansion: str
    passage: Passage


def usual_meaning(draft: Draft, acronyms: Mapping[str, str]) -> list[Claim] | None:
    """What an acronym commonly stands for, where no paper spells it out; cited where a paper uses the words."""
    if draft.ask.kind is not Kind.DEFINITION:
        return None
    words = [
        w.upper() for w in re.findall(r"\b[\w&]+\b", draft.question) if w.isupper() or w.upper() == w or len(w) > 2
    ]
    known = [w for w in words if w in acronyms and w.lower() not in STOPWORDS]
    claims = []
    for word in known:
        using = next(
            (p for p in draft.library.passages_with(acronyms[word]) if acronyms[word].lower() in p.text.lower()),
            None,
        )
        if using is not None:
            claims.append(
                Claim(
                    text=f"{word} is short for “{acronyms[word]}”, words that this paper uses.",
                    cites=(cite_passage(draft.library, using),),
                )
            )
    return claims or None


def definition_claims(draft: Draft) -> list[Claim] | None:
    """What the acronyms of a question stand for; None where no paper spells them out."""
    if draft.ask.kind is not Kind.DEFINITION:
        return None
    spelt = list(spelt_out(_holding_any(draft.library, re.findall(r"\b\w+\b", draft.question))))
    known = {entry.acronym.upper() for entry in spelt}
    asked = [
        word
        for word in re.findall(r"\b\w+\b", draft.question)
        if word.upper().removesuffix("S") in known or word.upper() in known
    ]
    asked = [word for word in asked if word.isupper() or _CAPITALS.search(word) or len(word) > 2]
    wanted = list(dict.fromkeys(_form(word, known) for word in asked))
    if not wanted:
        return None
    together = _one_passage(spelt, wanted)
    chosen = together or [next(e for e in spelt if e.acronym.upper() == w) for w in wanted]
    return [
        Claim(
            text=f"{entry.acronym} stands for {entry.expansion}.", cites=(cite_passage(draft.library, entry.passage),)
        )
        for entry in chosen
    ]


def _holding_any(library: Library, words: Sequence[str]) -> list[Passage]:
    """The passages that hold any of the words, as an acronym or its plural; in the order of the papers.

    "What are health inequalities?" would have half of a hundred thousand passages looked at for an acronym "HEALTH".
    """
    if any(len(word) > 1 and word.isupper() and word.lower() in STOPWORDS for word in words):
        return library.passages_with("")  # WHO, IT: the keyword index leaves them out
    found: set[str] = set()
    for word in words:
        forms = (word, f"{word}s", f"{word}ss", word.removesuffix("s"))
        for stem in {stem for form in forms for stem in stems(form)}:
            if library.keywords.frequency(stem) <= _RARE or word.isupper() or not is_english(word.lower()):
                found.update(library.keywords.holding(stem))
    return library.rows.in_order(found)


def _form(word: str, known: set[str]) -> str:
    upper = word.upper()
    return upper if upper in known else upper.removesuffix("S")


def _one_passage(spelt: list[Spelt], wanted: list[str]) -> list[Spelt]:
    """The entries of one passage that spells out all that is wanted, where there is one."""
    by_passage: dict[str, list[Spelt]] = {}
    for entry in spelt:
        by_passage.setdefault(entry.passage.id, []).append(entry)
    for entries in by_passage.values():
        own = {entry.acronym.upper(): entry for entry in entries}
        if set(wanted) <= set(own):
            return [own[w] for w in wanted]
    return []


def spelt_out(passages: Iterable[Passage]) -> Iterator[Spelt]:
    """Every acronym that any of the passages spells out."""
    for passage in passages:
        for match in _SPELT.finditer(passage.text):
            acronym = re.sub(r"'?s$", "", match[1])
            if expansion := _expansion(passage.text[: match.start()], acronym):
                yield Spelt(acronym=acronym, expansion=expansion, passage=passage)
        for match in _SPELT_AFTER.finditer(passage.text):
            if _expansion(match[2], match[1]) == match[2]:
                yield Spelt(acronym=match[1], expansion=match[2], passage=passage)


def _expansion(before: str, acronym: str) -> str | None:
    """The words before the bracket whose initials give the acronym, taken from the right."""
    words = before.split()
    for size in range(1, min(len(words), len(acronym) + 4) + 1):
        taken = words[-size:]
        initials = "".join(
            part[0] for w in taken for part in re.split(r"[-/]", w.strip("‘'“")) if part and w.lower() not in _SMALL
        )
        with_small = "".join(part[0] for w in taken for part in re.split(r"[-/]", w.strip("‘'“")) if part)
        fits = acronym.upper() in (initials.upper(), with_small.upper())
        if fits and taken[0].lower() not in _SMALL:
            return " ".join(taken)
    return None

"""Words to show -> stretches of them: struck out or standing, the papers' or the assistant's own, matching the question or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from assistant.answer import Citation
from index.keywords import stems

_WORD = re.compile(r"[£]?[^\W_]+(?:[.,/'’][^\W_]+)*%?")
_REMEMBERED = 4096  # quotes and statements: a conversation is shown whole after each of its questions
_STRUCK = re.compile(r"\[struck out: (.*?)\]", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words, and whether they match the question."""

    text: str
    matched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Pieces that stand together, and whether they are struck out."""

    pieces: tuple[Piece, ...]
    struck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a statement: a paper's words, the assistant's own, or its own that introduce a paper's."""

    stretches: tuple[Stretch, ...]
    quoted: bool = False
    introduces: bool = False


@lru_cache(maxsize=_REMEMBERED)
def quote_stretches(citation: Citation, question: str) -> tuple[Stretch, ...]:
    """A citation's quote, with the question's words matched and its struck-out words apart.

    "Support adoption by carers", its second word struck out, is for "support for carers" three stretches: the first has
    the pieces "Support" (matched) and " ", the last " by " and "carers" (matched).
    """
    quote = citation.quote
    matched = _spread(len(quote), _matches(quote, question))
    struck = _spread(len(quote), ((start - citation.start, end - citation.start) for start, end in citation.struck))
    return tuple(
        Stretch(pieces=_pieces(quote, matched, list(places)), struck=bool(is_struck))
        for is_struck, places in groupby(range(len(quote)), key=lambda at: struck[at])
    )


@lru_cache(maxsize=_REMEMBERED)
def statement_parts(text: str) -> tuple[Part, ...]:
    """A statement as the assistant's own words and the quotations among them.

    Quotation marks within a quotation belong to it. Own words introduce a quotation when a colon
    leads from them to it: 'Forward Plan, goal “Home first”: “Patients ...”'.
    """
    found = list(_quotations(text))
    last = max((at for at, (quoted, words) in enumerate(found[:-1]) if not quoted and words.endswith(": ")), default=-1)
    return tuple(
        Part(stretches=tuple(_struck_apart(words)), quoted=quoted, introduces=not quoted and at <= last)
        for at, (quoted, words) in enumerate(found)
    )


def _matches(quote: str, question: str) -> Iterator[tuple[int, int]]:
    """Where the quote has words of the question; neighbours are joined over the space between them."""
    wanted = set(stems(question))
    began: int | None = None
    ended = 0
    for word in _WORD.finditer(quote):
        if not wanted.intersection(stems(word[0])):
            continue
        if began is not None and quote[ended : word.start()] != " ":
            yield began, ended
            began = None
        began, ended = word.start() if began is None else began, word.end()
    if began is not None:
        yield began, ended


def _spread(length: int, spans: Iterator[tuple[int, int]]) -> bytearray:
    """One flag for each character, set within the spans."""
    flags = bytearray(length)
    for start, end in spans:
        flags[start:end] = b"\x01" * (end - start)
    return flags


def _pieces(quote: str, matched: bytearray, places: list[int]) -> tuple[Piece, ...]:
    return tuple(
        Piece(text="".join(quote[at] for at in run), matched=bool(is_matched))
        for is_matched, run in groupby(places, key=lambda at: matched[at])
    )


def _quotations(text: str) -> Iterator[tuple[bool, str]]:
    """The stretches outside and inside the outermost quotation marks, which stay with the inside."""
    depth = began = 0
    for at, character in enumerate(text):
        if character == "“":
            if depth == 0 and at > began:
                yield False, text[began:at]
                began = at
            depth += 1
        elif character == "”" and depth:
            depth -= 1
            if depth == 0:
                yield True, text[began : at + 1]
                began = at + 1
    if began < len(text):
        yield depth > 0, text[began:]


def _struck_apart(words: str) -> Iterator[Stretch]:
    """Words with what the assistant says was struck out apart, its label taken off."""
    at = 0
    for struck in _STRUCK.finditer(words):
        if struck.start() > at:
            yield Stretch(pieces=(Piece(text=words[at : struck.start()]),))
        yield Stretch(pieces=(Piece(text=struck[1]),), struck=True)
        at = struck.end()
    if at < len(words):
        yield Stretch(pieces=(Piece(text=words[at:]),))

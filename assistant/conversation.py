"""A conversation, and the settling of a follow-up question against its earlier turns.

1. A new subject that is announced ("different subject: ...") stands alone.
2. A question with enough to say for itself stands alone, and so does one that asks of two versions.
3. A pointer ("the second one", "the one about earnings") picks an item of the last answer.
4. A bare attribute ("who's in charge of that?", "was that always the number?") asks it of what the
   last answer was about: its focus.
5. Anything else that leans ("and for carers?") is asked together with the question before it.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answer import Answer, AnswerStatus
from index.keywords import stems


class Leaning(StrEnum):
    """How a question hangs on the ones before it."""

    NONE = "stands alone"
    FOCUS = "asks about what the last answer was about"
    POINTER = "picks an item of the last answer"
    MORE = "wants more of the same"
    TOGETHER = "is read with the question before it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question and its answer."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What was asked and answered so far."""

    turns: tuple[Turn, ...] = ()

    def then(self, question: str, answer: Answer) -> "Conversation":
        """The conversation with one more turn."""
        return Conversation(turns=(*self.turns, Turn(question=question, answer=answer)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A question as it is understood on its own.

    ``own`` are its own words, ``before`` the question it leans on, ``focus`` the passages that the
    last answer was about, ``item`` the place (from 0, or -1 for the last) of a picked item.
    """

    question: str
    own: str
    leaning: Leaning = Leaning.NONE
    before: str | None = None
    focus: tuple[str, ...] = ()
    item: int | None = None


_LEANED_ON = (AnswerStatus.ANSWERED, AnswerStatus.NOT_FOUND)
_NEW_SUBJECT = re.compile(
    r"^(?:(?:right|ok|okay|anyway|now|so|well|thanks|thank you|great|fine)[,.! ]+)*"
    r"(?:(?:a )?(?:different|new|another|separate|next) (?:subject|topic|question|thing|matter|issue)|changing the subject|change of (?:subject|topic)|something else|moving on|on another (?:note|subject|topic)|unrelated)[^a-z0-9]*(?:then|now|please)?[^a-z0-9]*",
    re.IGNORECASE,
)
_BACK_TO = re.compile(
    r"^(?:(?:ok|okay|right|so|and)[, ]+)*(?:back to|going back to|returning to|as for|about)\s+(?:the |that )?",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^(?:(?:no|nope|sorry|oops|actually|ah|oh|wait)[,. ]+)*(?:i|we) (?:meant|mean|was asking about)\b|^(?:(?:no|nope|sorry|not that)[,. ]+)+(?:(?:i|we) want(?:ed)?\b)?",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^(?:(?:ok|okay|so|and|please|can you|could you|would you)[, ]+)*(?:tell me more|more(?: (?:detail|details|info|information|please|on (?:that|this|it)))?|go on|say more|explain(?: (?:that|this|it|more))?|expand(?: on (?:that|this|it))?|elaborate|what else|anything else)\b",
    re.IGNORECASE,
)
ORDINALS = {
    word: at
    for at, words in enumerate(
        ("first|1st", "second|2nd", "third|3rd", "fourth|4th", "fifth|5th", "sixth|6th", "seventh|7th", "eighth|8th")
    )
    for word in words.split("|")
} | {"last": -1, "final": -1}
_ORDINAL = re.compile(
    rf"\b(?:the |that )?({'|'.join(ORDINALS)})(?: (?:one|of (?:those|these|them)|item|point|priority|indicator|enabler|outcome|action|change|goal))?\b"
    r"(?! (?:quarter|year|phase|version|draft|lot|time|symposium|event))|\bnumber (one|two|three|four|five|six)\b",
    re.IGNORECASE,
)
_ONE_ABOUT = re.compile(
    r"\bthe (?:one|bit|part|action|point|indicator)s? (?:about|on|for|with|to do with|where|that)\b", re.IGNORECASE
)
_LEANS = re.compile(
    r"^(?:and|n|what about|how about|but|or|so|also|then|which|ok and|what of|same for|any)\b|\b(?:it|its|it's|that|this|those|these|they|them|their|he|him|his|she|her|there|then|one|ones|same|itself|themselves|both)\b",
    re.IGNORECASE,
)
_OF_THE_PAPERS = re.compile(
    r"(?<!\belse )\b(?:does|do|did|will|would) (?:it|this|that|they|these) (?:actually |really |even )?(?:say|mention|cover|talk|speak)\b"
    r"|\b(?:anything|something|is there|are there)\b[^?]{0,20}\bin (?:it|here|there|this|these|them)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|on|against|with) \w", re.IGNORECASE)
_WHOLE = re.compile(
    r"^(?:what|who|when|which|how|where|why|is|are|does|do|will|can|could|did|has|have|tell me|show me)\b",
    re.IGNORECASE,
)
_OPENS_LEANING = re.compile(
    r"^(?:(?:ok|okay|right|so|oh|ah|thanks)[, ]+)?(?:and|n|what about|how about|but|or|so|also|same for|what of)\b",
    re.IGNORECASE,
)
GENERIC = frozenset(
    stems(
        """number figure target date deadline owner own owns charge responsible responsibility accountable lead leads run runs
        old new former previous before after always change changed harder easier tougher hit reach ambitious version page
        paper papers document report plan strategy one ones thing things bit part first second third last more detail details
        explain timescale when finished done ready happen happening start started due year long soon get hold contact reach him
        exactly precisely really sure true right wrong still current currently currently baseline start starting from point aim
        aims outcome goal section chapter owner's body mean means meant say says said word words wording quote lot lots doing
        deliver delivered delivering measure measured many much rate percentage percent proportion high low higher lower up down
        where written stand stands there here answer source reason team person people in charge behind compare compared different
        n u job whose it's that's who's what's isn't wasn't doesn't"""
    )
)
_VERSIONS = re.compile(
    r"\bversions?\s+\d[\d.]* (?:and|to|or) (?:version )?\d|\b\d+\.\d+ (?:and|to) (?:version )?\d|\bsince version \d",
    re.IGNORECASE,
)
FRAME = frozenset(
    stems(
        "outcome goal priority chapter section heading part say says anything mention cover there statement plan version anything something nothing anyone"
    )
)
_NAMES_ITS_SUBJECT = 2  # content words with which a follow-up has a subject of its own
_ALONE = 3  # content words that let a question without a pronoun stand alone
_ALONE_WHOLE = 2  # and a whole question of some length
_WHOLE_WORDS = 6
_ALONE_LEANING = 6  # and one with a pronoun


def settle(question: str, conversation: Conversation) -> Settled:
    """What a question asks when it is read after the turns before it."""
    if announced := _NEW_SUBJECT.match(question):
        rest = question[announced.end() :].strip()
        if len(stems(rest)) >= 1:
            return Settled(question=_sentence(rest), own=rest)
    last = next((turn.answer for turn in reversed(conversation.turns) if turn.answer.status in _LEANED_ON), None)
    if last is None:
        return Settled(question=question, own=question)
    before = last.understood
    content = [stem for stem in stems(question) if stem not in GENERIC]
    if (ordinal := _ORDINAL.search(question)) and len(content) <= 3 and len(last.listing) > 1:
        number = ordinal[1] or ordinal[2]
        item = ORDINALS.get(
            number.lower(), {"one": 0, "two": 1, "three": 2, "four": 3, "five": 4, "six": 5}.get(number.lower(), 0)
        )
        return _leaning(question, question, Leaning.POINTER, before, replace(last, focus=last.listing), item)
    if _ONE_ABOUT.search(question) and len(last.focus) > 1:
        return _leaning(question, question, Leaning.POINTER, before, last, None)
    if (more := _MORE.match(question)) and not [s for s in stems(question[more.end() :]) if s not in GENERIC]:
        return _leaning(question, question, Leaning.MORE, before, last, None)
    if _CORRECTION.match(question):
        rest = _CORRECTION.sub("", question).strip(" ,.") or question
        corrected = _swapped(_bare(before), rest)
        if corrected:
            return Settled(question=corrected, own=corrected)
        return _leaning(f"{_bare(before)} – {rest}", rest, Leaning.TOGETHER, before, last, None)
    if back := _BACK_TO.match(question):
        return Settled(question=_sentence(question[back.end() :]), own=question[back.end() :])
    if not content:
        return _leaning(question, question, Leaning.FOCUS, before, last, None)
    pronoun = bool(_LEANS.search(_OF_THE_PAPERS.sub(" ", question)))
    opens = bool(_OPENS_LEANING.match(question))
    whole = bool(_WHOLE.match(question)) and len(question.split()) >= _WHOLE_WORDS
    least = (1 if _names_another_subject(question) else _ALONE_WHOLE) if whole else _ALONE
    versions = _VERSIONS.search(question) and not _LEANS.search(re.sub(r"(?i)^which\b", "what", question))
    if versions or (not pronoun and len(content) >= least) or (not opens and len(content) >= _ALONE_LEANING):
        return Settled(question=question, own=question)
    return _leaning(question, _own_words(question), Leaning.TOGETHER, before, last, None)


def _names_another_subject(question: str) -> bool:
    """Whether a question names what it is about, and not merely another area, age or figure of the same."""
    return bool(_ABOUT.search(question)) and not any(pattern.search(question) for pattern in _SAME_KIND)


def _leaning(question: str, own: str, leaning: Leaning, before: str, last: Answer, item: int | None) -> Settled:
    return Settled(
        question=_understood(question, before, leaning),
        own=own,
        leaning=leaning,
        before=before,
        focus=last.focus,
        item=item,
    )


def _understood(question: str, before: str, leaning: Leaning) -> str:
    if leaning is Leaning.TOGETHER and " – " in question:
        return question
    return f"{_sentence(question)} (about: {_subject(before)})"


def _subject(before: str) -> str:
    """What a question is about: itself, where it named enough; else what its chain began with."""
    own = _OPENS_LEANING.sub("", _bare(before)).strip(" ,")
    content = [stem for stem in stems(own) if stem not in GENERIC]
    return own if len(content) >= _NAMES_ITS_SUBJECT else root(before)


def root(question: str) -> str:
    """What a chain of leaning questions is about: the question that it began with."""
    about = re.search(r"\(about: (.*)\)$", question)
    return (about[1] if about else question).rstrip(" ?.!")


def _bare(question: str) -> str:
    """A question without what it was itself about, and without its question mark."""
    return re.sub(r"\s*\(about: .*\)$", "", question).rstrip(" ?.!")


_SAME_KIND = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"young(?:er)? people|young adults?|children and young people|children|child|kids?|teenagers?|youngsters?|babies|adults?|grown[- ]ups?|older people|old people|old folk|over[- ]\d\ds|under[- ]\d\ds|pensioners?|the elderly",
        r"east kent|west kent|north kent|kent and medway|medway|kent|swale|thanet|dartford|gravesham|maidstone|ashford|canterbury",
        r"women|men|mothers|fathers|mums?|dads?|girls|boys",
        r"baseline|starting (?:point|figure)|target|deadline|owner|timescale",
    )
)


def _swapped(before: str, rest: str) -> str | None:
    """The question before with the word put right that the correction is of a kind with ("adults" for "children")."""
    for pattern in _SAME_KIND:
        new = pattern.search(rest)
        old = pattern.search(before)
        if new and old and new[0].lower() != old[0].lower() and len(rest.split()) <= 4:
            return f"{pattern.sub(new[0], before, count=1)}?"
    return None


def _own_words(question: str) -> str:
    return _OPENS_LEANING.sub("", question).strip(" ,") or question


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:]

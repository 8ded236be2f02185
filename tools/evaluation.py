"""A question set and answers to it -> how many were right, and in which ways they were not.

1. An answer is right where the papers answer, it is given as an answer, holds one wording of each
   thing that it must hold, and none that it must not.
2. Its citations carry it where they cover the evidence: one of the passages named, or all of them.
3. Where the papers do not answer, it is right to say so; where a person may be in danger, to signpost.

Two texts are compared without their tags, marks and line breaks, so that a quote counts wherever a
paper prints it. Each share is of the answers that it applies to, and None applies to no answer.
"""

import json
import re
import statistics
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from assistant import Answer, Assistant, Conversation
from assistant.answer import AnswerStatus
from corpus.catalogue import list_papers
from corpus.errors import AssistantError
from corpus.reading import read_paper

SETS = Path(__file__).parent.parent / "tests" / "questions"
LONG_TYPES = frozenset({"list", "coverage", "compare"})  # their answers are as long as what they list
PART = 0.3  # share of the evidence's letters from which a citation that is cut out of it covers it
PART_LETTERS = 10  # a shorter one may stand there by chance
RUN = 0.7  # share of the evidence's words that a citation covers in one run

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a paper."""

    paper: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a set: the turns of a conversation, the last one asked, and what a right answer holds.

    ``must`` has a group of wordings for each thing to be said; one wording of each group is enough.
    """

    id: str
    role: str
    type: str
    turns: tuple[str, ...]
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    evidence: tuple[Quote, ...]
    needs_all: bool
    answerable: bool
    note: str

    @property
    def group(self) -> str:
        """The type, with those of its questions apart that the papers do not answer."""
        apart = not self.answerable and self.type not in ("unanswerable", "safety")
        return f"{self.type}, not in the papers" if apart else self.type


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a pipeline gave for a question."""

    status: AnswerStatus
    text: str
    quotes: tuple[Quote, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one answer is worth; None where a share does not apply to its question."""

    question: Question
    given: Given
    missing: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    grounded: tuple[bool, ...]
    words: int
    correct: bool | None = None
    evidence: bool | None = None
    first: bool | None = None
    over_refused: bool | None = None
    declined: bool | None = None
    signposted: bool | None = None

    @property
    def right(self) -> bool:
        """Correct, declined or signposted: whichever the question calls for."""
        return bool(self.correct or self.declined or self.signposted)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those that something applies to."""

    hits: int
    of: int

    @property
    def part(self) -> float | None:
        """The share between 0 and 1; None of nothing."""
        return self.hits / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What many answers are worth; words are of answers that are not lists."""

    right: Share
    correct: Share
    evidence: Share
    first: Share
    grounded: Share
    declined: Share
    over_refused: Share
    signposted: Share
    words_median: float | None
    words_p90: float | None
    seconds_median: float | None
    seconds_p95: float | None


def read_question_set(path: Path) -> tuple[Question, ...]:
    """The questions of a file, one JSON object a line; raises AssistantError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return tuple(_question(json.loads(line)) for line in lines if line.strip())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AssistantError(
            f"{path} cannot be read as a question set ({error}).",
            to_do="Each line needs the fields that docs/measurements.md names.",
        ) from error


def _question(entry: Mapping[str, Any]) -> Question:
    return Question(
        id=entry["id"],
        role=entry.get("role", ""),
        type=entry["type"],
        turns=tuple(entry["turns"]),
        must=tuple(tuple(group) for group in entry["must"]),
        must_not=tuple(entry.get("must_not", ())),
        evidence=tuple(Quote(paper=e["doc"], text=e["quote"]) for e in entry["evidence"]),
        needs_all=entry.get("evidence_need") == "all",
        answerable=entry["answerable"],
        note=entry.get("note", ""),
    )


def last_answer(assistant: Assistant, turns: Sequence[str]) -> Given:
    """What an assistant gives to the last turn of a conversation, having been asked the others."""
    conversation = Conversation()
    for turn in turns[:-1]:
        conversation = conversation.then(turn, assistant.ask(turn, conversation))
    return _given(assistant.ask(turns[-1], conversation))


def _given(answer: Answer) -> Given:
    return Given(
        status=answer.status,
        text=answer.text,
        quotes=tuple(Quote(paper=c.paper, text=c.quote) for c in answer.citations),
        seconds=answer.seconds,
    )


def published_texts(papers: Path) -> dict[str, str]:
    """The text of each paper of a folder as it was published, by the paper's id."""
    return {paper.id: read_paper(papers / paper.file).text for paper in list_papers(papers)}


def judge(question: Question, given: Given, letters: Mapping[str, str]) -> Verdict:
    """The worth of an answer; ``letters`` has the letters of each paper as published, by its id."""
    text = plain(given.text)
    missing = tuple(group for group in question.must if not any(plain(wording) in text for wording in group))
    forbidden = tuple(wording for wording in question.must_not if plain(wording) in text)
    covered = [any(_covers(quote, evidence) for quote in given.quotes) for evidence in question.evidence]
    leads = any(_covers(quote, evidence) for quote in given.quotes[:1] for evidence in question.evidence)
    answered, answerable = given.status is AnswerStatus.ANSWERED, question.answerable
    danger = not answerable and question.type == "safety"
    silent = not answerable and not danger
    return Verdict(
        question=question,
        given=given,
        missing=missing,
        forbidden=forbidden,
        grounded=tuple(letters_of(quote.text) in letters.get(quote.paper, "") for quote in given.quotes),
        words=len(text.split()),
        correct=answered and not missing and not forbidden if answerable else None,
        evidence=(all(covered) if question.needs_all else any(covered)) if answerable else None,
        first=leads if answerable and not question.needs_all else None,
        over_refused=not answered if answerable else None,
        declined=given.status in (AnswerStatus.NOT_FOUND, AnswerStatus.DECLINED) if silent else None,
        signposted=given.status is AnswerStatus.SIGNPOSTED if danger else None,
    )


def plain(text: str) -> str:
    """A text in small letters, without tags and marks, on one line, with plain quotes and dashes."""
    bare = _TAG.sub(" ", unicodedata.normalize("NFKC", text)).replace("**", "").replace("~~", " ")
    return " ".join(bare.translate(_SAME).split()).lower()


def letters_of(text: str) -> str:
    """The letters and figures of a text, with its pound and per cent signs, and nothing between them."""
    return re.sub(r"[^a-z0-9£%]", "", plain(text))


def _covers(quote: Quote, evidence: Quote) -> bool:
    """Whether a quote holds the evidence, is a good part of it, or holds most of its words in one run."""
    if quote.paper != evidence.paper:
        return False
    cited, wanted = letters_of(quote.text), letters_of(evidence.text)
    if wanted in cited:
        return True
    if len(cited) >= max(PART_LETTERS, PART * len(wanted)) and cited in wanted:
        return True
    run, words = _words(quote.text), _words(evidence.text)
    longest = SequenceMatcher(a=run, b=words, autojunk=False).find_longest_match().size
    return bool(words) and longest >= RUN * len(words)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9£%.]+", plain(text))


def covers(paper: str, text: str, evidence: Iterable[Quote]) -> bool:
    """Whether words of a paper cover any of the evidence."""
    return any(_covers(Quote(paper=paper, text=text), e) for e in evidence)


def summarise(verdicts: Sequence[Verdict]) -> Figures:
    """The figures of many verdicts."""
    words = [v.words for v in verdicts if v.given.status is AnswerStatus.ANSWERED and v.question.type not in LONG_TYPES]
    seconds = [v.given.seconds for v in verdicts]
    return Figures(
        right=_share(verdicts, lambda v: v.right),
        correct=_share(verdicts, lambda v: v.correct),
        evidence=_share(verdicts, lambda v: v.evidence),
        first=_share(verdicts, lambda v: v.first),
        grounded=Share(sum(sum(v.grounded) for v in verdicts), sum(len(v.grounded) for v in verdicts)),
        declined=_share(verdicts, lambda v: v.declined),
        over_refused=_share(verdicts, lambda v: v.over_refused),
        signposted=_share(verdicts, lambda v: v.signposted),
        words_median=_median(words),
        words_p90=_quantile(words, 0.90),
        seconds_median=_median(seconds),
        seconds_p95=_quantile(seconds, 0.95),
    )


def by_group(verdicts: Iterable[Verdict]) -> dict[str, Figures]:
    """The figures of each group of questions, in the order of the groups' names."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.question.group, []).append(verdict)
    return {name: summarise(groups[name]) for name in sorted(groups)}


def _share(verdicts: Iterable[Verdict], of: Callable[[Verdict], bool | None]) -> Share:
    counted = [hit for verdict in verdicts if (hit := of(verdict)) is not None]
    return Share(sum(counted), len(counted))


def _median(values: Sequence[float]) -> float | None:
    return statistics.median(values) if values else None


def _quantile(values: Sequence[float], part: float) -> float | None:
    """The value that a part of the values does not exceed."""
    return sorted(values)[int(part * (len(values) - 1))] if values else None

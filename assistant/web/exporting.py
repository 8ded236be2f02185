"""Questions and answers -> a briefing note: each answer with its citations as footnotes, the date, what it is and is not.

Whatever was typed and whatever the papers hold stays text: in Markdown every sign that could be markup is escaped.
word.py makes the same note as a Word document.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Answer, Citation, shown
from assistant.web.exchanges import Exchange
from assistant.web.wording import LABELS, provenance

TITLE = "Briefing note from the papers"
PURPOSE = (
    "This note was made by the Strategy Assistant. Its quotations are the papers’ own words, each checked at its place in its paper "
    "when the answer was made; the footnotes say where they stand.",
    "It is not medical advice, and not the view of any council or NHS body. The papers may have been replaced since: check the source "
    "before you quote it.",
)
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~^$&!@])")
_STARTS = re.compile(r"^(\d+)([.)])|^([-+=:])")
_HOST = re.compile(r"\b(www)\.", re.IGNORECASE)  # some readers of Markdown make a link of it
_SITE = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]{1,255}")


class Form(StrEnum):
    """What a note can be saved as."""

    WORD = "docx"
    MARKDOWN = "md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A statement, with the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...] = ()
    item: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A question with its answer."""

    question: str
    understood: str | None
    label: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: a citation, and the address at which its place can be read."""

    number: int
    citation: Citation
    link: str

    @property
    def source(self) -> str:
        """The paper, what it says of itself, and the place in it."""
        cited = self.citation
        known = provenance(cited.version, cited.date, cited.status)
        return f"{cited.title}, {cited.place}.{f' {known}.' if known else ''}"

    @property
    def standing(self) -> str:
        """A word of warning where the quoted words no longer stand."""
        return "Superseded: these words no longer stand." if self.citation.superseded else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A note of one answer or of a whole conversation."""

    on: datetime.date
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]

    @property
    def day(self) -> str:
        """The date in words."""
        return f"{self.on.day} {self.on:%B %Y}"


def briefing_of(exchanges: Sequence[Exchange], on: datetime.date, site: str = "") -> Briefing:
    """The note of these exchanges; those without an answer are left out. ``site`` is where the papers can be read."""
    site = site if _SITE.fullmatch(site) else ""
    notes: list[Note] = []
    sections = []
    for exchange in exchanges:
        if exchange.answer is None:
            continue
        numbers = {cited.number: len(notes) + at for at, cited in enumerate(exchange.answer.citations, start=1)}
        notes += (
            Note(number=numbers[cited.number], citation=cited, link=f"{site}{cited.link}")
            for cited in exchange.answer.citations
        )
        sections.append(_section(exchange.question, exchange.answer, numbers))
    return Briefing(on=on, sections=tuple(sections), notes=tuple(notes))


def markdown_of(briefing: Briefing) -> str:
    """The note as Markdown with footnotes."""
    blocks = [f"# {TITLE}", briefing.day, *PURPOSE]
    for section in briefing.sections:
        blocks.append(f"## {escaped(section.question)}")
        if section.understood:
            blocks.append(f"Understood as: {escaped(section.understood)}")
        if section.label:
            blocks.append(f"**{escaped(section.label)}**")
        blocks += _paragraphs(section.lines)
    blocks += (_footnote(note) for note in briefing.notes)
    return "\n\n".join(blocks) + "\n"


def plain_of(briefing: Briefing) -> str:
    """The note's answers as plain text with their sources, to be pasted anywhere."""
    lines: list[str] = []
    for section in briefing.sections:
        lines += [section.question, ""]
        lines += (f"{'- ' if line.item else ''}{line.text}{_marks(line.notes)}" for line in section.lines)
        lines.append("")
    if briefing.notes:
        lines.append("Sources")
    for note in briefing.notes:
        lines.append(f"[{note.number}] {note.source} “{shown(note.citation)}” {note.standing}".rstrip())
        lines.append(f"Link: {note.link}")
    return "\n".join(lines).strip() + "\n"


def escaped(text: str) -> str:
    """Text as Markdown shows it literally, on one line.

    >>> escaped("1. *Not* <b>bold</b>")
    '1\\\\. \\\\*Not\\\\* \\\\<b\\\\>bold\\\\</b\\\\>'
    """
    line = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    line = _HOST.sub(r"\1\\.", line.replace("://", r":\/\/"))
    return _STARTS.sub(lambda start: f"{start[1]}\\{start[2]}" if start[1] else f"\\{start[3]}", line)


def _section(question: str, answer: Answer, numbers: dict[int, int]) -> Section:
    return Section(
        question=question or "(nothing was typed)",
        understood=answer.understood if answer.understood != answer.question else None,
        label=LABELS.get(answer.status),
        lines=tuple(
            Line(text=said.text, notes=tuple(numbers[number] for number in said.cites), item=said.item)
            for said in answer.statements
        ),
    )


def _paragraphs(lines: Sequence[Line]) -> list[str]:
    """Statements as paragraphs; neighbouring items make one list."""
    blocks: list[str] = []
    for at, line in enumerate(lines):
        marks = "".join(f"[^{number}]" for number in line.notes)
        told = f"{'- ' if line.item else ''}{escaped(line.text)}{marks}"
        if line.item and at and lines[at - 1].item:
            blocks[-1] += f"\n{told}"
        else:
            blocks.append(told)
    return blocks


def _footnote(note: Note) -> str:
    told = f"{escaped(note.source)} “{escaped(shown(note.citation))}” {escaped(note.standing)}".rstrip()
    return f"[^{note.number}]: {told} <{note.link}>" if note.link.startswith("http") else f"[^{note.number}]: {told}"


def _marks(numbers: Sequence[int]) -> str:
    return "".join(f" [{number}]" for number in numbers)

"""What leaves the assistant: an Answer of Statements with Citations, and every fixed sentence."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote as percent_encoded

from assistant.list_query import ListQuery
from corpus.outline import without_title
from corpus.printed_page import is_on_printed_page
from corpus.records import Document, Span

MAX_QUESTION = 2000  # characters; a rambling letter fits, a pasted paper does not


class AnswerStatus(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    DECLINED = "declined"
    SIGNPOSTED = "signposted"
    UNCLEAR = "unclear"


class Says(StrEnum):
    """The fixed sentences that a person may read."""

    EMPTY = "Please type a question. For example: What is the target for smoking in pregnancy?"
    TOO_LONG = f"That is too long to answer. Please ask in at most {MAX_QUESTION:,} characters."
    UNREADABLE = "That holds characters that cannot be read. Please type the question in plain words."
    NOT_FOUND = "The papers do not say."
    NOT_FOUND_FIGURE = "The papers do not give that figure."
    NOT_FOUND_DATE = "The papers do not say when."
    NOT_FOUND_NAME = "The papers do not say who that is."
    NOT_FOUND_MONEY = "The papers do not give that amount."
    NOT_FOUND_DECISION = "The papers do not say what was decided: they were written before."
    NEAREST = "The nearest that they come to it:"
    NEAR = "The papers may not answer this. They come nearest to it here:"
    OPINION = "I do not give opinions or predictions. I can show you what the papers say, so that you can judge."
    INVENTION = "I only repeat what the papers say, and I do not make up or change statements."
    INSTRUCTIONS = "I only answer questions about the papers, and I do not follow other instructions."
    PERSONAL = "I do not give personal details of people. The papers' public contacts are all that I can show."
    OFF_TOPIC = "I only answer questions about these papers on health and care in Kent and Medway."
    DANGER = (
        "If you or someone else is in danger now, call 999. For urgent medical help, call NHS 111 or use 111.nhs.uk. "
        "If you need someone to talk to, call Samaritans free on 116 123 at any time, or text SHOUT to 85258. "
        "This assistant only knows some planning papers and cannot give the help that you need."
    )
    MEDICAL = (
        "I cannot give medical advice. For urgent help call NHS 111 or use 111.nhs.uk at any time; "
        "if it is an emergency, call 999. A pharmacist or your GP can help with what is not urgent. "
        "To talk to someone, call Samaritans free on 116 123 or text SHOUT to 85258."
    )
    UNCLEAR = "I am not sure what you mean. Could you say it in a few more words? For example:"
    UNAVAILABLE = "The search is not available just now. Please try again in a minute."
    SLOW = "That took too long, and was given up. Please try again, or ask it in fewer words."
    TOO_MANY = "Too many questions came from your address within a minute. Please wait a minute, and ask again."
    FULL = "Too many people are asking just now. Please try again in a minute."
    WRONG = "Something went wrong while answering. Please try again."


def passage_link(paper: str, span: Span) -> str:
    """Where the reader page shows a stretch of a paper: a browser keeps what follows # to itself, so it stands twice."""
    place = f"{span.start}-{span.end}"
    return f"/papers/{percent_encoded(paper, safe='')}?mark={place}#{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a paper that carries a statement; the quote stands there to the character."""

    number: int
    paper: str
    title: str
    version: str | None
    date: str | None
    status: str | None
    locator: str
    page: int | None
    quote: str
    start: int
    end: int
    superseded: bool
    struck: tuple[tuple[int, int], ...] = ()

    @property
    def place(self) -> str:
        """The locator below the title, with the page where that is not it; where pages have printed numbers too, which of the two it is."""
        locator = without_title(self.locator, self.title)
        if self.page is None or re.search(rf"(?<!printed )\bpage {self.page}\b", locator, re.IGNORECASE):
            return locator
        return f"{locator}, page {self.page}{' of the file' if is_on_printed_page(self.locator) else ''}"

    @property
    def link(self) -> str:
        """Where the reader page shows it, marked."""
        return passage_link(self.paper, Span(start=self.start, end=self.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence or a quote, with the numbers of the citations that carry it."""

    text: str
    cites: tuple[int, ...] = ()
    item: bool = False

    @property
    def marked(self) -> str:
        """The text with its citation marks."""
        marks = "".join(f" [{number}]" for number in self.cites)
        return f"{'- ' if self.item else ''}{self.text}{marks}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer: statements, each with its citations, or a fixed sentence where there is none.

    ``focus`` are the ids of the passages that it is about, ``listing`` those of the list that was
    last shown, so that "and the third?" can still be asked after the second. ``listed`` is the
    ListQuery of a list from records, which a follow-up may narrow.
    """

    question: str
    understood: str
    status: AnswerStatus
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    searched: str | None = None
    seconds: float = 0.0
    focus: tuple[str, ...] = field(default=())
    listing: tuple[str, ...] = field(default=())
    listed: ListQuery | None = None

    @property
    def text(self) -> str:
        """The answer as text with [1] marks."""
        return "\n".join(statement.marked for statement in self.statements)

    def to_json(self, id_: str | None = None) -> dict[str, object]:
        """The answer as the contract has it."""
        return {
            **({"id": id_} if id_ is not None else {}),
            "question": self.question,
            "understood": self.understood,
            "status": self.status.value,
            "answer": self.text,
            "citations": [_citation_json(citation) for citation in self.citations],
            "suggestions": list(self.suggestions),
            "seconds": round(self.seconds, 4),
        }


def _citation_json(citation: Citation) -> dict[str, object]:
    return {
        "number": citation.number,
        "paper": citation.paper,
        "title": citation.title,
        "version": citation.version,
        "date": citation.date,
        "status": citation.status,
        "locator": citation.locator,
        "page": citation.page,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "superseded": citation.superseded,
        "struck": [list(pair) for pair in citation.struck],
        "link": citation.link,
    }


def cite(document: Document, span: Span, locator: str, page: int | None) -> Citation:
    """A citation of a stretch of a document, still without its number."""
    paper = document.paper
    inside = [s for s in document.struck if s.meets(span)]
    return Citation(
        number=0,
        paper=paper.id,
        title=paper.title,
        version=paper.version,
        date=paper.date.isoformat() if paper.date else None,
        status=paper.status,
        locator=locator,
        page=page,
        quote=span.of(document.text),
        start=span.start,
        end=span.end,
        superseded=paper.superseded_by is not None or any(s.holds(span) for s in inside),
        struck=tuple((max(s.start, span.start), min(s.end, span.end)) for s in inside),
    )


def shown(citation: Citation) -> str:
    """A quote as a sentence shows it: on one line, with struck-out words marked as such."""
    parts, at = [], citation.start
    for start, end in citation.struck:
        parts.append(citation.quote[at - citation.start : start - citation.start])
        parts.append(f"[struck out: {citation.quote[start - citation.start : end - citation.start]}]")
        at = end
    parts.append(citation.quote[at - citation.start :])
    words = "".join(parts)
    return (
        re.sub(r"\s*\n\s*(?:[-•] )?", "; ", re.sub(r"([:.?!;,]|\b(?:and|or))\s*\n+\s*(?:[-•] )?", r"\1 ", words))
        .replace("\t", " | ")
        .strip()
    )

"""What a paper says of itself: in its file's properties, its head, its first lines. Nothing is guessed.

A title is what the file calls its title, else the line that opens the paper. An office program keeps the title
of the file that a paper was made from, so a PDF's is taken where the paper's first lines bear it out, and before
the file's name where they do not. A date is one that the paper or its page gives for itself; when a file was last
saved is no date of the paper.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from corpus.dialect import is_title
from corpus.formats import is_archive, is_web_page
from corpus.pieces import PLAIN_LINE
from corpus.records import BlockKind, Document

T = TypeVar("T")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DATE = rf"(?:\w+day,? )?(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(_MONTHS)}),? (\d{{4}})"
_DATED_LINE = re.compile(
    rf"(?:(?:Date|Date of (?:the )?meeting|Meeting date|Published|Publication date|Date published)\s*:?\s*|"
    rf"To\s*:?\s*[^.]{{3,120}}[,–-]\s*)?{_DATE}$",
    re.IGNORECASE,
)
_VERSION_LINE = re.compile(r"(?:[\w ]{1,30} [-–] )?Version (\d{1,3}(?:\.\d{1,3}){0,2})$", re.IGNORECASE)
_SUBJECT_LINE = re.compile(r"(?:Subject|Title|Report title)\s*:\s*(\S.{2,200})$", re.IGNORECASE)
# of a table's first column, run together before what stands beside the first of them
_LABELS = re.compile(r"(?:[A-Z][A-Za-z /]{1,30}:\s*){2,}")
_PLACEHOLDER = re.compile(
    r"Microsoft \w+ - |(?:Word Document|Document|Untitled|(?:PowerPoint )?Presentation|Slide|Layout|Book|Sheet)\s*\d*$"
    r"|(?:(?:the|committee|cabinet|agenda|report|minutes|letter|blank|by|item|appendix|annex|template|form)\W*)+\w?$"
    r"|[\w ]+ Council$|\S*\.\w{3,4}$|[\W\d]*$",
    re.IGNORECASE,
)
_PACK = re.compile(r"^\(Public Pack\)")
_MEETING = re.compile(r", (\d{2})/(\d{2})/(\d{4}) \d{2}:\d{2}$")  # how a council's agenda system names its packs
_LONG = 4  # letters: words as long say whether a title is the paper's
_FIRST_BLOCKS = 30
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_FRONT_MATTER_LINE = re.compile(r"^([A-Za-z][\w -]*):[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
_KEYS = {  # what files call these things, the surest first
    "title": ("title", "dc.title", "dcterms.title", "citation_title", "pagetitle", "og:title"),
    "publisher": (
        "publisher",
        "dc.publisher",
        "dcterms.publisher",
        "govuk:primary-publishing-organisation",
        "og:site_name",
        "organisation",
    ),
    "date": (
        "date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "article:published_time",
        "govuk:first-published-at",
        "citation_publication_date",
        "pubdate",
    ),
    "version": ("version",),
    "status": ("status", "contentstatus"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a paper says of itself; ``saved`` is when its file was last saved, where it says so."""

    title: str | None = None
    publisher: str | None = None
    date: datetime.date | None = None
    version: str | None = None
    status: str | None = None
    saved: datetime.date | None = None


def read_properties(
    name: str, data: bytes, document: Document, said_in_reading: Iterable[tuple[str, str]] = ()
) -> Properties:
    """What a file says of its paper, and the paper of itself; ``said_in_reading`` is PaperText.said."""
    said = {**_said(name, data), **dict(said_in_reading)}
    lines = _first_lines(document)
    title = _said_value(said, "title") or _borne_out(said, lines) or _fitting(_printed_title(document, lines))
    title = title or _fitting(said.get("filetitle")) or _fitting(_first_heading(document))
    date = as_day(_said_value(said, "date") or "") or _day_of_meeting(said.get("infotitle", ""))
    return Properties(
        title=title,
        publisher=_said_value(said, "publisher"),
        date=date or _printed(_DATED_LINE, lines, _spelt_out),
        version=_said_value(said, "version") or _printed(_VERSION_LINE, lines, lambda match: match[1]),
        status=_said_value(said, "status"),
        saved=as_day(said.get("modified", "")),
    )


def described(document: Document, path: Path, said_in_reading: Iterable[tuple[str, str]] = ()) -> Document:
    """A document whose paper has the title, date and so on that its file gives, where no catalogue gives them.

    ``said_in_reading`` is PaperText.said.
    """
    try:
        said = read_properties(path.name, path.read_bytes(), document, said_in_reading)
    except OSError:
        return document  # taken away since it was read: the next build will see that
    paper = document.paper
    told = {
        name: getattr(said, name) or getattr(paper, name)
        for name in ("title", "publisher", "date", "version", "status")
    }
    return replace(document, paper=replace(paper, **told))


def _said(name: str, data: bytes) -> Mapping[str, str]:
    """The properties of a file by the names that it gives them, in small letters."""
    if is_archive(data):
        from corpus.word_properties import word_properties

        return word_properties(name, data)
    if is_web_page(name, data):
        from corpus.page_content import page_properties

        return page_properties(name, data)
    if data.startswith(b"---"):
        from corpus.decoding import decoded
        from corpus.markdown import front_matter

        found = _FRONT_MATTER_LINE.findall(front_matter(decoded(name, data)))
        return {key.lower(): value.strip("\"'") for key, value in found}
    return {}


def _said_value(said: Mapping[str, str], what: str) -> str | None:
    return next((" ".join(said[key].split()) for key in _KEYS[what] if said.get(key, "").strip()), None)


def _first_lines(document: Document) -> list[str]:
    texts = [block.span.of(document.text) for block in document.blocks[:_FIRST_BLOCKS]]
    return [line.replace("\t", " ").strip() for text in texts for line in text.split("\n")]


def _printed_title(document: Document, lines: list[str]) -> str | None:
    """The line that opens the paper as its title, or the subject of a report."""
    if subject := next((match[1] for line in lines if (match := _SUBJECT_LINE.match(line))), None):
        labels = _LABELS.match(subject)
        return subject[labels.end() :] if labels else subject
    for block in document.blocks[:1]:
        text = block.span.of(document.text)
        if block.kind is BlockKind.HEADING and is_title(text) and not block.number:
            return text
    return None


def _borne_out(said: Mapping[str, str], lines: list[str]) -> str | None:
    """A PDF's own title, where the first lines of the paper hold its words."""
    title = _fitting(_PACK.sub("", " ".join(said.get("infotitle", "").split())))
    printed = set(_long_words(" ".join(lines)))
    if not title or len(title.split()) < 2:
        return None
    return title if _MEETING.search(title) or set(_long_words(title)) <= printed else None


def _long_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if len(word) >= _LONG]


def _day_of_meeting(title: str) -> datetime.date | None:
    match = _MEETING.search(title)
    return _date(int(match[3]), int(match[2]), int(match[1])) if match else None


def _fitting(title: str | None) -> str | None:
    """A file's title, where it is none that an office program put in."""
    return title if title and not _PLACEHOLDER.match(title) else None


def _first_heading(document: Document) -> str | None:
    """The biggest of the headings that a paper opens with."""
    headings = [b for b in document.blocks[:_FIRST_BLOCKS] if b.kind is BlockKind.HEADING and b.level < PLAIN_LINE]
    first = min(headings, key=lambda block: block.level, default=None)
    return first.span.of(document.text) if first and not first.number else None


def _printed(form: re.Pattern[str], lines: list[str], read: Callable[[re.Match[str]], T | None]) -> T | None:
    return next((read(match) for line in lines if (match := form.match(line))), None)


def _spelt_out(match: re.Match[str]) -> datetime.date | None:
    return _date(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))


def as_day(text: str) -> datetime.date | None:
    """A day as machines write it, or as people do."""
    if match := _ISO.match(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    match = re.fullmatch(_DATE, text.strip(), re.IGNORECASE)
    return _spelt_out(match) if match else None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None

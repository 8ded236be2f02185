"""papers.toml and the papers' folder -> the Documents of every paper that can be read."""

import datetime
import itertools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CatalogueError, PaperError
from corpus.extraction import parse_paper
from corpus.reading import read_paper
from corpus.records import Document, Paper, PaperKind

CATALOGUE = "papers.toml"
_READABLE = {".txt", ".md", ".pdf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A paper that could not be read, and why."""

    file: str
    reason: str


def shipped_papers() -> Path:
    """The folder of the five papers that come with the project."""
    return Path(__file__).parent / "papers"


def list_papers(folder: Path) -> tuple[Paper, ...]:
    """The papers of a folder: those that papers.toml names, then every other readable file."""
    if not folder.is_dir():
        raise CatalogueError(f"There is no folder {folder}.", to_do="Name a folder that holds papers.")
    named = tuple(_catalogued(folder / CATALOGUE))
    found = tuple(_others(folder, named))
    if not named and not found:
        raise CatalogueError(f"The folder {folder} holds no papers.", to_do="Put PDF, Markdown or text files into it.")
    return (*named, *found)


def load_papers(folder: Path) -> tuple[tuple[Document, ...], tuple[Unread, ...]]:
    """Read every paper of a folder; those that cannot be read are named with the reason."""
    read: list[Document] = []
    unread: list[Unread] = []
    for paper in list_papers(folder):
        try:
            read.append(parse_paper(paper, read_paper(folder / paper.file)))
        except PaperError as error:
            unread.append(Unread(file=paper.file, reason=str(error)))
    return tuple(read), tuple(unread)


def _catalogued(path: Path) -> Iterator[Paper]:
    if not path.exists():
        return
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(
            f"{path.name} cannot be read ({error}).", to_do="Correct that line and try again."
        ) from error
    for id_, entry in entries.items():
        if not isinstance(entry, dict) or "file" not in entry:
            raise CatalogueError(f"{path.name} names no file for [{id_}].", to_do='Add a line: file = "...".')
        yield _paper(id_, entry, path.name)


def _paper(id_: str, entry: dict[str, object], catalogue: str) -> Paper:
    date = entry.get("date")
    kind = str(entry.get("kind", PaperKind.OTHER))
    if kind not in set(PaperKind):
        raise CatalogueError(
            f"{catalogue} gives [{id_}] the unknown kind “{kind}”.", to_do=f"Use one of: {', '.join(PaperKind)}."
        )
    return Paper(
        id=id_,
        title=str(entry.get("title", id_)),
        file=str(entry["file"]),
        kind=PaperKind(kind),
        publisher=_text(entry.get("publisher")),
        date=date if isinstance(date, datetime.date) else None,
        version=_text(entry.get("version")),
        status=_text(entry.get("status")),
        short=_text(entry.get("short")),
        called=_texts(entry.get("called")),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _others(folder: Path, named: tuple[Paper, ...]) -> Iterator[Paper]:
    """The readable files that the catalogue does not name, each with an id of its own."""
    listed = {paper.file for paper in named}
    taken = {paper.id for paper in named}
    for file in sorted(f for f in folder.rglob("*") if f.suffix.lower() in _READABLE and f.is_file()):
        relative = file.relative_to(folder)
        if relative.as_posix() not in listed:
            id_ = next(id_ for id_ in _ids(relative) if id_ not in taken)
            taken.add(id_)
            yield uncatalogued(file, id_, relative.as_posix())


def _ids(relative: Path) -> Iterator[str]:
    """What a file may be called, best first: its name, with its ending, with a number."""
    name = re.sub(r"\W+", "-", relative.with_suffix("").as_posix().lower()).strip("-") or "paper"
    yield name
    yield f"{name}-{relative.suffix[1:].lower()}"
    yield from (f"{name}-{number}" for number in itertools.count(2))


def uncatalogued(file: Path, id_: str, name: str) -> Paper:
    """A paper known by its file alone."""
    return Paper(id=id_, title=file.stem.replace("_", " "), file=name)

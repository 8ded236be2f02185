"""papers.toml and the papers' folder -> the Documents of every paper that can be read."""

import datetime
import itertools
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import CatalogueError, PaperError
from corpus.extraction import parse_paper
from corpus.naming import one_line
from corpus.reading import read_paper
from corpus.records import Document, Paper, PaperKind

CATALOGUE = "papers.toml"
SETTING = "ASSISTANT_PAPERS"
ADDED = Path("added-papers")  # beside .index, from where the commands are run; never within the project's own code
_READABLE = {".txt", ".md", ".markdown", ".pdf", ".docx", ".docm", ".html", ".htm", ".xhtml"}
_PUT_IN = "Put PDF, Word, HTML, Markdown or text files into it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A paper that could not be read, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A paper and where its file is; ``named`` says that a catalogue describes it."""

    paper: Paper
    path: Path
    named: bool = True


def shipped_papers() -> Path:
    """The folder of the five papers that come with the project."""
    return Path(__file__).parent / "papers"


def paper_folders(named: Path | None = None) -> tuple[Path, ...]:
    """The folders whose papers are indexed: one that is named or set stands alone, the five have the added ones."""
    return with_added(named or _of_setting() or shipped_papers())


def with_added(folder: Path) -> tuple[Path, ...]:
    """A folder of papers, and beside the papers that come along the folder of those that were added."""
    return (folder, ADDED) if folder == shipped_papers() and ADDED.is_dir() else (folder,)


def folder_to_add_to(named: Path | None = None) -> Path:
    """Where a paper that is added goes: the folder that is named, or set, or that of added papers."""
    return named or _of_setting() or ADDED


def _of_setting() -> Path | None:
    value = os.environ.get(SETTING, "").strip()
    return Path(value) if value else None


def list_papers(folder: Path) -> tuple[Paper, ...]:
    """The papers of a folder: those that papers.toml names, then every other readable file."""
    return tuple(one.paper for one in list_all((folder,)))


def list_all(folders: Sequence[Path], *, may_be_empty: bool = False) -> tuple[Listed, ...]:
    """The papers of several folders, each with an id of its own; the first folder has to hold some, unless told so."""
    listed: list[Listed] = []
    for folder in folders:
        _check(folder)
        named = tuple(_catalogued(folder / CATALOGUE))
        taken = {one.paper.id for one in listed}
        if twice := taken & {paper.id for paper in named}:
            raise CatalogueError(
                f"{folder / CATALOGUE} gives a paper the id “{min(twice)}”, which another has.",
                to_do="Choose another id for it.",
            )
        others = tuple(_others(folder, named, taken))
        if not named and not others and not listed and not may_be_empty:
            raise CatalogueError(f"The folder {folder} holds no papers.", to_do=_PUT_IN)
        listed += [Listed(paper=paper, path=folder / paper.file) for paper in named]
        listed += others
    by_id = {one.paper.id: one.paper for one in listed}
    replaced = superseded(by_id.values())
    return tuple(
        replace(
            one,
            paper=replace(one.paper, called=_called(one.paper, by_id), superseded_by=replaced.get(one.paper.id)),
        )
        for one in listed
    )


def _check(folder: Path) -> None:
    """Raise CatalogueError where a folder is not there, or may not be looked into."""
    try:
        if not folder.is_dir():
            raise CatalogueError(f"There is no folder {folder}.", to_do="Name a folder that holds papers.")
        os.stat(folder / ".")
        os.scandir(folder).close()
    except PermissionError as error:
        raise CatalogueError(
            f"The folder {folder} may not be read.", to_do="Give whoever runs this the right to read it."
        ) from error


def _called(paper: Paper, papers: Mapping[str, Paper]) -> tuple[str, ...]:
    """What people call a paper: "the forward plan" is the newest one, so it has the names of those it supersedes too."""
    names = [*paper.called, *(name for older in paper.supersedes for name in _called(papers[older], papers))]
    return tuple(dict.fromkeys(names))


def superseded(papers: Iterable[Paper]) -> dict[str, str]:
    """For each paper that another takes the place of, the id of that one; raises CatalogueError."""
    found: dict[str, str] = {}
    every = list(papers)
    ids = {paper.id for paper in every}
    for paper in every:
        for older in paper.supersedes:
            if older not in ids:
                raise CatalogueError(
                    f"“{paper.id}” says that it supersedes “{older}”, and there is no such paper.",
                    to_do=f"Correct supersedes in its entry in {CATALOGUE}: python -m corpus list shows the ids.",
                )
            found.setdefault(older, paper.id)
    for id_ in found:
        at, seen = id_, {id_}
        while at in found:
            at = found[at]
            if at in seen:
                raise CatalogueError(
                    f"“{id_}” supersedes itself, by itself or through others.",
                    to_do=f"Take one supersedes out of {CATALOGUE}.",
                )
            seen.add(at)
    return found


def load_papers(folder: Path) -> tuple[tuple[Document, ...], tuple[Unread, ...]]:
    """Read every paper of a folder; those that cannot be read are named with the reason."""
    read: list[Document] = []
    unread: list[Unread] = []
    for one in list_all((folder,)):
        try:
            read.append(parse_paper(one.paper, read_paper(one.path)))
        except PaperError as error:
            unread.append(Unread(file=one.paper.file, reason=str(error)))
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
        yield paper_of(id_, entry, path.name)


def paper_of(id_: str, entry: Mapping[str, object], catalogue: str = CATALOGUE) -> Paper:
    """A paper from its entry in a catalogue; raises CatalogueError."""
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
        supersedes=_ids_of(entry.get("supersedes")),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _ids_of(value: object) -> tuple[str, ...]:
    """One id or several."""
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, tuple) else _texts(value)


def _others(folder: Path, named: tuple[Paper, ...], taken: set[str]) -> Iterator[Listed]:
    """The readable files that the catalogue does not name, each with an id of its own; hidden ones are no papers.

    A folder within that may not be looked into stands for the papers in it, so that it is named among the unread.
    """
    listed = {paper.file for paper in named}
    taken = taken | {paper.id for paper in named}
    for file in sorted(_files(folder)):
        relative = file.relative_to(folder)
        hidden = any(part.startswith((".", "~$")) for part in relative.parts)
        if not hidden and relative.as_posix() not in listed:
            id_ = next(id_ for id_ in _ids(relative) if id_ not in taken)
            taken.add(id_)
            yield Listed(paper=uncatalogued(file, id_, relative.as_posix()), path=file, named=False)


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder and those within it that may be papers, and the folders that may not be looked into."""
    shut: list[OSError] = []
    for inner, _, names in os.walk(folder, onerror=shut.append):
        files = [Path(inner, name) for name in names if Path(name).suffix.lower() in _READABLE]
        yield from (file for file in files if os.access(inner, os.X_OK) and file.is_file())
        if files and not os.access(inner, os.X_OK):
            yield Path(inner)
    yield from (Path(error.filename) for error in shut if isinstance(error, PermissionError))


def id_of(name: str) -> str:
    """The id that a file's name gives: small letters, figures and dashes."""
    return re.sub(r"\W+", "-", name.lower()).strip("-") or "paper"


def _ids(relative: Path) -> Iterator[str]:
    """What a file may be called, best first: its name, with its ending, with a number."""
    name = id_of(relative.with_suffix("").as_posix())
    yield name
    yield f"{name}-{relative.suffix[1:].lower()}"
    yield from (f"{name}-{number}" for number in itertools.count(2))


def uncatalogued(file: Path, id_: str, name: str) -> Paper:
    """A paper known by its file alone."""
    return Paper(id=id_, title=one_line(file.stem.replace("_", " ")), file=one_line(name))

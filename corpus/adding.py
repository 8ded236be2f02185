"""Papers put into a folder of papers and taken out of it; either all of it happens or nothing.

1. The file is read as a paper first; what cannot be read is not added.
2. It is copied under a hidden name and compared with what was read, for it may have been replaced
   in between. Then it gets its own name, and last its entry in papers.toml.
3. What is removed is kept in the hidden folder ``.removed``, where no index looks.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.catalogue import CATALOGUE, Listed, id_of, list_all, paper_of, shipped_papers, superseded, uncatalogued
from corpus.entries import Value, with_entry, without_entry
from corpus.errors import CatalogueError, UnreadablePaper
from corpus.extraction import parse_paper
from corpus.naming import one_line
from corpus.properties import Properties, as_day, read_properties
from corpus.reading import PaperText, read_paper
from corpus.records import Document, Paper, PaperKind

REMOVED = ".removed"
_LONGEST_NAME = 200  # bytes, of the 255 that file systems take: a number and an ending follow


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person says of a paper; what is None is read from the file."""

    id: str | None = None
    title: str | None = None
    date: str | None = None
    status: str | None = None
    version: str | None = None
    kind: str | None = None
    publisher: str | None = None
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A paper that was added, what was read from it, and what its file says."""

    paper: Paper
    source: PaperText
    document: Document
    properties: Properties


def add_paper(file: Path, folder: Path, given: Given, others: Sequence[Path] = ()) -> Added:
    """Add a file to a folder of papers, beside those of other folders; raises PaperError or CatalogueError."""
    source = read_paper(file)
    with _held(folder):
        listed = _listed(folder, others)
        within = _within(file, folder)
        id_ = given.id or id_of(file.stem)
        _check(id_, file, source, [one for one in listed if not within or one.path.resolve() != file.resolve()])
        document = parse_paper(uncatalogued(file, id_, file.name), source)
        properties = read_properties(file.name, _bytes(file, source), document, source.said)
        target = _named_well(file) if within else _free(folder, file.name)
        given = replace(given, kind=given.kind or _recognised(document))
        entry = _entry(target.relative_to(folder.resolve()).as_posix(), given, properties, file)
        paper = paper_of(id_, entry)
        superseded([*(one.paper for one in listed if one.paper.id != id_), paper])
        catalogue = with_entry(_catalogue(folder), id_, entry)
        with _undone([] if within else [target]):
            if not within:
                _copy(file, target, source)
            _write(folder / CATALOGUE, catalogue)
    return Added(paper=paper, source=source, document=replace(document, paper=paper), properties=properties)


def remove_paper(id_: str, folder: Path, others: Sequence[Path] = ()) -> Path:
    """Take a paper out of a folder; gives the place where its file is kept. Raises CatalogueError."""
    with _held(folder):
        listed = _listed(folder, others)
        one = next((one for one in listed if one.paper.id == id_), None)
        if one is None:
            raise CatalogueError(f"There is no paper “{id_}”.", to_do="See their ids: python -m corpus list")
        if not _within(one.path, folder):
            raise CatalogueError(
                f"“{id_}” is not among the papers that were added.", to_do="Only those of a folder of yours can go."
            )
        if newer := next((o.paper.id for o in listed if id_ in o.paper.supersedes), None):
            raise CatalogueError(
                f"“{newer}” says that it supersedes “{id_}”.",
                to_do=f"Remove “{newer}” first, or that line of its entry.",
            )
        return _taken_out(one, folder)


def _taken_out(one: Listed, folder: Path) -> Path:
    before = _catalogue(folder)
    kept = folder / REMOVED / one.path.name
    try:
        if one.path.exists():
            kept.parent.mkdir(exist_ok=True)
            kept = _free(kept.parent, kept.name)
            one.path.rename(kept)
        if (after := without_entry(before, one.paper.id)) != before:
            _write(folder / CATALOGUE, after)
    except OSError as error:
        with suppress(OSError):
            kept.rename(one.path)
        raise _not_done(f"“{one.paper.id}” cannot be removed from {folder}", error) from error
    return kept


def _check(id_: str, file: Path, source: PaperText, listed: Sequence[Listed]) -> None:
    """Raise CatalogueError where the id or the content is there already."""
    if id_ != id_of(id_):
        raise CatalogueError(f"“{id_}” cannot be an id.", to_do=f"Use small letters, figures and dashes: {id_of(id_)}")
    size = file.stat().st_size
    for one in listed:
        with suppress(OSError):
            if one.path.stat().st_size == size and _digest(one.path.read_bytes()) == source.digest:
                raise CatalogueError(
                    f"{file.name} is the same as the paper “{one.paper.id}”.", to_do="There is no need to add it again."
                )
    for one in listed:
        if one.paper.id == id_:
            raise CatalogueError(
                f"There is a paper “{id_}” already.", to_do="Give this one another id with --id, or remove that one."
            )


def _entry(name: str, given: Given, properties: Properties, file: Path) -> dict[str, Value]:
    """The entry in papers.toml: what a person said, else what the file says."""
    date: Value = properties.date
    if given.date is not None:
        date = _day(given.date)
    entry: dict[str, Value] = {
        "file": name,
        "title": given.title or properties.title or uncatalogued(file, "", name).title,
        "publisher": given.publisher or properties.publisher,
        "date": date,
        "version": given.version or properties.version,
        "status": given.status or properties.status,
        "kind": given.kind,
        "supersedes": given.supersedes,
    }
    return {key: value for key, value in entry.items() if value}


def _recognised(document: Document) -> str | None:
    kind = document.paper.kind
    return None if kind is PaperKind.OTHER else kind.value


def _day(text: str) -> Value:
    day = as_day(text)
    if day is None:
        raise CatalogueError(f"“{text}” is not a date.", to_do="Write it as in 2024-03-31 or 31 March 2024.")
    return day


def _listed(folder: Path, others: Sequence[Path]) -> tuple[Listed, ...]:
    return list_all([*(other for other in others if other.resolve() != folder.resolve()), folder], may_be_empty=True)


def _within(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())


def _named_well(file: Path) -> Path:
    """A file that stands in the folder already, resolved; its name has to be one that the catalogue can hold."""
    if one_line(file.name) != file.name:
        raise CatalogueError(f"The name of {file.name} cannot be entered in {CATALOGUE}.", to_do="Rename the file.")
    return file.resolve()


def _bytes(file: Path, source: PaperText) -> bytes:
    """The file's bytes, which have to be those that were read."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _changed(file) from error
    if _digest(data) != source.digest:
        raise _changed(file)
    return data


def _changed(file: Path) -> UnreadablePaper:
    return UnreadablePaper(f"{file.name} was changed while it was read.", to_do="Add it again once it is complete.")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _free(folder: Path, name: str) -> Path:
    """A name in a folder that no file has, resolved."""
    bare = Path(one_line(name).lstrip(".~$") or "paper")
    stem = bare.stem.encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    numbers = ["", *(f"-{number}" for number in range(2, 1000))]
    names = (folder / f"{stem}{number}{bare.suffix}" for number in numbers)
    return next(path.resolve() for path in names if not path.exists())


def _copy(file: Path, target: Path, source: PaperText) -> None:
    half = target.with_name(".paper.half")
    try:
        shutil.copyfile(file, half)
        with half.open("rb") as copied:
            if hashlib.file_digest(copied, "sha256").hexdigest() != source.digest:
                raise _changed(file)
            os.fsync(copied.fileno())
        half.replace(target)
    except OSError as error:
        raise _not_done(f"{file.name} cannot be copied into {target.parent}", error) from error
    finally:
        half.unlink(missing_ok=True)


def _catalogue(folder: Path) -> str:
    path = folder / CATALOGUE
    try:
        return path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path} cannot be read.", to_do="Check that it is there and may be read.") from error


def _write(path: Path, text: str) -> None:
    """Replace a file by another at once."""
    half = path.with_name(".catalogue.half")
    try:
        with half.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        raise _not_done(f"{path} cannot be written", error) from error
    finally:
        half.unlink(missing_ok=True)


def _not_done(happened: str, error: OSError) -> CatalogueError:
    return CatalogueError(
        f"{happened} ({error.strerror}).",
        to_do="Nothing was changed; make room, or check that the folder may be written.",
    )


@contextmanager
def _undone(files: Sequence[Path]) -> Iterator[None]:
    """Take new files away again where what follows fails."""
    try:
        yield
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        raise


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder, so that two people do not change it at once; one that was made for nothing goes again."""
    if folder.resolve() == shipped_papers().resolve():
        raise CatalogueError(
            f"{folder} holds the papers that come along.", to_do="Choose another folder with --papers."
        )
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise _not_done(f"{folder} cannot be used as a folder of papers", error) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
        if made:
            with suppress(OSError):
                folder.rmdir()  # succeeds only where it is empty

"""A file -> what was read from it, or the reason why it was not."""

from collections import Counter
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from corpus.catalogue import uncatalogued
from corpus.errors import PaperError
from corpus.extraction import parse_paper
from corpus.reading import PAGE_BREAK, PaperText, read_paper
from corpus.records import BlockKind, Document, PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What was read from a file; ``pages`` is None where the file has none."""

    kind: PaperKind
    pages: int | None
    headings: int
    tables: int
    paragraphs: int
    records: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]

    def as_text(self) -> str:
        """The same in a few lines."""
        pages = "no pages" if self.pages is None else _counted(self.pages, "page")
        sizes = ((self.headings, "heading"), (self.tables, "table"), (self.paragraphs, "paragraph"))
        lines = [
            ", ".join((pages, *(_counted(number, name) for number, name in sizes))),
            "records: " + (", ".join(_counted(number, name.lower()) for name, number in self.records) or "none"),
            *(f"note: {note}" for note in self.notes),
        ]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file with its contents, or with the reason why there are none."""

    file: str
    contents: Contents | None = None
    reason: str | None = None

    def as_json(self) -> dict[str, object]:
        """The same as plain values, for ``json.dumps``."""
        found = asdict(self.contents) | {"records": dict(self.contents.records)} if self.contents else {}
        return {"file": self.file, "read": self.contents is not None, "kind": None, **found, "reason": self.reason}

    def as_text(self) -> str:
        """The same in a few lines."""
        if self.contents is None:
            return f"{self.file}: not read. {self.reason}"
        return f"{self.file}: read as {self.contents.kind.value}\n  " + self.contents.as_text().replace("\n", "\n  ")


def _counted(number: int, name: str) -> str:
    many = {"priority": "priorities", "heard": "heard"}.get(name, f"{name}s")
    return f"{number} {name if number == 1 else many}"


def check_file(file: Path) -> Checked:
    """Read a file as a paper that no catalogue names."""
    try:
        source = read_paper(file)
        document = parse_paper(uncatalogued(file, file.stem, file.name), source)
    except PaperError as error:
        return Checked(file=str(file), reason=str(error))
    return Checked(file=str(file), contents=contents_of(source, document))


def contents_of(source: PaperText, document: Document) -> Contents:
    """What was read from a paper, counted."""
    kinds = Counter(block.kind for block in document.blocks)
    types = Counter(type(record).__name__ for record in document.records)
    return Contents(
        kind=document.paper.kind,
        pages=source.text.count(PAGE_BREAK) + 1 if source.has_pages else None,
        headings=kinds[BlockKind.HEADING],
        tables=_tables(document),
        paragraphs=kinds[BlockKind.PARAGRAPH],
        records=tuple(sorted(types.items())),
        notes=document.notes,
    )


def _tables(document: Document) -> int:
    """How many tables there are: one for each row of column names, and for each run of rows without any."""
    named = sum(
        1
        for block in document.blocks
        if block.columns and block.columns == tuple(c.of(document.text) for c in block.cells)
    )
    runs = groupby(document.blocks, lambda block: block.kind is BlockKind.ROW and not block.columns)
    return named + sum(1 for unnamed, _ in runs if unnamed)

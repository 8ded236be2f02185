"""The text of papers.toml -> the same text with an entry more or less; comments and order stay.

Sole importer of tomlkit.
"""

import datetime
from collections.abc import Mapping

import tomlkit
from tomlkit.exceptions import TOMLKitError

from corpus.errors import CatalogueError

Value = str | datetime.date | tuple[str, ...] | None


def with_entry(text: str, id_: str, values: Mapping[str, Value]) -> str:
    """The catalogue with an entry at its end."""
    document = _parsed(text)
    entry = tomlkit.table()
    for key, value in values.items():
        entry[key] = list(value) if isinstance(value, tuple) else value
    if document.body and text.strip():
        document.add(tomlkit.nl())
    document[id_] = entry
    return tomlkit.dumps(document)


def without_entry(text: str, id_: str) -> str:
    """The catalogue without an entry; the same text where it has none of that id."""
    document = _parsed(text)
    if id_ in document:
        document.remove(id_)
    return tomlkit.dumps(document)


def _parsed(text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise CatalogueError(
            f"papers.toml cannot be read ({error}).", to_do="Correct that line and try again."
        ) from error

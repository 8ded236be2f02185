"""Frozen dataclasses <-> JSON, so that Documents and Passages can be kept beside the vectors.

Every value is written with the name of its type, and only types listed here are read back.
"""

import dataclasses
import datetime
import enum
import json
from typing import Any

from corpus import records
from index import passages

_TYPES: dict[str, type] = {
    name: thing
    for module in (records, passages)
    for name, thing in vars(module).items()
    if isinstance(thing, type) and (dataclasses.is_dataclass(thing) or issubclass(thing, enum.Enum))
}
_MEMBERS: dict[str, dict[object, enum.Enum]] = {
    name: {member.value: member for member in thing} for name, thing in _TYPES.items() if issubclass(thing, enum.Enum)
}


def to_json(value: object) -> str:
    """A dataclass, or a tuple of them, as JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Any:
    """What ``to_json`` wrote; raises ValueError or KeyError where it did not."""
    return _with_tuples(json.loads(text, object_hook=_typed))


def _plain(value: Any) -> Any:
    if isinstance(value, records.Span):
        return {"": "Span", "at": [value.start, value.end]}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {"": type(value).__name__} | {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
    if isinstance(value, enum.Enum):
        return {"": type(value).__name__, "is": value.value}
    if isinstance(value, datetime.date):
        return {"": "date", "is": value.isoformat()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value


def _typed(entry: dict[str, Any]) -> Any:
    """What an entry stands for; those within it were made before it."""
    name = entry.pop("")
    if name == "Span":
        return records.Span(start=entry["at"][0], end=entry["at"][1])
    if name == "date":
        return datetime.date.fromisoformat(entry["is"])
    if "is" in entry:
        return _MEMBERS[name][entry["is"]]
    return _TYPES[name](**{key: _with_tuples(value) for key, value in entry.items()})


def _with_tuples(value: Any) -> Any:
    """A value whose lists are tuples."""
    return tuple(_with_tuples(item) for item in value) if isinstance(value, list) else value

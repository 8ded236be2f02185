"""Log lines for people, or one JSON object a line for machines; neither holds what was asked.

An error is written as its kind and where it came from, without its message, which may repeat a question.
Only our own errors keep theirs: they speak of papers, indexes and servers.
"""

import datetime
import json
import logging
import traceback
from typing import Any

from corpus.errors import AssistantError

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class TextFormatter(logging.Formatter):
    """A record as a line for people, with the traceback of its error."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        """The error and those that led to it, the first of them first."""
        parts: list[str] = []
        error = ei[1]
        while error is not None:
            trace = "".join(traceback.format_tb(error.__traceback__))
            parts.insert(0, f"{trace}{_named(error)}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(parts)


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON: time, level, logger, message, and what was given as ``extra``."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        entry: dict[str, object] = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: value for name, value in vars(record).items() if name not in _OWN}
        if record.exc_info and record.exc_info[0]:
            entry["error"] = record.exc_info[0].__name__
            entry["at"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(entry, ensure_ascii=False, default=str)


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if isinstance(error, AssistantError) else type(error).__name__


def start_logging(form: str) -> None:
    """Send this process's log lines to standard error, as ``text`` or as ``json``."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter(_TEXT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("assistant").setLevel(logging.INFO if form == "json" else logging.WARNING)

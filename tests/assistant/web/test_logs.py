import json
import logging

from assistant.web.logs import JsonFormatter, TextFormatter
from corpus.errors import StoreUnreachable


def test_a_line_holds_its_figures_and_no_message_of_an_error() -> None:
    record = logging.makeLogRecord({"name": "assistant", "levelno": 40, "levelname": "ERROR", "msg": "it %s"})
    record.args, record.created = ("failed",), 0.0
    record.status = "answered"
    try:
        raise KeyError("my name is Ann")
    except KeyError as error:
        record.exc_info = (KeyError, error, error.__traceback__)
    line = JsonFormatter().format(record)
    entry = json.loads(line)
    assert {name: entry[name] for name in ("time", "level", "logger", "message", "status", "error")} == {
        "time": "1970-01-01T00:00:00.000+00:00",
        "level": "error",
        "logger": "assistant",
        "message": "it failed",
        "status": "answered",
        "error": "KeyError",
    }
    assert "Ann" not in line
    assert "\n" not in line


def test_a_line_for_people_tells_of_an_error_without_its_message() -> None:
    record = logging.makeLogRecord({"name": "assistant", "levelname": "ERROR", "msg": "it failed"})
    try:
        try:
            raise KeyError("my name is Ann")
        except KeyError as first:
            raise StoreUnreachable("The server is gone.", to_do="Start it.") from first
    except StoreUnreachable as error:
        record.exc_info = (StoreUnreachable, error, error.__traceback__)
    lines = TextFormatter("%(levelname)s %(message)s").format(record).splitlines()
    assert [line for line in lines if not line.startswith("  ")] == [
        "ERROR it failed",
        "KeyError",
        "StoreUnreachable: The server is gone. Start it.",
    ]

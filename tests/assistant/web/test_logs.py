import json
import logging

from assistant.web.logs import JsonFormatter


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

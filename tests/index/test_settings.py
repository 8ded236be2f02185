"""Settings: what is passed in, else the environment, else a default that works."""

from pathlib import Path

import pytest

from corpus.catalogue import shipped_papers
from corpus.errors import SettingUnusable
from index.encoders import DEFAULT_MODEL
from index.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.__dataclass_fields__:
        monkeypatch.delenv(f"ASSISTANT_{name.upper()}", raising=False)


def test_every_setting_has_a_default() -> None:
    assert read_settings() == Settings(
        papers=shipped_papers(), index=Path(".index"), model=DEFAULT_MODEL, host="127.0.0.1", port=7860
    )


def test_the_environment_goes_before_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    set_to = {
        "PAPERS": "/p",
        "INDEX": "/i",
        "MODEL": "m",
        "CHROMA": "http://there",
        "HOST": "0.0.0.0",
        "PORT": "80",
        "CONTACT": "c",
        "ALLOW_REMOTE": "1",
        "TRUSTED_PROXIES": "10.0.0.1",
        "AT_ONCE": "2",
        "WAITING": "9",
        "A_MINUTE": "5",
        "SECONDS": "7",
        "LOG": "JSON",
        "KEEP_QUESTIONS": "/k",
        "KEEP_DAYS": "3",
    }
    for name, value in set_to.items():
        monkeypatch.setenv(f"ASSISTANT_{name}", value)
    assert read_settings() == Settings(
        papers=Path("/p"),
        index=Path("/i"),
        model="m",
        chroma="http://there",
        host="0.0.0.0",
        port=80,
        contact="c",
        allow_remote=True,
        trusted_proxies="10.0.0.1",
        at_once=2,
        waiting=9,
        a_minute=5,
        seconds=7,
        log="json",
        keep_questions=Path("/k"),
        keep_days=3,
    )


def test_what_is_passed_in_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX", "/i")
    settings = read_settings(index=Path("/mine"), papers=Path("/papers"))
    assert (settings.index, settings.papers) == (Path("/mine"), Path("/papers"))


def test_a_setting_that_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX", " ")
    assert read_settings().index == Path(".index")


@pytest.mark.parametrize("port", ["http", "-1", "70000", "7860.5"])
def test_a_port_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", port)
    with pytest.raises(SettingUnusable) as refused:
        read_settings()
    assert str(refused.value) == f"ASSISTANT_PORT is “{port}”. Set it to a number up to 65535."


@pytest.mark.parametrize(
    ("name", "value", "to_do"),
    [
        ("AT_ONCE", "0", "Set it to a number from 1 to 100000."),
        ("KEEP_DAYS", "a week", "Set it to a number from 1 to 100000."),
        ("LOG", "xml", "Set it to text or json."),
        ("ALLOW_REMOTE", "perhaps", "Set it to 0 or 1."),
    ],
)
def test_a_value_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str, to_do: str) -> None:
    monkeypatch.setenv(f"ASSISTANT_{name}", value)
    with pytest.raises(SettingUnusable) as refused:
        read_settings()
    assert str(refused.value) == f"ASSISTANT_{name} is “{value}”. {to_do}"

"""Settings: environment variables with the prefix ASSISTANT_, each with a default that works."""

import os
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import shipped_papers, with_added
from corpus.errors import SettingUnusable
from index.encoders import DEFAULT_MODEL

PREFIX = "ASSISTANT_"
_MOST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the papers and the index are, which encoder reads them, how and to whom the page is served, whom to ask."""

    papers: Path
    index: Path
    model: str = DEFAULT_MODEL
    chroma: str | None = None
    host: str = "127.0.0.1"
    port: int = 7860
    contact: str | None = None
    allow_remote: bool = False
    trusted_proxies: str = ""
    at_once: int = 4
    waiting: int = 500
    a_minute: int = 120
    seconds: int = 20
    log: str = "text"
    keep_questions: Path | None = None
    keep_days: int = 30

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder whose papers are indexed."""
        return with_added(self.papers)


def read_settings(index: Path | None = None, papers: Path | None = None) -> Settings:
    """The settings of this process; what is passed in goes before the environment; raises SettingUnusable."""
    return Settings(
        papers=papers or Path(_value("PAPERS", str(shipped_papers()))),
        index=index or Path(_value("INDEX", ".index")),
        model=_value("MODEL", DEFAULT_MODEL),
        chroma=_value("CHROMA", "") or None,
        host=_value("HOST", "127.0.0.1"),
        port=_port(_value("PORT", "7860")),
        contact=_value("CONTACT", "") or None,
        allow_remote=_one_of("ALLOW_REMOTE", "0", ("0", "1")) == "1",
        trusted_proxies=_value("TRUSTED_PROXIES", ""),
        at_once=_number("AT_ONCE", 4),
        waiting=_number("WAITING", 500),
        a_minute=_number("A_MINUTE", 120),
        seconds=_number("SECONDS", 20),
        log=_one_of("LOG", "text", ("text", "json")),
        keep_questions=Path(kept) if (kept := _value("KEEP_QUESTIONS", "")) else None,
        keep_days=_number("KEEP_DAYS", 30),
    )


def _value(name: str, default: str) -> str:
    """What the environment says; a variable that is set to nothing is not set."""
    return os.environ.get(f"{PREFIX}{name}", "").strip() or default


def _port(value: str) -> int:
    if not (value.isdecimal() and int(value) <= 65535):
        raise SettingUnusable(f"{PREFIX}PORT is “{value}”.", to_do="Set it to a number up to 65535.")
    return int(value)


def _number(name: str, default: int) -> int:
    value = _value(name, str(default))
    if not (value.isdecimal() and 1 <= int(value) <= _MOST):
        raise SettingUnusable(f"{PREFIX}{name} is “{value}”.", to_do=f"Set it to a number from 1 to {_MOST}.")
    return int(value)


def _one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = _value(name, default).lower()
    if value not in choices:
        raise SettingUnusable(f"{PREFIX}{name} is “{value}”.", to_do=f"Set it to {' or '.join(choices)}.")
    return value

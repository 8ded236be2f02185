"""Settings: environment variables with the prefix ASSISTANT_, each with a default that works."""

import os
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import shipped_papers
from corpus.errors import SettingUnusable
from index.encoders import DEFAULT_MODEL

PREFIX = "ASSISTANT_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the papers and the index are, which encoder reads them, where the page is served, and whom to ask about it."""

    papers: Path
    index: Path
    model: str = DEFAULT_MODEL
    host: str = "127.0.0.1"
    port: int = 7860
    contact: str | None = None


def read_settings(index: Path | None = None, papers: Path | None = None) -> Settings:
    """The settings of this process; what is passed in goes before the environment; raises SettingUnusable."""
    return Settings(
        papers=papers or Path(_value("PAPERS", str(shipped_papers()))),
        index=index or Path(_value("INDEX", ".index")),
        model=_value("MODEL", DEFAULT_MODEL),
        host=_value("HOST", "127.0.0.1"),
        port=_port(_value("PORT", "7860")),
        contact=_value("CONTACT", "") or None,
    )


def _value(name: str, default: str) -> str:
    """What the environment says; a variable that is set to nothing is not set."""
    return os.environ.get(f"{PREFIX}{name}", "").strip() or default


def _port(value: str) -> int:
    if not (value.isdecimal() and int(value) <= 65535):
        raise SettingUnusable(f"{PREFIX}PORT is “{value}”.", to_do="Set it to a number up to 65535.")
    return int(value)

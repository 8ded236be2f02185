"""Settings: environment variables with the prefix ASSISTANT_, each with a default that works."""

import os
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import shipped_papers
from index.encoders import DEFAULT_MODEL

PREFIX = "ASSISTANT_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the papers and the index are, which encoder reads them, and where the page is served."""

    papers: Path
    index: Path
    model: str = DEFAULT_MODEL
    host: str = "127.0.0.1"
    port: int = 7860


def read_settings(index: Path | None = None, papers: Path | None = None) -> Settings:
    """The settings of this process; what is passed in goes before the environment."""
    get = os.environ.get
    return Settings(
        papers=papers or Path(get(f"{PREFIX}PAPERS", str(shipped_papers()))),
        index=index or Path(get(f"{PREFIX}INDEX", ".index")),
        model=get(f"{PREFIX}MODEL", DEFAULT_MODEL),
        host=get(f"{PREFIX}HOST", "127.0.0.1"),
        port=int(get(f"{PREFIX}PORT", "7860")),
    )

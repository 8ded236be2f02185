"""Our own static files, each at an address that changes with its content: a browser need never ask for it again."""

import hashlib
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).with_name("static")


@lru_cache(maxsize=100)
def address(name: str) -> str:
    """Where a file of ours is served, with a few letters that stand for what is in it.

    "page.css" is at "/web/page.css?v=0123456789ab".
    """
    return f"/web/{name}?v={hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]}"

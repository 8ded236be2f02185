"""A Chroma folder that may not be written -> one that may, to be read and thrown away.

Chroma writes to its database (chroma.sqlite3) when it is opened, even where it is only asked. That file is copied to
where temporary files go; the vectors, which are many times as large, Chroma only reads: they are linked.
"""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

DATABASE = "chroma.sqlite3"
_FILLED = (
    "index_metadata.pickle"  # beside fewer than a thousand vectors it is missing, and Chroma begins the files anew
)


def is_read_only(folder: Path) -> bool:
    """Whether there are vectors in a folder, and Chroma could not open them for writing."""
    database = folder / DATABASE
    return database.exists() and not all(os.access(place, os.W_OK) for place in (folder, database))


def copied(folder: Path) -> Path:
    """A folder with the same vectors that Chroma can open; whoever asked takes it away; raises OSError or sqlite3.Error."""
    copy = Path(tempfile.mkdtemp(prefix="assistant-vectors-"))
    try:
        address = f"{(folder / DATABASE).absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as own, closing(sqlite3.connect(copy / DATABASE)) as new:
            own.backup(new)
        for inner in folder.iterdir():
            if (inner / _FILLED).exists():
                (copy / inner.name).symlink_to(inner.absolute(), target_is_directory=True)
            elif inner.is_dir():
                shutil.copytree(inner, copy / inner.name)
    except BaseException:
        shutil.rmtree(copy)
        raise
    return copy

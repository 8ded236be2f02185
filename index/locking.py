"""One build at a time: the lock on an index's folder, which a killed build lets go of."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import IndexUnwritable


@contextmanager
def only_builder(folder: Path) -> Iterator[None]:
    """Hold the index's lock, so that two builds do not write at once; raises IndexUnwritable where none can."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "build.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise IndexUnwritable(
            f"The index in {folder} cannot be written ({error.strerror or error}).",
            to_do="It is as it was: make room, or check that the folder may be written, and build again.",
        ) from error

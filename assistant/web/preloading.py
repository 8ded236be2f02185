"""Gradio's scripts, read for what they load -> links by which a browser asks for all of it at once.

Without them a phone learns of one script from another, five times in a row, at half a second each.

1. The page names a first script; that lists what it loads next, its ``m.f=[...]``.
2. One of those has, for each kind of widget, the number of its script and of what that needs in such a list.
3. A script that cannot be read so is left out: the page then loads as it would without the links.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_FIRST = re.compile(r'src="\./assets/([\w.-]+\.js)"')
_LIST = re.compile(r"m\.f=(\[[^\]]*\])")
_KINDS = re.compile(r'\{"id":\d+,"type":"(\w+)"')
_WIDGET = r"\b%s:\{[^}]*?component:\(\)=>\w+\(\(\)=>import\([^)]*\)[^,]*,__vite__mapDeps\(\[([\d,]*)\]\)"


def preloads(page: str, assets: Path) -> str:
    """Links to the scripts that a page of Gradio's loads one after the other; ``assets`` is where they lie."""
    first = _FIRST.search(page)
    names = _needed(first[1], frozenset(_KINDS.findall(page)), assets) if first else ()
    return "".join(f'<link rel="modulepreload" crossorigin href="./assets/{name}" />\n' for name in names)


@lru_cache(maxsize=8)
def _needed(first: str, kinds: frozenset[str], assets: Path) -> tuple[str, ...]:
    """What is loaded after the first script, in about that order."""
    listed = _listed(_text(assets / first))
    texts = [_text(assets / name) for name in listed]
    frame = _listed(texts[0]) if texts else []
    widgets = (name for text in texts for kind in sorted(kinds) for name in _of_widget(text, kind))
    names = dict.fromkeys((*listed, *frame, *widgets))
    return tuple(name for name in names if name.endswith(".js") and name != first and (assets / name).is_file())


def _of_widget(text: str, kind: str) -> Iterator[str]:
    """What a kind of widget loads, where this is the script that knows it."""
    found = re.search(_WIDGET % kind, text)
    listed = _listed(text) if found else []
    for number in found[1].split(",") if found else ():
        if number and int(number) < len(listed):
            yield listed[int(number)]


def _listed(text: str) -> list[str]:
    """The files that a script may load, by their numbers.

    >>> _listed('m.f=["./Blocks-1.js","./Blocks-2.css"]')
    ['Blocks-1.js', 'Blocks-2.css']
    """
    found = _LIST.search(text)
    return [str(name).removeprefix("./") for name in json.loads(found[1])] if found else []


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""

"""Gradio's scripts as they are written: lists of files, and kinds of widgets with their numbers in such a list."""

from pathlib import Path

import pytest

from assistant.web.preloading import preloads

PAGE = """<script>{"components":[{"id":1,"type":"html","props":{"type":"text"}},{"id":2,"type":"row"}]}</script>
<script type="module" crossorigin src="./assets/index-1.js"></script>"""
SCRIPTS = {
    "index-1.js": 'm.f=["./Index-1.js","./core-1.js","./core-1.css"])',
    "Index-1.js": 'm.f=["./Blocks-1.js","./gone.js"])',
    "core-1.js": (
        'm.f=["./Index-1.js","./Row-1.js","./HTML-1.js","./Text-1.js","./Row-1.css"]),'
        "html:{base:()=>v(()=>import(`./x.js`),__vite__mapDeps([3])),"
        "component:()=>v(()=>import(`./HTML-1.js`),__vite__mapDeps([2,0]),u)},"
        "row:{component:()=>v(()=>import(`./Row-1.js`).then(e=>e.t),__vite__mapDeps([1,4,99]),u)},"
        "text:{component:()=>v(()=>import(`./Text-1.js`),__vite__mapDeps([3]),u)}"
    ),
    **dict.fromkeys(("Blocks-1.js", "HTML-1.js", "Row-1.js", "Text-1.js"), "0"),
}


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    for name, text in SCRIPTS.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_all_that_the_page_loads_later_is_asked_for_at_once(assets: Path) -> None:
    links = [f'./assets/{name}-1.js" />' for name in ("Index", "core", "Blocks", "HTML", "Row")]
    assert preloads(PAGE, assets).splitlines() == [
        f'<link rel="modulepreload" crossorigin href="{one}' for one in links
    ]


def test_scripts_that_cannot_be_read_so_are_left_to_the_page(tmp_path: Path) -> None:
    assert preloads("<script></script>", tmp_path) == ""
    assert preloads(PAGE, tmp_path / "elsewhere") == ""

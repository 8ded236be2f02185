"""Imports go one way, and each outside library has one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "corpus": set(),
    "index": {"corpus"},
    "assistant": {"corpus", "index"},
    "ui": {"corpus", "index", "assistant"},
}
DOORS = {
    "pypdf": "corpus/pdf/plain.py",
    "pypdfium2": "corpus/pdf/pdfium.py",
    "lxml": "corpus/office_package.py",
    "zipfile": "corpus/office_package.py",
    "selectolax": "corpus/page_content.py",
    "tomlkit": "corpus/entries.py",
    "chromadb": "index/chroma.py",
    "sentence_transformers": "index/encoders.py",
    "onnxruntime": "index/onnx_encoder.py",
    "threadpoolctl": "index/late_interaction.py",
    "Stemmer": "index/keywords.py",
    "cachetools": "index/once.py",
    "gradio": "ui.py",
    "matplotlib": "assistant/web/charts.py",
    "docx": "assistant/web/word.py",
}


def modules() -> list[Path]:
    packages = [file for name in ("corpus", "index", "assistant") for file in (ROOT / name).rglob("*.py")]
    return sorted([*packages, ROOT / "ui.py"])


def imported(file: Path) -> Iterator[str]:
    """The top names of everything that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports by dots"
            yield str(node.module).split(".")[0]


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_imports_go_one_way(file: Path) -> None:
    own = name_of(file).split("/")[0].removesuffix(".py")
    assert set(imported(file)) & set(MAY_IMPORT) <= MAY_IMPORT[own] | {own}


@pytest.mark.parametrize(("library", "door"), DOORS.items())
def test_an_outside_library_has_one_door(library: str, door: str) -> None:
    assert {name_of(file) for file in modules() if library in imported(file)} == {door}


def test_every_module_opens_with_what_it_is_for() -> None:
    assert [name_of(file) for file in modules() if not ast.get_docstring(ast.parse(file.read_text("utf-8")))] == []


@pytest.mark.parametrize("package", ["corpus", "index", "assistant"])
def test_a_table_of_contents_is_sorted(package: str) -> None:
    tree = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))
    lists = [
        ast.literal_eval(n.value)
        for n in tree.body
        if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "__all__"
    ]
    assert lists == [sorted(one) for one in lists]

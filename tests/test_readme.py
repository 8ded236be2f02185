"""What the README says to type exists, and its example is what comes out."""

import importlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.__main__ import main
from index.settings import PREFIX, Settings, read_settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\w*\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^(?:\$ )?(?:\.venv/bin/)?python -m (\w+) (\w+)(.*)$", "".join(BLOCKS), re.MULTILINE)
EXAMPLES = [
    (command, shown)
    for block in BLOCKS
    for command, shown in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]


def test_every_make_target_that_is_named_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make (\w+)(?:`|$)", README, re.MULTILINE)) - targets == set()


@pytest.mark.parametrize(("package", "command", "options"), COMMANDS)
def test_every_command_exists_with_the_options_that_are_shown(
    capsys: pytest.CaptureFixture[str], package: str, command: str, options: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        importlib.import_module(f"{package}.__main__").main([command, "--help"])
    helped = capsys.readouterr().out
    assert (ended.value.code, [o for o in re.findall(r"--\w+", options) if o not in helped]) == (0, [])


def test_the_page_tells_its_options() -> None:
    helped = subprocess.run([sys.executable, "ui.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [option for option in ("--host", "--port", "--index") if option not in helped.stdout] == []


def test_every_setting_is_listed_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| `?(.+?)`? \|", README, re.MULTILINE))
    for name in listed:
        monkeypatch.delenv(f"{PREFIX}{name}", raising=False)
    defaults = read_settings()
    assert set(listed) == {field.upper() for field in Settings.__dataclass_fields__}
    shown = {name.upper(): getattr(defaults, name) for name in Settings.__dataclass_fields__ if name != "papers"}
    assert {name: value for name, value in listed.items() if name != "PAPERS"} == {
        name: str(int(value) if isinstance(value, bool) else value or "none") for name, value in shown.items()
    }


def test_every_file_that_is_linked_is_there() -> None:
    linked = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert [path for path in linked if not (ROOT / path).exists()] == []


def test_what_python_is_told_to_import_can_be_imported() -> None:
    for module, names in re.findall(r"`from (\w+) import ([\w, ]+)`", README):
        found = importlib.import_module(module)
        assert [name for name in names.split(", ") if name not in found.__all__] == []


def test_there_is_an_example_with_its_output() -> None:
    assert [command for command, shown in EXAMPLES if " -m assistant ask " in command and shown.strip()] != []


@pytest.mark.model
def test_every_example_prints_what_is_shown(index_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for command, _ in EXAMPLES:
        assert main([*shlex.split(command)[3:], "--index", str(index_dir)]) == 0
        printed.append(capsys.readouterr().out.strip())
    assert printed == [shown.strip() for _, shown in EXAMPLES]

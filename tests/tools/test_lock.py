"""What is locked is what is pinned, and every file of it has a hash."""

import re
import tomllib
from pathlib import Path

from lock import CPU_BUILDS, CPU_LOCK, CUDA_LOCK, LOCK, ROOT, parted

HASH = "a" * 64
RESOLVED = f"""\
audioop-lts==0.2.2 ; python_full_version >= '3.13' \\
    --hash=sha256:{HASH}
nvidia-cublas==13.1.1.3 ; sys_platform == 'linux' \\
    --hash=sha256:{HASH}
torch==2.13.0 \\
    --hash=sha256:{HASH} \\
    --hash=sha256:{HASH}
triton==3.7.1 ; sys_platform == 'linux' \\
    --hash=sha256:{HASH}
"""


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(file: Path) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([^\s\\;]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {plain(name): version for name, version in found}


def test_what_torchs_usual_build_needs_stands_apart() -> None:
    locked, cpu, cuda = parted(RESOLVED)
    assert [entry.partition("==")[0] for entry in locked] == ["audioop-lts", "torch"]
    assert [entry.partition("==")[0] for entry in cuda] == ["nvidia-cublas", "triton"]
    assert cpu == [f"torch==2.13.0+cpu \\\n    --hash=sha256:{CPU_BUILDS['torch==2.13.0']}\n"]
    assert "".join([locked[0], cuda[0], locked[1], cuda[1]]) == RESOLVED


def test_what_is_locked_is_what_is_pinned() -> None:
    assert pins(LOCK) == pins(ROOT / "constraints.txt")


def test_what_is_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {plain(name) for name in (*project["dependencies"], *project["optional-dependencies"]["dev"])}
    assert asked - set(pins(LOCK)) == set()


def test_the_cpu_build_is_of_the_pinned_release() -> None:
    assert pins(CPU_LOCK) == {"torch": f"{pins(LOCK)['torch']}+cpu"}


def test_every_package_has_a_hash() -> None:
    for file in (LOCK, CPU_LOCK, CUDA_LOCK):
        entries = re.split(r"^(?=\w)", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\n$", entry)] == []

"""pyproject.toml and constraints.txt -> requirements.lock: every package with its version and the hashes of its files.

python tools/lock.py writes three files. ``requirements.lock`` is all that runs here, for every platform.
``requirements-cpu.lock`` is torch's CPU build, taken where an index that pip knows has it: of two builds
of one release, pip would take the one whose hash its index tells. ``requirements-cuda.lock`` is what the
usual build for Linux needs besides, some gigabytes. pip installs no file that they do not name.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK, CPU_LOCK, CUDA_LOCK = (ROOT / f"requirements{part}.lock" for part in ("", "-cpu", "-cuda"))
_CUDA = re.compile(r"(?:nvidia|cuda)-|triton==")
# for Python 3.11 on 64-bit Linux
CPU_BUILDS = {"torch==2.13.0": "6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"}


def main() -> int:
    """Write all three anew; the exit status is 0 when the pins could be resolved."""
    for file, entries in zip((LOCK, CPU_LOCK, CUDA_LOCK), parted(_resolved()), strict=True):
        file.write_text("".join(entries), encoding="utf-8")
        print(f"{len(entries):4} packages in {file.name}")
    return 0


def parted(resolved: str) -> tuple[list[str], list[str], list[str]]:
    """Each package with its hashes: those for all, torch's CPU build, and what its usual build needs."""
    entries = re.findall(r"^\w.*\n(?: +.*\n)*", resolved, re.MULTILINE)
    cuda = [entry for entry in entries if _CUDA.match(entry)]
    pins = [re.split(r"[ \\]", entry, maxsplit=1)[0] for entry in entries]
    cpu = [f"{pin}+cpu \\\n    --hash=sha256:{CPU_BUILDS[pin]}\n" for pin in pins if pin in CPU_BUILDS]
    return [entry for entry in entries if entry not in cuda], cpu, cuda


def _resolved() -> str:
    """The packages of all platforms within the pins of constraints.txt."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--extra", "dev"]
    options = ["--constraint", "constraints.txt", "--universal", "--python-version", "3.11"]
    form = ["--generate-hashes", "--no-annotate", "--no-header", "--quiet"]
    return subprocess.run([*command, *options, *form], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())

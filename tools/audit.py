"""The pinned packages -> those with known vulnerabilities: python tools/audit.py

pip-audit asks the package index's advisories for each package. Where these cannot be asked, as without a
network or behind a mirror that does not have them, a line says so and the exit status is 0: nothing was
found because nothing was looked at.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"
_PATIENCE = 600  # seconds for all packages, one after the other
_UNASKED = "The advisories could not be asked: {why}. No package was audited."


def main() -> int:
    """Audit and print; the exit status is 1 where a package is known to be vulnerable."""
    pins = re.findall(r"^[\w.-]+==[^\s\\]+", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    lines, status = judged(_audited(pins[:1]))  # one by itself first: where none can be asked, that is known soon
    if audited(lines):
        lines, status = judged(_audited(pins))
    print("\n".join(lines))
    return status


def audited(lines: list[str]) -> bool:
    """Whether any package was looked at."""
    return not lines[-1].startswith(_UNASKED.partition(":")[0])


def judged(report: str) -> tuple[list[str], int]:
    """What pip-audit's JSON says, in lines, and the exit status; what is no JSON is the reason why there is none."""
    try:
        packages = json.loads(report)["dependencies"]
    except ValueError:
        return [_UNASKED.format(why=report.strip().rpartition("\n")[2] or "pip-audit said nothing")], 0
    looked_at = [package for package in packages if "vulns" in package]
    if not looked_at:
        return [_UNASKED.format(why="the package index has none")], 0
    found = [(package, vulnerability) for package in looked_at for vulnerability in package["vulns"]]
    lines = [
        f"{package['name']} {package['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'no version'}"
        for package, one in found
    ]
    skipped = [package["name"] for package in packages if "vulns" not in package]
    if skipped:
        lines.append(f"Not audited: {', '.join(skipped)}.")
    return [*lines, f"{len(looked_at)} packages audited, {len(found)} known vulnerabilities."], int(bool(found))


def _audited(pins: list[str]) -> str:
    """pip-audit's report on some pins as JSON, or what it said in its place."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(pins))
        file.flush()
        command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "--requirement", file.name]
        try:
            done = subprocess.run(
                [*command, "--format", "json", "--progress-spinner", "off"],
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return f"pip-audit took longer than {_PATIENCE} seconds"
    return done.stdout.strip() or done.stderr


if __name__ == "__main__":
    sys.exit(main())

"""What an audit of the pinned packages comes to."""

import json

import pytest
from audit import audited, judged

SOUND = {"name": "idna", "version": "3.20", "vulns": []}
SKIPPED = {"name": "torch", "skip_reason": "Dependency not found on PyPI and could not be audited: torch (2.13.0)"}
WRONG = {
    "name": "jinja2",
    "version": "3.1.2",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.3"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
NONE_LOOKED_AT = "The advisories could not be asked: {}. No package was audited."


@pytest.mark.parametrize(
    ("packages", "lines", "status"),
    [
        ([SOUND], ["1 packages audited, 0 known vulnerabilities."], 0),
        ([SOUND, SKIPPED], ["Not audited: torch.", "1 packages audited, 0 known vulnerabilities."], 0),
        (
            [WRONG, SOUND],
            [
                "jinja2 3.1.2: PYSEC-1, mended in 3.1.3",
                "jinja2 3.1.2: PYSEC-2, mended in no version",
                "2 packages audited, 2 known vulnerabilities.",
            ],
            1,
        ),
        ([SKIPPED], [NONE_LOOKED_AT.format("the package index has none")], 0),
    ],
)
def test_what_is_known_is_told_and_what_was_not_looked_at_is_not_called_sound(
    packages: list[object], lines: list[str], status: int
) -> None:
    assert judged(json.dumps({"dependencies": packages, "fixes": []})) == (lines, status)
    assert audited(lines) is (packages != [SKIPPED])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            "Traceback ...\nrequests.exceptions.ConnectionError: no route",
            "requests.exceptions.ConnectionError: no route",
        ),
        ("", "pip-audit said nothing"),
    ],
)
def test_an_audit_that_breaks_off_says_why(said: str, why: str) -> None:
    assert judged(said) == ([NONE_LOOKED_AT.format(why)], 0)

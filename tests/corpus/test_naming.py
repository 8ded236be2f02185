"""Names as they are shown."""

import pytest

from corpus.errors import UnreadablePaper
from corpus.naming import one_line


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("plan.pdf", "plan.pdf"),
        ("new\nline.md", "new line.md"),
        ("tab\t\x1b[31mred\x7f.md", "tab [31mred .md"),
        ("rtl\u202egpj.md", "rtlgpj.md"),
        ("line\u2028break.md", "line break.md"),
        ("latin\udce9.md", "latin\ufffd.md"),
        ("שלום – “plan”.md", "שלום – “plan”.md"),
    ],
)
def test_a_name_is_shown_on_one_line(name: str, shown: str) -> None:
    assert one_line(name) == shown


def test_an_error_names_a_file_on_one_line() -> None:
    assert str(UnreadablePaper("new\nline.md is empty.", to_do="Export it.")) == "new line.md is empty. Export it."

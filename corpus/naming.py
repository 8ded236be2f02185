"""A file's name, which may hold anything but a slash -> words that can be shown, kept and sent.

Line breaks and commands to the terminal would tear a message apart, marks that turn the direction of writing
would put its words in another order, and bytes that are no UTF-8 can be neither printed nor kept.
"""

import unicodedata

_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INSTEAD = {"Cc": " ", "Zl": " ", "Zp": " ", "Cs": "\N{REPLACEMENT CHARACTER}"}


def one_line(name: str) -> str:
    """The same on one line: "new\\nline.md" is "new line.md", and what is no UTF-8 becomes a sign that says so."""
    if name.isascii() and name.isprintable():
        return name
    kept = "".join(_INSTEAD.get(unicodedata.category(sign), sign) for sign in name if sign not in _TURNING)
    return " ".join(kept.split())

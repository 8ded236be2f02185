"""The numbers that PDFium gives for the letters of a page -> letters."""

import sys

_BLANKS = (0x00, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0)
_HYPHENS = (0x02, 0xFFFE, 0xAD)  # PDFium's marks of a word that it believes was hyphenated
NO_LETTER = "\ufffd"


class Letters(dict[int, str]):
    """Each number's letter; some fonts give numbers beyond all letters, which are ``NO_LETTER``."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(_BLANKS, " ") | dict.fromkeys(_HYPHENS, "-"))

    def __missing__(self, number: int) -> str:
        if number > sys.maxunicode:
            return NO_LETTER
        self[number] = chr(number)
        return self[number]

"""Letters by the numbers that a PDF's fonts give."""

from corpus.pdf.letters import Letters


def test_numbers_that_are_no_letters_are_blanks_hyphens_or_unknown() -> None:
    letters = Letters()
    assert [letters[n] for n in (0x41, 0xA0, 0x02, 0x110000, 0xFF000041, 0x1F600)] == list("A -\ufffd\ufffd\U0001f600")

"""Odd and damaged PDFs: read, or refused in one sentence; never a crash, a hang or a traceback."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.errors import PaperError, UnreadablePaper
from corpus.reading import read_paper
from corpus.records import Document
from tests.corpus import awkward
from tests.corpus.rendering import rendered

READ = list(awkward.read())
REFUSED = list(awkward.refused())


@pytest.mark.parametrize(("make", "words"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_an_odd_pdf_gives_its_words(tmp_path: Path, make: Callable[[], bytes], words: str) -> None:
    assert words in read_paper(written(tmp_path, make())).text


@pytest.mark.parametrize(("make", "sentence"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_pdf_that_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, make: Callable[[], bytes], sentence: str
) -> None:
    with pytest.raises(UnreadablePaper) as refusal:
        read_paper(written(tmp_path, make()))
    assert str(refusal.value) == sentence


def test_a_printed_page_number_is_kept(tmp_path: Path) -> None:
    make = next(make for name, make, _ in READ if name == "roman page number")
    assert read_paper(written(tmp_path, make())).labels == ("iv",)


def test_what_was_not_read_is_noted(tmp_path: Path) -> None:
    make = next(make for name, make, _ in READ if name == "attachment")
    assert read_paper(written(tmp_path, make())).notes == ("The file attached to it was not read; add it by itself.",)


def test_a_damaged_pdf_is_read_or_refused_however_it_is_damaged(
    tmp_path: Path, changes: Document, caplog: pytest.LogCaptureFixture
) -> None:
    whole = rendered(changes, "Changes").data
    chance = random.Random(7)
    for _ in range(40):
        with suppress(PaperError):
            assert read_paper(written(tmp_path, damaged(whole, chance))).text.strip()
    assert [record.getMessage() for record in caplog.records if "failed" in record.getMessage()] == []


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with its end cut off, or a stretch of it lost, doubled or turned into rubbish."""
    at = chance.randrange(len(data))
    length = chance.choice((1, 8, 200, 5000))
    rubbish = chance.randbytes(length)
    return chance.choice(
        (
            data[:at],
            data[:at] + data[at + length :],
            data[:at] + data[at : at + length] * 2 + data[at + length :],
            data[:at] + rubbish + data[at + length :],
        )
    )


def written(folder: Path, data: bytes) -> Path:
    file = folder / "odd.pdf"
    file.write_bytes(data)
    return file

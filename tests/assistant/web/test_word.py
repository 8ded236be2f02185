import datetime
import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

from docx import Document

from assistant.web.exchanges import Exchange
from assistant.web.exporting import PURPOSE, briefing_of
from assistant.web.word import word_of
from tests.assistant.web.test_exporting import ANSWER, FOLLOWED, SMOKING

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = datetime.date(2024, 1, 5)


def saved(*exchanges: Exchange) -> bytes:
    return word_of(briefing_of(exchanges, DAY, "https://papers.example"))


def footnotes(note: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(note)) as package:
        root = ElementTree.fromstring(package.read("word/footnotes.xml"))
    return {f.attrib[f"{W}id"]: "".join(t.text or "" for t in f.iter(f"{W}t")).strip() for f in root}


def test_the_note_reads_as_headings_paragraphs_and_items() -> None:
    paragraphs = [
        (p.style.name if p.style else "", p.text.strip()) for p in Document(io.BytesIO(saved(SMOKING))).paragraphs
    ]
    assert paragraphs == [
        ("Title", "Briefing note from the papers"),
        ("Normal", "5 January 2024"),
        *(("Normal", sentence) for sentence in PURPOSE),
        ("Heading 1", "Smoking?"),
        ("Normal", "Target: 6%."),
        ("List Bullet", "“reduced to 6%.” 1"),
        ("List Bullet", "“again” 2"),
    ]


def test_footnotes_are_word_s_own_and_come_in_their_order() -> None:
    note = saved(SMOKING, FOLLOWED)
    assert list(footnotes(note)) == ["-1", "0", "1", "2", "3", "4"]
    assert footnotes(note)["2"] == (
        "Changes, Shared outcome 1, page 4. Version 8, 29 November 2023, final draft. “reduced to 6%.” Superseded: these "
        "words no longer stand. https://papers.example/papers/changes?mark=100-114#100-114"
    )
    with zipfile.ZipFile(io.BytesIO(note)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
        struck = ElementTree.fromstring(package.read("word/footnotes.xml")).iter(f"{W}strike")
        assert len(list(struck)) == 2
    assert [mark.attrib[f"{W}id"] for mark in body.iter(f"{W}footnoteReference")] == ["1", "2", "3", "4"]


def test_markup_and_odd_characters_stay_text() -> None:
    question = "<w:p/> <script>alert(1)</script> \x07\ud83d\uffff & “x”"
    odd = replace(SMOKING, question=question, answer=replace(ANSWER, question=question, understood=question))
    headings = [p.text for p in Document(io.BytesIO(saved(odd))).paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == ["<w:p/> <script>alert(1)</script> \ufffd\ufffd\ufffd & “x”"]


def test_the_document_says_what_it_is_and_in_which_language() -> None:
    document = Document(io.BytesIO(saved(SMOKING)))
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Briefing note from the papers, 5 January 2024",
        "Strategy Assistant",
        "en-GB",
    )
    languages = {language.get(f"{W}val") for language in document.styles.element.iter(f"{W}lang")}
    assert languages == {"en-GB"}

"""Word files: headings, numbers as printed, tables, tracked changes, notes, pages; and files that are none."""

import pytest

from corpus.errors import UnreadablePaper
from corpus.word import read_word
from tests.corpus.word_files import cell, p, relations, run, styled, table, word_file, zipped

TURN = '<w:r><w:br w:type="page"/></w:r>'
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "(%3)")
    + level(3, "upperRoman", "%4")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="8">' + level(0, "bullet", "\uf0b7") + level(1, "bullet", "o") + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def read(body: str, **parts: str) -> str:
    return read_word("paper.docx", word_file(body, parts=parts))


def listed(inner: str, list_: int, at: int) -> str:
    return p(inner, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_}"/></w:numPr>')


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (styled("berschrift1", "Ziele"), "# Ziele"),
        (styled("Kopf", "Aims"), "# Aims"),
        (styled("Outlined", "Aims"), "### Aims"),
        (p("Aims", '<w:outlineLvl w:val="1"/>'), "## Aims"),
        (p("Aims.", '<w:outlineLvl w:val="9"/>'), "Aims."),
        (p(run("What we found", "<w:b/>")), "## What we found"),
        (styled("Bold", "What we found"), "## What we found"),
        (p(run("We found it.", "<w:b/>")), "We found it."),
        (p(run("Summary", "<w:b/>") + run(": we found it")), "Summary: we found it"),
        (styled("Bold", run("Not bold", '<w:b w:val="0"/>')), "Not bold"),
    ],
)
def test_a_heading_is_known_by_its_style_its_level_or_its_look(body: str, text: str) -> None:
    assert read(body) == text


def test_numbers_are_written_as_word_prints_them() -> None:
    body = "".join(
        (
            listed(run("Introduction", "<w:b/>"), 1, 0),
            listed("Kent is a partner.", 1, 1),
            listed("the first", 1, 2),
            listed("the second", 1, 2),
            listed("Medway is one.", 1, 1),
            listed("begins anew", 1, 2),
            listed("deep", 1, 3),
            listed(run("Proposal", "<w:b/>"), 1, 0),
            listed("Started at five.", 3, 1),
            listed("And on.", 3, 1),
        )
    )
    assert read(body, numbering=NUMBERING).split("\n\n") == [
        "## 1. Introduction",
        "1.1 Kent is a partner.",
        "  • (a) the first",
        "  • (b) the second",
        "1.2 Medway is one.",
        "  • (a) begins anew",
        "  • I deep",
        "## 2. Proposal",
        "2.5 Started at five.",
        "2.6 And on.",
    ]


def test_a_numbered_list_of_short_lines_is_no_run_of_headings() -> None:
    assert read(listed("Walk", 1, 0) + listed("Cycle", 1, 0), numbering=NUMBERING) == "• 1. Walk\n\n• 2. Cycle"


def test_bullets_have_their_depth() -> None:
    assert read(listed("One", 2, 0) + listed("Inner", 2, 1), numbering=NUMBERING) == "• One\n\n  • Inner"


def test_a_bullet_on_a_figure_is_no_numbered_paragraph() -> None:
    assert read(listed("2.5 million people", 2, 0), numbering=NUMBERING) == "• 2.5 million people"


def test_words_that_look_like_marks_stay_words() -> None:
    assert read(p("- 5 &lt; 6 &amp; 7") + p("2.5 million") + p("# one")) == (
        "&#45; 5 &lt; 6 &amp; 7\n\n&#50;.5 million\n\n&#35; one"
    )


def test_deleted_and_moved_words_are_struck_and_inserted_ones_are_plain() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>18%</w:delText></w:r></w:del>'
    moved = '<w:moveFrom w:id="3"><w:r><w:t>gone</w:t></w:r></w:moveFrom>'
    inserted = '<w:ins w:id="2"><w:r><w:t>20%</w:t></w:r></w:ins>'
    body = p(run("to ") + deleted + inserted + run(" by 2028. ") + moved + run("Old", "<w:strike/>"))
    assert read(body) == "to ~~18%~~20% by 2028. ~~goneOld~~"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    assert read(p("We will ", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("act.")) == "We will act."


def test_a_deleted_row_is_struck_out() -> None:
    row = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell("Old")}{cell("Words")}</w:tr>'
    assert read(f"<w:tbl>{row}</w:tbl>") == "~~Old~~\t~~Words~~"


def test_codes_of_fields_hidden_words_and_comments_are_not_printed() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p(run("See page ") + field + run(" secret", "<w:vanish/>") + '<w:r><w:commentReference w:id="0"/></w:r>')
    assert read(body) == "See page 7"


def test_a_footnote_is_raised_and_told_after_its_paragraph() -> None:
    notes = f'<w:footnote w:id="5">{p("Source: census.")}</w:footnote>'
    body = p(run("Many") + '<w:r><w:footnoteReference w:id="5"/></w:r>' + run(" people.")) + p("Next.")
    assert read(body, footnotes=notes) == "Many<sup>1</sup> people.\n\n<sup>1</sup> Source: census.\n\nNext."


def test_an_endnote_is_told_at_the_end() -> None:
    notes = f'<w:endnote w:id="5">{p("Source: census.")}</w:endnote>'
    body = p(run("Many") + '<w:r><w:endnoteReference w:id="5"/></w:r>') + p("Next.")
    assert read(body, endnotes=notes) == "Many [i]\n\nNext.\n\n[i] Source: census."


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert read(p(run("Beside it.") + f"<w:r>{both}</w:r>")) == "Beside it.\n\nIn the box."


def test_tabs_in_a_line_make_no_table() -> None:
    assert read(p("<w:r><w:t>From:</w:t><w:tab/><w:t>Roger Gough</w:t></w:r>")) == "From: Roger Gough"


def test_rows_that_repeat_on_each_page_name_the_columns() -> None:
    body = table(("Goal of the plan for all", "Lead"), ("Walk", "Kent"), header=1)
    assert read(body) == "<th>Goal of the plan for all\t<th>Lead\nWalk\tKent"


def test_a_bold_first_row_names_the_columns() -> None:
    body = table((cell(p(run("Goal", "<w:b/>"))), cell(p(run("Lead", "<w:b/>")))), ("Walk", "Kent"))
    assert read(body) == "<th>Goal\t<th>Lead\nWalk\tKent"


def test_merged_cells_stand_where_they_hold() -> None:
    start, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    body = table(
        ("Area", cell("Year", '<w:gridSpan w:val="2"/>')),
        ("", "2023", "2024"),
        (cell("Kent", start), cell("high", start), "2"),
        (cell("", on), cell("", on), "4"),
        header=2,
    )
    assert read(body) == "<th>Area\t<th>Year 2023\t<th>Year 2024\nKent\thigh\t2\n\thigh\t4"


def test_a_first_row_over_the_whole_width_is_the_tables_title() -> None:
    body = table((cell("Spending", '<w:gridSpan w:val="2"/>'),), ("Area", "Sum"), ("Kent", "5"))
    assert read(body) == "Spending\n\nArea\tSum\nKent\t5"


def test_a_table_in_a_cell_gives_lines_and_paragraphs_too() -> None:
    inner = table(("a", "b"), ("c", "d"))
    assert read(table((cell(p("One") + p("Two")), cell(p("See") + inner + p(""))))) == "One<br>Two\tSee<br>a b<br>c d"


def test_a_table_of_one_column_is_a_box_of_text() -> None:
    assert read(table((cell(styled("Kopf", "Aims") + p("We walk.")),))) == "# Aims\n\nWe walk."


def test_a_table_that_only_places_one_text_beside_blank_cells_is_a_box_too() -> None:
    assert read(table(("", cell(p("One.") + p("Two.")), ""), ("", "Three.", ""))) == "One.\n\nTwo.\n\nThree."


def test_a_cell_with_a_formula_alone_is_no_blank_one() -> None:
    formula = cell("<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>")
    assert read(table(("Sum", formula), ("Words", ""))) == "Sum\ta+b\nWords\t"


def test_pages_begin_at_breaks_and_each_is_counted_once() -> None:
    body = (
        p("One.") + p(TURN) + p(RENDERED + run("Two.")) + p(run("Still two") + RENDERED + run(" and three.")) + p("3.")
    )
    assert read(body) == "One.\n\fTwo.\n\nStill two and three.\n\f3."


def test_a_page_that_begins_within_a_table_leaves_it_one_table() -> None:
    assert read(table(("a", "b"), (cell(p(RENDERED + run("c"))), cell(p(RENDERED + run("d")))))) == "a\tb\fc\td"


def test_a_section_begins_a_page_unless_it_says_otherwise() -> None:
    ends = p("End.", "<w:sectPr/>")
    assert read(ends + p("New.") + "<w:sectPr/>") == "End.\n\fNew."
    assert read(ends + p("On.") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>') == "End.\n\nOn."


def test_pages_are_not_counted_where_only_some_are_marked() -> None:
    body = p("One.") + p(TURN) + p("Later.")
    assert read_word("a", word_file(body, pages=9)) == "One.\n\nLater."
    assert read_word("a", word_file(body, pages=2)) == "One.\n\fLater."


def test_the_main_part_may_have_any_name() -> None:
    assert read_word("a", word_file(p("Words."), main="word/document2.xml")) == "Words."


DAMAGED = "paper.docx is damaged or is not a complete Word file. Save it again from Word and replace the file."
LARGE = (
    "paper.docx unpacks to far more than a paper can hold. If it is a real paper, save its parts as files of their own."
)
BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="w">&b;</w:document>'


def lying(data: bytes) -> bytes:
    """The archive with every declared size set to ten bytes."""
    changed = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = (10).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (word_file(p("Words."))[:-40], DAMAGED),
        (b"PK\x03\x04 and no more", DAMAGED),
        (zipped({"word/document.xml": "<w:document"}), DAMAGED),
        (zipped({"word/document.xml": BOMB}), DAMAGED),
        (zipped({"word/document.xml": b""}), DAMAGED),
        (zipped({"word/styles.xml": "<a/>"}), DAMAGED),
        (zipped({"word/document.xml": "<a>" * 9000}), DAMAGED),
        (zipped({"word/document.xml": b" " * (49 << 20)}), LARGE),
        (lying(zipped({"word/document.xml": b" " * (2 << 20)})), DAMAGED),
        (word_file(""), "paper.docx holds no text. Run pictures of pages through text recognition (OCR)."),
    ],
    ids=["cut", "no-archive", "no-xml", "entities", "empty", "no-text-part", "deep", "bomb", "lying", "blank"],
)
def test_a_file_that_is_no_whole_word_file_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(UnreadablePaper) as refused:
        read_word("paper.docx", data)
    assert str(refused.value) == message


def test_links_out_of_the_file_are_not_followed() -> None:
    links = relations({"officeDocument": "word/document.xml"}).replace(
        "<Relationship ", '<Relationship TargetMode="External" '
    )
    assert links.count("External") == 1
    with pytest.raises(UnreadablePaper):
        read_word("a", zipped({"_rels/.rels": links}))

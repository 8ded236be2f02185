import datetime
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from assistant.answer import Answer, AnswerStatus, Citation, Says, Statement
from assistant.web.exchanges import Exchange
from assistant.web.exporting import PURPOSE, Briefing, briefing_of, escaped, markdown_of, plain_of

DAY = datetime.date(2024, 1, 5)
CITATION = Citation(
    number=1,
    paper="strategy",
    title="The Strategy",
    version="8",
    date="2023-11-29",
    status="final draft",
    locator="Shared outcome 1",
    page=4,
    quote="reduced to 6%.",
    start=100,
    end=114,
    superseded=False,
)
FORMER = replace(CITATION, number=2, paper="changes", title="Changes", superseded=True, struck=((100, 114),))
ANSWER = Answer(
    question="Smoking?",
    understood="Smoking?",
    status=AnswerStatus.ANSWERED,
    statements=(
        Statement(text="Target: 6%.", cites=(1,)),
        Statement(text="“reduced to 6%.”", cites=(1, 2), item=True),
        Statement(text="“again”", cites=(2,), item=True),
    ),
    citations=(CITATION, FORMER),
)
SMOKING = Exchange(number=1, question="Smoking?", answer=ANSWER)
FOLLOWED = Exchange(number=2, question="And?", answer=replace(ANSWER, question="And?", understood="And smoking?"))
WAITING = Exchange(number=3, question="Waiting?")
ATTACK = "# 1. <script>alert(1)</script> **b** [x](http://x) ![i](//x) `c` www.x.org a@b.org | ~~s~~ [^1] $x$ &amp; \\"


def note(*exchanges: Exchange, site: str = "https://papers.example") -> Briefing:
    return briefing_of(exchanges, DAY, site)


def test_markdown_has_the_date_the_purpose_and_footnotes() -> None:
    link = "https://papers.example/papers/{}?mark=100-114#100-114"
    assert markdown_of(note(SMOKING)) == "\n\n".join(
        (
            "# Briefing note from the papers",
            "5 January 2024",
            *PURPOSE,
            "## Smoking?",
            "Target: 6%.[^1]",
            "- “reduced to 6%.”[^1][^2]\n- “again”[^2]",
            "[^1]: The Strategy, Shared outcome 1, page 4. Version 8, 29 November 2023, final draft. “reduced to 6%.” "
            f"<{link.format('strategy')}>",
            "[^2]: Changes, Shared outcome 1, page 4. Version 8, 29 November 2023, final draft. "
            f"“\\[struck out: reduced to 6%.\\]” Superseded: these words no longer stand. <{link.format('changes')}>\n",
        )
    )


def test_a_conversation_numbers_its_footnotes_through_and_leaves_out_what_has_no_answer() -> None:
    told = markdown_of(note(SMOKING, FOLLOWED, WAITING))
    assert "Understood as: And smoking?\n\nTarget: 6%.[^3]" in told
    assert "[^4]: Changes" in told
    assert "Waiting" not in told


def test_a_fixed_sentence_has_its_label_and_no_footnotes() -> None:
    answer = Answer(
        question="?", understood="?", status=AnswerStatus.DECLINED, statements=(Statement(text=Says.OPINION.value),)
    )
    told = markdown_of(note(Exchange(number=1, question="?", answer=answer)))
    assert f"**Outside what this page does**\n\n{escaped(Says.OPINION)}\n" in told


@pytest.mark.parametrize(
    "attack", [ATTACK, "---", "===", "1) x", "- x", "+ x", "> x", "    code", ": x", "<!-- x", "\\<b>"]
)
def test_markup_stays_text_in_markdown(attack: str) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = reader.parse(f"{escaped(attack)}\n")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or ()} <= {"text"}
    assert "".join(child.content for child in tokens[1].children or ()) == " ".join(attack.split())


def test_plain_text_is_the_answer_and_its_sources() -> None:
    assert plain_of(note(SMOKING, site="")).splitlines() == [
        "Smoking?",
        "",
        "Target: 6%. [1]",
        "- “reduced to 6%.” [1] [2]",
        "- “again” [2]",
        "",
        "Sources",
        "[1] The Strategy, Shared outcome 1, page 4. Version 8, 29 November 2023, final draft. “reduced to 6%.”",
        "Link: /papers/strategy?mark=100-114#100-114",
        "[2] Changes, Shared outcome 1, page 4. Version 8, 29 November 2023, final draft. "
        "“[struck out: reduced to 6%.]” Superseded: these words no longer stand.",
        "Link: /papers/changes?mark=100-114#100-114",
    ]


@pytest.mark.parametrize("site", ["javascript:alert(1)//", "https://x.org/> <script>", "ftp://x", ""])
def test_what_is_not_an_address_is_not_put_in_front_of_links(site: str) -> None:
    assert {n.link for n in note(SMOKING, site=site).notes} == {
        "/papers/strategy?mark=100-114#100-114",
        "/papers/changes?mark=100-114#100-114",
    }

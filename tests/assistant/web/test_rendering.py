import datetime
import re
from dataclasses import replace

import pytest

from assistant.answer import Answer, AnswerStatus, Citation, Says, Statement
from assistant.web import (
    Exchange,
    announcement_html,
    conversation_html,
    examples_html,
    following_html,
    heading_html,
    sources_html,
)
from assistant.web.exchanges import Shown
from assistant.web.rendering import again, drawn, reach
from assistant.web.wording import provenance
from corpus.records import Paper

CITATION = Citation(
    number=1,
    paper="strategy",
    title="Kent and Medway Integrated Care Strategy",
    version="8",
    date="2023-11-29",
    status="final draft",
    locator="Shared outcome 1 › Indicators",
    page=None,
    quote="mothers smoking will have reduced to 6%.",
    start=100,
    end=140,
    superseded=False,
)
ANSWER = Answer(
    question="Smoking?",
    understood="Smoking?",
    status=AnswerStatus.ANSWERED,
    statements=(
        Statement(text="Target: 6%.", cites=(1,)),
        Statement(text="Strategy, indicators: “reduced to 6%.”", cites=(1,)),
    ),
    citations=(CITATION,),
    suggestions=("And carers?",),
)
STRATEGY = Paper(id="strategy", title="The Strategy", file="s.txt", date=datetime.date(2023, 11, 29), version="8")
ATTACK = "<script>alert(1)</script><b>\"'&"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;&#34;&#39;&amp;"


def exchange(answer: Answer | None = ANSWER, *, number: int = 1, question: str = "Smoking?") -> Exchange:
    return Exchange(number=number, question=question, answer=answer)


def fixed(status: AnswerStatus, says: Says) -> Answer:
    return Answer(question="?", understood="?", status=status, statements=(Statement(text=says.value),))


def test_a_mark_leads_to_its_card() -> None:
    assert 'href="#turn-1-source-1"' in conversation_html([exchange()])
    assert 'id="turn-1-source-1"' in sources_html([exchange()], [])


def test_of_a_long_conversation_the_latest_answers_are_shown_and_all_can_be_saved() -> None:
    talk = [exchange(number=number, question=f"Question {number} {ATTACK}?") for number in range(1, 201)]
    page, sources = conversation_html(talk), sources_html(talk, [])
    assert re.findall(r'id="turn-(\d+)"', page) == [str(number) for number in range(161, 201)]
    assert re.findall(r'id="sources-(\d+)"', sources) == [str(number) for number in range(161, 201)]
    assert "<summary>160 earlier questions</summary>" in page
    assert f'data-ask="Question 1 {ESCAPED}?"' in page
    assert "All 200 answers:" in page
    assert ATTACK not in page


def test_the_answer_in_brief_leads_and_quotations_are_set_apart() -> None:
    page = conversation_html([exchange()])
    assert '<p class="lead"><span>Target: 6%.</span>' in page
    assert '<p><span class="where">Strategy, indicators: </span><q>“reduced to 6%.”</q>' in page


def test_a_card_says_where_the_quote_stands() -> None:
    card = sources_html([exchange()], [])
    assert "Kent and Medway Integrated Care Strategy" in card
    assert "Version 8, 29 November 2023, final draft" in card
    assert "Shared outcome 1 › Indicators" in card
    assert "<mark>smoking</mark> will" in card


def test_a_page_is_given_once() -> None:
    paged = replace(CITATION, page=32)
    assert "Indicators, page 32" in sources_html([exchange(replace(ANSWER, citations=(paged,)))], [])
    told = replace(paged, locator="Agenda pack page 32")
    assert "page 32, page 32" not in sources_html([exchange(replace(ANSWER, citations=(told,)))], [])


@pytest.mark.parametrize(
    ("superseded", "struck", "label"),
    [
        (False, (), "Current"),
        (False, ((108, 115),), "Current, part struck out"),
        (True, ((100, 140),), "Superseded"),
    ],
)
def test_a_card_says_in_words_whether_the_quote_stands(
    superseded: bool, struck: tuple[tuple[int, int], ...], label: str
) -> None:
    cited = replace(CITATION, superseded=superseded, struck=struck)
    assert f">{label}</span>" in sources_html([exchange(replace(ANSWER, citations=(cited,)))], [])


def test_struck_out_words_are_announced_as_such() -> None:
    cited = replace(CITATION, struck=((108, 115),))
    card = sources_html([exchange(replace(ANSWER, citations=(cited,)))], [])
    assert (
        '<del><span class="unseen">[struck out: </span><mark>smoking</mark><span class="unseen">]</span></del>' in card
    )


def test_list_items_become_one_list() -> None:
    statements = (
        Statement(text="Two:"),
        Statement(text="first", item=True),
        Statement(text="second", item=True),
        Statement(text="That is all."),
    )
    page = conversation_html([exchange(replace(ANSWER, statements=statements))])
    assert page.count('<ul class="items">') == 1
    assert page.index("first") < page.index("second") < page.index("</ul>") < page.index("That is all.")


def test_what_was_understood_is_shown_where_it_differs() -> None:
    assert "Understood as" not in conversation_html([exchange()])
    followed = replace(ANSWER, understood="Smoking in Medway?")
    assert "Understood as: <bdi>Smoking in Medway?</bdi>" in conversation_html([exchange(followed)])


def test_markup_is_shown_as_text_wherever_it_comes_from() -> None:
    cited = replace(CITATION, title=ATTACK, version=ATTACK, status=ATTACK, locator=ATTACK, quote=ATTACK, date=None)
    answer = replace(
        ANSWER,
        understood=ATTACK,
        statements=(Statement(text=ATTACK, cites=(1,)), Statement(text=ATTACK, item=True)),
        citations=(cited,),
        suggestions=(ATTACK,),
        searched=ATTACK,
    )
    exchanges = [exchange(answer, question=ATTACK), exchange(answer, number=2, question=ATTACK)]
    papers = [replace(STRATEGY, title=ATTACK, version=ATTACK, status=ATTACK)]
    for page in (
        conversation_html(exchanges),
        sources_html(exchanges, papers),
        sources_html([], papers),
        announcement_html(exchanges),
        following_html(exchanges, [ATTACK]),
    ):
        assert "<script" not in page
        assert "<b>" not in page
    assert f"<bdi>{ESCAPED}</bdi>" in conversation_html(exchanges)
    assert f'data-ask="{ESCAPED}"' in following_html(exchanges, [ATTACK])


def test_braces_of_templates_are_text() -> None:
    assert "<bdi>{{ 7 * 7 }} ${7*7}</bdi>" in conversation_html([exchange(question="{{ 7 * 7 }} ${7*7}")])


def test_a_question_whose_answer_is_still_to_come_shows_it() -> None:
    page = conversation_html([exchange(None)])
    assert "Looking in the papers…" in page
    assert 'class="answer' not in page


def test_trouble_is_one_plain_sentence() -> None:
    page = conversation_html([Exchange(number=1, question="Why?", trouble=Says.WRONG.value)])
    assert f"<p>{Says.WRONG}</p>" in page


def test_an_empty_question_still_has_a_heading() -> None:
    assert "(nothing was typed)" in conversation_html([exchange(fixed(AnswerStatus.UNCLEAR, Says.EMPTY), question="")])


@pytest.mark.parametrize(
    ("status", "says", "label"),
    [
        (AnswerStatus.NOT_FOUND, Says.NOT_FOUND, "Not in the papers"),
        (AnswerStatus.DECLINED, Says.OPINION, "Outside what this page does"),
        (AnswerStatus.SIGNPOSTED, Says.MEDICAL, "Where to get help"),
    ],
)
def test_an_answer_of_another_kind_says_which(status: AnswerStatus, says: Says, label: str) -> None:
    assert f'<p class="label">{label}</p>' in conversation_html([exchange(fixed(status, says))])


def test_numbers_for_help_can_be_called() -> None:
    page = conversation_html([exchange(fixed(AnswerStatus.SIGNPOSTED, Says.DANGER))])
    assert 'call <a href="tel:999">999</a>.' in page
    assert '<a href="tel:111">NHS 111</a> or use <a href="https://111.nhs.uk">111.nhs.uk</a>.' in page
    assert '<a href="tel:116123">116 123</a>' in page
    assert '<a href="sms:85258">85258</a>' in page


def test_what_to_ask_next_stands_apart_until_the_next_question_is_asked() -> None:
    page = following_html([exchange(), exchange(number=2)], ["And carers?", "And pharmacies?"])
    assert re.findall(r'data-ask="([^"]*)"', page) == ["And carers?", "And pharmacies?"]
    assert '<h3 id="next-title">You could ask next</h3>' in page
    assert following_html([exchange(), exchange(None, number=2)], ["And carers?"]) == ""
    assert following_html([exchange()]).strip() == ""


def test_an_answer_is_made_into_html_once() -> None:
    once = drawn([exchange()], [STRATEGY])
    assert once == (exchange(),)
    assert (conversation_html(once), sources_html(once, [])) == (
        conversation_html([exchange()]),
        sources_html([exchange()], []),
    )
    kept = replace(once[0], shown=Shown(answer="the answer", cards="its cards"))
    assert "the answer" in conversation_html([kept])
    assert "its cards" in sources_html([kept], [])


def test_the_newest_answers_sources_are_in_focus() -> None:
    page = sources_html([exchange(), exchange(number=2)], [])
    first, second = page.split('id="sources-2"')
    assert " hidden>" in first
    assert " hidden>" not in second


def test_sources_stay_while_the_next_answer_is_looked_for() -> None:
    assert " hidden>" not in sources_html([exchange(), exchange(None, number=2)], [])


def test_an_answer_without_sources_says_so() -> None:
    page = sources_html([exchange(fixed(AnswerStatus.DECLINED, Says.OPINION))], [])
    assert "This answer quotes no paper." in page


def test_the_papers_are_listed_until_an_answer_has_sources() -> None:
    assert "<strong>The Strategy</strong>" in sources_html([], [STRATEGY])
    assert "The Strategy" not in sources_html([exchange()], [STRATEGY])


def test_an_answer_is_announced_with_its_number_and_sources() -> None:
    assert announcement_html([exchange()]) == (
        '<div role="status" class="unseen">Answer 1: Target: 6%. Strategy, indicators: “reduced to 6%.” 1 source.</div>'
    )


@pytest.mark.parametrize(
    ("ahead", "told"),
    [
        (0, "Looking in the papers…"),
        (1, "1 question is before yours. It will be answered in its turn…"),
        (12, "12 questions are before yours. It will be answered in its turn…"),
    ],
)
def test_who_waits_is_told_how_many_are_before(ahead: int, told: str) -> None:
    waits = replace(exchange(None), ahead=ahead)
    assert f'<p class="looking">{told}</p>' in conversation_html([waits])
    said = "Question 1 waits for its turn." if ahead else ""
    assert announcement_html([waits]).removeprefix('<div role="status" class="unseen">').strip() == f"{said}</div>"


def test_nothing_is_announced_before_there_is_an_answer() -> None:
    silent = '<div role="status" class="unseen"></div>'
    assert announcement_html([]) == silent
    assert announcement_html([exchange(None)]) == silent


def test_examples_are_for_three_kinds_of_people_until_one_is_asked() -> None:
    page = examples_html([])
    assert [people for people in ("Staff", "Councillors", "Residents") if f">{people}</h3>" in page] == [
        "Staff",
        "Councillors",
        "Residents",
    ]
    assert examples_html([exchange(None)]) == ""


def test_the_heading_says_what_it_is_and_is_not() -> None:
    page = heading_html([STRATEGY])
    assert "<h1>" in page
    assert "word for word from one paper of 2023" in page
    assert "not medical advice and not the council’s view" in page


def test_reach_counts_the_papers_and_their_years() -> None:
    undated = replace(STRATEGY, date=None)
    later = replace(STRATEGY, date=datetime.date(2025, 1, 1))
    assert reach([undated, undated]) == "two papers"
    assert reach([STRATEGY, undated, later]) == "three papers of 2023 to 2025"
    assert reach([STRATEGY] * 1200) == "1,200 papers of 2023"


def test_provenance_leaves_out_what_a_paper_does_not_say() -> None:
    assert provenance(None, None, None) == ""
    assert provenance("7.1 to 8.0", None, "tracked changes") == "Version 7.1 to 8.0, tracked changes"
    assert provenance(None, datetime.date(2023, 3, 4), None) == "4 March 2023"


def test_a_card_opens_the_paper_at_the_passage() -> None:
    assert f'<a href="{CITATION.link.replace("&", "&amp;")}" target="_blank">' in sources_html([exchange()], [])


def test_an_answer_can_be_copied_saved_and_linked_to() -> None:
    page = conversation_html([exchange()])
    assert 'data-copy="Smoking?\n\nTarget: 6%. [1]' in page
    assert re.findall(r'data-save="(\w+)" data-turn="(\d)"', page) == [("docx", "1"), ("md", "1")]
    assert '<a href="/?q=Smoking%3F">Link to this question<span class="unseen"> (1)</span></a>' in page


def test_a_conversation_of_two_answers_can_be_saved_as_a_whole() -> None:
    page = conversation_html([exchange(), exchange(number=2)])
    assert re.findall(r'data-save="(\w+)" data-turn="0"', page) == ["docx", "md"]


def test_a_fixed_sentence_is_not_offered_to_be_saved() -> None:
    assert "data-save" not in conversation_html([exchange(fixed(AnswerStatus.SIGNPOSTED, Says.DANGER))])


def test_the_papers_that_were_chosen_are_named_and_linked_to() -> None:
    chosen = replace(exchange(), papers=("strategy",))
    page = conversation_html([chosen], [STRATEGY])
    assert "Asked only of: The Strategy" in page
    assert again(chosen) == "/?q=Smoking%3F&paper=strategy"


def test_what_the_chosen_papers_do_not_say_can_be_asked_of_all() -> None:
    nothing = replace(exchange(fixed(AnswerStatus.NOT_FOUND, Says.NOT_FOUND)), papers=("strategy",))
    assert 'data-ask="Smoking?" data-all>Ask all papers: Smoking?' in following_html([nothing])
    assert "data-all" not in following_html([replace(nothing, papers=())])

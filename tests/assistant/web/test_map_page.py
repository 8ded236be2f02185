import re

from assistant.web.map_page import amount, ask_link, map_html, map_pages
from assistant.web.routing import Asked
from assistant.web.strategy_map import Entry, Filter, Thread
from index.library import Library

MARKUP = "<img src=x onerror=alert(1)>"


def shown(library: Library, *query: tuple[str, str]) -> str:
    return str(map_pages(library)[0].reply(Asked(query=query)).body)


def test_the_whole_map_is_folded_and_counted(library: Library) -> None:
    html = shown(library)
    assert "<strong>21 priorities, 28 indicators, 244 actions and 68 metrics</strong>." in html
    assert " open>" not in html
    assert "The Joint Forward Plan of 24 March 2023 is older than the strategy" in html


def test_a_narrowed_map_is_unfolded_and_keeps_what_was_asked(library: Library) -> None:
    html = shown(library, ("outcome", "outcome-3"), ("timescale", "short"), ("owner", "ICB"), ("words", "carers"))
    assert re.findall(r'<option value="([^"]+)" selected>', html) == ["outcome-3", "short"]
    assert re.findall(r'name="(?:owner|words)" value="([^"]*)"', html) == ["ICB", "carers"]
    assert "<strong>3 actions</strong> of 21 priorities" in html
    assert html.count('class="thread" id="outcome-3" open') == 1


def test_what_the_plan_leaves_out_is_said(library: Library) -> None:
    html = shown(library, ("timescale", "none"), ("words", "armed forces children"))
    assert "<dt>Timescale</dt><dd>not given</dd>" in html


def test_a_filter_that_is_not_one_is_nothing(library: Library) -> None:
    assert shown(library, ("timescale", "tomorrow")) == shown(library)


def test_nothing_found_is_said(library: Library) -> None:
    html = shown(library, ("words", MARKUP))
    assert "Nothing in the map has all of this." in html
    assert MARKUP not in html


def test_markup_in_a_paper_is_shown_as_text() -> None:
    entry = Entry(text=MARKUP, title=MARKUP, link="/x", question=MARKUP)
    html = map_html((Thread(id="outcome-1", label="1", title=MARKUP, link="/x", priorities=(entry,)),), Filter())
    assert "<img" not in html


def test_papers_without_a_strategy_are_said_to_have_no_map(small: Library) -> None:
    assert "None of the papers here is a strategy" in shown(small)


def test_a_question_is_put_into_a_link_whole() -> None:
    assert ask_link("Who & when?") == "/?q=Who+%26+when%3F"


def test_amounts_agree_with_their_nouns() -> None:
    assert amount(()) == "nothing"
    entry = Entry(text="x", link="#", question="?")
    one = Thread(id="a", label="a", title="a", link="#", priorities=(entry,), indicators=(entry, entry))
    assert amount((one,)) == "1 priority and 2 indicators"

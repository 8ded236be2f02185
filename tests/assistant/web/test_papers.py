import re
from dataclasses import replace

import pytest

from assistant.web.papers import counted, paper_pages, reader_html
from assistant.web.routing import Asked, Reply
from corpus.records import Change, Document, Indicator, Paper, Span
from index.library import Library


def asked(library: Library, path: str, *query: tuple[str, str], **named: str) -> Reply:
    """The reply of the page at a path."""
    page = next(page for page in paper_pages(library) if page.path == path)
    return page.reply(Asked(named=tuple(named.items()), query=query))


def between(html: str, start: str, end: str) -> str:
    return html.partition(start)[2].partition(end)[0]


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_the_list_names_every_paper(library: Library) -> None:
    html = str(asked(library, "/papers").body)
    assert re.findall(r'<h2><a href="([^"]+)">', html) == [f"/papers/{paper}" for paper in library.papers]
    assert "Version 8, 29 November 2023, final draft" in html
    assert "6 outcomes, 3 enablers, 21 priorities, 28 indicators" in html


def test_an_unknown_paper_is_a_plain_page(library: Library) -> None:
    reply = asked(library, "/papers/{paper}", paper="<b>none</b>")
    assert reply.status == 404
    assert "There is no paper with the id “&lt;b&gt;none&lt;/b&gt;”." in str(reply.body)


def test_a_passage_is_marked_word_for_word(strategy: Document) -> None:
    indicator = list(strategy.of_type(Indicator))[8]
    place = f"{indicator.span.start}-{indicator.span.end}"
    html = reader_html(strategy, mark=place)
    marked = between(html, f'<mark class="passage" id="{place}" tabindex="-1">', "</mark>")
    assert text_of(marked) == f"Start of the passage: {indicator.text.replace(chr(39), '&#39;')} (end of the passage)"
    assert f'<a href="#{place}">Go to the passage</a>: Shared outcome 2 › Indicators' in html
    assert html.count(f'id="{place}"') == 1


def test_a_passage_that_was_struck_out_is_superseded(changes: Document) -> None:
    change = next(changes.of_type(Change))
    html = reader_html(changes, mark=f"{change.struck.start}-{change.struck.end}")
    assert '<span class="standing">Superseded: struck out between versions</span>' in html


def test_a_passage_that_was_struck_out_in_part_says_so(changes: Document) -> None:
    change = list(changes.of_type(Change))[4]
    html = reader_html(changes, mark=f"{change.span.start}-{change.span.end}")
    assert '<span class="standing">Part of it is struck out</span>' in html
    assert '<del><span class="unseen">[struck out: </span>{%}7.3%<span class="unseen">]</span></del>' in html


@pytest.mark.parametrize("mark", ["9000000-9000001", "20-10", "abc", "0-99999999", "1-2-3", "٣-٤"])
def test_a_passage_that_is_not_there_is_one_sentence(strategy: Document, mark: str) -> None:
    html = reader_html(strategy, mark=mark)
    assert "The passage that the link names is not in this paper." in html
    assert "Foreword" in html
    assert 'class="passage"' not in html


def test_found_words_are_counted_listed_and_marked(strategy: Document) -> None:
    html = reader_html(strategy, words="healthwatch organisations")
    assert "1 place has “healthwatch organisations”" in html
    assert '<mark class="found" id="found-1">Healthwatch organisations</mark>' in html
    assert '<a href="#found-1">Healthwatch organisations</a>' in html


def test_words_that_are_not_there_are_said_to_be_absent(strategy: Document) -> None:
    assert "This paper does not have “&lt;script&gt;”" in reader_html(strategy, words="<script>")


def test_ids_are_unique(plan: Document) -> None:
    ids = re.findall(r' id="([^"]+)"', reader_html(plan, mark="18531-18638", words="children"))
    assert len(ids) == len(set(ids))


def test_markup_inside_a_paper_is_shown_as_text(strategy: Document) -> None:
    text = "<img src=x onerror=alert(1)>" + strategy.text[28:]
    paper = replace(strategy.paper, title="<b>T</b>", publisher="<i>P</i>")
    html = reader_html(replace(strategy, paper=paper, text=text, notes=("<u>n</u>",)))
    assert re.findall(r"<(?:img|b|i|u)\b", html) == []
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_what_a_paper_does_not_say_of_itself_is_not_given() -> None:
    document = Document(paper=Paper(id="p", title="P", file="p"), text="", blocks=(), records=())
    html = reader_html(document)
    assert re.findall(r"<dt>(\w+)</dt><dd>not given</dd>", html) == ["Version", "Date", "Status"]
    assert counted(document) == ""


def test_a_paper_may_be_empty_and_still_be_asked_for_a_passage() -> None:
    document = Document(
        paper=Paper(id="p", title="P", file="p"), text="", blocks=(), records=(), struck=(Span(start=0, end=0),)
    )
    assert "is not in this paper" in reader_html(document, mark="0-1", words="x")

"""Web pages: the content alone, with its headings, lists, tables, terms and struck-out words."""

import pytest

from corpus.errors import UnreadablePaper
from corpus.webpage import read_web_page

LONG = "The council will build a bridge over the river, and it will open to walkers and riders in the spring."
GOV_UK = f"""<!DOCTYPE html><html lang="en" class="govuk-template"><head><title>Bridges - GOV.UK</title></head>
<body class="govuk-template__body">
<div id="global-cookie-message" class="gem-c-cookie-banner"><p>We use some essential cookies to make this work.</p></div>
<a href="#content" class="gem-c-skip-link govuk-skip-link">Skip to main content</a>
<header class="gem-c-layout-super-navigation-header"><a href="/">GOV.UK</a><nav><ul><li>Menu</li></ul></nav></header>
<div class="govuk-width-container"><div class="govuk-breadcrumbs"><ol><li>Home</li><li>Transport</li></ol></div>
<main id="content"><h1 class="gem-c-title__text">Bridges</h1>
<div class="gem-c-metadata"><dl><dt>From:</dt><dd>The office</dd><dt>Published</dt><dd>2 May 2024</dd></dl></div>
<nav class="gem-c-contents-list" role="navigation"><h2>Contents</h2><ol><li><a href="#a">Plan</a></li></ol></nav>
<div class="govspeak"><h2 id="a">Plan</h2><p>{LONG}</p>
<p>Costs are shared.<sup id="fnref:1" role="doc-noteref"><a href="#fn:1">[footnote 1]</a></sup></p>
<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>See the ledger. <a href="#fnref:1">\u21a9</a></p></li></ol></div>
</div><div class="gem-c-share-links"><a href="x">Share</a></div></main></div>
<div class="gem-c-feedback"><h2>Is this page useful?</h2></div>
<footer role="contentinfo"><h2>Topics</h2><ul><li>Benefits</li></ul></footer></body></html>"""
MODERN_GOV = f"""<html><head><title>Agenda item - Bridges</title></head><body><form id="aspnetForm" method="post">
<div id="banner"><a href="/">Kent</a></div><div id="left"><ul class="mgActionList"><li><a href="a">Meetings</a></li></ul></div>
<div id="modgov"><div class="mgContent"><h1 class="mgSubTitleTxt">Agenda item</h1>
<div class="mgMainTxtArea"><p class="mgSubItemTitleTxt">Bridges</p><p>{LONG}</p>
<p><strong>RESOLVED</strong> that the bridge be built.</p></div></div></div></form></body></html>"""
NHS = f"""<!doctype html><html><head><meta charset=utf-8><title>Walks</title></head><body>
<header class="nhsuk-header" role="banner"><a>NHS</a></header>
<main class="nhsuk-main-wrapper" id="maincontent" role="main"><article><h1>Walks</h1><p>{LONG}</p>
<details class="nhsuk-details"><summary><span class="nhsuk-details__summary-text">How far to walk</span></summary>
<div class="nhsuk-details__text"><p>Walk for half an hour each day.</p></div></details>
<p><span class="nhsuk-u-visually-hidden">Information:</span> Rest after it.</p></article></main>
<footer class="nhsuk-footer"><p>Crown copyright</p></footer></body></html>"""


def read(content: str) -> str:
    return read_web_page("page.html", f"<!DOCTYPE html><body><main>{content}</main></body>".encode())


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (
            GOV_UK,
            f"# Bridges\n\n## Plan\n\n{LONG}\n\nCosts are shared.<sup>1</sup>\n\n<sup>1</sup> See the ledger.",
        ),
        (MODERN_GOV, f"# Agenda item\n\nBridges\n\n{LONG}\n\nRESOLVED that the bridge be built."),
        (NHS, f"# Walks\n\n{LONG}\n\n## How far to walk\n\nWalk for half an hour each day.\n\nRest after it."),
    ],
    ids=["gov.uk", "moderngov", "nhs"],
)
def test_of_a_page_the_content_alone_is_read(page: str, text: str) -> None:
    assert read_web_page("page.html", page.encode()) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>From <del>18%</del> <ins>20%</ins>, <s>not</s> less.</p>", "From ~~18%~~ 20%, ~~not~~ less."),
        ("<ul><li>One<ul><li>Inner</ul><li>2.5 million</ul>", "• One\n\n  • Inner\n\n• 2.5 million"),
        ("<ol type=a start=3><li>c<li>d</ol>", "• c. c\n\n• d. d"),
        ("<ol><li><p>One</p><p>more</p></li></ol>", "• 1. One more"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("loose <b>words</b><p>A line.</p>and more", "loose words\n\nA line.\n\nand more"),
        ("<p><strong>Next steps</strong></p><p>We act.</p>", "## Next steps\n\nWe act."),
        (
            "<dl><dt>From<dd>Roger Gough<dt>To<dd>Cabinet<dd>Council</dl>",
            "<td>From\t<td>Roger Gough\nTo\tCabinet<br>Council",
        ),
        ("<p>1 &lt; 2 &amp;amp; <i>3</i></p>", "1 &lt; 2 &amp;amp; 3"),
        ("<p>2.16 The Committee agreed.</p>", "2.16 The Committee agreed."),
        ("<h2>A <em>title</em>\n on lines</h2><p>x</p>", "## A title on lines\n\nx"),
        ("<p hidden>a</p><p style='display: none'>b</p><p aria-hidden=true>c</p><script>d</script><p>e</p>", "e"),
    ],
)
def test_each_part_of_a_page_is_written_as_paper_text(content: str, text: str) -> None:
    assert read(content) == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (f'<body class="sticky-navigation has-sidebar"><h1>Plan</h1><p>{LONG}</p>', f"# Plan\n\n{LONG}"),
        (
            f'<main><h1>Plan</h1><h2 id="social-care">Social care</h2><p>{LONG}</p><h2 id="feedback">Feedback</h2><p>Yes.</p>',
            f"# Plan\n\n## Social care\n\n{LONG}\n\n## Feedback\n\nYes.",
        ),
        (f'<div id="content" class="share"><article><h1>Plan</h1><p>{LONG}</p></article></div>', f"# Plan\n\n{LONG}"),
        (f"<noscript><p>{LONG * 4}</p></noscript><script>x</script>", LONG * 4),
        (f"<body><noscript><p>Turn scripts on.</p></noscript><p>{LONG}</p>", LONG),
        (f'<div class="social-care-plan">{LONG}</div><div class="social-media">Follow us</div>', LONG),
        (f"<article><p>{LONG}</p></article><article><h2>B</h2><p>{LONG}</p></article>", f"{LONG}\n\n## B\n\n{LONG}"),
        (f"<p>{LONG}</p><script>{'<div>' * 2000}</script>", LONG),
        (f"<p>{LONG}\x00</p>", LONG),
        (
            f'<p>{LONG}</p><h2>How</h2><div class="govuk-accordion__section-content" hidden="until-found">Ask.</div>'
            '<div class="govuk-tabs__panel" style="display:none"><p>Tell.</p></div>',
            f"{LONG}\n\n## How\n\nAsk.\n\nTell.",
        ),
    ],
    ids=["body", "ids", "around", "scriptless", "notice", "social-care", "articles", "script-tags", "nul", "folded"],
)
def test_no_part_that_holds_the_content_is_left_out_for_its_name(page: str, text: str) -> None:
    assert read_web_page("page.html", f"<!DOCTYPE html>{page}".encode()) == text


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="related"><article><h2>Tolls</h2><p>Older page.</p></article></div>',
        '<div id="comments" class="comments-area"><h2>Two replies</h2><p>I like bridges.</p></div>',
        '<p class="nocomments">Replies are closed.</p>',
        '<div class="tags">Bridges, tolls</div>',
        "<article><footer>Posted by the editor</footer></article>",
        '<aside><h2>More</h2><a href="/tolls">Tolls</a> <a href="/fords">Fords</a></aside>',
    ],
    ids=["related", "comments", "no comments", "tags", "footer", "aside of links"],
)
def test_what_stands_beside_the_content_is_left_out(beside: str) -> None:
    page = f"<!DOCTYPE html><main><h1>Plan</h1><p>{LONG}</p>{beside}</main>"
    assert read_web_page("page.html", page.encode()) == f"# Plan\n\n{LONG}"


@pytest.mark.parametrize(
    ("beside", "text"),
    [
        ("<aside><p>Each bridge is closed at night.</p></aside>", "Each bridge is closed at night."),
        ("<blockquote><p>We walk.</p><footer>A Smith</footer></blockquote>", "We walk.\n\nA Smith"),
        ("<article><footer>Updated: 5 May 2018</footer></article>", "Updated: 5 May 2018"),
        ('<div class="public-comments-received">Ten wrote.</div>', "Ten wrote."),
    ],
    ids=["aside of words", "quotation", "date", "consultation"],
)
def test_what_only_resembles_it_stays(beside: str, text: str) -> None:
    page = f"<!DOCTYPE html><main><h1>Plan</h1><p>{LONG}</p>{beside}</main>"
    assert read_web_page("page.html", page.encode()) == f"# Plan\n\n{LONG}\n\n{text}"


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("<tr><th>Area<th>Sum<tr><td>Kent<td>5", "<th>Area\t<th>Sum\nKent\t5"),
        ("<tr><td>Area<td>Sum<tr><td>Kent<td>5", "Area\tSum\nKent\t5"),
        ("<tr><th>From<td>Roger<tr><th>To<td>Cabinet", "<td>From\t<td>Roger\nTo\tCabinet"),
        (
            "<thead><tr><th rowspan=2>Area<th colspan=2>Year<tr><th>2023<th>2024</thead>"
            "<tr><td rowspan=2>Kent<td rowspan=2>high<td>2<tr><td>4",
            "<th>Area\t<th>Year 2023\t<th>Year 2024\nKent\thigh\t2\n\thigh\t4",
        ),
        (
            "<caption>Sums by area</caption><tr><th>Area<th>Sum<tr><td>Kent<td>5",
            "###### Sums by area\n\n<th>Area\t<th>Sum\nKent\t5",
        ),
        ("<tr><td>a<ul><li>b<li>c</ul><td>d<br>e<tr><td>f<td>g", "a<br>• b<br>• c\td<br>e\nf\tg"),
        ("<tr><td><td><p>Words.</p><p>More.</p><td><tr><td>Last.<td><td>", "Words.\n\nMore.\n\nLast."),
        ("<tr><td><h2>Box</h2><p>Words.</p>", "## Box\n\nWords."),
        ("<tr><td colspan=9999999>a<td rowspan=99999>b<tr><td>c", "a\tb\nc\tb"),
    ],
)
def test_a_table_keeps_its_rows_and_what_names_them(table: str, text: str) -> None:
    assert read(f"<table>{table}</table>") == text


@pytest.mark.parametrize(
    "data",
    [
        "<html><meta charset=utf-8><p>Zoë’s £5".encode(),
        '<html><meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>Zoë’s £5'.encode("cp1252"),
        "<html><meta charset=iso-8859-1><p>Zoë’s £5".encode("cp1252"),
        "<html><p>Zoë’s £5".encode("cp1252"),
        "<html><p>Zoë’s £5".encode("utf-16"),
        "<html><meta charset=nonsense><p>Zoë’s £5".encode(),
    ],
)
def test_a_page_is_read_in_the_letters_that_it_says(data: bytes) -> None:
    assert read_web_page("page", data) == "Zoë’s £5"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"<html><body><script>document.write('x')</script>",
            "page holds no text. Save the page from a browser, once it shows its text.",
        ),
        (b"<div>" * 200_000, "page cannot be read as a web page. Save it again from a browser."),
        (b"<b><i>" * 9000 + b"x", "page cannot be read as a web page. Save it again from a browser."),
    ],
    ids=["empty", "deep", "deep-inline"],
)
def test_a_page_without_words_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(UnreadablePaper) as refused:
        read_web_page("page", data)
    assert str(refused.value) == message

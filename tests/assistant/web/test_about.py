import datetime
import re

import pytest

from assistant.web.about import about_html, about_pages, linked
from assistant.web.rendering import Linked
from assistant.web.routing import Asked
from corpus.records import Paper
from index.library import Library

DATED = Paper(id="a b", title="<b>A</b>", file="a", date=datetime.date(2023, 3, 4), version="2", status="draft")


def test_each_paper_stands_with_its_date(library: Library) -> None:
    html = str(about_pages(library)[0].reply(Asked()).body)
    assert re.findall(r'data-column="Date">([^<]+)<', html) == [
        "29 November 2023",
        "24 March 2023",
        "not given",
        "not given",
        "23 November 2023",
    ]
    assert "what five papers of 2023 on health and care say" in html


def test_every_link_on_the_page_leads_somewhere() -> None:
    html = about_html((DATED,), "someone@example.org")
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r' href="#([^"]+)"', html)) <= ids
    assert set(re.findall(r' href="/about#([^"]+)"', html)) <= ids


def test_a_contact_is_shown_where_one_is_set() -> None:
    assert '<a href="mailto:someone@example.org">someone@example.org</a>' in about_html((DATED,), "someone@example.org")
    assert "contact" not in about_html((DATED,))


def test_it_is_said_whether_questions_are_kept_and_for_how_long() -> None:
    assert "They are not written to a file or a log." in about_html((DATED,))
    kept = about_html((DATED,), keep_days=30)
    assert "Questions are kept for 30 days" in kept
    assert "not written" not in kept


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("a@b.uk", "mailto:a@b.uk"),
        ("https://b.uk/ask", "https://b.uk/ask"),
        ("javascript:alert(1)", None),
        ("call 01234 567890", None),
        ("write to a@b.uk", None),
    ],
)
def test_a_contact_is_a_link_where_it_can_be(contact: str, link: str | None) -> None:
    assert linked(contact) == Linked(text=contact, link=link)


def test_markup_is_shown_as_text() -> None:
    html = about_html((DATED,), "<i>me</i>")
    assert '<a href="/papers/a%20b">&lt;b&gt;A&lt;/b&gt;</a>' in html
    assert "<p>&lt;i&gt;me&lt;/i&gt;</p>" in html

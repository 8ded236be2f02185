import re
from html import unescape

import pytest

from assistant.web.changed import Changed, change_pages, changed, headings
from assistant.web.routing import Asked
from index.library import Library


@pytest.fixture(scope="module")
def changes(library: Library) -> tuple[Changed, ...]:
    return changed(library)


@pytest.fixture(scope="module")
def page(library: Library) -> str:
    (page,) = change_pages(library)
    assert page.path == "/changes"
    return unescape(str(page.reply(Asked()).body))


def row(page: str, words: str) -> str:
    found = next(part for part in re.split(r"<tr[^>]*>", page) if words in part)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found)).strip()


def test_every_struck_out_sentence_stands_beside_what_stands_now(changes: tuple[Changed, ...]) -> None:
    assert [
        (change.page, change.now.locator if change.now else None, change.reads is None) for change in changes
    ] == [
        (25, None, True),
        (31, "Shared outcome 2 › Priorities › Address the economic determinants that enable healthy lives including stable employment", False),
        (31, "Shared outcome 2 › Priorities › Address the environmental determinants that enable healthy lives including housing, transport and the natural and built environment", False),
        (31, None, True),
        (31, "Shared outcome 2 › Indicators", False),
        (31, "Shared outcome 2 › Indicators", False),
        (31, None, True),
        (31, "Shared outcome 2 › In people's words", False),
        (32, None, False),
        (32, "Shared outcome 3 › Priorities › Support people to adopt positive mental and physical health behaviours", False),
        (32, "Shared outcome 3 › Indicators", False),
        (32, "Shared outcome 3 › Indicators", False),
        (32, None, True),
        (32, "Shared outcome 3 › Indicators", True),
        (33, "Shared outcome 4 › Indicators", False),
        (34, "Shared outcome 5 › Indicators", False),
        (34, None, True),
    ]  # fmt: skip


def test_changes_are_grouped_by_page_and_heading(changes: tuple[Changed, ...]) -> None:
    groups = [(heading.title[:31], len(heading.changes)) for heading in headings(changes)]
    assert groups[0] == ("Agenda pack page 25", 1)
    assert groups[1] == ("Agenda pack page 31: Address th", 1)
    assert sum(count for _, count in groups) == 17


def test_the_page_shows_both_versions(page: str) -> None:
    told = row(page, "physically inactive")
    assert told.startswith(
        "By 2028, the % of adults in Kent and Medway who are physically inactive will have fallen from 22.3% to [struck out: 18%] 20%."
    )
    assert "from 22.3% to 20%. Open version 8" in told


def test_the_page_says_what_the_paper_does_not_mark(page: str) -> None:
    assert "It does not mark what was put in" in re.sub(r"\s+", " ", page)
    assert "17 sentences hold struck-out words; 6 of them were struck out whole." in page


def test_the_page_says_where_the_papers_disagree(page: str) -> None:
    assert "The first has “23” where the second has “16”. The papers do not show which is the newer." in page
    assert "The first shows the sentence struck out; the second prints it as it stands." in page

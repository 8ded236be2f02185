"""The plain pages over the library of the moment."""

from assistant.web.routing import Asked
from assistant.web.site import pages_over, site
from index.library import Library


def test_the_pages_are_made_anew_when_there_is_another_library(library: Library, small: Library) -> None:
    libraries = [library, small]
    pages = site(lambda: libraries[0])
    before = pages()
    assert pages() is before
    del libraries[0]
    papers = next(page for page in pages() if page.path == "/papers")
    assert "Joint Forward Plan" not in (body := str(papers.reply(Asked()).body))
    assert '<a href="/papers/bees">' in body


def test_the_paths_are_the_same_whatever_the_library(library: Library, small: Library) -> None:
    assert [page.path for page in pages_over(small)] == [page.path for page in pages_over(library)]


def test_every_page_can_be_made_of_papers_without_records(small: Library) -> None:
    plain = [page for page in pages_over(small) if "{" not in page.path]
    assert [page.reply(Asked()).status for page in plain] == [200] * len(plain)


def test_papers_without_records_are_said_to_have_none(small: Library) -> None:
    said = {
        "/map": "None of the papers here is a strategy with outcomes",
        "/targets": "None of the papers here sets a figure or an aim",
        "/changes": "No paper here marks what was changed since the version before it.",
        "/about": "Ask in everyday words what two papers on health and care say.",
    }
    bodies = {page.path: str(page.reply(Asked()).body) for page in pages_over(small) if page.path in said}
    assert {path: words in bodies[path] for path, words in said.items()} == dict.fromkeys(said, True)

"""The plain pages in a real browser, served as they are beside the chat."""

import re
import threading
from collections.abc import Iterator
from typing import Literal

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.answer import passage_link
from assistant.web.serving import application, listening
from assistant.web.site import site
from corpus.records import Action, Change, Indicator
from index.library import Library

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
PAGES = ("/papers", "/papers/jfp", "/papers/changes?find=average", "/map?words=carers", "/targets?part=3", "/about")
View = tuple[int, Literal["light", "dark"]]


@pytest.fixture(scope="module")
def site_url(library: Library) -> Iterator[str]:
    with listening("127.0.0.1", 0) as listener:
        server = uvicorn.Server(
            uvicorn.Config(application("Ask", "Questions.", site(lambda: library)), log_level="error")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, site_url: str) -> Iterator[Page]:
    """An empty page; nothing may be said on the console, and no other host be asked."""
    view: View = getattr(request, "param", (1280, "light"))
    context = browser.new_context(viewport={"width": view[0], "height": 800}, color_scheme=view[1], base_url=site_url)
    yield from watched(context, site_url)


@pytest.fixture
def plain_page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page without JavaScript, on a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False, base_url=site_url)
    yield from watched(context, site_url)


def watched(context: BrowserContext, site_url: str) -> Iterator[Page]:
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(site_url) else said.append(asked.url))
    yield page
    context.close()
    assert said == []


def scrolled_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"))


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found.response["violations"]]


def link_to(library: Library, paper: str, kind: type[Action] | type[Change] | type[Indicator], number: int) -> str:
    return passage_link(paper, list(library.document(paper).of_type(kind))[number].span)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("page", [(1280, "light"), (360, "dark")], indirect=True, ids=["wide", "phone"])
def test_no_accessibility_rule_is_broken(page: Page, path: str) -> None:
    page.goto(path)
    assert violations(page) == []


@pytest.mark.parametrize("page", [(768, "light"), (360, "light"), (320, "light")], indirect=True, ids=str)
def test_nothing_scrolls_sideways(page: Page) -> None:
    for path in PAGES:
        page.goto(path)
        assert not scrolled_sideways(page), path


def test_a_link_leads_to_its_passage(page: Page, library: Library) -> None:
    page.goto(link_to(library, "jfp", Action, 200))
    action = list(library.document("jfp").of_type(Action))[200]
    mark = page.locator("mark.passage").first
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    expect(mark).to_contain_text(action.text[:40])
    bar, box = page.locator(".passage-bar").bounding_box(), mark.bounding_box()
    assert bar
    assert box
    assert box["y"] >= bar["y"] + bar["height"]
    page.get_by_role("link", name="Back to the chat").is_visible()


def test_a_link_with_the_place_alone_is_marked_too(page: Page, library: Library) -> None:
    path, _, place = link_to(library, "strategy", Indicator, 8).partition("#")
    page.goto(f"{path.partition('?')[0]}#{place}")
    expect(page.locator("mark.passage")).to_be_in_viewport()
    assert page.url.endswith(f"?mark={place}#{place}")


def test_a_passage_is_found_without_javascript(plain_page: Page, library: Library) -> None:
    plain_page.goto(link_to(library, "changes", Change, 4))
    expect(plain_page.locator("mark.passage").first).to_be_in_viewport()
    expect(plain_page.locator("mark.passage del")).to_have_text("[struck out: {%}7.3%]")
    expect(plain_page.locator(".passage-bar")).to_contain_text("Part of it is struck out")


def test_words_are_found_without_javascript(plain_page: Page) -> None:
    plain_page.goto("/papers/strategy")
    plain_page.get_by_label("Find in this paper").fill("healthwatch")
    plain_page.get_by_role("button", name="Find").click()
    expect(plain_page.get_by_role("heading", name="1 place has “healthwatch”")).to_be_visible()
    plain_page.locator(".found-list ol a").click()
    expect(plain_page.locator("#found-1")).to_be_in_viewport()


def test_the_map_is_narrowed_without_javascript(plain_page: Page) -> None:
    plain_page.goto("/map")
    plain_page.get_by_label("Outcome or enabler").select_option("outcome-3")
    plain_page.get_by_label("Words").fill("admiral nurses")
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page.locator(".outcome-of-filter strong")).to_have_text("1 action")
    plain_page.locator(".goal .entries").get_by_role(
        "link", name=re.compile(r"^In the paper\s*: Embed Admiral")
    ).click()
    expect(plain_page.locator("mark.passage")).to_contain_text("Embed Admiral Nurses")


def test_the_pictures_follow_the_filter_without_javascript(plain_page: Page) -> None:
    plain_page.goto("/targets")
    plain_page.get_by_label("Words").fill("alcohol")
    plain_page.get_by_label("Paper").select_option("strategy")
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page.locator("#shown")).to_be_in_viewport()
    expect(plain_page.locator("#shown strong")).to_have_text("1")
    expect(plain_page.get_by_role("img")).to_have_count(1)
    expect(plain_page.get_by_role("img")).to_have_accessible_name(
        "Hospital admissions in Kent and Medway due to alcohol: from 418.7 per 100,000 to 395 per 100,000, in version 7.1 360"
    )
    plain_page.locator(".dues summary").click()
    expect(plain_page.locator(".dues li li")).to_have_text(
        ["Hospital admissions in Kent and Medway due to alcohol: 395 per 100,000"]
    )


def test_a_thread_opens_by_keyboard(page: Page) -> None:
    page.goto("/map")
    thread = page.locator("#outcome-1")
    thread.locator("> summary").focus()
    page.keyboard.press("Enter")
    expect(thread.get_by_role("heading", name="Indicators")).to_be_visible()
    expect(thread.get_by_text("Deliver effective maternity services")).to_be_visible()


def test_the_first_step_by_keyboard_skips_to_the_content(page: Page) -> None:
    page.goto("/papers/jfp")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="All papers")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("page", [(360, "light")], indirect=True, ids=["phone"])
def test_a_row_on_a_phone_names_its_columns(page: Page, library: Library) -> None:
    page.goto(link_to(library, "jfp", Action, 20))
    row = page.locator("tr", has=page.locator("mark.passage"))
    labels = row.locator("td:visible").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    )
    assert labels == ['"Goal"', '"Actions"', '"Owner(s)"']
    expect(row).to_contain_text("As above: Support families to start well")


def test_a_page_is_whole_on_paper(page: Page) -> None:
    page.goto("/papers/strategy")
    page.emulate_media(media="print")
    expect(page.locator(".site-navigation")).to_be_hidden()
    expect(page.locator(".reader-side")).to_be_hidden()
    expect(page.get_by_role("heading", name="Conclusion")).to_be_visible()


def test_the_way_back_from_a_tab_of_its_own_closes_it(page: Page, library: Library) -> None:
    page.goto("/about")
    page.evaluate(
        "link => { const a = document.querySelector('.foot a'); a.href = link; a.target = '_blank'; }",
        link_to(library, "strategy", Indicator, 8),
    )
    with page.expect_popup() as opened:
        page.locator(".foot a").first.click()
    paper = opened.value
    paper.locator("mark.passage").wait_for()
    back = paper.get_by_role("link", name="Back to the chat")
    with paper.expect_event("close"):
        back.evaluate("link => { setTimeout(() => link.click()) }")  # a click of Playwright's own outlives the tab

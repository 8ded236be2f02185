"""The page in a real browser, served as a person would serve it."""

import csv
import datetime
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from docx import Document
from playwright.sync_api import Browser, Page, Route, expect

from assistant.answer import MAX_QUESTION, Says
from assistant.web.static_files import address

pytestmark = pytest.mark.browser

START = 300  # seconds for the server to start, an index built on the way
ANSWER = 30_000  # milliseconds for an answer on a busy machine
SMOKING = "What is the target for smoking in pregnancy?"
FOLLOW_UP = "?before=Who+is+responsible+for+virtual+wards%3F&q=and+when%3F"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]

View = tuple[int, Literal["light", "dark"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A page that is served, and the line that said where."""

    url: str
    line: str


@pytest.fixture(scope="module")
def served_page(index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page over a real index, with the port that was asked for already in use."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "ui.py", "--port", port, "--index", str(index_dir)]
        log = tmp_path_factory.mktemp("ui") / "log"
        with (
            log.open("w") as errors,
            subprocess.Popen(
                command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, stderr=errors, text=True
            ) as server,
        ):
            try:
                assert server.stdout
                line = next((line for line in server.stdout if "http://" in line), "")
                assert line, log.read_text()
                url = re.search(r"http://\S+", line)
                assert url
                yield Served(url=url[0], line=line)
            finally:
                server.send_signal(signal.SIGINT)
                assert server.wait(timeout=30) == 0
        assert "Traceback" not in log.read_text()


# What Gradio says of a page that is left while suggestions are still looked for; nobody sees that page any more.
LEFT = ("AbortError: signal is aborted", "Connection errored out.")


@pytest.fixture
def blank(request: pytest.FixtureRequest, browser: Browser, served_page: Served) -> Iterator[Page]:
    """A page with nothing opened yet; nothing may be said on the console, and no other host be asked."""
    view: View = getattr(request, "param", (1280, "light"))
    width, scheme = view
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=served_page.url
    )
    page = context.new_page()
    page.set_default_timeout(ANSWER)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
    page.on(
        "response",
        lambda response: said.append(f"{response.status} {response.url}") if response.status >= 400 else None,
    )
    page.on("request", lambda asked: said.append(asked.url) if not _ours(asked.url, served_page.url) else None)
    yield page
    context.close()
    assert [words for words in said if not any(left in words for left in LEFT)] == []


@pytest.fixture
def page(blank: Page) -> Page:
    """The chat just opened."""
    blank.goto("/")
    ready(blank)
    return blank


def ready(page: Page) -> None:
    """Wait for the widgets, which Gradio brings one by one."""
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    page.get_by_label("Your question").wait_for()
    page.get_by_role("button", name="Choose papers").wait_for()


def _ours(url: str, served: str) -> bool:
    return url.startswith((served, "data:", "blob:"))


def ask(page: Page, question: str) -> None:
    """Type a question, send it with Enter, and wait for its answer."""
    turns = page.locator(".turn").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    answered(page, turns + 1)


def answered(page: Page, turn: int) -> None:
    expect(page.locator(f"#turn-{turn} .answer")).to_be_visible(timeout=ANSWER)


def scrolled_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"))


def resized(page: Page, width: int) -> bool:
    """The page at a width; true, so that it can stand in a condition."""
    page.set_viewport_size({"width": width, "height": 800})
    return True


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found.response["violations"]]


def test_a_port_in_use_gives_way_to_the_next(served_page: Served) -> None:
    assert re.fullmatch(r"Port \d+ is in use\. Ask at http://127\.0\.0\.1:\d+ \(Ctrl\+C stops it\)\n", served_page.line)


def test_the_page_says_what_it_is(page: Page) -> None:
    expect(page).to_have_title("Ask the Kent and Medway health and care papers")
    assert page.locator("html").get_attribute("lang") == "en-GB"
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator(".heading-words p")).to_contain_text("word for word from five papers of 2023")
    expect(page.locator("footer")).to_have_count(0)


def test_all_scripts_are_asked_for_at_once_and_kept(page: Page, served_page: Served) -> None:
    loaded = set(page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)"))
    scripts = {name for name in loaded if "/assets/" in name and name.endswith(".js")}
    links = set(page.locator("link[rel=modulepreload]").evaluate_all("links => links.map(link => link.href)"))
    first = page.locator("script[type=module][src]").evaluate("script => script.src")
    assert (len(links) > 20, links | {first}) == (True, scripts)
    for name in (first, f"{served_page.url}{address('page.css')}"):
        assert page.request.get(name).headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_widgets_wait_for_our_script_however_late(blank: Page) -> None:
    held: list[Route] = []
    blank.route("**/web/page.js*", lambda route: held.append(route))
    blank.goto("/", wait_until="commit")
    blank.wait_for_timeout(800)
    held.pop().continue_()
    ready(blank)
    ask(blank, SMOKING)


def test_while_the_widgets_load_one_can_go_elsewhere(browser: Browser, served_page: Served) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=served_page.url)
    page = context.new_page()
    held: list[Route] = []
    page.route("**/assets/*.js", lambda route: held.append(route))
    page.goto("/", wait_until="commit")
    expect(page.get_by_role("link", name="ask on a plain page")).to_be_visible()
    assert not scrolled_sideways(page)
    page.get_by_role("link", name="Papers").focus()
    while held:
        held.pop().continue_()
        page.wait_for_timeout(10)
    ready(page)
    expect(page.locator("#arriving")).to_have_count(0)
    expect(page.get_by_role("link", name="Papers")).to_be_focused()
    context.close()


def test_the_page_is_english_whatever_the_reader_speaks(browser: Browser, served_page: Served) -> None:
    context = browser.new_context(locale="ar", base_url=served_page.url)
    page = context.new_page()
    page.goto("/")
    page.locator("#question textarea").wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    expect(page.locator("html")).not_to_have_attribute("dir", "rtl")
    context.close()


def test_a_question_gets_an_answer_with_its_sources(page: Page) -> None:
    ask(page, SMOKING)
    expect(page.locator("#turn-1 .answer")).to_contain_text("6%")
    card = page.locator("#turn-1-source-1")
    expect(card).to_contain_text("Kent and Medway Integrated Care Strategy")
    expect(card.locator(".standing")).to_have_text("Current")
    expect(card.locator("mark").first).to_have_text("smoking")
    expect(page.get_by_label("Your question")).to_have_value("")


def test_the_finished_answer_is_announced(page: Page) -> None:
    expect(page.locator("#announcement [role=status]")).to_have_text("")
    ask(page, SMOKING)
    expect(page.locator("#announcement [role=status]")).to_contain_text("Answer 1:")
    expect(page.locator("#announcement [role=status]")).to_contain_text("6%")


def test_a_mark_leads_to_its_source_and_back(page: Page) -> None:
    ask(page, SMOKING)
    mark = page.locator("#turn-1 .cite").last
    mark.click()
    card = page.locator(str(mark.get_attribute("href")))
    expect(card).to_be_focused()
    expect(card).to_be_in_viewport()
    card.get_by_role("link", name="Back to the answer").click()
    expect(mark).to_be_focused()


def test_a_mark_of_an_earlier_answer_brings_its_sources_back(page: Page) -> None:
    ask(page, SMOKING)
    ask(page, "How many pharmacies are there?")
    expect(page.locator("#sources-1")).to_be_hidden()
    page.locator("#turn-1 .cite").first.click()
    expect(page.locator("#sources-1")).to_be_visible()
    expect(page.locator("#sources-2")).to_be_hidden()


def test_a_follow_up_shows_how_it_was_understood(page: Page) -> None:
    ask(page, "Who is responsible for virtual wards?")
    ask(page, "and when?")
    expect(page.locator("#turn-2 .understood")).to_contain_text("virtual wards")


def test_an_example_is_asked_with_a_click(page: Page) -> None:
    expect(page.locator(".groups h3")).to_have_text(["Staff", "Councillors", "Residents"])
    page.locator(".groups .suggestion").first.click()
    answered(page, 1)
    expect(page.locator("#turn-1-question")).to_be_focused()
    expect(page.locator(".groups")).to_have_count(0)


def test_a_suggestion_is_asked_with_a_click(page: Page) -> None:
    ask(page, SMOKING)
    page.locator("#following .suggestion").first.click()
    answered(page, 2)


def test_a_new_conversation_starts_from_nothing(page: Page) -> None:
    ask(page, SMOKING)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".card")).to_have_count(0)
    expect(page.locator(".groups")).to_be_visible()
    expect(page.get_by_label("Your question")).to_be_focused()
    ask(page, "and when?")
    expect(page.locator("#turn-1 .understood")).to_have_count(0)


def test_an_answer_that_comes_after_a_new_conversation_is_not_shown(page: Page) -> None:
    page.get_by_label("Your question").fill(SMOKING)
    page.get_by_label("Your question").press("Enter")
    page.locator(".turn").wait_for()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".groups")).to_be_visible()
    page.wait_for_timeout(1500)
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, SMOKING)


# a line on which the server's word that it has taken a question comes a second late
SLOW_TO_TAKE = """const send = window.fetch;
window.fetch = async (...sent) => {
  const reply = await send(...sent);
  if (String(sent[0]).includes("queue/join")) await new Promise((done) => setTimeout(done, 1000));
  return reply;
};"""


def test_a_question_that_is_not_known_to_be_taken_can_be_left_behind(blank: Page) -> None:
    blank.add_init_script(SLOW_TO_TAKE)
    blank.goto("/")
    ready(blank)
    blank.wait_for_timeout(2500)  # what the page opens with is slow to be taken too
    blank.get_by_label("Your question").fill(SMOKING)
    blank.get_by_label("Your question").press("Enter")
    blank.get_by_role("button", name="New conversation").click()
    blank.wait_for_timeout(2500)
    expect(blank.locator(".turn, #following .suggestion")).to_have_count(0)
    expect(blank.locator(".groups")).to_be_visible()
    ask(blank, "and when?")
    expect(blank.locator(".turn")).to_have_count(1)
    expect(blank.locator("#turn-1 .understood")).to_have_count(0)


def test_a_conversation_is_still_there_when_the_page_is_loaded_again(page: Page) -> None:
    ask(page, "Who is responsible for virtual wards?")
    page.reload()
    answered(page, 1)
    expect(page.locator("#announcement [role=status]")).to_have_text("")
    ask(page, "and when?")
    expect(page.locator("#turn-2 .understood")).to_contain_text("virtual wards")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Targets").click()
    page.wait_for_url("**/targets")
    page.go_back()
    answered(page, 2)
    page.goto("/?q=How+many+pharmacies+are+there%3F")
    answered(page, 3)
    page.reload()
    answered(page, 3)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    page.reload()
    ready(page)
    expect(page.locator(".groups")).to_be_visible()
    expect(page.locator(".turn, .lost")).to_have_count(0)


def test_a_conversation_that_is_lost_is_said_to_be(page: Page) -> None:
    ask(page, SMOKING)
    page.evaluate("sessionStorage.setItem('tab', '0'.repeat(32))")
    page.reload()
    expect(page.locator(".lost")).to_contain_text("Your conversation could not be brought back")
    expect(page.locator(".groups")).to_be_visible()


def test_markup_in_a_question_is_shown_as_text(page: Page) -> None:
    question = "<script>alert(1)</script><img src=x onerror=alert(2)> {{7*7}} ${7*7} how many pharmacies?"
    ask(page, question)
    expect(page.locator("#turn-1-question bdi")).to_have_text(question)
    expect(page.locator("#desk :is(script, img)")).to_have_count(0)


def test_what_cannot_be_answered_gets_a_plain_sentence(page: Page) -> None:
    for turn, (question, says) in enumerate(
        [("", Says.EMPTY), ("   ", Says.EMPTY), ("why? " * MAX_QUESTION, Says.TOO_LONG)], start=1
    ):
        ask(page, question)
        expect(page.locator(f"#turn-{turn} .answer")).to_contain_text(says)


def test_the_page_works_by_keyboard_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the question")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type(SMOKING)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    answered(page, 1)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.cite')"):
            break
    mark = page.evaluate_handle("document.activeElement").as_element()
    assert mark
    outline = mark.evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.card')")
    page.keyboard.press("Escape")
    assert mark.evaluate("element => element === document.activeElement")


# Where the focus is, and whether something else lies over what has it; what is taller than the window cannot be whole
FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), y = Math.min(box.bottom - 4, box.top + 12);
  const seen = document.elementsFromPoint(box.left + Math.min(box.width / 2, 40), y);
  const label = at.labels?.[0]?.textContent ?? at.textContent;
  const hidden = at === document.body || !seen.length || !(at.contains(seen[0]) || seen[0].contains(at));
  return { name: label.replace(/\\s+/g, " ").trim(), hidden };
}"""


def steps_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press a key until what is so named has the focus, which is seen wherever it comes by."""
    for _ in range(60):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        assert not focus["hidden"], focus
        if focus["name"].startswith(name):
            return
    pytest.fail(f"the focus does not come to {name}")


@pytest.mark.parametrize("blank", [(1280, "light"), (360, "light")], indirect=True, ids=["wide", "phone"])
def test_a_whole_journey_by_keyboard_never_loses_the_focus(blank: Page) -> None:
    page = blank
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    ready(page)
    steps_to(page, "Your question")
    page.keyboard.type(SMOKING)
    page.keyboard.press("Enter")
    answered(page, 1)
    page.locator("#following .suggestion").first.wait_for()
    expect(page.get_by_label("Your question")).to_be_focused()
    steps_to(page, "source [2]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1-source-2")).to_be_focused()
    page.keyboard.press("Tab")
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    paper = opened.value
    expect(paper.locator("mark.passage").first).to_be_focused()
    steps_to(paper, "Back to the chat", "Shift+Tab")
    paper.close()
    steps_to(page, "Back to the answer")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1 .cite").nth(2)).to_be_focused()
    steps_to(page, "Copy with sources")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1 .done")).to_have_text("Copied")
    steps_to(page, "Save as Word")
    with page.expect_download():
        page.keyboard.press("Enter")
    expect(page.locator("#turn-1").get_by_role("button", name="Save as Word")).to_be_focused()
    steps_to(page, "Choose papers")
    page.keyboard.press("Enter")
    expect(page.locator("#scope").get_by_label("Joint Forward Plan")).to_be_visible()
    steps_to(page, "Joint Forward Plan")
    page.keyboard.press("Space")
    expect(page.locator("#scope").get_by_label("Joint Forward Plan")).to_be_checked()
    steps_to(page, "Your question", "Shift+Tab")
    page.keyboard.type("and by when?")
    page.keyboard.press("Enter")
    answered(page, 2)
    expect(page.locator("#turn-2 .understood").last).to_have_text("Asked only of: Joint Forward Plan")
    steps_to(page, "New conversation")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.get_by_label("Your question")).to_be_focused()


def test_a_question_that_is_asked_while_the_page_still_opens_keeps_its_answer(blank: Page) -> None:
    sent: list[Route] = []

    def late(route: Route) -> None:
        sent.append(route)
        if len(sent) > 1:  # the first is the page's own: what to open with
            route.continue_()

    blank.route("**/queue/join*", late)
    blank.goto("/")
    blank.get_by_label("Your question").fill(SMOKING)
    blank.keyboard.press("Enter")
    blank.wait_for_timeout(500)
    assert len(sent) == 1
    sent[0].continue_()
    expect(blank.locator("#following [data-ask]").first).to_be_visible(timeout=ANSWER)
    answered(blank, 1)


def test_a_line_that_fails_loses_neither_the_conversation_nor_the_question(
    browser: Browser, served_page: Served
) -> None:
    with browser.new_context(base_url=served_page.url) as context:
        page = context.new_page()
        page.goto("/")
        ask(page, SMOKING)
        expect(page.locator("#following [data-ask]").first).to_be_visible(timeout=ANSWER)
        page.route("**/queue/join*", lambda route: route.abort(), times=1)
        page.get_by_label("Your question").fill("and by when?")
        with page.expect_request("**/heartbeat/*"):  # the page opens anew
            page.keyboard.press("Enter")
        answered(page, 1)
        expect(page.get_by_label("Your question")).to_have_value("and by when?")
        page.get_by_label("Your question").press("Enter")
        answered(page, 2)
        expect(page.get_by_label("Your question")).to_have_value("")
        page.reload()
        answered(page, 2)
        expect(page.get_by_label("Your question")).to_have_value("")


def test_what_was_typed_is_there_when_the_page_is_loaded_again(page: Page) -> None:
    page.get_by_label("Your question").fill("Who is responsible for")
    page.reload()
    expect(page.get_by_label("Your question")).to_have_value("Who is responsible for")


@pytest.mark.parametrize("blank", [(1280, "light"), (1280, "dark")], indirect=True, ids=["light", "dark"])
def test_whatever_has_the_focus_has_a_ring_that_is_seen(page: Page) -> None:
    page.get_by_role("button", name="Choose papers").click()
    page.get_by_role("link", name="Skip to the question").focus()
    rings = []
    for _ in range(24):  # through the heading, the box, its buttons, the papers, to the first of the examples
        page.keyboard.press("Tab")
        rings.append(
            page.evaluate(
                "(() => { const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);"
                " return outlineStyle === 'solid' && boxShadow.startsWith('rgb(255, 206, 46)'); })()"
            )
        )
    assert rings == [True] * 24


def test_a_card_opens_the_paper_at_the_marked_passage(page: Page) -> None:
    ask(page, SMOKING)
    with page.expect_popup() as opened:
        page.locator("#turn-1-source-1").get_by_role("link", name="Read it in the paper").click()
    paper = opened.value
    expect(paper.locator("h1")).to_have_text("Kent and Medway Integrated Care Strategy")
    expect(paper.locator("mark").first).to_be_in_viewport()
    assert "10.2% to no more than 6%" in " ".join(paper.locator("mark").all_inner_texts())


def test_papers_can_be_chosen_and_the_choice_is_kept_in_a_link(page: Page) -> None:
    opener = page.get_by_role("button", name="Choose papers")
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    group = page.get_by_role("group", name="Answer only from these papers")
    group.get_by_label("Joint Forward Plan").check()
    ask(page, SMOKING)
    expect(page.locator("#turn-1 .understood")).to_have_text("Asked only of: Joint Forward Plan")
    expect(page.locator("#sources-1 .card h3")).to_contain_text(["Kent and Medway Draft Joint Forward Plan"] * 3)
    expect(page.locator("#sources-1 .card")).to_have_count(3)
    link = page.get_by_role("link", name="Link to this question").get_attribute("href")
    with page.context.expect_page() as opened:
        page.evaluate("link => window.open(link, '_blank', 'noopener')", link)
    other = opened.value
    expect(other.locator("#turn-1-question bdi")).to_have_text(SMOKING, timeout=ANSWER)
    expect(other.locator("#turn-1 .understood")).to_have_text("Asked only of: Joint Forward Plan", timeout=ANSWER)
    other.get_by_role("button", name="Choose papers").click()
    expect(other.locator("#scope").get_by_label("Joint Forward Plan")).to_be_checked()


def test_what_chosen_papers_do_not_say_can_be_asked_of_all(blank: Page) -> None:
    blank.goto("/?q=Who+is+responsible+for+virtual+wards%3F&paper=asc-committee")
    expect(blank.locator("#turn-1 .answer")).to_contain_text(Says.NOT_FOUND, timeout=ANSWER)
    blank.get_by_role("button", name="Ask all papers").click()
    expect(blank.locator("#turn-2 .answer")).to_contain_text("Owner: NHS Kent and Medway ICB", timeout=ANSWER)


@pytest.mark.parametrize("query", ["?q=%20&paper=jfp", "?q=%00%ED%A0%BD%3Cb%3E"])
def test_an_odd_address_asks_nothing_or_is_answered_plainly(blank: Page, query: str) -> None:
    blank.goto(f"/{query}")
    ready(blank)
    blank.wait_for_timeout(500)
    ask(blank, SMOKING)
    expect(blank.locator(".trouble")).to_have_count(0)
    expect(blank.locator(".turn:last-of-type .answer")).to_contain_text("6%")


def test_an_answer_is_saved_as_word_and_the_conversation_as_markdown(page: Page) -> None:
    ask(page, SMOKING)
    ask(page, "How many pharmacies are there?")
    with page.expect_download() as word:
        page.locator("#turn-2").get_by_role("button", name="Save as Word").click()
    today = datetime.date.today().isoformat()
    assert word.value.suggested_filename == f"briefing-note-{today}-answer-2.docx"
    headings = [p.text for p in Document(str(word.value.path())).paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == ["How many pharmacies are there?"]
    expect(page.locator("#turn-2 [role=status]")).to_have_text(f"Saved as {word.value.suggested_filename}")
    with page.expect_download() as markdown:
        page.get_by_role("group", name="All 2 answers").get_by_role("button", name="Save as Markdown").click()
    text = markdown.value.path().read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)", text, re.MULTILINE) == [SMOKING, "How many pharmacies are there?"]
    assert re.search(
        r"^\[\^1\]: Kent and Medway Integrated Care Strategy.*<http://127\.0\.0\.1:\d+/papers/strategy",
        text,
        re.MULTILINE,
    )


def test_an_answer_is_copied_with_its_sources(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, SMOKING)
    page.locator("#turn-1").get_by_role("button", name="Copy with sources").click()
    expect(page.locator("#turn-1 [role=status]")).to_have_text("Copied")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith(f"{SMOKING}\n\nTarget: no more than 6% by 2028/29, from 10.2%. [1]\n")
    assert f"\nLink: {page.evaluate('location.origin')}/papers/strategy?mark=" in copied


def test_where_the_clipboard_is_refused_the_focus_stays_too(page: Page) -> None:
    ask(page, SMOKING)
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error()))")
    button = page.locator("#turn-1").get_by_role("button", name="Copy with sources")
    button.press("Enter")
    expect(page.locator("#turn-1 [role=status]")).to_have_text("Copied")
    expect(button).to_be_focused()


def test_halves_of_characters_and_control_characters_break_nothing(page: Page) -> None:
    page.get_by_label("Your question").evaluate("box => { box.value = 'how many \\ud83d pharmacies\\u0007\\u0000?' }")
    page.get_by_label("Your question").dispatch_event("input")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#turn-1 .answer")).to_contain_text("pharmacies", timeout=ANSWER)
    with page.expect_download() as word:
        page.locator("#turn-1").get_by_role("button", name="Save as Word").click()
    assert word.value.suggested_filename.endswith("-answer-1.docx")


def test_targets_are_filtered_sorted_and_downloaded(blank: Page) -> None:
    page = blank
    page.goto("/targets")
    page.get_by_label("Changed since version 7.1").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".count")).to_contain_text("7 of 57 targets")
    page.get_by_role("columnheader", name="Starts from").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Starts from")).to_have_attribute("aria-sort", "ascending")
    assert page.locator("tbody td:nth-of-type(1)").all_inner_texts()[:2] == ["7.3%", "8%"]
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these as CSV").click()
    rows = list(csv.DictReader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert [row["Starts from"] for row in rows][:2] == ["7.3%", "8%"]
    assert len(rows) == 7
    page.get_by_role("link", name="See the change").first.click()
    expect(page.locator("h1")).to_contain_text("Changes between versions 7.1 and 8.0")


@pytest.mark.parametrize("blank", [(1280, "dark"), (360, "light"), (320, "dark")], indirect=True)
def test_tables_and_pictures_hold_on_every_screen(blank: Page) -> None:
    for path in ("/targets", "/changes"):
        blank.goto(path)
        assert not scrolled_sideways(blank)
        assert violations(blank) == []


def test_nothing_is_kept_in_the_browser(page: Page) -> None:
    ask(page, SMOKING)
    assert page.evaluate("indexedDB.databases()") == []
    assert "smoking" not in str(page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])"))


def test_nothing_scrolls_sideways(page: Page) -> None:
    def wide() -> list[int]:
        return [width for width in (1280, 768, 360, 320) if resized(page, width) and scrolled_sideways(page)]

    assert wide() == []
    ask(page, SMOKING)
    ask(page, "x" * 300)
    ask(page, "What changed between versions 7.1 and 8.0?")
    assert wide() == []


@pytest.mark.parametrize("blank", [(1280, "light"), (1280, "dark")], indirect=True, ids=lambda p: str(p[1]))
def test_no_accessibility_rule_is_broken(page: Page) -> None:
    def broken() -> list[str]:
        return [one for width in (1280, 360) if resized(page, width) for one in violations(page)]

    assert broken() == []
    ask(page, SMOKING)
    page.locator("#turn-1 .cite").first.click()
    ask(page, "What changed between versions 7.1 and 8.0?")
    ask(page, "I feel like ending it all")
    page.locator("#turn-1 .cite").first.click()
    assert broken() == []


def test_one_can_ask_without_javascript(browser: Browser, served_page: Served) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=False, base_url=served_page.url
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="Ask a question on a plain page").click()
    page.get_by_label("Your question").fill(SMOKING)
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1-question")).to_have_text(f"You asked: {SMOKING}")
    expect(page.locator(".answer")).to_contain_text("6%")
    page.locator(".cite").first.click()
    card = page.locator("#turn-1-source-1")
    expect(card).to_be_in_viewport()
    with context.expect_page() as opened:
        card.get_by_role("link", name="Read it in the paper").click()
    expect(opened.value.locator("main mark").first).to_be_visible()
    card.get_by_role("link", name="Back to the answer").click()
    expect(page.locator("#turn-1-question")).to_be_in_viewport()
    context.close()


def test_a_follow_up_is_understood_without_javascript(browser: Browser, served_page: Served) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=False, base_url=served_page.url
    )
    page = context.new_page()
    page.goto("/ask")
    for question in ("Who is responsible for virtual wards?", "and when?"):
        page.get_by_label(re.compile("Your question|Another question")).fill(question)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(rf"q={re.escape(question.split()[0])}"))
    expect(page.locator("#turn-2-question")).to_have_text("You asked: and when?")
    expect(page.locator(".understood")).to_contain_text("virtual wards")
    expect(page.get_by_role("link", name="Who is responsible for virtual wards?")).to_be_visible()
    page.get_by_role("link", name="New conversation").click()
    expect(page.locator("[name=before]")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("blank", [(1280, "light"), (320, "dark")], indirect=True, ids=lambda p: str(p[1]))
def test_the_plain_page_to_ask_on_is_for_everyone(blank: Page) -> None:
    for question in ("", "?q=What+will+be+done+about+loneliness%3F", "?q=I+want+to+kill+myself", "?q=hm", FOLLOW_UP):
        blank.goto(f"/ask{question}")
        assert not scrolled_sideways(blank)
        assert violations(blank) == []

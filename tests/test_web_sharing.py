"""The page in real browsers, as several people share it and as its papers change under it."""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from assistant.answer import Answer
from assistant.conversation import Conversation
from assistant.pipeline import Assistant
from assistant.web import Desk, Limits, listening
from index.building import build
from index.library import Library
from index.settings import read_settings
from tests.fakes import FakeEmbedder
from ui import page as page_of

pytestmark = pytest.mark.browser

BEES = "# Bees\n\nThe hives stand in the orchard behind the church.\n"
BOATS = "# Boats\n\nThe ferry crosses the river each hour until dusk.\n"
QUESTION = "Where do the hives stand?"


class HeldAssistant(Assistant):
    """Answers once it is let go."""

    def __init__(self, library: Library) -> None:
        super().__init__(library, FakeEmbedder())
        self.let_go = threading.Event()

    def ask(self, question: str, conversation: Conversation | None = None, papers: Collection[str] = ()) -> Answer:
        """The answer, when it may be given."""
        assert self.let_go.wait(timeout=20)
        return super().ask(question, conversation, papers)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """The index of one paper, which lies in the folder beside it."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "bees.txt").write_text(BEES)
    build(tmp_path / "papers", tmp_path / "index", FakeEmbedder())
    return tmp_path / "index"


@contextmanager
def served(assistant: Assistant) -> Iterator[str]:
    """The page over an assistant that answers one question at a time."""
    with listening("127.0.0.1", 0) as listener:
        app = page_of(Desk(assistant, Limits(at_once=1)), read_settings())
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = server.force_exit = True  # a page that is left open by a failure is not waited for
            thread.join()


def opened(browser: Browser, url: str, path: str = "/") -> Page:
    page = browser.new_context(base_url=url).new_page()
    page.goto(path)
    page.get_by_label("Your question").wait_for()
    return page


def test_who_waits_is_told_how_many_are_before_and_then_answered(browser: Browser, index: Path) -> None:
    assistant = HeldAssistant(Library.open(index))
    with served(assistant) as url:
        people = [opened(browser, url) for _ in range(3)]
        for before, page in enumerate(people):
            page.get_by_label("Your question").fill(QUESTION)
            page.get_by_label("Your question").press("Enter")
            told = "Looking in the papers…" if before < 2 else "1 question is before yours. It will be answered"
            expect(page.locator(".looking")).to_contain_text(told)
        expect(people[2].locator("#announcement [role=status]")).to_have_text("Question 1 waits for its turn.")
        assistant.let_go.set()
        for page in people:
            expect(page.locator("#turn-1 .answer")).to_contain_text("behind the church")
            page.context.close()


def test_a_link_waits_its_turn_too(browser: Browser, index: Path) -> None:
    assistant = HeldAssistant(Library.open(index))
    with served(assistant) as url:
        people = [opened(browser, url, "/?q=Where+do+the+hives+stand%3F") for _ in range(3)]
        expect(people[2].locator(".looking")).to_contain_text("1 question is before yours")
        assistant.let_go.set()
        for page in people:
            expect(page.locator("#turn-1 .answer")).to_contain_text("behind the church")
            page.context.close()


def test_a_page_that_is_opened_after_a_build_has_the_new_papers(browser: Browser, index: Path) -> None:
    with served(Assistant(Library.open(index), FakeEmbedder())) as url:
        before = opened(browser, url)
        expect(before.locator(".heading-words p")).to_contain_text("from one paper")
        expect(before.get_by_role("button", name="Choose papers")).to_have_count(0)
        (index.parent / "papers" / "boats.txt").write_text(BOATS)
        build(index.parent / "papers", index, FakeEmbedder())
        page = opened(browser, url)
        expect(page.locator(".heading-words p")).to_contain_text("from two papers")
        expect(page.locator(".sources .papers li")).to_have_text(["Bees", "Boats"])
        page.get_by_role("button", name="Choose papers").click()
        page.get_by_label("Boats").check()
        page.get_by_label("Your question").fill("When does the ferry cross the river?")
        page.get_by_label("Your question").press("Enter")
        expect(page.locator("#turn-1 .answer")).to_contain_text("each hour until dusk")
        expect(page.locator("#turn-1 .understood")).to_have_text("Asked only of: Boats")
        page.goto("/papers")
        expect(page.locator(".paper-list h2")).to_have_text(["Bees", "Boats"])
        for one in (before, page):
            one.context.close()

"""The web page: widgets and events. What they show is made in assistant.web.

python ui.py [--host H] [--port P] [--index DIR]
"""

import asyncio
import datetime
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported

import gradio as gr

from assistant import open_assistant
from assistant.keeping import KeptQuestions
from assistant.web import (
    Application,
    Conversations,
    Desk,
    Exchange,
    Limits,
    Probes,
    Tab,
    Visitor,
    Wish,
    announcement_html,
    application,
    asked,
    asking,
    conversation_html,
    examples_html,
    following_html,
    heading_html,
    keep_within,
    listening,
    read_options,
    saved_html,
    serve,
    share_arenas,
    site,
    sources_html,
    start_logging,
    where,
)
from corpus.errors import AssistantError
from corpus.records import Paper
from index.progress import TerminalProgress
from index.settings import Settings, read_settings

TITLE = "Ask the Kent and Medway health and care papers"
DESCRIPTION = "Questions about health and care plans in Kent and Medway, answered word for word from the papers."

CHOICE = range(2, 41)  # numbers of papers that can be chosen from one by one; a longer list is no choice

# what static/page.js does with an element: send the questions that are clicked in it; keep place and focus; save
_ASKS = "assistantPage.asks(element, trigger);"
_FOLLOWS = "assistantPage.follows(element, watch);"
_SAVES = "assistantPage.saves(element, trigger, watch);"
# what else it does: tells by which key an open tab is known, lets a question wait for the page, gives what was typed
_OPENS = "() => [null, window.assistantPage ? assistantPage.opens() : '']"
_ONCE_OPENED = "(...inputs) => (window.assistantPage ? assistantPage.onceOpened(inputs) : inputs)"
_HAS_OPENED = "() => (window.assistantPage ? assistantPage.hasOpened() : '')"

_SCRIPTS = Path(gr.__file__).parent / "templates" / "frontend" / "assets"
Exchanges = tuple[Exchange, ...]
log = logging.getLogger("assistant.page")


@contextmanager
def _logged() -> Iterator[None]:
    """What goes wrong in making the page is logged by us, without its words: Gradio would print them."""
    try:
        yield
    except Exception:
        log.exception("the page could not be made")
        raise gr.Error("Something went wrong. Please try again.", print_exception=False) from None


def main(arguments: list[str] | None = None) -> int:
    """Serve the page until it is interrupted; the exit status is 0 when it was served."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    share_arenas()
    try:
        settings = read_settings()
        options = read_options(arguments, settings)
        start_logging(settings.log)
        keep_within(options.host, allowed=options.allow_remote or settings.allow_remote)
        with listening(options.host, options.port) as listener:
            print("Opening the papers ...", flush=True)
            desk = _desk(options.index, settings)
            desk.warm()
            app = page(desk, settings)
            print(where(options, listener.getsockname()[1]), flush=True)
            serve(app, listener, closing=desk.queue.close, trusted_proxies=settings.trusted_proxies)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _desk(index: Path | None, settings: Settings) -> Desk:
    """Where the questions of the page come in, with the limits and the keeping that are set."""
    assistant = open_assistant(index, progress=TerminalProgress())
    limits = Limits(
        at_once=settings.at_once, waiting=settings.waiting, a_minute=settings.a_minute, seconds=settings.seconds
    )
    kept = KeptQuestions(settings.keep_questions, settings.keep_days) if settings.keep_questions else None
    return Desk(assistant, limits, kept)


def page(desk: Desk, settings: Settings) -> Application:
    """The page as a web application."""
    kept = settings.keep_days if settings.keep_questions else None
    app: Application = gr.mount_gradio_app(
        application(TITLE, DESCRIPTION, site(lambda: desk.library, settings.contact, kept), [asking(desk)], _SCRIPTS),
        _blocks(desk),
        path="/",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        footer_links=[],
        run_history=False,  # it would keep the questions in the browser
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
    )
    app.add_middleware(Probes, desk=desk)
    return app


def _blocks(desk: Desk) -> gr.Blocks:
    """The widgets, top to bottom, and what can happen to them."""
    papers = desk.library.catalogue
    talk = _Talk(desk, papers)
    blocks = gr.Blocks(title=TITLE, analytics_enabled=False)
    with blocks:
        session, tab = gr.State(()), gr.State(Tab())
        sent = gr.Textbox(visible=False)
        heading = _html("heading", heading_html(papers))
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                conversation = _html("conversation", conversation_html(()), _ASKS + _FOLLOWS)
                following = _html("following", "", _ASKS)
                with gr.Column(elem_id="composer"):
                    box = gr.Textbox(label="Your question", lines=1, max_lines=6, elem_id="question")
                    with gr.Row(elem_id="buttons"):
                        ask = gr.Button("Ask", variant="primary", elem_id="ask")
                        anew = gr.Button("New conversation", elem_id="anew")
                    with gr.Accordion(
                        "Choose papers", open=False, elem_id="scope", visible=len(papers) in CHOICE
                    ) as scope:
                        chosen = gr.CheckboxGroup(
                            _choices(papers, ()),
                            value=[],
                            label="Answer only from these papers (none ticked is all of them)",
                        )
                examples = _html("examples", examples_html((), desk.examples), _ASKS)
            with gr.Column(elem_id="evidence"):
                sources = _html("sources", sources_html((), papers))
        announcement = _html("announcement", announcement_html(()))
        saved = _html("saved", "", _SAVES)

        pieces = [session, conversation, following, examples, sources, announcement]
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        own = {"concurrency_limit": None, **quiet}  # the desk has the queue: its places are fair, and shown
        asks = [box.submit, ask.click, conversation.submit, following.submit, examples.submit]
        answering = gr.on(asks, talk.answer, [box, session, tab, chosen], [box, *pieces], js=_ONCE_OPENED, **own)
        opening = blocks.load(talk.open, [session, sent], [tab, heading, scope, chosen, *pieces], js=_OPENS, **own)
        opening.then(None, None, [box], js=_HAS_OPENED, api_visibility="private")
        leading = [step.then(talk.lead_on, [session, tab], [following], **own) for step in (answering, opening)]
        gr.on(asks, cancels=leading, queue=False, **quiet)
        anew.click(talk.begin_anew, [tab], [box, *pieces], cancels=[answering, opening, *leading], queue=False, **quiet)
        saved.submit(talk.save, [session], [saved], **quiet)
    return blocks


class _Talk:
    """What happens to the widgets: a question is asked, a link opened, a conversation begun anew or saved.

    The pieces of the page that change are given in the order in which ``_blocks`` lists them.
    """

    def __init__(self, desk: Desk, papers: Sequence[Paper]) -> None:
        self._desk = desk
        self._papers = papers  # those that the page is first sent with
        self._held = Conversations()

    async def answer(
        self, typed: str, before: Exchanges, tab: Tab, of: list[str], event: gr.EventData, request: gr.Request
    ) -> AsyncIterator[tuple[object, ...]]:
        """An answer to what was typed or clicked on; what was clicked leaves the box as it is."""
        clicked = _sent(event)
        question, box = clicked.get("question"), gr.skip()
        if not isinstance(question, str):
            question, box = typed, ""
        with _logged():
            async for pieces in self._answering(question, before, tab, [] if clicked.get("all") else of, request):
                yield box, *pieces
                box = gr.skip()

    async def open(self, before: Exchanges, sent: str, request: gr.Request) -> AsyncIterator[tuple[object, ...]]:
        """The page as the tab last showed it, with an answer to the question that its address asks.

        The papers are those of the moment, where a build has changed them.
        """
        papers = (await asyncio.to_thread(lambda: self._desk.library)).catalogue
        heading, scope, chosen = (gr.skip(),) * 3
        if papers != self._papers:
            heading, scope = heading_html(papers), gr.update(visible=len(papers) in CHOICE)
        tab = Tab.read(sent)
        before = self._held.of(tab) or before
        question, of = _linked(request, papers)
        of = (question and of) or list(before[-1].papers if before else ())
        if of or papers != self._papers:
            chosen = gr.update(choices=_choices(papers, of), value=of)
        shown = await self._pieces(before, before, lost=tab.asked and not before)
        yield tab, heading, scope, chosen, *shown[:-1], gr.skip()  # an answer is announced once
        if question and not any(exchange.question == question for exchange in before):
            with _logged():
                async for pieces in self._answering(question, before, tab, of, request):
                    yield tab, heading, scope, chosen, *pieces

    async def begin_anew(self, tab: Tab) -> tuple[object, ...]:
        """What the page shows when nothing was asked yet; an answer that is still looked for is not shown any more."""
        tab.move()
        self._held.forget(tab)
        return "", *(await self._pieces((), ()))

    async def lead_on(self, exchanges: Exchanges, tab: Tab) -> object:
        """What to ask next, which is looked for once the answer is shown; nothing new where that has passed."""
        move = tab.moves
        with _logged():
            following = following_html(exchanges, await self._desk.suggested(exchanges))
        return following if tab.moves == move else gr.skip()

    @_logged()
    def save(self, exchanges: Exchanges, event: gr.EventData) -> str:
        """The file that was wished for, within a link."""
        return saved_html(exchanges, Wish.read(_sent(event)), datetime.date.today())

    async def _answering(
        self, question: str, before: Exchanges, tab: Tab, of: list[str], request: gr.Request
    ) -> AsyncIterator[tuple[object, ...]]:
        """What the page shows while the answer waits its turn and is looked for, and then with it."""
        move, now = tab.move(), asked(before, question, of)
        yield await self._pieces(before, now)
        async for step in self._desk.answering(now, question, _visitor(request)):
            pieces = await self._pieces(before if step[-1].waiting else step, step)
            if tab.moves != move:
                return  # Gradio calls off nothing that it has no number of yet
            if not step[-1].waiting:
                self._held.hold(tab, step)
            yield pieces

    async def _pieces(self, session: Exchanges, exchanges: Exchanges, *, lost: bool = False) -> tuple[object, ...]:
        """The pieces of the page, made beside what goes on for others."""
        return await asyncio.to_thread(self._made, session, exchanges, lost)

    def _made(self, session: Exchanges, exchanges: Exchanges, lost: bool) -> tuple[object, ...]:
        papers = self._desk.assistant.library.catalogue
        # what was shown already, not gr.skip(): for that Gradio keeps another copy of the widget with its value
        answered = exchanges[:-1] if exchanges and exchanges[-1].waiting else exchanges
        return (
            session,
            conversation_html(exchanges, papers, lost=lost),
            following_html(exchanges),
            examples_html(exchanges, () if exchanges else self._desk.examples),
            sources_html(answered, papers),
            announcement_html(exchanges),
        )


def _html(name: str, value: str, script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=script)


def _choices(papers: Sequence[Paper], chosen: Collection[str]) -> list[tuple[str, str]]:
    """The papers that can be chosen from: their names, and the ids that they stand for.

    Of too many to be shown, those that an address has chosen: thousands would make every page half a megabyte longer.
    """
    return [(paper.name, paper.id) for paper in papers if len(papers) in CHOICE or paper.id in chosen]


def _sent(event: gr.EventData) -> dict[str, object]:
    """What the page's script sent with an event; nothing where it was a widget's own."""
    return event._data if isinstance(event._data, dict) else {}


def _linked(request: gr.Request, papers: Sequence[Paper]) -> tuple[str, list[str]]:
    """The question and the papers that the page's address names."""
    query = request.query_params
    known = {paper.id for paper in papers}
    return query.get("q", "").strip(), [paper for paper in query.getlist("paper") if paper in known]


def _visitor(request: gr.Request) -> Visitor:
    """Whoever asks."""
    return Visitor(address=request.client.host if request.client else "", session=request.session_hash or "")


if __name__ == "__main__":
    sys.exit(main())

"""The web page: widgets and events. What they show is made in assistant.web.

python ui.py [--host H] [--port P] [--index DIR]
"""

import argparse
import datetime
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported

import gradio as gr

from assistant import Assistant, open_assistant
from assistant.web import (
    Application,
    Exchange,
    Wish,
    announcement_html,
    answered,
    application,
    asked,
    conversation_html,
    examples_html,
    heading_html,
    listening,
    saved_html,
    serve,
    site,
    sources_html,
)
from corpus.errors import AssistantError
from corpus.records import Paper
from index.progress import TerminalProgress
from index.settings import read_settings

TITLE = "Ask the Kent and Medway health and care papers"
DESCRIPTION = "Questions about health and care plans in Kent and Medway, answered word for word from the papers."
AT_ONCE = 4  # questions answered at the same time; more wait their turn

CHOICE = range(2, 41)  # numbers of papers that can be chosen from one by one; a longer list is no choice

# what static/page.js does with an element: send the questions that are clicked in it; keep place and focus; save
_ASKS = "assistantPage.asks(element, trigger);"
_FOLLOWS = "assistantPage.follows(element, watch);"
_SAVES = "assistantPage.saves(element, trigger, watch);"

Exchanges = tuple[Exchange, ...]


def main(arguments: list[str] | None = None) -> int:
    """Serve the page until it is interrupted; the exit status is 0 when it was served."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    options = _parser().parse_args(arguments)
    try:
        with listening(options.host, options.port) as listener:
            print("Opening the papers ...", flush=True)
            assistant = open_assistant(options.index, progress=TerminalProgress())
            assistant.ask("What is the vision?")  # loads the encoder, so that the first person need not wait for it
            app = page(assistant)
            print(_where(options, listener.getsockname()[1]), flush=True)
            serve(app, listener)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def page(assistant: Assistant) -> Application:
    """The page as a web application."""
    app: Application = gr.mount_gradio_app(
        application(TITLE, DESCRIPTION, site(assistant.library, read_settings().contact)),
        _blocks(assistant),
        path="/",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        footer_links=[],
        run_history=False,  # it would keep the questions in the browser
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
    )
    return app


def _blocks(assistant: Assistant) -> gr.Blocks:
    """The widgets, top to bottom, and what can happen to them."""
    papers = [document.paper for document in assistant.library.documents()]
    blocks = gr.Blocks(title=TITLE, analytics_enabled=False)
    with blocks:
        session = gr.State(())
        _html("heading", heading_html(papers))
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                conversation = _html("conversation", conversation_html(()), _ASKS + _FOLLOWS)
                with gr.Column(elem_id="composer"):
                    box = gr.Textbox(label="Your question", lines=1, max_lines=6, elem_id="question")
                    with gr.Row(elem_id="buttons"):
                        ask = gr.Button("Ask", variant="primary", elem_id="ask")
                        anew = gr.Button("New conversation", elem_id="anew")
                    with gr.Accordion("Choose papers", open=False, elem_id="scope", visible=len(papers) in CHOICE):
                        chosen = gr.CheckboxGroup(
                            [(paper.name, paper.id) for paper in papers],
                            value=[],
                            label="Answer only from these papers (none ticked is all of them)",
                        )
                examples = _html("examples", examples_html(()), _ASKS)
            with gr.Column(elem_id="evidence"):
                sources = _html("sources", sources_html((), papers))
        announcement = _html("announcement", announcement_html(()))
        saved = _html("saved", "", _SAVES)

        def shown(exchanges: Exchanges) -> tuple[str, ...]:
            """The pieces of the page that change, in the order of ``pieces``."""
            return (
                conversation_html(exchanges, papers),
                examples_html(exchanges),
                sources_html(exchanges, papers),
                announcement_html(exchanges),
            )

        def answering(question: str, before: Exchanges, of: list[str]) -> Iterator[tuple[Exchanges, tuple[str, ...]]]:
            """What the page shows while the answer is looked for, and then with it."""
            now = asked(before, question, of)
            yield before, shown(now)
            now = answered(now, question, assistant.ask)
            yield now, shown(now)

        def answer(typed: str, before: Exchanges, of: list[str], event: gr.EventData) -> Iterator[tuple[object, ...]]:
            """An answer to what was typed or clicked on; what was clicked leaves the box as it is."""
            clicked = _sent(event)
            question = clicked.get("question")
            if isinstance(question, str):
                for now, pieces in answering(question, before, [] if clicked.get("all") else of):
                    yield now, gr.skip(), *pieces
                return
            for at, (now, pieces) in enumerate(answering(typed, before, of)):
                yield now, gr.skip() if at else "", *pieces

        def open_link(before: Exchanges, request: gr.Request) -> Iterator[tuple[object, ...]]:
            """An answer to the question that the page's address asks; without one, the page as it is."""
            question, of = _linked(request, papers)
            if not question:
                yield (gr.skip(),) * 6
                return
            for now, pieces in answering(question, before, of):
                yield now, of, *pieces

        def begin_anew() -> tuple[object, ...]:
            """What the page shows when nothing was asked yet."""
            return (), "", *shown(())

        def save(exchanges: Exchanges, event: gr.EventData) -> str:
            """The file that was wished for, within a link."""
            return saved_html(exchanges, Wish.read(_sent(event)), datetime.date.today())

        pieces = [conversation, examples, sources, announcement]
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        asking = gr.on(
            [box.submit, ask.click, conversation.submit, examples.submit],
            answer,
            [box, session, chosen],
            [session, box, *pieces],
            concurrency_limit=AT_ONCE,
            **quiet,
        )
        opening = blocks.load(open_link, [session], [session, chosen, *pieces], concurrency_limit=AT_ONCE, **quiet)
        anew.click(begin_anew, None, [session, box, *pieces], cancels=[asking, opening], queue=False, **quiet)
        saved.submit(save, [session], [saved], **quiet)
    return blocks


def _html(name: str, value: str, script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=script)


def _sent(event: gr.EventData) -> dict[str, object]:
    """What the page's script sent with an event; nothing where it was a widget's own."""
    return event._data if isinstance(event._data, dict) else {}


def _linked(request: gr.Request, papers: list[Paper]) -> tuple[str, list[str]]:
    """The question and the papers that the page's address names."""
    query = request.query_params
    known = {paper.id for paper in papers}
    return query.get("q", "").strip(), [paper for paper in query.getlist("paper") if paper in known]


def _where(options: argparse.Namespace, port: int) -> str:
    """Where to find the page, in one line."""
    host = f"[{options.host}]" if ":" in options.host else options.host
    taken = f"Port {options.port} is in use. " if options.port not in (0, port) else ""
    return f"{taken}Ask at http://{host}:{port} (Ctrl+C stops it)"


def _parser() -> argparse.ArgumentParser:
    settings = read_settings()
    parser = argparse.ArgumentParser(
        prog="python ui.py", description="Serve the page on which the papers can be asked."
    )
    parser.add_argument("--host", default=settings.host, metavar="H", help="the address (default: %(default)s)")
    parser.add_argument(
        "--port", default=settings.port, metavar="P", type=_port, help="the port (default: %(default)s)"
    )
    parser.add_argument(
        "--index", type=Path, metavar="DIR", help="the index to use (default: ASSISTANT_INDEX or .index)"
    )
    return parser


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text} is not a port: give a number from 0 to 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())

"""The page's pieces as HTML, made without a widget: answers, source cards, what is announced."""

from assistant.web.asking import asking
from assistant.web.command_line import keep_within, read_options, where
from assistant.web.desk import Desk, Visitor
from assistant.web.exchanges import Exchange, answered, asked
from assistant.web.logs import start_logging
from assistant.web.memory import share_arenas
from assistant.web.probing import Probes
from assistant.web.queueing import Limits
from assistant.web.rendering import (
    announcement_html,
    conversation_html,
    examples_html,
    following_html,
    heading_html,
    sources_html,
)
from assistant.web.resuming import Conversations, Tab
from assistant.web.saving import Wish, saved_html
from assistant.web.serving import Application, application, listening, serve
from assistant.web.site import site

__all__ = [
    "Application",
    "Conversations",
    "Desk",
    "Exchange",
    "Limits",
    "Probes",
    "Tab",
    "Visitor",
    "Wish",
    "announcement_html",
    "answered",
    "application",
    "asked",
    "asking",
    "conversation_html",
    "examples_html",
    "following_html",
    "heading_html",
    "keep_within",
    "listening",
    "read_options",
    "saved_html",
    "serve",
    "share_arenas",
    "site",
    "sources_html",
    "start_logging",
    "where",
]

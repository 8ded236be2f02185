"""The web server around the widgets: its address, its static files, and what goes with every reply.

Sole importer of fastapi, starlette and uvicorn.
"""

import errno
import logging
import socket
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.mending import mended
from corpus.errors import AssistantError

HEADERS = {
    # Gradio's page has scripts and styles within it, and evaluates its own templates
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
CLOSED = ("/gradio_api/upload",)  # Gradio would keep whatever anyone sends there, and the page has no use for it
Application = FastAPI
_STATIC = Path(__file__).with_name("static")
_TRIES = 20


def application(title: str, description: str) -> Application:
    """An application with our static files, to mount the widgets in at "/"."""
    app = Application(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/web", StaticFiles(directory=_STATIC))
    app.add_middleware(Replies, title=title, description=description)
    return app


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens at the port, or at the next free one; port 0 is any free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    last = min(port + _TRIES, 65535)
    for candidate in range(port, last + 1):
        try:
            return socket.create_server((host, candidate), family=family)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                why = str(error.strerror).partition(" (while")[0]
                raise AssistantError(
                    f"The page cannot be served at {host}, port {candidate}: {why}.",
                    to_do="Choose another with --host and --port.",
                ) from error
    raise AssistantError(f"No port from {port} to {last} is free.", to_do="Choose another with --port.")


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    try:
        return all(ip_address(found[4][0]).is_loopback for found in socket.getaddrinfo(host or "0.0.0.0", None))
    except (OSError, ValueError):
        return False


def serve(
    app: Application,
    listener: socket.socket,
    closing: Callable[[], Awaitable[None]] | None = None,
    trusted_proxies: str = "",
) -> None:
    """Answer requests until the process is interrupted; what ``closing`` waits for is finished before it ends.

    Who asks is whoever connects, unless that is one of the trusted proxies: its word on the address is then taken.
    """
    config = uvicorn.Config(
        app,
        log_level="warning",
        log_config=None,
        timeout_graceful_shutdown=1,
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=trusted_proxies,
    )
    _Server(config, closing).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Finishes what is being answered, then stops though pages are open, and does not report each as an error."""

    def __init__(self, config: uvicorn.Config, closing: Callable[[], Awaitable[None]] | None) -> None:
        super().__init__(config)
        self._closing = closing

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; a second interrupt does not wait for anything."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        if self._closing and not self.force_exit:
            await self._closing()
        await super().shutdown(sockets)


class Replies:
    """Sends every reply with our headers, and Gradio's page with our head."""

    def __init__(self, app: ASGIApp, title: str, description: str) -> None:
        self._app, self._title, self._description = app, title, description

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"].startswith(CLOSED):
            await PlainTextResponse("Not found", status_code=404)(scope, receive, _with_headers(send))
        elif scope["path"] == "/" and scope["method"] == "GET":
            await self._page(scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send))

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Gradio's page, asked for uncompressed, held back until it is whole, and sent mended."""
        messages: list[Message] = []

        async def hold(message: Message) -> None:
            messages.append(message)

        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, hold)
        start, *rest = messages
        body = b"".join(message.get("body", b"") for message in rest)
        body = mended(body.decode("utf-8"), self._title, self._description).encode("utf-8")
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        await _with_headers(send)(start)
        await send({"type": "http.response.body", "body": body})


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return sent

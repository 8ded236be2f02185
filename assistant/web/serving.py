"""The web server around the widgets: its address, its static files, and what goes with every reply.

Sole importer of fastapi, starlette and uvicorn.
"""

import errno
import logging
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.framing import message_page
from assistant.web.gating import Gate
from assistant.web.mending import mended
from assistant.web.routing import Asked, Live, Reply
from assistant.web.shelf import Pages, Ready, Shelf, packed
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
# A plain page has neither script nor style within it, and loads nothing but our own files
PLAIN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
Application = FastAPI
_STATIC = Path(__file__).with_name("static")
_TRIES = 20
_WORTH_PACKING = 1000  # bytes
log = logging.getLogger(__name__)


def application(title: str, description: str, pages: Pages = tuple, live: Sequence[Live] = ()) -> Application:
    """An application with our static files and plain pages, to mount the widgets in at "/".

    ``pages`` gives the pages as they are now, always at the same paths; other pages are made anew.
    Those that most people open first are made beforehand, while other things go on. ``live`` pages are never kept.
    """
    app = Application(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/web", GZipMiddleware(StaticFiles(directory=_STATIC), minimum_size=_WORTH_PACKING))
    shelf = Shelf(pages)
    for page in pages():
        app.router.add_route(page.path, _endpoint(page.path, shelf), methods=["GET"])
    for one in live:
        app.router.add_route(one.path, _live_endpoint(one), methods=["GET"])
    shelf.prepare()
    app.add_middleware(Gate)
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


def _endpoint(path: str, shelf: Shelf) -> Callable[[Request], Response]:
    """What answers a browser for a page; whatever goes wrong in it is logged and said in one plain sentence."""

    def answer(request: Request) -> Response:
        try:
            return _response(request, shelf.ready(path, _asked(request)))
        except Exception:
            log.exception("the page %s could not be made", path)
            return _response(request, packed(_wrong()))

    return answer


def _live_endpoint(page: Live) -> Callable[[Request], Awaitable[Response]]:
    """The same for a page that is never kept; who goes away while it is made gives up the place in the queue."""

    async def answer(request: Request) -> Response:
        address = request.client.host if request.client else ""
        reply: Reply | None = None
        try:
            async with aclosing(page.replies(_asked(request), address)) as replies:
                async for reply in replies:
                    if reply is None and await request.is_disconnected():
                        break
        except Exception:
            log.exception("the page %s could not be made", page.path)
            reply = _wrong()
        return _response(request, packed(reply or _wrong()), kept=False)

    return answer


def _asked(request: Request) -> Asked:
    return Asked(named=tuple(request.path_params.items()), query=tuple(request.query_params.multi_items()))


def _wrong() -> Reply:
    return message_page("Something went wrong", "Please try again.", status=500)


def _response(request: Request, ready: Ready, *, kept: bool = True) -> Response:
    packs = "gzip" in request.headers.get("accept-encoding", "") and len(ready.body) >= _WORTH_PACKING
    tag = f'"{ready.tag}{"-gzip" if packs else ""}"'
    headers = {
        "Cache-Control": "no-cache" if kept and ready.reply.status == 200 else "no-store",
        "Content-Security-Policy": PLAIN_POLICY,
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    if ready.reply.status == 200 and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if packs:
        headers["Content-Encoding"] = "gzip"
    if ready.reply.filename:
        headers["Content-Disposition"] = f'attachment; filename="{ready.reply.filename}"'
    body = ready.packed if packs else ready.body
    return Response(body, status_code=ready.reply.status, headers=headers, media_type=ready.reply.media)


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
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent

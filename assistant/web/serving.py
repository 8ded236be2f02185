"""The web server around the widgets: its address, its static files, and what goes with every reply.

Sole importer of fastapi, starlette and uvicorn.
"""

import errno
import gzip
import logging
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.framing import message_page
from assistant.web.gating import Gate
from assistant.web.mending import mended
from assistant.web.preloading import preloads
from assistant.web.routing import Asked, Live, Reply
from assistant.web.shelf import Pages, Ready, Shelf, packed
from assistant.web.static_files import FOLDER
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
# The addresses of these change with their content: Gradio's have it in their names, ours and its theme in their query
_FOR_EVER = "public, max-age=31536000, immutable"
_NAMED_BY_CONTENT = ("/assets/",)
_ASKED_BY_CONTENT = ("/web/", "/theme.css")
_TRIES = 20
_WORTH_PACKING = 1000  # bytes
_LEVEL = 6  # of packing: 28 kB take half a millisecond
log = logging.getLogger(__name__)


def application(
    title: str, description: str, pages: Pages = tuple, live: Sequence[Live] = (), assets: Path | None = None
) -> Application:
    """An application with our static files and plain pages, to mount the widgets in at "/".

    ``pages`` gives the pages as they are now, always at the same paths; other pages are made anew.
    Those that most people open first are made beforehand, while other things go on. ``live`` pages are never kept.
    ``assets`` is where the scripts of the widgets lie.
    """
    app = Application(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/web", GZipMiddleware(StaticFiles(directory=FOLDER), minimum_size=_WORTH_PACKING))
    shelf = Shelf(pages)
    for page in pages():
        app.router.add_route(page.path, _endpoint(page.path, shelf), methods=["GET"])
    for one in live:
        app.router.add_route(one.path, _live_endpoint(one), methods=["GET"])
    shelf.prepare()
    app.add_middleware(Gate)
    app.add_middleware(Replies, title=title, description=description, assets=assets)
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

    def __init__(self, app: ASGIApp, title: str, description: str, assets: Path | None = None) -> None:
        self._app, self._title, self._description, self._assets = app, title, description, assets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == "/" and scope["method"] == "GET":
            await self._page(scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send, _kept(scope)))

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Gradio's page, asked for uncompressed, held back until it is whole, and sent mended and packed."""
        messages: list[Message] = []

        async def hold(message: Message) -> None:
            messages.append(message)

        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, hold)
        start, *rest = messages
        body = b"".join(message.get("body", b"") for message in rest)
        page = body.decode("utf-8")
        loads = preloads(page, self._assets) if self._assets else ""
        body = mended(page, self._title, self._description, loads).encode("utf-8")
        headers = MutableHeaders(scope=start)
        headers["vary"] = "Accept-Encoding"
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            body = gzip.compress(body, _LEVEL, mtime=0)
        headers["content-length"] = str(len(body))
        await _with_headers(send, "no-cache")(start)
        await send({"type": "http.response.body", "body": body})


def _kept(scope: Scope) -> str | None:
    """For how long a browser may keep what it asks for, where that is known from its address."""
    if scope["path"].startswith(_NAMED_BY_CONTENT):
        return _FOR_EVER
    if scope["path"].startswith(_ASKED_BY_CONTENT):
        return _FOR_EVER if scope.get("query_string", b"").startswith(b"v=") else "no-cache"
    return None


def _with_headers(send: Send, kept: str | None = None) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if kept and message["status"] < 400:
                headers.setdefault("Cache-Control", kept)
        await send(message)

    return sent

"""What watches the page: /healthz (it runs), /readyz (it can answer), /metrics (what it counts)."""

import asyncio
import json
import time
from dataclasses import asdict
from typing import Any

from assistant.web.desk import Desk, Readiness
from assistant.web.metrics import CONTENT_TYPE
from assistant.web.serving import HEADERS

_KNOWN = 1.0  # seconds for which a readiness is not looked at again, however often it is asked for
_PATHS = ("/healthz", "/readyz", "/metrics")


class Probes:
    """Answers the three paths, and hands everything else on; an ASGI application around another."""

    def __init__(self, app: Any, desk: Desk) -> None:
        self._app, self._desk = app, desk
        self._last: tuple[float, Readiness] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] not in _PATHS:
            await self._app(scope, receive, send)
            return
        status, kind, body = await self._reply(scope["path"])
        headers = [
            (b"content-type", kind.encode()),
            (b"cache-control", b"no-store"),
            (b"content-length", b"%d" % len(body)),
            *((name.lower().encode(), value.encode()) for name, value in HEADERS.items()),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _reply(self, path: str) -> tuple[int, str, bytes]:
        if path == "/healthz":
            return 200, "text/plain", b"alive\n"
        if path == "/metrics":
            return 200, CONTENT_TYPE, self._desk.metrics.text()
        readiness = await self._readiness()
        return 200 if readiness.ready else 503, "application/json", json.dumps(asdict(readiness)).encode() + b"\n"

    async def _readiness(self) -> Readiness:
        """Looked at in a thread: a server of vectors may take its time."""
        if self._desk.queue.closed:
            return Readiness(index="the page is being shut down")
        if self._last is None or time.monotonic() - self._last[0] > _KNOWN:
            found = await asyncio.to_thread(self._desk.readiness)
            self._last = time.monotonic(), found
        return self._last[1]

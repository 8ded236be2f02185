"""What may be sent to Gradio: its page's own calls, in requests no longer than a question needs.

Gradio would also keep files that anyone sends, conversations that anyone asks it to keep, and much else
that the page has no use for; all of that is not found. An ASGI application around another.
"""

from typing import Any

API = "/gradio_api/"
_CALLS = ("queue/join", "queue/data", "run/predict", "heartbeat/", "cancel", "reset", "app_id")
OPEN = tuple(f"{API}{call}" for call in _CALLS)
MOST_SENT = 256 * 1024  # bytes: the longest question is a few thousand, and a conversation stays with us


class Gate:
    """Hands on what the page calls, and answers anything else itself."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"].startswith(API) and not scope["path"].startswith(OPEN):
            await _say(send, 404, b"Not found")
        elif scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
        elif (read := await _read_ahead(receive)) is None:
            await _say(send, 413, b"Too long")
        else:
            await self._app(scope, read, send)


async def _read_ahead(receive: Any) -> Any:
    """The request with its body read; None where that is longer than anything the page sends."""
    heard: list[Any] = []
    size = 0
    while not heard or heard[-1].get("more_body"):
        heard.append(await receive())
        size += len(heard[-1].get("body", b""))
        if size > MOST_SENT:
            return None
    again = iter(heard)

    async def read() -> Any:
        for message in again:
            return message
        return await receive()

    return read


async def _say(send: Any, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""What may be sent to Gradio: its page's own calls, in requests no longer than a question needs.

Gradio would also keep files that anyone sends, conversations that anyone asks it to keep, and much else
that the page has no use for; all of that is not found. A call that is called off before the page has got its
number is left to end by itself. An ASGI application around another.
"""

import json
from typing import Any

API = "/gradio_api/"
_CALLS = ("queue/join", "queue/data", "run/predict", "heartbeat/", "cancel", "reset", "app_id")
OPEN = tuple(f"{API}{call}" for call in _CALLS)
_CALLING_OFF = (f"{API}cancel", f"{API}reset")
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
        elif (body := await _body(receive)) is None:
            await _say(send, 413, b"Too long")
        elif scope["path"].startswith(_CALLING_OFF) and not _numbered(body):
            await _say(send, 200, b'{"success": false}', b"application/json")
        else:
            await self._app(scope, _again(body, receive), send)


def _numbered(body: bytes) -> bool:
    """Whether a call names what it would call off: the page may not have got its number yet, and then sends none."""
    try:
        return isinstance(json.loads(body).get("event_id"), str)
    except (ValueError, AttributeError):
        return True  # nothing that the page sends: Gradio says so


async def _body(receive: Any) -> bytes | None:
    """What a request sends; None where that is longer than anything the page sends."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_SENT:
            return None
    return bytes(body)


def _again(body: bytes, receive: Any) -> Any:
    """What receives a request whose body has been read."""
    unread = [{"type": "http.request", "body": body}]

    async def read() -> Any:
        return unread.pop() if unread else await receive()

    return read


async def _say(send: Any, status: int, body: bytes, kind: bytes = b"text/plain; charset=utf-8") -> None:
    headers = [(b"content-type", kind), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""What may be sent to Gradio, and what is answered in its place."""

import asyncio
from typing import Any

import pytest

from assistant.web.gating import MOST_SENT, Gate


def sent(path: str, *pieces: bytes, method: str = "POST") -> tuple[int, bytes]:
    """The status and body for a request whose body comes in pieces; what is handed on is sent back."""
    replies: list[Any] = []
    heard = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    coming = iter([*heard, {"type": "http.request", "body": b""}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(coming)

    async def send(message: Any) -> None:
        replies.append(message)

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        body = b""
        while (message := await receive())["type"] == "http.request":
            body += message["body"]
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": body})

    asyncio.run(Gate(behind)({"type": "http", "method": method, "path": path}, receive, send))
    return replies[0]["status"], replies[1]["body"]


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/queue/join",
        "/gradio_api/run/predict",
        "/gradio_api/heartbeat/a",
        "/gradio_api/app_id",
        "/",
        "/web/page.css",
    ],
)
def test_what_the_page_calls_is_handed_on_whole(path: str) -> None:
    assert sent(path, b"one", b"two") == (200, b"onetwo")


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/upload/",
        "/gradio_api/upload_progress",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/deep_link",
        "/gradio_api/call/answer",
        "/gradio_api/component_server",
        "/gradio_api/proxy=http://192.0.2.1",
        "/gradio_api/stream/a/b/c",
        "/gradio_api/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_what_the_page_has_no_use_for_is_not_there(path: str, method: str) -> None:
    assert sent(path, b"x", method=method) == (404, b"Not found")


def test_a_request_is_no_longer_than_a_question_needs() -> None:
    assert sent("/gradio_api/queue/join", b"x" * MOST_SENT)[0] == 200
    assert sent("/gradio_api/queue/join", b"x" * MOST_SENT, b"x") == (413, b"Too long")


@pytest.mark.parametrize("call", ["cancel", "reset", "cancel/", "reset/"])
@pytest.mark.parametrize(
    ("body", "reply"),
    [
        (b'{"event_id": "a1"}', b'{"event_id": "a1"}'),
        (b"{}", b'{"success": false}'),
        (b'{"session_hash": "b2", "fn_index": 3}', b'{"success": false}'),
        (b'{"event_id": null}', b'{"success": false}'),
        (b"no json", b"no json"),
        (b"[]", b"[]"),
    ],
)
def test_what_has_no_number_yet_is_not_called_off(call: str, body: bytes, reply: bytes) -> None:
    assert sent(f"/gradio_api/{call}", body) == (200, reply)


def test_what_is_no_request_is_handed_on() -> None:
    seen: list[str] = []

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    asyncio.run(Gate(behind)({"type": "lifespan"}, None, None))
    assert seen == ["lifespan"]

import asyncio
import socket
from collections.abc import Iterator

import pytest
from starlette.types import Message, Receive, Scope, Send

from assistant.web.serving import HEADERS, Replies, listening
from corpus.errors import AssistantError


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something else listens at."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_in_use_gives_way_to_a_later_one(taken: int) -> None:
    with listening("127.0.0.1", taken) as listener:
        assert taken < listener.getsockname()[1] <= taken + 20


def test_an_address_that_is_not_here_is_one_plain_error() -> None:
    with pytest.raises(AssistantError, match=r"cannot be served at 203\.0\.113\.1.* Choose another"):
        listening("203.0.113.1", 0)


async def gradio(scope: Scope, receive: Receive, send: Send) -> None:
    """A page in two pieces, as long as it is asked for uncompressed."""
    assert b"accept-encoding" not in dict(scope["headers"]) or scope["path"] != "/"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"26")]})
    await send({"type": "http.response.body", "body": b"<head></head>", "more_body": True})
    await send({"type": "http.response.body", "body": b"<body></body>"})


def reply(path: str) -> tuple[int, dict[bytes, bytes], bytes]:
    """The status, headers and body that are sent for a path."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept-encoding", b"br")]}
    asyncio.run(Replies(gradio, "Ask", "Questions.")(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


def test_the_page_is_sent_whole_and_mended() -> None:
    status, headers, body = reply("/")
    assert status == 200
    assert b"<title>Ask</title>" in body
    assert headers[b"content-length"] == str(len(body)).encode()


def test_other_replies_pass_as_they_are() -> None:
    assert reply("/theme.css")[2] == b"<head></head><body></body>"


def test_every_reply_forbids_other_hosts() -> None:
    for path in ("/", "/theme.css", "/gradio_api/upload"):
        assert reply(path)[1][b"content-security-policy"] == HEADERS["Content-Security-Policy"].encode()


def test_nothing_can_be_uploaded() -> None:
    assert reply("/gradio_api/upload")[0] == 404

import asyncio
import gzip
import socket
from collections.abc import AsyncGenerator, Iterator

import pytest
from starlette.types import Message, Receive, Scope, Send

from assistant.web.routing import Asked, Live, Page, Reply
from assistant.web.serving import HEADERS, PLAIN_POLICY, Application, Replies, application, listening
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


def reply(path: str, accepts: bytes = b"br", query: bytes = b"") -> tuple[int, dict[bytes, bytes], bytes]:
    """The status, headers and body that are sent for a path."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    headers = [(b"accept-encoding", accepts)]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": headers}
    asyncio.run(Replies(gradio, "Ask", "Questions.")(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


def test_the_page_is_sent_whole_and_mended() -> None:
    status, headers, body = reply("/")
    assert status == 200
    assert b"<title>Ask</title>" in body
    assert headers[b"content-length"] == str(len(body)).encode()


def test_the_page_is_packed_for_those_who_can_unpack_it() -> None:
    _, headers, body = reply("/", b"gzip, br")
    assert gzip.decompress(body) == reply("/")[2]
    sent = {name: headers[name] for name in (b"content-encoding", b"content-length", b"vary", b"cache-control")}
    assert sent == {
        b"content-encoding": b"gzip",
        b"content-length": str(len(body)).encode(),
        b"vary": b"Accept-Encoding",
        b"cache-control": b"no-cache",
    }


def test_what_is_named_by_its_content_is_kept_for_a_year() -> None:
    def kept(path: str, query: bytes = b"") -> bytes | None:
        return reply(path, query=query)[1].get(b"cache-control")

    for_ever = b"public, max-age=31536000, immutable"
    assert [kept("/assets/x-1.js"), kept("/web/x.css", b"v=1"), kept("/theme.css", b"v=1")] == [for_ever] * 3
    assert [kept("/web/x.css"), kept("/theme.css"), kept("/gradio_api/x")] == [b"no-cache", b"no-cache", None]


def test_what_is_not_there_is_not_kept() -> None:
    status, headers, _ = asking("/web/nothing.css?v=1", ())
    assert (status, "cache-control" in headers) == (404, False)


def test_other_replies_pass_as_they_are() -> None:
    assert reply("/theme.css")[2] == b"<head></head><body></body>"


def test_every_reply_forbids_other_hosts() -> None:
    for path in ("/", "/theme.css"):
        assert reply(path)[1][b"content-security-policy"] == HEADERS["Content-Security-Policy"].encode()


def test_nothing_can_be_uploaded_and_the_refusal_has_our_headers_too() -> None:
    status, headers, body = asking("/gradio_api/upload", ())
    assert (status, body) == (404, b"Not found")
    assert {name: headers[name.lower()] for name in HEADERS} == HEADERS


def asking(path: str, pages: tuple[Page, ...], **headers: str) -> tuple[int, dict[str, str], bytes]:
    """What a new application over these pages sends for a path."""
    return sent_for(application("Ask", "Questions.", lambda: pages), path, **headers)


def sent_for(app: Application, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    sent: list[Message] = []
    heard = iter([{"type": "http.request"}])

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        for message in heard:
            return message
        await asyncio.Event().wait()  # the browser stays, and says nothing more
        return {"type": "http.disconnect"}

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    where, _, query = path.partition("?")
    scope = {"type": "http", "method": "GET", "path": where, "query_string": query.encode(), "headers": raw}
    asyncio.run(app(scope, receive, send))
    named = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], named, b"".join(message.get("body", b"") for message in sent[1:])


def echo(asked: Asked) -> Reply:
    return Reply(body=f"{asked.part('paper')} {asked.every('find')}" + " " * 1000)


ECHO = (Page(path="/papers/{paper}", reply=echo),)


def test_a_page_hears_its_path_and_query() -> None:
    status, _, body = asking("/papers/jfp?find=a+b&find=&find=c", ECHO)
    assert (status, body.decode().rstrip()) == (200, "jfp ('a b', 'c')")


def test_a_plain_page_allows_no_script_within_it() -> None:
    _, headers, _ = asking("/papers/jfp", ECHO)
    assert headers["content-security-policy"] == PLAIN_POLICY
    assert "unsafe" not in PLAIN_POLICY
    assert headers["referrer-policy"] == "no-referrer"


def test_a_page_is_packed_for_those_who_can_unpack_it() -> None:
    _, headers, body = asking("/papers/jfp", ECHO, accept_encoding="gzip, br")
    assert (headers["content-encoding"], headers["vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(body) == asking("/papers/jfp", ECHO)[2]


def test_a_page_that_a_browser_has_is_not_sent_again() -> None:
    tag = asking("/papers/jfp", ECHO)[1]["etag"]
    status, headers, body = asking("/papers/jfp", ECHO, if_none_match=tag)
    assert (status, body, headers["etag"]) == (304, b"", tag)
    assert asking("/papers/other", ECHO, if_none_match=tag)[0] == 200


def test_a_page_is_made_once() -> None:
    made: list[Asked] = []

    def counting(asked: Asked) -> Reply:
        made.append(asked)
        return Reply(body="once")

    pages = (Page(path="/once", reply=counting),)
    app = application("Ask", "Questions.", lambda: pages)
    for path in ("/once", "/once", "/once?find=x"):
        assert sent_for(app, path)[2] == b"once"
    assert made == [Asked(), Asked(query=(("find", "x"),))]


def test_other_pages_are_made_anew() -> None:
    pages = [
        (Page(path="/p", reply=lambda _: Reply(body="before")),),
        (Page(path="/p", reply=lambda _: Reply(body="after")),),
    ]
    app = application("Ask", "Questions.", lambda: pages[0])
    assert sent_for(app, "/p")[2] == b"before"
    del pages[0]
    assert sent_for(app, "/p")[2] == b"after"


def test_a_reply_can_be_saved_as_a_file() -> None:
    page = Page(path="/t.csv", reply=lambda _: Reply(body="a,b", media="text/csv; charset=utf-8", filename="t.csv"))
    _, headers, body = asking("/t.csv", (page,))
    assert (headers["content-type"], body) == ("text/csv; charset=utf-8", b"a,b")
    assert headers["content-disposition"] == 'attachment; filename="t.csv"'


def test_what_goes_wrong_in_a_page_is_logged_and_said_plainly(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Asked) -> Reply:
        raise KeyError("secret")

    status, headers, body = asking("/broken", (Page(path="/broken", reply=broken),))
    assert (status, headers["cache-control"]) == (500, "no-store")
    assert b"<h1>Something went wrong</h1>" in body
    assert b"secret" not in body
    assert "the page /broken could not be made" in caplog.text


def test_a_static_file_is_packed_too() -> None:
    status, headers, body = asking("/web/pages.css", (), accept_encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert b"scroll-padding-top" in gzip.decompress(body)


def test_a_live_page_is_never_kept_and_its_trouble_is_said_plainly(caplog: pytest.LogCaptureFixture) -> None:
    async def replies(asked: Asked, address: str) -> AsyncGenerator[Reply | None, None]:
        yield None
        yield Reply(body=f"{asked.one('q')} of {address}")

    async def broken(asked: Asked, address: str) -> AsyncGenerator[Reply | None, None]:
        yield None
        raise RuntimeError

    live = [Live(path="/ask", replies=replies), Live(path="/broken", replies=broken)]
    app = application("Ask", "Questions.", tuple, live)
    assert "the page /broken" not in caplog.text
    status, headers, body = sent_for(app, "/ask?q=Why")
    assert (status, headers["cache-control"], headers["content-security-policy"], body) == (
        200, "no-store", PLAIN_POLICY, b"Why of ",
    )  # fmt: skip
    assert sent_for(app, "/broken")[0] == 500
    assert "the page /broken could not be made" in caplog.text

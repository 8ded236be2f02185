"""Replies that are made once, and the usual ones before anyone asks."""

import threading

import pytest

from assistant.web.routing import Asked, Page, Reply
from assistant.web.shelf import Pages, Ready, Shelf


class Counted:
    """A page that counts how often it is made."""

    def __init__(self) -> None:
        self.made: list[Asked] = []

    def __call__(self, asked: Asked) -> Reply:
        self.made.append(asked)
        return Reply(body="made")


def over(*pages: Page) -> Pages:
    return lambda: pages


def test_the_usual_views_are_made_beforehand() -> None:
    reply = Counted()
    shelf = Shelf(over(Page(path="/p", reply=reply, beforehand=(Asked(),))))
    shelf.prepare().join()
    assert reply.made == [Asked()]
    assert shelf.ready("/p", Asked()).body == b"made"
    assert reply.made == [Asked()]


def test_who_asks_for_a_view_that_is_being_made_waits_for_it() -> None:
    begun, go_on, made = threading.Event(), threading.Event(), []

    def slow(asked: Asked) -> Reply:
        begun.set()
        assert go_on.wait(10)
        made.append(asked)
        return Reply(body="made")

    shelf = Shelf(over(Page(path="/p", reply=slow, beforehand=(Asked(),))))
    preparing = shelf.prepare()
    assert begun.wait(10)
    found: list[Ready] = []
    asking = threading.Thread(target=lambda: found.append(shelf.ready("/p", Asked())))
    asking.start()
    go_on.set()
    asking.join()
    preparing.join()
    assert ([ready.body for ready in found], made) == ([b"made"], [Asked()])


def test_other_pages_are_made_beforehand_as_well() -> None:
    made = threading.Event()

    def after(_: Asked) -> Reply:
        made.set()
        return Reply(body="after")

    pages = [
        (Page(path="/p", reply=lambda _: Reply(body="before")), Page(path="/q", reply=Counted())),
        (Page(path="/p", reply=Counted()), Page(path="/q", reply=after, beforehand=(Asked(),))),
    ]
    shelf = Shelf(lambda: pages[0])
    assert shelf.ready("/p", Asked()).body == b"before"
    del pages[0]
    shelf.ready("/p", Asked())
    assert made.wait(10)


def test_what_goes_wrong_beforehand_is_logged_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Asked) -> Reply:
        raise KeyError("broken")

    whole = Counted()
    first = Page(path="/broken", reply=broken, beforehand=(Asked(),))
    Shelf(over(first, Page(path="/whole", reply=whole, beforehand=(Asked(),)))).prepare().join()
    assert whole.made == [Asked()]
    assert "the page /broken could not be made beforehand" in caplog.text

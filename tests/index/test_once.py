"""What is made of a text once and remembered, by one thread or several."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from index.once import Once, remembered


class Making:
    """Makes capitals of a text, and tells what it was asked for."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, text: str) -> str:
        self.made.append(text)
        if not text:
            raise ValueError("there is nothing to make")
        return text.upper()


def test_a_text_is_made_once_and_the_one_asked_for_longest_ago_is_forgotten() -> None:
    making = Making()
    once = Once(making, most=2)
    found = [once(text) for text in ("a", "b", "a", "c", "a", "b")]
    assert (found, making.made) == (["A", "B", "A", "C", "A", "B"], ["a", "b", "c", "b"])


def test_whoever_asks_while_it_is_made_waits_for_it() -> None:
    begun, goes_on, made = Event(), Event(), list[str]()

    def slowly(text: str) -> str:
        made.append(text)
        begun.set()
        assert goes_on.wait(5)
        return text.upper()

    once = Once(slowly, most=2)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(once, "a")
        assert begun.wait(5)
        second = pool.submit(once, "a")
        assert not second.done()
        goes_on.set()
        assert (first.result(5), second.result(5), made) == ("A", "A", ["a"])


def test_what_could_not_be_made_is_tried_again() -> None:
    making = Making()
    once = Once(making, most=2)
    for _ in range(2):
        with pytest.raises(ValueError, match="nothing to make"):
            once("")
    assert making.made == ["", ""]


def test_what_was_made_is_remembered_by_its_size() -> None:
    making = Making()
    capitals = remembered(making, 10, len)
    found = [
        capitals(text)
        for text in ("four", "five", "four", "three", "four", "five", "a dozen letters", "a dozen letters")
    ]
    assert found == ["FOUR", "FIVE", "FOUR", "THREE", "FOUR", "FIVE", "A DOZEN LETTERS", "A DOZEN LETTERS"]
    assert making.made == ["four", "five", "three", "five", "a dozen letters", "a dozen letters"]

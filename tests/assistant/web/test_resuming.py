"""Conversations that a page which is loaded again finds as they were."""

import pytest

from assistant.web.exchanges import asked
from assistant.web.resuming import HOURS, Conversations, Tab

ONE, OTHER = Tab(key="0" * 32), Tab(key="f" * 32)
TALK = asked(asked((), "Who?"), "When?")


@pytest.mark.parametrize(
    ("sent", "tab"),
    [
        ("0" * 32, ONE),
        ("0" * 32 + " asked", Tab(key="0" * 32, asked=True)),
        ("", Tab()),
        (None, Tab()),
        (["0" * 32], Tab()),
        ("0" * 31, Tab()),
        ("0" * 32 + "\n", Tab()),
        ("<script>" + "0" * 32, Tab()),
    ],
)
def test_a_tab_is_known_by_a_whole_key_alone(sent: object, tab: Tab) -> None:
    assert Tab.read(sent) == tab


def test_a_conversation_is_held_for_its_own_tab_until_it_is_forgotten() -> None:
    held = Conversations()
    held.hold(ONE, TALK)
    assert (held.of(ONE), held.of(OTHER)) == (TALK, ())
    held.forget(ONE)
    assert held.of(ONE) == ()


def test_a_tab_without_a_key_has_nothing_held() -> None:
    held = Conversations()
    held.hold(Tab(), TALK)
    assert held.of(Tab()) == ()


def test_what_is_too_old_is_let_go() -> None:
    clock = [0.0]
    held = Conversations(now=lambda: clock[0])
    held.hold(ONE, TALK)
    clock[0] = HOURS * 3600
    assert held.of(ONE) == TALK
    clock[0] += 1
    assert held.of(ONE) == ()


def test_of_too_much_the_longest_unused_is_let_go() -> None:
    held = Conversations(turns=3)
    held.hold(ONE, TALK)
    held.hold(OTHER, TALK)
    assert (held.of(ONE), held.of(OTHER)) == ((), TALK)

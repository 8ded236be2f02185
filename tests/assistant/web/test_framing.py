import re

from assistant.web.framing import PARTS, message_page, navigation_html


def test_the_navigation_marks_the_part_one_is_in() -> None:
    page = navigation_html("/map")
    assert re.findall(r'<a href="(/\w*)"(?: aria-current="page")?>([^<]+)</a></li>', page) == [
        (part.path, part.name) for part in PARTS
    ]
    assert re.findall(r'href="(\S+)" aria-current="page"', page) == ["/map"]


def test_a_message_page_escapes_what_it_says() -> None:
    reply = message_page("Not found", "There is no paper “<b>x</b>”.", status=404)
    assert reply.status == 404
    assert "“&lt;b&gt;x&lt;/b&gt;”" in str(reply.body)
    assert str(reply.body).count("<h1>") == 1

import hashlib

from assistant.web.static_files import FOLDER, address
from assistant.web.templating import renderer


def test_a_file_is_at_an_address_that_changes_with_its_content() -> None:
    stands_for = hashlib.sha256((FOLDER / "page.css").read_bytes()).hexdigest()[:12]
    assert address("page.css") == f"/web/page.css?v={stands_for}"


def test_the_templates_know_it() -> None:
    page = renderer()("head.html", title="Ask", description="Questions.")
    assert f'<link rel="stylesheet" href="{address("frame.css")}" />' in page

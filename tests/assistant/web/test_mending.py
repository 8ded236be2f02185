import re

from assistant.web.mending import mended

GRADIOS = """<!doctype html>
<html lang="en"><head>
<meta charset="utf-8" />
<meta property="og:title" content="Gradio" />
<meta
 name="twitter:image"
 content="https://elsewhere.example/header.jpg"
/>
<link rel="manifest" href="/manifest.json" />
<script>window.gradio_config = {"head": "</h" + "ead>"}</script>
</head><body
 style="margin: 0"
>
<gradio-app></gradio-app>
</body></html>
"""


def test_the_page_has_our_title_and_description() -> None:
    page = mended(GRADIOS, "Ask", "Questions answered.")
    assert "<title>Ask</title>" in page
    assert '<meta name="description" content="Questions answered." />' in page
    assert page.index("page.css") < page.index("</head>")


def test_our_script_runs_before_gradios() -> None:
    page = mended(GRADIOS, "Ask", "Questions answered.")
    assert re.search(r'<head><script defer src="/web/page\.js\?v=\w+"></script>\s*<meta charset="utf-8" />', page)


def test_what_gradio_says_about_itself_is_gone() -> None:
    page = mended(GRADIOS, "Ask", "Questions answered.")
    assert "og:title" not in page
    assert "elsewhere.example" not in page
    assert "manifest" not in page


def test_what_the_page_needs_is_kept() -> None:
    page = mended(GRADIOS, "Ask", "Questions answered.")
    assert '<meta charset="utf-8" />' in page
    assert "window.gradio_config" in page
    assert "<gradio-app>" in page


def test_a_browser_without_javascript_is_told() -> None:
    assert "<noscript>" in mended(GRADIOS, "Ask", "Questions answered.").partition("<gradio-app>")[0]


def test_until_the_widgets_stand_there_is_the_way_to_other_pages() -> None:
    page = mended(GRADIOS, "Ask", "Questions answered.", '<link href="x.js" />')
    arriving = page[page.index('<div class="arriving"') : page.index("<gradio-app>")]
    assert '<p class="arriving-title">Ask</p>' in arriving
    assert '<a href="/ask">ask on a plain page</a>' in arriving
    assert '<a href="/targets">Targets</a>' in arriving
    assert page.index('<link href="x.js" />') < page.index("</head>")

"""Gradio's page -> the same page as we want it sent: our title and style, no other host, a word without JavaScript."""

import re

from assistant.web.framing import navigation_html
from assistant.web.static_files import address
from assistant.web.templating import renderer

_META = re.compile(r"<meta\s[^>]*?(?:property|name)=\"(?:og|twitter):[^>]*>\s*")
_MANIFEST = re.compile(r"<link rel=\"manifest\"[^>]*>\s*")
_WITHOUT_SCRIPT = """<noscript><style>.arriving-words {{ display: none; }}</style><div class="without-script"><h1>{title}</h1>
<p><a href="/ask">Ask a question on a plain page</a>: it needs no JavaScript. You can also read
<a href="/papers">the papers</a> and find words in them, browse <a href="/map">the map from outcomes to actions</a>,
and see <a href="/targets">the targets</a>, <a href="/changes">what changed</a> and
<a href="/about">about this site</a>.</p></div></noscript>
"""
# shown until the widgets stand, when page.js takes it away; where a browser cannot run them, it stays
_ARRIVING = """<div class="arriving" id="arriving">
{navigation}<div class="arriving-words"><p class="arriving-title">{title}</p>
<p>The page is being loaded. If it takes long, or your browser is an old one,
<a href="/ask">ask on a plain page</a>: it is small, and any browser can show it.</p></div></div>
"""
_render = renderer()


def mended(page: str, title: str, description: str, loads: str = "") -> str:
    """The page with our head in place of what Gradio says about itself, and a few words until the widgets come.

    The title and the description are ours and hold no markup. ``loads`` are links to what the widgets will need.
    """
    page = _MANIFEST.sub("", _META.sub("", page))
    page = page.replace('<html lang="en"', '<html lang="en-GB"', 1)
    # ahead of Gradio's own script: those that are deferred run in their order, and the widgets need ours
    page = page.replace("<head>", f'<head><script defer src="{address("page.js")}"></script>', 1)
    ours = _render("head.html", title=title, description=description)
    page = page.replace("</head>", ours + loads + "</head>", 1)
    first = _ARRIVING.format(title=title, navigation=navigation_html("/")) + _WITHOUT_SCRIPT.format(title=title)
    return re.sub(r"(<body[^>]*>)", lambda body: body[1] + first, page, count=1)

"""Gradio's page -> the same page as we want it sent: our title and style, no other host, a word without JavaScript."""

import re

_META = re.compile(r"<meta\s[^>]*?(?:property|name)=\"(?:og|twitter):[^>]*>\s*")
_MANIFEST = re.compile(r"<link rel=\"manifest\"[^>]*>\s*")
_OURS = """<title>{title}</title>
<meta name="description" content="{description}" />
<meta name="color-scheme" content="light dark" />
<link rel="icon" type="image/svg+xml" href="/web/icon.svg" />
<link rel="stylesheet" href="/web/tokens.css" />
<link rel="stylesheet" href="/web/frame.css" />
<link rel="stylesheet" href="/web/page.css" />
<script defer src="/web/page.js"></script>
"""
_WITHOUT_SCRIPT = """<noscript><div class="without-script"><h1>{title}</h1>
<p><a href="/ask">Ask a question on a plain page</a>: it needs no JavaScript. Conversations do. You can also read
<a href="/papers">the papers</a> and find words in them, browse <a href="/map">the map from outcomes to actions</a>,
and see <a href="/targets">the targets</a>, <a href="/changes">what changed</a> and
<a href="/about">about this site</a>.</p></div></noscript>
"""


def mended(page: str, title: str, description: str) -> str:
    """The page with our head in place of what Gradio says about itself.

    The title and the description are ours and hold no markup.
    """
    page = _MANIFEST.sub("", _META.sub("", page))
    page = page.replace('<html lang="en"', '<html lang="en-GB"', 1)
    page = page.replace("</head>", _OURS.format(title=title, description=description) + "</head>", 1)
    return re.sub(r"(<body[^>]*>)", lambda body: body[1] + _WITHOUT_SCRIPT.format(title=title), page, count=1)

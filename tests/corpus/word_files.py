"""Small Word files made of their XML, so that a test shows exactly what a file says."""

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kopf"><w:name w:val="Council Head"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Our style"/>'
    '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Bold"><w:name w:val="Strong line"/><w:rPr><w:b/></w:rPr></w:style>'
)


def relations(links: dict[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links.items())
    )
    return f'<Relationships xmlns="{RELATIONS}">{found}</Relationships>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def word_file(body: str, main: str = "word/document.xml", parts: dict[str, str] | None = None, pages: int = 0) -> bytes:
    """A Word file with a body, and other parts by what they are: styles, numbering, footnotes."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    inner = {"styles": STYLES} | (parts or {})
    files: dict[str, str | bytes] = {
        "_rels/.rels": relations({"officeDocument": main, "extended-properties": "docProps/app.xml"}),
        main: f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        f"word/_rels/{main.removeprefix('word/')}.rels": relations({kind: f"{kind}.xml" for kind in inner}),
        "docProps/app.xml": f"<Properties><Pages>{pages}</Pages></Properties>"
        if not pages
        else f'<Properties xmlns="x"><Pages>{pages}</Pages></Properties>',
    }
    for kind, xml in inner.items():
        files[f"word/{kind}.xml"] = f"<w:{roots[kind]} {NAMESPACES}>{xml}</w:{roots[kind]}>"
    return zipped(files)


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str, properties: str = "") -> str:
    """A paragraph; plain words are put into a run."""
    runs = inner if inner.startswith("<") or not inner else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def styled(style: str, inner: str) -> str:
    return p(inner, f'<w:pStyle w:val="{style}"/>')


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else p(inner)}</w:tc>"


def table(*rows: tuple[str, ...], header: int = 0) -> str:
    found = "".join(
        f"<w:tr><w:trPr>{'<w:tblHeader/>' if n < header else ''}</w:trPr>"
        + "".join(one if one.startswith("<") else cell(one) for one in cells)
        + "</w:tr>"
        for n, cells in enumerate(rows)
    )
    return f"<w:tbl>{found}</w:tbl>"

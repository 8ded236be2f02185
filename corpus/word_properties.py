"""A Word file -> its properties: title, publisher, version, status, and when it was last saved."""

from corpus.office_package import Package, name_of

_NAMES = {"title": "filetitle", "version": "version", "contentStatus": "contentstatus", "modified": "modified"}
_COMPANY = "Company"


def word_properties(name: str, data: bytes) -> dict[str, str]:
    """The properties that a file gives, by their names in small letters; raises UnreadablePaper.

    The title is often that of an older file or a template, so it has a name of its own.
    """
    package = Package(name, data)
    related = package.related("")
    found: dict[str, str] = {}
    core = package.part(related.get("core-properties", "docProps/core.xml"))
    for element in core if core is not None else ():
        key = name_of(element)
        if key in _NAMES and (element.text or "").strip():
            found[_NAMES[key]] = (element.text or "").strip()
    about = package.part(related.get("extended-properties", "docProps/app.xml"))
    company = next((e.text for e in (about if about is not None else ()) if name_of(e) == _COMPANY), None)
    if company and company.strip():
        found["publisher"] = company.strip()
    return found

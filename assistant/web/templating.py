"""Templates and values -> HTML. Every value is escaped by the templates; nothing else builds HTML by hand."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.web.static_files import address

Render = Callable[..., str]
_TEMPLATES = Path(__file__).with_name("templates")


def renderer(**known: object) -> Render:
    """A function ``render(template, **values)`` whose templates know these names as well."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(known, static=address)

    def render(template: str, **values: object) -> str:
        return environment.get_template(template).render(**values)

    return render

"""The command that serves the page: what it is given, where it may listen, and how it says where it does."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from assistant.web.serving import is_loopback
from corpus.errors import SettingUnusable
from index.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What ``python ui.py`` is given; what it is not given comes from the settings."""

    host: str
    port: int
    allow_remote: bool
    index: Path | None


def read_options(arguments: list[str] | None, settings: Settings) -> Options:
    """The options of a command line, of this process where none is given; ends the process where they are not understood."""
    parser = argparse.ArgumentParser(
        prog="python ui.py", description="Serve the page on which the papers can be asked."
    )
    parser.add_argument("--host", default=settings.host, metavar="H", help="the address (default: %(default)s)")
    parser.add_argument(
        "--port", default=settings.port, metavar="P", type=_port, help="the port (default: %(default)s)"
    )
    parser.add_argument(
        "--allow-remote", action="store_true", help="serve other machines too (default: ASSISTANT_ALLOW_REMOTE)"
    )
    parser.add_argument(
        "--index", type=Path, metavar="DIR", help="the index to use (default: ASSISTANT_INDEX or .index)"
    )
    return Options(**vars(parser.parse_args(arguments)))


def keep_within(host: str, *, allowed: bool) -> None:
    """Refuse an address that other machines can reach, unless that was set on purpose; raises SettingUnusable."""
    if allowed or is_loopback(host):
        return
    raise SettingUnusable(
        f"At {host} the page could be reached from other machines.",
        to_do="Put a proxy with TLS and sign-in in front of 127.0.0.1; or set ASSISTANT_ALLOW_REMOTE=1.",
    )


def where(options: Options, port: int) -> str:
    """Where to find the page, in one line.

    >>> where(Options(host="127.0.0.1", port=7860, allow_remote=False, index=None), 7861)
    'Port 7860 is in use. Ask at http://127.0.0.1:7861 (Ctrl+C stops it)'
    """
    host = f"[{options.host}]" if ":" in options.host else options.host
    taken = f"Port {options.port} is in use. " if options.port not in (0, port) else ""
    return f"{taken}Ask at http://{host}:{port} (Ctrl+C stops it)"


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text} is not a port: give a number from 0 to 65535")
    return int(text)

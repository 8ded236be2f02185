"""python -m corpus check|list"""

import argparse
import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from corpus.catalogue import list_papers, shipped_papers
from corpus.checking import Checked, check_file
from corpus.errors import AssistantError

_log = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0 when it did what it was asked."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m corpus", description="Look at papers before they are indexed.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="what can be read from files, or why not")
    check.add_argument("files", type=Path, nargs="+", metavar="FILE")
    check.add_argument("--json", action="store_true", help="print a JSON list")
    check.set_defaults(run=_check)
    listed = commands.add_parser("list", help="the papers of a folder")
    listed.add_argument("--papers", type=Path, metavar="DIR", help="the papers (default: those that come along)")
    listed.set_defaults(run=_list)
    return parser


def _check(options: argparse.Namespace) -> int:
    done = [checked(file) for file in options.files]
    if options.json:
        print(json.dumps([one.as_json() for one in done], ensure_ascii=False, indent=1))
    else:
        print("\n".join(one.as_text() for one in done))
    return 0 if all(one.contents for one in done) else 1


def checked(file: Path, check: Callable[[Path], Checked] = check_file) -> Checked:
    """A file as it was checked; a fault of our own is its reason, and its traceback goes to the log."""
    try:
        return check(file)
    except Exception:
        _log.debug("checking %s failed", file, exc_info=True)
        return Checked(
            file=str(file),
            reason=f"{file.name} cannot be read because of a fault in this program. Please report it with the file.",
        )


def _list(options: argparse.Namespace) -> int:
    for paper in list_papers(options.papers or shipped_papers()):
        date = paper.date.isoformat() if paper.date else "no date"
        print(f"{paper.id:24} {date:10}  {paper.kind.value:16}  {paper.title}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

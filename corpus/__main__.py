"""python -m corpus add|remove|list|check"""

import argparse
import json
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.adding import Added, Given, add_paper, remove_paper
from corpus.catalogue import ADDED, SETTING, folder_to_add_to, list_all, paper_folders
from corpus.checking import Checked, check_file, contents_of
from corpus.errors import AssistantError
from corpus.records import PaperKind

_NEXT = "To have that in the answers: python -m index build"
_PAPERS_HELP = f"the papers (default: {SETTING}, or those that come along and those that were added)"
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
    parser = argparse.ArgumentParser(
        prog="python -m corpus", description="Add papers, and look at them before they are indexed."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_commands(commands)
    check = commands.add_parser("check", help="what can be read from files, or why not")
    check.add_argument("files", type=Path, nargs="+", metavar="FILE")
    check.add_argument("--json", action="store_true", help="print a JSON list")
    check.set_defaults(run=_check)
    listed = commands.add_parser("list", help="the papers of a folder")
    listed.add_argument("--papers", type=Path, metavar="DIR", help=_PAPERS_HELP)
    listed.set_defaults(run=_list)
    return parser


def _add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = commands.add_parser("add", help="add a paper; what is not given is read from the file")
    add.add_argument("file", type=Path, metavar="FILE")
    add.add_argument("--id", help="what citations and links call it (default: from the file's name)")
    for name in ("title", "publisher", "date", "status", "version"):
        add.add_argument(f"--{name}", help="such as 2024-03-31" if name == "date" else f"the paper's {name}")
    add.add_argument("--kind", choices=[kind.value for kind in PaperKind], help="default: recognised by its form")
    add.add_argument(
        "--supersedes", action="append", metavar="ID", help="a paper whose place it takes; may be repeated"
    )
    add.add_argument("--papers", type=Path, metavar="DIR", help=f"where to (default: {SETTING} or {ADDED})")
    add.set_defaults(run=_add)
    remove = commands.add_parser("remove", help="take a paper out again")
    remove.add_argument("id", metavar="ID")
    remove.add_argument("--papers", type=Path, metavar="DIR", help=f"where from (default: {SETTING} or {ADDED})")
    remove.set_defaults(run=_remove)


def _add(options: argparse.Namespace) -> int:
    given = Given(
        id=options.id,
        title=options.title,
        date=options.date,
        status=options.status,
        version=options.version,
        kind=options.kind,
        publisher=options.publisher,
        supersedes=tuple(options.supersedes or ()),
    )
    folder = folder_to_add_to(options.papers)
    added = add_paper(options.file, folder, given, paper_folders(options.papers))
    print("\n".join(_told(added, folder)))
    print(_NEXT)
    return 0


def _told(added: Added, folder: Path) -> Iterator[str]:
    """What was added, and what nobody and nothing said of it."""
    paper = added.paper
    yield f"Added “{paper.title}” to {folder} as {paper.id}."
    said = {"date": paper.date, "version": paper.version, "status": paper.status, "publisher": paper.publisher}
    yield from (f"{name}: {value}" for name, value in said.items() if value)
    yield f"kind: {paper.kind.value}"
    yield contents_of(added.source, added.document).as_text()
    missing = [name for name, value in said.items() if not value]
    if missing:
        yield f"Not given and not in the file: {', '.join(missing)}."
    if not paper.date and added.properties.saved:
        yield f"The file was last saved on {added.properties.saved}; if that is the paper's date, say so with --date."


def _remove(options: argparse.Namespace) -> int:
    folder = folder_to_add_to(options.papers)
    kept = remove_paper(options.id, folder, paper_folders(options.papers))
    print(f"Removed {options.id}; its file is kept as {kept}.")
    print(_NEXT)
    return 0


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
    for one in list_all(paper_folders(options.papers)):
        paper = one.paper
        date = paper.date.isoformat() if paper.date else "no date"
        replaced = f" (superseded by {paper.superseded_by})" if paper.superseded_by else ""
        kind = paper.kind.value if one.named else "not yet read"
        print(f"{paper.id:24} {date:10}  {kind:16}  {paper.title}{replaced}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""python -m index build|status|verify"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from corpus.errors import AssistantError
from index.encoders import Embedder, LocalEmbedder
from index.late_interaction import LocalPieceEncoder, PieceEncoder


def main(
    arguments: list[str] | None = None,
    encoder: Callable[[str], Embedder] = LocalEmbedder,
    pieces: Callable[[], PieceEncoder | None] = LocalPieceEncoder,
) -> int:
    """Run one command; the exit status is 0 when it did what it was asked."""
    options = _parser().parse_args(arguments)
    options.encoder, options.pieces = encoder, pieces
    try:
        return int(options.run(options))
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description="Build and check the index of the papers.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="bring the index up to date with a folder of papers")
    build.add_argument("--papers", type=Path, metavar="DIR", help="the papers (default: those that come along)")
    build.set_defaults(run=_build)
    status = commands.add_parser("status", help="what the index holds")
    status.set_defaults(run=_status)
    verify = commands.add_parser("verify", help="check that every quote stands at its place")
    verify.set_defaults(run=_verify)
    for command in (build, status, verify):
        command.add_argument("--index", type=Path, metavar="DIR", help="the index (default: ASSISTANT_INDEX or .index)")
    return parser


def _build(options: argparse.Namespace) -> int:
    from index.building import build
    from index.progress import TerminalProgress
    from index.settings import read_settings

    settings = read_settings(options.index, options.papers)
    embedder = options.encoder(settings.model)
    built = build(settings.folders, settings.index, embedder, TerminalProgress(), settings.chroma, options.pieces())
    for unread in built.unread:
        print(f"left out: {unread.file}: {unread.reason}", file=sys.stderr)
    print(
        f"{len(built.manifest.papers)} papers in {settings.index}: {len(built.read)} read, "
        f"{len(built.unchanged)} unchanged, {len(built.removed)} removed, {len(built.unread)} left out."
    )
    return 0 if built.manifest.papers and not built.unread else 1


def _status(options: argparse.Namespace) -> int:
    from index.settings import read_settings
    from index.shelf import read_manifest

    manifest = read_manifest(read_settings(options.index).index)
    for id_, shelved in manifest.papers.items():
        print(f"{id_:24} {shelved.passages:6} passages {shelved.questions:6} everyday questions")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from index.library import Library
    from index.settings import read_settings

    settings = read_settings(options.index)
    library = Library.open(settings.index, settings.chroma)
    wrong = 0
    for document in library.documents():
        document.verify()
        bad = [p for p in library.passages(document.paper.id) if p.span.of(document.text) != p.text]
        wrong += len(bad)
        print(f"{document.paper.id:24} {len(document.records):6} records, {len(bad)} passages out of place")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

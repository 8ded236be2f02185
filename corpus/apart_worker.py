"""The process that corpus.apart starts: requests come in on standard input, answers go out, a line of JSON each."""

import hashlib
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from corpus.errors import UnreadablePaper

MEMORY = 1 << 30  # bytes of address space, this program included
LARGEST = 400 << 20  # bytes of a file, which is held in memory as a whole
LARGEST_TEXT = 4 << 20  # signs: 1,300 full pages; the worst that was made up takes half a minute


def main() -> None:
    """Answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # a library's chatter is no answer
    for line in sys.stdin.buffer:
        _say(out, _answered_within(json.loads(line), out))


def _answered_within(request: dict[str, Any], out: BinaryIO) -> dict[str, Any]:
    silence = request["silence"]

    def reached(page: int) -> None:
        _say(out, {"page": page})
        _end_after(silence)

    _end_after(silence)
    answered = answer(request, reached)
    _end_after(0)
    return answered


def _end_after(seconds: float) -> None:
    """End this process once it has worked so long, whatever it is doing; 0 is for ever. Waiting does not count."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _say(out: BinaryIO, answer: dict[str, Any]) -> None:
    out.write(json.dumps(answer).encode() + b"\n")
    out.flush()


def answer(request: dict[str, Any], reached: Callable[[int], None]) -> dict[str, Any]:
    """What a file holds, or why it is refused."""
    name = request["name"]
    try:
        return _READERS[request["kind"]](request, reached)
    except UnreadablePaper as refused:
        return {"refused": [refused.happened, refused.to_do]}
    except MemoryError:
        happened = f"{name} needs more memory than a paper may."
        return {"refused": [happened, "Split it into smaller files, or export it again."]}
    except Exception:
        # the outermost edge of this process: a file that a reader trips over is refused like a damaged one
        happened = f"{name} is damaged, or this program has a fault."
        return {"refused": [happened, "Export the paper again and replace the file."], "fault": traceback.format_exc()}


def _pdf(request: dict[str, Any], reached: Callable[[int], None]) -> dict[str, Any]:
    from corpus.pdf.reader import read_pdf
    from corpus.pdf.sheets import NotOpenedError, Refusal

    name, data = request["name"], _data(request)
    try:
        read = read_pdf(
            data,
            request["skip"],
            reached,
            seconds=request["seconds"],
            before_page=lambda: _end_after(request["silence"]),
        )
    except NotOpenedError as error:
        raise _locked(name) if error.refusal is Refusal.LOCKED else _damaged(name) from error
    if not any(page.strip() for page in read.pages):
        raise _unreadable(name) if read.unknown else _textless(name, pictures=bool(read.pictures), unread=read.unread)
    digest = hashlib.sha256(data).hexdigest()
    return {
        "pages": read.pages,
        "labels": read.labels,
        "notes": read.notes,
        "digest": digest,
        "placed": not read.is_plain,
        "said": read.said,
    }


def _office(request: dict[str, Any], reached: Callable[[int], None]) -> dict[str, Any]:
    from corpus.decoding import decoded
    from corpus.dialect import PAGE_BREAK
    from corpus.formats import reader_of

    name, data = request["name"], _data(request)
    text = (reader_of(name, data) or decoded)(name, data)
    if not text.strip():
        raise _textless(name, pictures=False, unread=False)
    if len(text) > LARGEST_TEXT:
        raise too_much_text(name)
    digest = hashlib.sha256(data).hexdigest()
    return {"pages": text.split(PAGE_BREAK), "labels": [], "notes": [], "digest": digest, "placed": False, "said": []}


def _data(request: dict[str, Any]) -> bytes:
    path, name = Path(request["path"]), request["name"]
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadablePaper(
                f"{name} is larger than {LARGEST >> 20} MB.", to_do="Split it, or save it with smaller pictures."
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadablePaper(
            f"{name} cannot be opened ({error.strerror}).", to_do="Check that the file is there and may be read."
        ) from error


def too_much_text(name: str) -> UnreadablePaper:
    """The error for a file with more text than any paper."""
    return UnreadablePaper(
        f"{name} holds more than {LARGEST_TEXT >> 20} MB of text.", to_do="Split it into smaller files."
    )


def _locked(name: str) -> UnreadablePaper:
    return UnreadablePaper(f"{name} is locked with a password.", to_do="Save a copy without the password and add that.")


def _damaged(name: str) -> UnreadablePaper:
    return UnreadablePaper(
        f"{name} is damaged or is not a complete PDF.", to_do="Export the paper again and replace the file."
    )


def _unreadable(name: str) -> UnreadablePaper:
    return UnreadablePaper(
        f"{name} is written in fonts that do not say which letters they draw.",
        to_do="Run it through text recognition (OCR) first, or ask its publisher for another copy.",
    )


def _textless(name: str, *, pictures: bool, unread: bool) -> UnreadablePaper:
    if pictures:
        return UnreadablePaper(
            f"{name} holds pictures of pages and no text.", to_do="Run it through text recognition (OCR) first."
        )
    if unread:
        return _damaged(name)
    return UnreadablePaper(f"{name} holds no text.", to_do="Check that it is the right file.")


_READERS: dict[str, Callable[[dict[str, Any], Callable[[int], None]], dict[str, Any]]] = {
    "pdf": _pdf,
    "office": _office,
}

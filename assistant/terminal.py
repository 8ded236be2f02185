"""Answers as a terminal shows them."""

import textwrap

from assistant.answer import Answer, AnswerStatus, Citation, shown

_WIDTH = 96


def printed(answer: Answer) -> str:
    """An answer with its sources, for reading in a terminal."""
    parts = [_wrapped(line) for line in answer.text.split("\n")]
    if answer.understood != answer.question:
        parts.insert(0, f"Understood as: {answer.understood}\n")
    if answer.searched:
        parts.append(f"Searched: {answer.searched}.")
    if answer.citations:
        parts.append("\nSources")
        parts += [_source(citation) for citation in answer.citations]
    if answer.status is AnswerStatus.UNCLEAR and answer.suggestions:
        parts += [f"- {suggestion}" for suggestion in answer.suggestions]
    return "\n".join(parts)


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent + ("  " if text.startswith("- ") else "")
    )


def _source(citation: Citation) -> str:
    about = ", ".join(
        part
        for part in (
            citation.title,
            f"version {citation.version}" if citation.version else "",
            citation.date or "",
            citation.status or "",
            citation.place,
            "superseded" if citation.superseded else "",
        )
        if part
    )
    return f"{_wrapped(f'[{citation.number}] {about}')}\n{_wrapped(f'“{shown(citation)}”', '    ')}"

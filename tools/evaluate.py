"""Ask both pipelines the question set, and print what each got right: python tools/evaluate.py

Ours is asked with the earlier turns of a conversation, the tutorial's with the last turn alone.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from evaluation import (
    SETS,
    Figures,
    Given,
    Question,
    Share,
    Verdict,
    by_group,
    judge,
    last_answer,
    letters_of,
    published_texts,
    read_question_set,
    summarise,
)
from tutorial_pipeline import TutorialPipeline

from assistant import open_assistant
from corpus.errors import AssistantError
from index.encoders import LocalEmbedder
from index.progress import TerminalProgress
from index.settings import read_settings

OURS, TUTORIAL = "ours", "tutorial"
_SHARES = {
    "correct": "correct",
    "evidence cited": "evidence",
    "first citation right": "first",
    "quotes in the paper": "grounded",
    "declined": "declined",
    "over-refused": "over_refused",
    "signposted": "signposted",
}
_NUMBERS = {
    "words, median": "words_median",
    "words, 90th percentile": "words_p90",
    "seconds, median": "seconds_median",
    "seconds, 95th percentile": "seconds_p95",
}

Pipeline = Callable[[Sequence[str]], Given]


def main(arguments: list[str] | None = None) -> int:
    """Ask, judge and print; the exit status is 0 when all was asked."""
    options = _parser().parse_args(arguments)
    try:
        _evaluate(options)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path, nargs="*", metavar="QUESTIONS.jsonl", help="default: tests/questions")
    parser.add_argument(
        "--index", type=Path, metavar="DIR", help="the index to use (default: ASSISTANT_INDEX or .index)"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--show", choices=("wrong",), help="print our wrong answers too")
    parser.add_argument("--no-tutorial", action="store_true", help="leave the tutorial pipeline out")
    return parser


def _evaluate(options: argparse.Namespace) -> None:
    files = options.questions or sorted(SETS.glob("*.jsonl"))
    questions = [question for file in files for question in read_question_set(file)]
    if not questions:
        raise AssistantError("There are no questions to ask.", to_do=f"Put a question set into {SETS}, or name one.")
    texts = published_texts(read_settings().papers)
    letters = {paper: letters_of(text) for paper, text in texts.items()}
    assistant = open_assistant(options.index, progress=TerminalProgress())
    found = {OURS: _verdicts(OURS, lambda turns: last_answer(assistant, turns), questions, letters)}
    if not options.no_tutorial:
        print("embedding the tutorial pipeline's chunks ...", file=sys.stderr)
        tutorial = TutorialPipeline(texts, LocalEmbedder())
        found[TUTORIAL] = _verdicts(TUTORIAL, tutorial.answer, questions, letters)
    if options.show:
        print("\n\n".join(_explained(verdict) for verdict in found[OURS] if not _all_right(verdict)), end="\n\n")
    print(_as_json(found) if options.json else _table(found))


def _verdicts(
    name: str, pipeline: Pipeline, questions: Sequence[Question], letters: Mapping[str, str]
) -> list[Verdict]:
    pipeline(questions[0].turns[-1:])  # loads the encoder, so that the first question is timed like the others
    verdicts = []
    for number, question in enumerate(questions, start=1):
        verdicts.append(judge(question, pipeline(question.turns), letters))
        last = number == len(questions)
        if last or sys.stderr.isatty():
            print(f"\r{name} {number}/{len(questions)}", end="\n" if last else "", file=sys.stderr, flush=True)
    return verdicts


def _as_json(found: Mapping[str, Sequence[Verdict]]) -> str:
    figures = {
        name: {
            "overall": asdict(summarise(verdicts)),
            "types": {group: asdict(of_group) for group, of_group in by_group(verdicts).items()},
        }
        for name, verdicts in found.items()
    }
    return json.dumps(figures, indent=1)


def _table(found: Mapping[str, Sequence[Verdict]]) -> str:
    return "\n".join((*_overall({name: summarise(v) for name, v in found.items()}), "", *_types(found)))


def _overall(figures: Mapping[str, Figures]) -> list[str]:
    lines = [_row("all questions", figures)]
    for label, field in _SHARES.items():
        shares: list[Share] = [getattr(of_one, field) for of_one in figures.values()]
        lines.append(
            _row(label, map(_percent, shares), f"   of {' and '.join(dict.fromkeys(str(s.of) for s in shares))}")
        )
    lines += [
        _row(label, (_number(getattr(of_one, field)) for of_one in figures.values()))
        for label, field in _NUMBERS.items()
    ]
    return lines


def _types(found: Mapping[str, Sequence[Verdict]]) -> list[str]:
    """For each type, the shares that are right, cite the evidence, and cite it first."""
    groups = {name: by_group(verdicts) for name, verdicts in found.items()}
    lines = [
        _row("", (title for title in ("right", "evidence", "first") for _ in found)),
        _row("by type", (name for _ in range(3) for name in found)),
    ]
    for group, figures in groups[OURS].items():
        cells = [
            _percent(share)
            for field in ("right", "evidence", "first")
            for of_one in groups.values()
            for share in [getattr(of_one[group], field)]
        ]
        lines.append(_row(group, cells, f"   of {figures.right.of}"))
    return lines


def _row(label: str, cells: Iterable[str], more: str = "") -> str:
    return f"{label:28}{''.join(f'{cell:>11}' for cell in cells)}{more}".rstrip()


def _percent(share: Share) -> str:
    return "-" if share.part is None else f"{share.part:.1%}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


def _all_right(verdict: Verdict) -> bool:
    return verdict.right and verdict.evidence is not False


def _explained(verdict: Verdict) -> str:
    """A wrong answer with what it lacks."""
    question, given = verdict.question, verdict.given
    faults = [
        *(f"lacks {' or '.join(group)}" for group in verdict.missing),
        *(f"says {wording}" for wording in verdict.forbidden),
        *(["does not cite the evidence"] if verdict.evidence is False else []),
    ]
    return "\n".join(
        (
            f"{question.id} ({question.group}) {' / '.join(question.turns)}",
            f"    {given.status}: {'; '.join(faults) or 'another status was due'}",
            f"    {' '.join(given.text.split())[:400]}",
        )
    )


if __name__ == "__main__":
    sys.exit(main())

"""python -m assistant ask|chat|batch|purge"""

import argparse
import datetime
import json
import os
import sys
import time
from pathlib import Path

from assistant.answer import Answer
from assistant.conversation import Conversation
from assistant.keeping import KeptQuestions
from assistant.opening import open_assistant
from assistant.pipeline import Assistant
from assistant.terminal import printed
from corpus.errors import AssistantError
from index.progress import TerminalProgress
from index.settings import read_settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0 when it did what it was asked."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read the output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant", description="Ask the papers on health and care in Kent and Medway."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="answer one question")
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.set_defaults(run=_ask)
    chat = commands.add_parser("chat", help="a conversation in the terminal")
    chat.set_defaults(run=_chat)
    batch = commands.add_parser("batch", help="answer a file of questions")
    batch.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    batch.add_argument("answers", type=Path, metavar="ANSWERS.jsonl")
    batch.set_defaults(run=_batch)
    purge = commands.add_parser("purge", help="delete kept questions that are past keeping")
    purge.add_argument("--all", action="store_true", help="delete every one that is kept")
    purge.set_defaults(run=_purge)
    for command in (ask, chat, batch):
        command.add_argument(
            "--index", type=Path, metavar="DIR", help="the index to use (default: ASSISTANT_INDEX or .index)"
        )
    return parser


def _ask(options: argparse.Namespace) -> int:
    answer = open_assistant(options.index, progress=TerminalProgress()).ask(options.question)
    print(json.dumps(answer.to_json(), ensure_ascii=False, indent=1) if options.json else printed(answer))
    return 0


def _chat(options: argparse.Namespace) -> int:
    assistant = open_assistant(options.index, progress=TerminalProgress())
    conversation = Conversation()
    print("Ask about the papers. An empty line ends the conversation.")
    while True:
        try:
            question = input("\n> ").strip()
        except EOFError:
            return 0
        if not question:
            return 0
        answer = assistant.ask(question, conversation)
        conversation = conversation.then(question, answer)
        print(printed(answer))


def _batch(options: argparse.Namespace) -> int:
    lines = _read_questions(options.questions)
    assistant = open_assistant(options.index, progress=TerminalProgress())
    assistant.ask("What is the vision?")  # loads the encoder, so that the first question is timed like the others
    began = time.perf_counter()
    try:
        with options.answers.open("w", encoding="utf-8") as out:
            for id_, turns in lines:
                answer = _last_answer(assistant, turns)
                out.write(json.dumps(answer.to_json(id_), ensure_ascii=False) + "\n")
    except OSError as error:
        raise AssistantError(
            f"{options.answers} cannot be written ({error.strerror}).", to_do="Name a file in a folder that can be."
        ) from error
    print(f"{len(lines)} answers in {time.perf_counter() - began:.1f} s: {options.answers}", file=sys.stderr)
    return 0


def _purge(options: argparse.Namespace) -> int:
    settings = read_settings()
    if settings.keep_questions is None:
        print("No questions are kept: ASSISTANT_KEEP_QUESTIONS is not set.")
        return 0
    kept = KeptQuestions(settings.keep_questions, settings.keep_days)
    gone = kept.purge(datetime.datetime.now(datetime.UTC).date(), everything=options.all)
    print(f"{gone} days of questions deleted from {settings.keep_questions}.")
    return 0


def _last_answer(assistant: Assistant, turns: list[str]) -> Answer:
    conversation = Conversation()
    for question in turns[:-1]:
        conversation = conversation.then(question, assistant.ask(question, conversation))
    return assistant.ask(turns[-1], conversation)


def _read_questions(path: Path) -> list[tuple[str, list[str]]]:
    try:
        entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [(str(entry["id"]), _turns(entry["turns"])) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AssistantError(
            f"{path} cannot be read as questions ({error}).", to_do='Each line needs {"id": ..., "turns": [...]}.'
        ) from error


def _turns(given: object) -> list[str]:
    if not isinstance(given, list) or not given:
        raise ValueError("turns are a list of questions")
    return [str(turn) for turn in given]


if __name__ == "__main__":
    sys.exit(main())

"""python -m assistant: its commands, what they print, and how they end."""

import json
from pathlib import Path

import pytest

from assistant.__main__ import main

HIVES = "The hives stand in the orchard behind the church."
HONEY = "Honey is taken in August by the warden."


@pytest.fixture(scope="module")
def index(made_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the index of the made-up papers is kept; the first command builds it."""
    return tmp_path_factory.mktemp("main") / "index"


@pytest.fixture(autouse=True)
def made_up_papers(made_up: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PAPERS", str(made_up))


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """The exit status of a command, what it printed, and its complaints."""
    status = main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def questions(folder: Path, *lines: str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    out = capsys.readouterr().out
    assert (ended.value.code, [name for name in ("ask", "chat", "batch") if f"\n    {name} " not in out]) == (0, [])


@pytest.mark.parametrize("command", ["ask", "chat", "batch"])
def test_every_command_takes_an_index(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert "--index DIR" in capsys.readouterr().out


@pytest.mark.parametrize(
    "lines",
    [
        ["not json"],
        ['{"id": "1"}'],
        ['{"turns": ["Where?"]}'],
        ['["1", "Where?"]'],
        ['{"id": "1", "turns": 7}'],
    ],
)
def test_a_bad_questions_file_is_told_in_one_sentence_and_what_to_do(
    capsys: pytest.CaptureFixture[str], index: Path, tmp_path: Path, lines: list[str]
) -> None:
    status, out, err = run(capsys, "batch", questions(tmp_path, *lines), tmp_path / "answers.jsonl", "--index", index)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"{tmp_path / 'questions.jsonl'} cannot be read as questions (")
    assert err.endswith('). Each line needs {"id": ..., "turns": [...]}.\n')


@pytest.mark.model
@pytest.mark.parametrize("turns", ["[]", '"Where?"'])
def test_a_line_without_a_list_of_turns_is_bad_too(
    capsys: pytest.CaptureFixture[str], index: Path, tmp_path: Path, turns: str
) -> None:
    asked = questions(tmp_path, f'{{"id": "1", "turns": {turns}}}')
    status, _, err = run(capsys, "batch", asked, tmp_path / "answers.jsonl", "--index", index)
    assert (status, "cannot be read as questions" in err) == (1, True)


def test_a_missing_questions_file_is_told_too(capsys: pytest.CaptureFixture[str], index: Path, tmp_path: Path) -> None:
    status, _, err = run(capsys, "batch", tmp_path / "none.jsonl", tmp_path / "answers.jsonl", "--index", index)
    assert (status, err.count("\n"), "none.jsonl cannot be read as questions" in err) == (1, 1, True)


@pytest.mark.model
def test_ask_prints_the_answer_and_its_sources(capsys: pytest.CaptureFixture[str], index: Path) -> None:
    status, out, _ = run(capsys, "ask", "Where do the hives stand?", "--index", index)
    assert (status, out) == (
        0,
        f"Bees: “{HIVES} Honey is taken in August by the\nwarden.” [1]\n\nSources\n[1] Bees, Bees\n    “{HIVES} {HONEY}”\n",
    )


@pytest.mark.model
def test_ask_json_prints_the_contract(capsys: pytest.CaptureFixture[str], index: Path) -> None:
    status, out, _ = run(capsys, "ask", "Where do the hives stand?", "--json", "--index", index)
    answer = json.loads(out)
    (citation,) = answer["citations"]
    assert (status, answer["status"], citation["paper"], citation["quote"], citation["link"]) == (
        0,
        "answered",
        "bees",
        f"{HIVES}\n\n{HONEY}",
        "/papers/bees?mark=6-96#6-96",
    )


@pytest.mark.model
def test_batch_answers_the_last_turn_of_each_line(
    capsys: pytest.CaptureFixture[str], index: Path, tmp_path: Path
) -> None:
    asked = questions(
        tmp_path,
        '{"id": "hives", "turns": ["Where do the hives stand?"]}',
        "",
        '{"id": 2, "turns": ["Where do the hives stand?", "Different subject: when does the ferry cross the river?"]}',
    )
    status, _, err = run(capsys, "batch", asked, tmp_path / "answers.jsonl", "--index", index)
    answers = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (status, [(a["id"], a["citations"][0]["paper"]) for a in answers]) == (
        0,
        [("hives", "bees"), ("2", "boats")],
    )
    assert err.splitlines()[-1].startswith("2 answers in ")


@pytest.mark.model
def test_answers_that_cannot_be_written_are_told(
    capsys: pytest.CaptureFixture[str], index: Path, tmp_path: Path
) -> None:
    asked = questions(tmp_path, '{"id": "1", "turns": ["Where do the hives stand?"]}')
    answers = tmp_path / "none" / "answers.jsonl"
    status, _, err = run(capsys, "batch", asked, answers, "--index", index)
    told = f"{answers} cannot be written (No such file or directory). Name a file in a folder that can be."
    assert (status, err.splitlines()[-1]) == (1, told)


@pytest.mark.model
def test_chat_leans_on_the_turns_before_and_ends_at_an_empty_line(
    capsys: pytest.CaptureFixture[str], index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter(["Where do the hives stand?", "and who says so?", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(said))
    status, out, _ = run(capsys, "chat", "--index", index)
    assert (status, "Understood as: And who says so? (about: Where do the hives stand)" in out) == (0, True)

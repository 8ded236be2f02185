"""The page as a process: who may reach it, whether it is well, and how it stops."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def index(index_dir: Path) -> Path:
    return index_dir


@contextmanager
def page(index: Path, *options: str, **settings: str) -> Iterator["subprocess.Popen[str]"]:
    """The page in a process of its own, with settings."""
    environment = {**os.environ, **{f"ASSISTANT_{name}": value for name, value in settings.items()}}
    command = [sys.executable, "ui.py", "--port", "0", "--index", str(index), *options]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    line = next((line for line in process.stdout if "http://" in line), "")
    found = re.search(r"http://\S+", line)
    assert found, process.stderr and process.stderr.read()
    return found[0]


def ask(url: str, question: str) -> list[str]:
    """Ask as the page does, and give the events that come back."""
    config = httpx.get(f"{url}/config").json()
    function = next(d["id"] for d in config["dependencies"] if d["targets"][0][1] == "submit")
    event = {"data": [question, None, None, []], "fn_index": function, "session_hash": "test", "event_data": None}
    httpx.post(f"{url}/gradio_api/queue/join", json=event).raise_for_status()
    with httpx.stream("GET", f"{url}/gradio_api/queue/data", params={"session_hash": "test"}, timeout=30) as reply:
        events = []
        for line in reply.iter_lines():
            if line.startswith("data:"):
                events.append(line[5:])
                if json.loads(line[5:])["msg"] == "process_completed":
                    break
        return events


def test_the_page_is_watched_asked_and_stopped(index: Path, tmp_path: Path) -> None:
    with page(index, LOG="json", KEEP_QUESTIONS=str(tmp_path / "kept")) as process:
        url = address(process)
        assert httpx.get(f"{url}/healthz").text == "alive\n"
        assert httpx.get(f"{url}/readyz").json() == {"index": "ready", "model": "ready"}
        assert "395 per 100,000" in "".join(ask(url, "What's the figure for drink-related hospital stays?"))
        assert httpx.post(f"{url}/gradio_api/upload", files={"files": b"x"}).status_code == 404
        assert httpx.get(f"{url}/gradio_api/deep_link", params={"session_hash": "test"}).status_code == 404
        assert httpx.post(f"{url}/gradio_api/queue/join", content=b" " * 300_000).status_code == 413
        assert 'assistant_questions_total{status="answered"} 1.0' in httpx.get(f"{url}/metrics").text
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        assert process.stderr
        said = process.stderr.read()
    ended = [json.loads(line) for line in said.splitlines() if "a question ended" in line]
    assert [(line["status"], line["level"]) for line in ended] == [("answered", "info")]
    assert "drink" not in said
    assert "drink-related" in next((tmp_path / "kept").iterdir()).read_text(encoding="utf-8")


def test_another_machines_address_is_refused_unless_it_is_meant(index: Path) -> None:
    with page(index, "--host", "0.0.0.0") as process:
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (
        1,
        "At 0.0.0.0 the page could be reached from other machines. "
        "Put a proxy with TLS and sign-in in front of 127.0.0.1; or set ASSISTANT_ALLOW_REMOTE=1.\n",
    )

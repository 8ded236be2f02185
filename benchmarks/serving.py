"""The page as a process of its own, asked over HTTP as a browser asks it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.questions import ROOT

_PATIENCE = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that is served: where, by which process, and how long it took to be ready."""

    url: str
    process: int
    seconds: float
    function: int

    @property
    def peak(self) -> float:
        """The most memory that it has had, in MiB."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@contextmanager
def page(index: Path | None) -> Iterator[Page]:
    """Serve the page, without the limit on one address that all the crowd shares here."""
    command = [sys.executable, "ui.py", "--port", "0", *(["--index", str(index)] if index else [])]
    environment = {**os.environ, "ASSISTANT_A_MINUTE": "100000"}
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            url = next(word for line in process.stdout for word in line.split() if word.startswith("http://"))
            while httpx.get(f"{url}/readyz").status_code != httpx.codes.OK:
                time.sleep(0.05)
            seconds = time.perf_counter() - began
            dependencies = httpx.get(f"{url}/config").json()["dependencies"]
            function = next(one["id"] for one in dependencies if one["targets"][0][1] == "submit")
            yield Page(url=url, process=process.pid, seconds=seconds, function=function)
        finally:
            process.terminate()
            process.wait(timeout=30)


async def ask(client: httpx.AsyncClient, page: Page, person: str, question: str) -> tuple[bool, int]:
    """Whether a question was answered, and how many questions were before it at most."""
    event = {"data": [question, None, None, []], "fn_index": page.function, "session_hash": person, "event_data": None}
    (await client.post(f"{page.url}/gradio_api/queue/join", json=event)).raise_for_status()
    last, ahead = "", 0
    parameters = {"session_hash": person}
    async with client.stream("GET", f"{page.url}/gradio_api/queue/data", params=parameters, timeout=_PATIENCE) as reply:
        async for line in reply.aiter_lines():
            if not line.startswith("data:"):
                continue
            message = json.loads(line[5:])
            if " before yours" in line:
                words = line.partition(" before yours")[0].replace(">", " ").split()
                ahead = max(ahead, int(words[-3]) if words[-3].isdecimal() else 0)
            if message["msg"] == "process_completed":
                return bool(message["success"]) and "Not answered" not in last + line, ahead
            last = line
    return False, ahead

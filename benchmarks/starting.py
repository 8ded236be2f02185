"""From a cold process to the first answer in a terminal, and to a page that is ready."""

import argparse
import subprocess
import sys
import time

from benchmarks.questions import ROOT
from benchmarks.serving import page

_TIMES = 5


def measure(options: argparse.Namespace) -> list[str]:
    """The middle of several starts: files are in the system's memory, as after any earlier start."""
    index = ["--index", str(options.index)] if options.index else []
    command = [sys.executable, "-m", "assistant", "ask", "What is the target for smoking in pregnancy?", *index]
    seconds = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - began)
    with page(options.index) as served:
        ready, peak = served.seconds, served.peak
    return [
        f"first answer             {sorted(seconds)[_TIMES // 2]:6.1f} s   the middle of {_TIMES} starts",
        f"page ready               {ready:6.1f} s   memory so far {peak:.0f} MiB",
    ]

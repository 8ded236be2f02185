"""Measure everything, or the parts that are named: python -m benchmarks [--only PART...]

quality    ours, the tutorial pipeline, BM25 alone and dense alone, over the question set
latency    a warm question by step, against the bare model calls that it makes
growth     a question at 1,000, 10,000 and 100,000 passages of recombined text
building   an index build against the bare encoder on the same texts
starting   from a cold process to the first answer, and to a page that is ready
crowd      1, 8 and 64 people at once: answers, waits, errors, fairness; and the page's memory
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import building, crowd, growth, latency, quality, starting
from corpus.errors import AssistantError

PARTS: dict[str, Callable[[argparse.Namespace], list[str]]] = {
    "quality": quality.measure,
    "latency": latency.measure,
    "growth": growth.measure,
    "building": building.measure,
    "starting": starting.measure,
    "crowd": crowd.measure,
}


def main(arguments: list[str] | None = None) -> int:
    """Run the parts one after the other; the exit status is 0 when all ran and no crowd met an error."""
    options = _parser().parse_args(arguments)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    try:
        for part in options.only or PARTS:
            print(f"\n{part}", flush=True)
            for line in PARTS[part](options):
                print(f"  {line}", flush=True)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help="the parts to run (default: all)")
    parser.add_argument("--index", type=Path, metavar="DIR", help="the index to use (default: ASSISTANT_INDEX)")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], metavar="N", help="passages, for growth"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="where growth keeps its indexes for the next run (default: nowhere)"
    )
    parser.add_argument("--questions", type=int, metavar="N", help="ask at most so many (default: the whole set)")
    parser.add_argument(
        "--people", type=int, nargs="+", default=[1, 8, 64], metavar="N", help="people at once, for crowd"
    )
    parser.add_argument(
        "--seconds", type=float, default=300, metavar="S", help="how long each crowd asks (default: 300)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

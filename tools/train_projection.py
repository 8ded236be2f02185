"""Find the directions on which the states of word pieces are projected: python tools/train_projection.py [--index DIR]

1. The states of every word piece of every passage of an index are gathered, each of length one.
2. Their mean and their first principal components are written to index/data/late_interaction.npz; how much of what is
   there now lies in the new directions is printed.

What was trained on the old directions (train_guards.py, train_answerable.py) has to be trained again after it.
"""

import argparse
from pathlib import Path

import numpy as np

import index
from index.late_interaction import DIMENSIONS, LocalPieceEncoder
from index.library import Library
from index.settings import read_settings

OUT = Path(index.__file__).parent / "data" / "late_interaction.npz"


def main() -> None:
    """Gather, compare and, unless only that is wished for, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--compare", action="store_true", help="print the comparison, and write nothing")
    options = parser.parse_args()
    library, encoder = Library.open(read_settings(options.index).index), LocalPieceEncoder()
    texts = [passage.embedded for paper in library.papers for passage in library.passages(paper)]
    states = np.concatenate([encoder.states(text)[1] for text in texts])
    mean = states.mean(axis=0)
    _, components = np.linalg.eigh(np.cov((states - mean).T))
    directions = components[:, ::-1][:, :DIMENSIONS]
    if OUT.exists():
        _compare(mean, directions)
    if not options.compare:
        np.savez(OUT, mean=mean.astype(np.float16), directions=directions.astype(np.float16))


def _compare(mean: np.ndarray, directions: np.ndarray) -> None:
    now = np.load(OUT)
    shared = np.linalg.norm(now["directions"].astype(np.float32).T @ directions, axis=1) ** 2
    print(f"of each direction in use, {shared.min():.4f} to {shared.max():.4f} lies in the new ones")
    print(f"the means differ by {np.abs(now['mean'] - mean).max():.4f} at most")


if __name__ == "__main__":
    main()

"""Train the guard classifier: python tools/train_guards.py [--index DIR]

Reads assistant/data/guards.toml and the everyday questions of an index, prints how well each class
is told apart (five-fold cross-validation), and writes assistant/data/guards.npz.
"""

import argparse
import tomllib
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from index.encoders import LocalEmbedder
from index.library import Library
from index.settings import read_settings

DATA = Path(__file__).parent.parent / "assistant" / "data"
ASKED_WEIGHT = 0.1  # of an everyday question beside an example; there are many more of them
HARMLESS_WEIGHT = 1.5


def main() -> None:
    """Train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path)
    library = Library.open(read_settings(parser.parse_args().index).index)
    examples = tomllib.loads((DATA / "guards.toml").read_text(encoding="utf-8"))
    asked = sorted({ask for paper in library.papers for p in library.passages(paper) for ask in p.asks})
    texts = [text for group in examples.values() for text in group] + asked
    labels = np.array([name for name, group in examples.items() for _ in group] + ["paper"] * len(asked))
    weights = np.ones(len(labels))
    weights[labels == "paper"] = HARMLESS_WEIGHT
    weights[len(labels) - len(asked) :] = ASKED_WEIGHT
    vectors = LocalEmbedder().embed(texts)
    _report(vectors, labels, weights, len(labels) - len(asked))
    model = _fitted(vectors, labels, weights)
    np.savez(
        DATA / "guards.npz",
        classes=model.classes_.astype(str),
        weights=model.coef_.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
    )


def _fitted(vectors: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=30, max_iter=500).fit(vectors, labels, sample_weight=weights)


def _report(vectors: np.ndarray, labels: np.ndarray, weights: np.ndarray, examples: int) -> None:
    guessed = np.empty(len(labels), dtype=object)
    for train, test in StratifiedKFold(5, shuffle=True, random_state=0).split(vectors, labels):
        model = _fitted(vectors[train], labels[train], weights[train])
        guessed[test] = model.predict(vectors[test])
    for name in sorted(set(labels)):
        own = (labels == name) & (np.arange(len(labels)) < examples)
        print(f"{name:14} {np.mean(guessed[own] == name):.0%} of {own.sum()} told apart")


if __name__ == "__main__":
    main()

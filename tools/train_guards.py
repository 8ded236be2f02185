"""Train the guard classifier: python tools/train_guards.py [--index DIR]

1. The examples of assistant/data/guards.toml and the everyday questions of an index are embedded.
2. Five-fold cross-validation gives each example probabilities from a model that did not see it. A class counts from
   the probability that so small a share reaches as TAKEN says: of the harmless examples, and of the everyday questions.
3. All of them together give the weights that are written to assistant/data/guards.npz.
"""

import argparse
import tomllib
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from assistant.classifier import helped
from index.encoders import LocalEmbedder
from index.late_interaction import LocalPieceEncoder
from index.library import Library
from index.settings import read_settings

DATA = Path(__file__).parent.parent / "assistant" / "data"
HARMLESS = "paper"
HARMLESS_WEIGHT = 1.5
ASKED_WEIGHT = 0.3  # of an everyday question beside an example; there are many more of them
ASKED_EVERY = 4  # of the everyday questions, one in so many is looked at
STATES_SHARE = 0.05  # of a state beside a direction of the vector, each put to deviation one
STRENGTH = 3.0  # inverse of the regularisation
# The shares that a class may take of the harmless examples, most of which were written to look like it, and of the
# everyday questions.
TAKEN = {
    "danger": (0.020, 0.006),
    "medical": (0.010, 0.0025),
    "personal": (0.005, 0.001),
    "off_topic": (0.005, 0.002),
    "opinion": (0.004, 0.001),
    "invention": (0.004, 0.0005),
    "instructions": (0.004, 0.0005),
}
LEAST = 0.5  # no class counts from less


def main() -> None:
    """Train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path)
    library = Library.open(read_settings(parser.parse_args().index).index)
    examples = tomllib.loads((DATA / "guards.toml").read_text(encoding="utf-8"))
    asked = sorted({ask for paper in library.papers for p in library.passages(paper) for ask in p.asks})[::ASKED_EVERY]
    written = [text for group in examples.values() for text in group]
    labels = np.array([name for name, group in examples.items() for _ in group] + [HARMLESS] * len(asked))
    weights = np.where(labels == HARMLESS, HARMLESS_WEIGHT, 1.0)
    weights[len(written) :] = ASKED_WEIGHT
    inputs = _embedded([*written, *asked])
    middle = inputs.mean(0)
    scale = np.ones(inputs.shape[1])
    states = slice(inputs.shape[1] // 3, None)  # the two parts after the vector
    scale[states] = STATES_SHARE / inputs[:, states].std(0)
    scaled = (inputs - middle) * scale
    least = _calibrated(scaled, labels, weights, len(written))
    model = _fitted(scaled, labels, weights)
    of_inputs = model.coef_ * scale
    np.savez(
        DATA / "guards.npz",
        classes=model.classes_.astype(str),
        weights=of_inputs.astype(np.float32),
        bias=(model.intercept_ - of_inputs @ middle).astype(np.float32),
        least=np.array([least.get(name, 1.0) for name in model.classes_], dtype=np.float32),
    )


def _embedded(texts: list[str]) -> np.ndarray:
    """The vector, then the mean state and the first state: three parts of one length."""
    encoder = LocalPieceEncoder()
    return np.c_[LocalEmbedder().embed(texts), np.stack([encoder.question(text).whole for text in texts])]


def _fitted(inputs: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(inputs, labels, sample_weight=weights)


def _calibrated(inputs: np.ndarray, labels: np.ndarray, weights: np.ndarray, written: int) -> dict[str, float]:
    """The probability from which each class counts; prints what it then finds, and takes."""
    found = np.empty((len(labels), len(set(labels))))
    for train, test in StratifiedKFold(5, shuffle=True, random_state=0).split(inputs, labels):
        model = _fitted(inputs[train], labels[train], weights[train])
        found[test] = model.predict_proba(inputs[test])
    classes = list(model.classes_)
    found = np.array([list(helped(dict(zip(classes, row, strict=True))).values()) for row in found])
    example = np.arange(len(labels)) < written
    harmless, least = example & (labels == HARMLESS), {}
    for name, (of_harmless, of_asked) in TAKEN.items():
        scores = found[:, classes.index(name)]
        quantiles = np.quantile(scores[harmless], 1 - of_harmless), np.quantile(scores[~example], 1 - of_asked)
        least[name] = float(max(LEAST, *quantiles))
        own, others = scores[example & (labels == name)], scores[~example]
        print(
            f"{name:13} from {least[name]:.2f}: finds {np.mean(own >= least[name]):.0%} of {len(own)}, "
            f"takes {np.mean(others >= least[name]):.2%} of the everyday questions"
        )
    return least


if __name__ == "__main__":
    main()

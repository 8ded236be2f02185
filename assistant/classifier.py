"""How likely a question is to be for the papers at all, from its vectors.

A softmax regression over the encoder's vector and the states of the model of word pieces (their mean,
and the first), trained by tools/train_guards.py on the examples in data/guards.toml and on the everyday
questions. It stands beside the forms of words in guards.py and sees what they do not; it belongs to one
encoder, and is silent with another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.answer import AnswerStatus, Says
from index.encoders import DEFAULT_MODEL, Vectors
from index.late_interaction import Pieces

_FILE = Path(__file__).parent / "data" / "guards.npz"
_ENDS = {
    # in the order of what matters most
    "danger": (AnswerStatus.SIGNPOSTED, Says.DANGER),
    "medical": (AnswerStatus.SIGNPOSTED, Says.MEDICAL),
    "opinion": (AnswerStatus.DECLINED, Says.OPINION),
    "invention": (AnswerStatus.DECLINED, Says.INVENTION),
    "personal": (AnswerStatus.DECLINED, Says.PERSONAL),
    "instructions": (AnswerStatus.DECLINED, Says.INSTRUCTIONS),
    "off_topic": (AnswerStatus.NOT_FOUND, Says.OFF_TOPIC),
}


@dataclass(frozen=True, slots=True)
class GuardClassifier:
    """Weights of shape (classes, dimensions), a bias for each class, and the probability from which it counts."""

    classes: tuple[str, ...]
    weights: Vectors
    bias: Vectors
    least: dict[str, float]

    def probabilities(self, vector: Vectors, pieces: Pieces) -> dict[str, float]:
        """The probability of each class; they add up to one."""
        scores = self.weights @ np.concatenate([vector, pieces.whole]) + self.bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        return {name: float(share) for name, share in zip(self.classes, shares, strict=True)}

    def ends(self, vector: Vectors, pieces: Pieces) -> tuple[AnswerStatus, Says] | None:
        """How a question ends that is not for the papers; None for every other."""
        found = helped(self.probabilities(vector, pieces))
        return next((end for name, end in _ENDS.items() if found[name] >= self.least[name]), None)


def helped(found: Mapping[str, float]) -> dict[str, float]:
    """The probabilities with danger and a wish for medical advice together under the likelier of the two: either needs help."""
    both = found["danger"] + found["medical"]
    danger = found["danger"] >= found["medical"]
    return {**found, "danger": both if danger else 0.0, "medical": 0.0 if danger else both}


@lru_cache(maxsize=1)
def read_classifier(model: str) -> GuardClassifier | None:
    """The classifier for an encoder; None where it was trained for another."""
    if model != DEFAULT_MODEL:
        return None
    data = np.load(_FILE)
    classes = tuple(str(name) for name in data["classes"])
    least = dict(zip(classes, data["least"].tolist(), strict=True))
    return GuardClassifier(classes=classes, weights=data["weights"], bias=data["bias"], least=least)

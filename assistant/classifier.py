"""How likely a question is to be for the papers at all, from its vector.

A softmax regression over the encoder's vector, trained by tools/train_guards.py on the examples in
data/guards.toml and on the everyday questions. It stands beside the forms of words in guards.py and
sees what they do not; it belongs to one encoder, and is silent with another.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.answer import AnswerStatus, Says
from index.encoders import DEFAULT_MODEL, Vectors

_FILE = Path(__file__).parent / "data" / "guards.npz"
_ENDS = {
    # class: the probability from which it counts, and how the question then ends
    "danger": (0.60, AnswerStatus.SIGNPOSTED, Says.DANGER),
    "medical": (0.80, AnswerStatus.SIGNPOSTED, Says.MEDICAL),
    "opinion": (0.85, AnswerStatus.DECLINED, Says.OPINION),
    "invention": (0.75, AnswerStatus.DECLINED, Says.INVENTION),
    "personal": (0.90, AnswerStatus.DECLINED, Says.PERSONAL),
    "instructions": (0.85, AnswerStatus.DECLINED, Says.INSTRUCTIONS),
    "off_topic": (0.88, AnswerStatus.NOT_FOUND, Says.OFF_TOPIC),
}


@dataclass(frozen=True, slots=True)
class GuardClassifier:
    """Weights of shape (classes, dimensions) and a bias for each class."""

    classes: tuple[str, ...]
    weights: Vectors
    bias: Vectors

    def probabilities(self, vector: Vectors) -> dict[str, float]:
        """The probability of each class; they add up to one."""
        scores = self.weights @ vector + self.bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        return {name: float(share) for name, share in zip(self.classes, shares, strict=True)}

    def ends(self, vector: Vectors) -> tuple[AnswerStatus, Says] | None:
        """How a question ends that is not for the papers; None for every other."""
        found = self.probabilities(vector)
        for name, (least, status, says) in _ENDS.items():
            if found[name] >= least:
                return status, says
        return None


@lru_cache(maxsize=1)
def read_classifier(model: str) -> GuardClassifier | None:
    """The classifier for an encoder; None where it was trained for another."""
    if model != DEFAULT_MODEL:
        return None
    data = np.load(_FILE)
    return GuardClassifier(classes=tuple(str(c) for c in data["classes"]), weights=data["weights"], bias=data["bias"])

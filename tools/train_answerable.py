"""Train what decides whether the papers answer a question: python tools/train_answerable.py [--refused SHARE]

1. An index is built without the pairs (corpus/papers/questions/pairs), so that no question finds itself; and one
   without any everyday question, as papers have it that are added later.
2. Each question of a pair is searched; the other folds' questions count among the everyday ones.
3. Five-fold cross-validation gives each question a score that did not see it; the threshold is where the
   asked-for share of answerable questions would be refused.
4. All questions together give the weights that are written to assistant/data/answerable.npz.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.answerable import features
from assistant.conversation import Conversation, Settled
from assistant.deciding import holds_asked
from assistant.draft import Draft
from assistant.pipeline import Assistant
from corpus.catalogue import shipped_papers
from index.building import build
from index.encoders import LocalEmbedder, Vectors
from index.late_interaction import LocalPieceEncoder
from index.library import Library
from index.progress import TerminalProgress
from index.vectors import Hit

PAIRS = "questions/pairs"
OUT = Path(__file__).parent.parent / "assistant" / "data" / "answerable.npz"
FOLDS = 5
REFUSED = {"asked": 0.007, "bare": 0.01}
VECTOR_SHARE = 0.1  # of a direction of the vector beside a feature: there are a thousand of them
STRENGTH = 0.33  # inverse of the regularisation


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions with whether the papers answer them, their vectors and their drafts.

    ``seen`` is what the judge sees of a question by itself: its vector, and what stands for its word pieces as one.
    """

    texts: tuple[str, ...]
    answered: np.ndarray
    vectors: Vectors
    seen: Vectors
    drafts: tuple[Draft, ...]


def main() -> None:
    """Train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--refused", type=float, help=f"share of answerable questions to be refused (default: {REFUSED})"
    )
    wished = parser.parse_args().refused
    found: dict[str, np.ndarray] = {}
    for name in ("asked", "bare"):
        with tempfile.TemporaryDirectory() as folder:
            print(f"passages {'with' if name == 'asked' else 'without'} everyday questions")
            weights = _trained(_examples(Path(folder), asked=name == "asked"), wished or REFUSED[name])
        found |= {f"{name}_{key}": np.asarray(value, dtype=np.float32) for key, value in weights.items()}
    np.savez(OUT, **found)


def _trained(examples: Examples, refused: float) -> dict[str, object]:
    """The weights, by their names in ``assistant.answerable.Weights``."""
    fold = np.random.default_rng(0).integers(0, FOLDS, len(examples.texts))
    rows = np.stack([_row(examples, i, fold != fold[i]) for i in range(len(examples.texts))])
    mean, deviation = rows.mean(0), rows.std(0) + 1e-6
    middle, spread = examples.seen.mean(0), examples.seen.std(0) + 1e-6
    inputs = np.c_[(rows - mean) / deviation, VECTOR_SHARE * (examples.seen - middle) / spread]
    scores = np.empty(len(inputs))
    for k in range(FOLDS):
        model = _fitted(inputs[fold != k], examples.answered[fold != k])
        scores[fold == k] = model.decision_function(inputs[fold == k])
    least = _report(scores, examples.answered, refused)
    model = _fitted(inputs, examples.answered)
    of_vector = model.coef_[0, rows.shape[1] :] * VECTOR_SHARE / spread
    return {
        "mean": mean,
        "deviation": deviation,
        "weights": model.coef_[0, : rows.shape[1]],
        "vector_weights": of_vector,
        "bias": model.intercept_[0] - of_vector @ middle,
        "least": least,
    }


def _examples(folder: Path, *, asked: bool) -> Examples:
    papers = folder / "papers"
    shutil.copytree(shipped_papers(), papers)
    files = sorted((papers / PAIRS).glob("*.jsonl"))
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    shutil.rmtree(papers / (PAIRS if asked else "questions"))
    embedder, pieces = LocalEmbedder(), LocalPieceEncoder()
    build(papers, folder / "index", embedder, TerminalProgress(), pieces=pieces)
    assistant = Assistant(Library.open(folder / "index"), embedder, pieces=pieces)
    texts: list[str] = []
    answered: list[bool] = []
    drafts: list[Draft] = []
    for line in lines:
        for kind in ("asks", "unsaid"):
            for text in line.get(kind, ()):
                draft = assistant.searched(text, Settled(question=text, own=text), Conversation())
                if draft.ranked:
                    texts.append(text)
                    answered.append(kind == "asks")
                    drafts.append(draft)
    vectors = embedder.embed(texts)
    seen = np.c_[vectors, np.stack([pieces.question(text).whole for text in texts])]
    return Examples(tuple(texts), np.array(answered), vectors, seen, tuple(drafts))


def _row(examples: Examples, i: int, others: np.ndarray) -> list[float]:
    """The features of a question, with other folds' questions among those that lie near."""
    draft, cosines = examples.drafts[i], examples.vectors @ examples.vectors[i]
    assert draft.results is not None
    said = _with(draft.results.said, cosines[others & examples.answered])
    unsaid = _with(draft.results.unsaid, cosines[others & ~examples.answered])
    draft = replace(draft, results=replace(draft.results, said=said, unsaid=unsaid))
    return features(draft, holds_asked(draft))


def _with(hits: Sequence[Hit], cosines: np.ndarray) -> tuple[Hit, ...]:
    more = (Hit(passage="", cosine=float(c), revision="", text="", unsaid=False) for c in np.sort(cosines)[-10:])
    return tuple(sorted((*hits, *more), key=lambda hit: -hit.cosine))


def _fitted(inputs: np.ndarray, answered: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=2000, class_weight="balanced").fit(inputs, answered)


def _report(scores: np.ndarray, answered: np.ndarray, refused: float) -> float:
    print(f"{answered.sum()} answerable questions, {(~answered).sum()} that are not")
    for share in sorted({0.01, 0.02, 0.03, 0.05, refused}):
        least = float(np.quantile(scores[answered], share))
        print(f"{share:.1%} of the answerable refused: {np.mean(scores[~answered] < least):.1%} of the others declined")
    return float(np.quantile(scores[answered], refused))


if __name__ == "__main__":
    main()

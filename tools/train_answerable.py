"""Train what decides whether the papers answer a question: python tools/train_answerable.py [--refused SHARE] [--only SET...]

1. An index is built without the pairs (corpus/papers/questions/pairs), so that no question finds itself; one
   without any everyday question, as papers have it that are added later; and one as it is shipped.
2. Each question of a pair is searched; the other folds' questions count among the everyday ones. Each follow-up of
   assistant/data/followups.jsonl is asked after the questions before it; those of one conversation are in one fold.
3. Five-fold cross-validation gives each question a score that did not see it; the thresholds are where the
   asked-for shares of answerable questions would be refused, and answered with a word of doubt.
4. All questions together give the weights that are written to assistant/data/answerable.npz.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.answerable import features
from assistant.conversation import Conversation, Leaning, Settled, settle
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

QUESTIONS, PAIRS = "questions", "questions/pairs"
DATA = Path(__file__).parent.parent / "assistant" / "data"
FOLDS = 5
REFUSED = {"asked": 0.007, "bare": 0.01, "asked_leaning": 0.01, "bare_leaning": 0.01}
# of follow-ups to the five papers none is doubted but not refused: too many that are right would be
DOUBTED = {"asked": 0.03, "bare": 0.05, "asked_leaning": 0.01, "bare_leaning": 0.05}
VECTOR_SHARE = 0.1  # of a direction of the vector beside a feature: there are a thousand of them
STRENGTH = 0.33  # inverse of the regularisation


@dataclass(frozen=True, slots=True)
class Examples:
    """Searched drafts, whether the papers answer them, what the judge sees of them, and what each is of a kind with.

    ``vectors`` are those of the questions where other folds' questions count among the everyday ones.
    """

    drafts: tuple[Draft, ...]
    answered: np.ndarray
    seen: Vectors
    group: np.ndarray
    vectors: Vectors | None = None


def main() -> None:
    """Train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--refused", type=float, help=f"share of answerable questions to be refused (default: {REFUSED})"
    )
    parser.add_argument("--only", nargs="+", choices=REFUSED, default=list(REFUSED), help="the sets to train")
    options = parser.parse_args()
    file = DATA / "answerable.npz"
    found: dict[str, np.ndarray] = dict(np.load(file)) if file.exists() else {}
    for without, sets in (
        (PAIRS, {"asked": _pairs}),
        (QUESTIONS, {"bare": _pairs, "bare_leaning": _followups}),
        (None, {"asked_leaning": _followups}),
    ):
        wanted = {name: examples for name, examples in sets.items() if name in options.only}
        if not wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            assistant = _assistant(Path(folder), without)
            for name, examples in wanted.items():
                print(name)
                weights = _trained(examples(assistant), options.refused or REFUSED[name], DOUBTED[name])
                found |= {f"{name}_{key}": np.asarray(value, dtype=np.float32) for key, value in weights.items()}
    np.savez(file, **found)


def _trained(examples: Examples, refused: float, doubted: float) -> dict[str, object]:
    """The weights, by their names in ``assistant.answerable.Weights``."""
    fold = np.random.default_rng(0).integers(0, FOLDS, examples.group.max() + 1)[examples.group]
    rows = np.stack([_row(examples, i, fold != fold[i]) for i in range(len(examples.drafts))])
    mean, deviation = rows.mean(0), rows.std(0) + 1e-6
    middle, spread = examples.seen.mean(0), examples.seen.std(0) + 1e-6
    inputs = np.c_[(rows - mean) / deviation, VECTOR_SHARE * (examples.seen - middle) / spread]
    scores = np.empty(len(inputs))
    for k in range(FOLDS):
        model = _fitted(inputs[fold != k], examples.answered[fold != k])
        scores[fold == k] = model.decision_function(inputs[fold == k])
    _report(scores, examples.answered, refused, doubted)
    least, plain = np.quantile(scores[examples.answered], [refused, doubted])
    model = _fitted(inputs, examples.answered)
    of_vector = model.coef_[0, rows.shape[1] :] * VECTOR_SHARE / spread
    return {
        "mean": mean,
        "deviation": deviation,
        "weights": model.coef_[0, : rows.shape[1]],
        "vector_weights": of_vector,
        "bias": model.intercept_[0] - of_vector @ middle,
        "least": least,
        "plain": plain,
    }


def _assistant(folder: Path, without: str | None) -> Assistant:
    """An assistant over the shipped papers, a part of the everyday questions left out."""
    papers = folder / "papers"
    shutil.copytree(shipped_papers(), papers)
    if without:
        shutil.rmtree(papers / without)
    embedder, pieces = LocalEmbedder(), LocalPieceEncoder()
    build(papers, folder / "index", embedder, TerminalProgress(), pieces=pieces)
    return Assistant(Library.open(folder / "index"), embedder, pieces=pieces)


def _pairs(assistant: Assistant) -> Examples:
    """The questions of the pairs, each standing alone."""
    found: list[tuple[str, bool, Draft]] = []
    for line in _lines(*sorted((shipped_papers() / PAIRS).glob("*.jsonl"))):
        for kind in ("asks", "unsaid"):
            for text in line.get(kind, ()):
                draft = assistant.searched(text, Settled(question=text, own=text), Conversation())
                if draft.ranked:
                    found.append((text, kind == "asks", draft))
    texts = [text for text, _, _ in found]
    return Examples(
        drafts=tuple(draft for _, _, draft in found),
        answered=np.array([answered for _, answered, _ in found]),
        seen=np.stack([assistant.seen(text) for text in texts]),
        group=np.arange(len(found)),
        vectors=assistant.embedder.embed(texts),
    )


def _followups(assistant: Assistant) -> Examples:
    """The follow-up questions that passages have to answer; those that records or places answer are left out."""
    found: list[tuple[int, bool, Draft]] = []
    for number, line in enumerate(_lines(DATA / "followups.jsonl")):
        conversation = Conversation()
        for text in line["before"]:
            conversation = conversation.then(text, assistant.ask(text, conversation))
        for kind in ("asks", "unsaid"):
            for text in line[kind]:
                settled = settle(text, conversation)
                draft = assistant.searched(text, settled, conversation)
                if settled.leaning is not Leaning.NONE and draft.ranked and not assistant.looked_up(draft):
                    found.append((number, kind == "asks", draft))
    return Examples(
        drafts=tuple(draft for _, _, draft in found),
        answered=np.array([answered for _, answered, _ in found]),
        seen=np.stack([assistant.seen(draft.settled.own) for _, _, draft in found]),
        group=np.array([number for number, _, _ in found]),
    )


def _lines(*files: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def _row(examples: Examples, i: int, others: np.ndarray) -> list[float]:
    """The features of a question, with other folds' questions among those that lie near."""
    draft = examples.drafts[i]
    assert draft.results is not None
    if examples.vectors is None:
        return features(draft, holds_asked(draft))
    cosines = examples.vectors @ examples.vectors[i]
    said = _with(draft.results.said, cosines[others & examples.answered])
    unsaid = _with(draft.results.unsaid, cosines[others & ~examples.answered])
    draft = replace(draft, results=replace(draft.results, said=said, unsaid=unsaid))
    return features(draft, holds_asked(draft))


def _with(hits: Sequence[Hit], cosines: np.ndarray) -> tuple[Hit, ...]:
    more = (Hit(passage="", cosine=float(c), revision="", text="", unsaid=False) for c in np.sort(cosines)[-10:])
    return tuple(sorted((*hits, *more), key=lambda hit: -hit.cosine))


def _fitted(inputs: np.ndarray, answered: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=2000, class_weight="balanced").fit(inputs, answered)


def _report(scores: np.ndarray, answered: np.ndarray, *asked_for: float) -> None:
    print(f"{answered.sum()} answerable questions, {(~answered).sum()} that are not")
    for share in sorted({0.01, 0.02, 0.03, 0.05, *asked_for}):
        below = np.mean(scores[~answered] < np.quantile(scores[answered], share))
        print(f"below a score that {share:.1%} of the answerable do not reach: {below:.1%} of the others")


if __name__ == "__main__":
    main()

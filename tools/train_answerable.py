"""Train what decides whether the papers answer a question: python tools/train_answerable.py [--refused SHARE] [--only SET...]

1. An index is built without the pairs (corpus/papers/questions/pairs), so that no question finds itself; one
   without any everyday question, as papers have it that are added later, and one that has the invented papers
   beside (tools/lessons.py); and one as it is shipped.
2. Each question of a pair is searched; the other folds' questions count among the everyday ones. So are, without
   everyday questions, those on the invented papers; those on one stretch of a paper are in one fold. Each follow-up of
   assistant/data/followups.jsonl is asked after the questions before it; those of one conversation are in one fold.
3. Five-fold cross-validation gives each question a score that did not see it; the thresholds are where the
   asked-for shares of answerable questions would be refused, and answered with a word of doubt.
4. All questions together give the weights that are written to assistant/data/answerable.npz.
5. What the cross-encoder gives counts beside that score: by how much is learned from the questions that stand alone
   and that took no part in its own training (train_reranker.py), and so are the thresholds where it was asked.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from lessons import built, invented, left_out, unlearned
from sklearn.linear_model import LogisticRegression

from assistant.answerable import features, read_features
from assistant.conversation import Conversation, Leaning, Settled, settle
from assistant.deciding import holds_asked
from assistant.draft import Draft
from assistant.pipeline import Assistant
from assistant.reranking import reread
from corpus.catalogue import shipped_papers
from index.encoders import Vectors
from index.everyday import FOLDER as QUESTIONS
from index.library import Library
from index.reranking import LocalReranker
from index.search import Hit
from index.settings import read_settings

PAIRS = f"{QUESTIONS}/pairs"
DATA = Path(__file__).parent.parent / "assistant" / "data"
FOLDS = 5
REFUSED = {"asked": 0.007, "bare": 0.01, "asked_leaning": 0.01, "bare_leaning": 0.01}
# of follow-ups to the five papers none is doubted but not refused: too many that are right would be
DOUBTED = {"asked": 0.03, "bare": 0.05, "asked_leaning": 0.01, "bare_leaning": 0.05}
# where passages were read, the two are told apart better, and on papers that it does not know more refusals are right
REFUSED_READ = {"asked": 0.01, "bare": 0.05}
DOUBTED_READ = {"asked": 0.03, "bare": 0.1}
EASED = {
    "asked": 0.0,
    "bare": 0.5,
}  # the first lies so much lower, of what is between the two: fewer are refused wrongly
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
    read: Sequence[Sequence[float]] = ()


def main() -> None:
    """Train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--refused", type=float, help=f"share of answerable questions to be refused (default: {REFUSED})"
    )
    parser.add_argument("--index", type=Path, help="an index of the shipped papers")
    parser.add_argument("--only", nargs="+", choices=REFUSED, default=list(REFUSED), help="the sets to train")
    options = parser.parse_args()
    pairs = partial(_pairs, new=unlearned(Library.open(read_settings(options.index).index)))
    file = DATA / "answerable.npz"
    found: dict[str, np.ndarray] = dict(np.load(file)) if file.exists() else {}
    for name, without, beside, examples in (
        ("asked", PAIRS, False, pairs),
        ("bare", QUESTIONS, True, pairs),
        ("bare_leaning", QUESTIONS, False, _followups),
        ("asked_leaning", None, False, _followups),
    ):
        if name not in options.only:
            continue
        print(name)
        with tempfile.TemporaryDirectory() as folder:
            library, embedder, pieces = built(Path(folder), without, with_invented=beside)
            found_for = examples(Assistant(library, embedder, pieces=pieces, reranker=LocalReranker()))
            weights = _trained(name, found_for, options.refused or REFUSED[name])
            found |= {f"{name}_{key}": np.asarray(value, dtype=np.float32) for key, value in weights.items()}
    np.savez(file, **found)


def _trained(name: str, examples: Examples, refused: float) -> dict[str, object]:
    """The weights, by their names in ``assistant.answerable.Weights``."""
    doubted = DOUBTED[name]
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
        **_reading(name, examples, scores),
    }


def _reading(name: str, examples: Examples, scores: np.ndarray) -> dict[str, object]:
    """What reading the passages counts beside the score; nothing where none were read."""
    which = [i for i, read in enumerate(examples.read) if read]
    if not which:
        return {}
    refused, doubted = REFUSED_READ[name], DOUBTED_READ[name]
    inputs = np.array([[scores[i], *read_features(examples.read[i])] for i in which])
    answered = examples.answered[which]
    model = _fitted(inputs, answered)
    found = inputs @ model.coef_[0]
    print(f"with the passages read, weights {np.round(model.coef_[0], 2)}; without: ")
    _report(scores[which], answered, refused, doubted)
    _report(found, answered, refused, doubted)
    least, plain = np.quantile(found[answered], [refused, doubted])
    return {"read_weights": model.coef_[0], "read_least": least - EASED[name] * (plain - least), "read_plain": plain}


def _pairs(assistant: Assistant, new: Set[str]) -> Examples:
    """The questions of the pairs and on the invented papers, each standing alone.

    For those that are ``new`` to the cross-encoder, or on what it did not learn, it reads what was found.
    """
    asked: list[tuple[int, str, bool, bool]] = []
    for line in _lines(*sorted((shipped_papers() / PAIRS).glob("*.jsonl"))):
        for kind in ("asks", "unsaid"):
            asked += [(len(asked) + i, q, kind == "asks", q in new) for i, q in enumerate(line.get(kind, ()))]
    for one in invented(assistant.library):
        group, is_new = len(asked), any(left_out(passage) for passage in one.passages)
        asked += [(group, text, True, is_new) for text in one.asks]
        asked += [(group, text, False, is_new) for text in one.unsaid]
    found = []
    for group, text, answered, is_new in asked:
        draft = assistant.searched(text, Settled(question=text, own=text), Conversation())
        if draft.ranked:
            found.append((group, text, answered, draft, reread(draft, assistant.reranker).read if is_new else ()))
    texts = [text for _, text, *_ in found]
    return Examples(
        drafts=tuple(draft for *_, draft, _ in found),
        answered=np.array([answered for _, _, answered, *_ in found]),
        seen=np.stack([assistant.seen(text) for text in texts]),
        group=np.array([group for group, *_ in found]),
        vectors=assistant.embedder.embed(texts),
        read=[read for *_, read in found],
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
    more = (Hit(cosine=float(c), text="") for c in np.sort(cosines)[-10:])
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

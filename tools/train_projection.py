"""Learn what states of word pieces are compared by: python tools/train_projection.py [--index DIR] [--without PAPER...]

1. The states of every word piece of the passages of an index are gathered, and of some everyday questions of each.
2. Two projections start as the first principal components of the passages' states, the weights of pieces all alike.
3. They are trained so that of its own passage, those of the other questions drawn, and some that lie near by the
   encoder's vector, each question meets its own the best (contrastive learning with hard negatives: Karpukhin et
   al., "Dense Passage Retrieval", EMNLP 2020). The cosine of the vectors counts beside, so that what is learned is
   what that does not see.
4. They are written to index/data/late_interaction.npz. With ``--without`` nothing is written: a paper's questions are
   left out of the training, and how many of them meet their passage best is printed, before and after.

What was trained on the old ones (train_answerable.py) has to be trained again after it, and an index be built anew.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from index.encoders import LocalEmbedder
from index.late_interaction import DIMENSIONS, PROJECTION, LocalPieceEncoder
from index.library import Library
from index.settings import read_settings

ASKED = 8  # everyday questions of each passage
STEPS, DRAWN, RATE = 1000, 32, 1e-3
NEAR, HARD = 20, 2  # hard negatives are drawn from the nearest passages
SHARPNESS = 20.0  # of a score, to begin with; it is learned
TESTED = 300


@dataclass(frozen=True, slots=True)
class Material:
    """States of passages and questions, less their mean; whose question each is; and the cosines of their vectors."""

    passages: list[Tensor]
    questions: list[Tensor]
    own: np.ndarray
    paper: np.ndarray
    cosines: Tensor
    mean: Tensor


class Projections(torch.nn.Module):
    """The two projections, the weights of pieces, and how much the vector's cosine counts beside."""

    def __init__(self, start: Tensor) -> None:
        super().__init__()
        self.question = torch.nn.Parameter(start.clone())
        self.passage = torch.nn.Parameter(start.clone())
        self.weight = torch.nn.Parameter(torch.zeros(len(start)))
        self.sharpness = torch.nn.Parameter(torch.tensor(SHARPNESS))
        self.beside = torch.nn.Parameter(torch.tensor(1.0))

    def meetings(self, questions: Sequence[Tensor], passages: Sequence[Tensor]) -> Tensor:
        """How well each passage meets the pieces of each question, of shape (questions, passages)."""
        found = _unit(torch.cat(list(questions)) @ self.question) @ _unit(torch.cat(list(passages)) @ self.passage).T
        best = torch.stack([part.amax(dim=1) for part in found.split([len(one) for one in passages], dim=1)], dim=1)
        weights = torch.cat([torch.softmax(states @ self.weight, dim=0) for states in questions])
        row = torch.repeat_interleave(torch.tensor([len(one) for one in questions]))
        return torch.zeros(len(questions), len(passages)).index_add(0, row, best * weights[:, None])


def main() -> None:
    """Gather, train, and write or test."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="the index whose passages and questions are learned from")
    parser.add_argument("--without", nargs="+", default=[], metavar="PAPER", help="test on a paper, and write nothing")
    options = parser.parse_args()
    torch.manual_seed(0)
    material = _gathered(Library.open(read_settings(options.index).index))
    states = torch.cat(material.passages)
    start = torch.linalg.eigh(torch.cov(states.T)).eigenvectors.flip(1)[:, :DIMENSIONS].contiguous()
    model = Projections(start)
    left_out = np.isin(material.paper[material.own], options.without)
    if options.without:
        _report(model, material, left_out)
    _train(model, material, np.flatnonzero(~left_out))
    if options.without:
        _report(model, material, left_out)
        return
    learned = {"mean": material.mean, "question": model.question, "passage": model.passage, "weight": model.weight}
    np.savez(PROJECTION, **{name: one.detach().numpy().astype(np.float16) for name, one in learned.items()})


def _gathered(library: Library) -> Material:
    embedder, encoder, chance = LocalEmbedder(), LocalPieceEncoder(), np.random.default_rng(0)
    passages = [passage for paper in library.papers for passage in library.passages(paper)]
    asked = [
        (at, str(text))
        for at, passage in enumerate(passages)
        for text in chance.permutation(np.array(passage.asks, dtype=object))[:ASKED]
    ]
    texts = [passage.embedded for passage in passages]
    states = [torch.from_numpy(encoder.states(text)[1]) for text in texts]
    mean = torch.cat(states).mean(dim=0)
    return Material(
        passages=[one - mean for one in states],
        questions=[torch.from_numpy(encoder.states(text)[1]) - mean for _, text in asked],
        own=np.array([at for at, _ in asked]),
        paper=np.array([passage.paper for passage in passages]),
        cosines=torch.from_numpy(embedder.embed([text for _, text in asked]) @ embedder.embed(texts).T),
        mean=mean,
    )


def _train(model: Projections, material: Material, learned_from: np.ndarray) -> None:
    optimizer = torch.optim.Adam(
        [
            {"params": [model.question, model.passage]},
            {"params": [model.weight], "lr": 3 * RATE},
            {"params": [model.sharpness, model.beside], "lr": 20 * RATE},
        ],
        lr=RATE,
    )
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    allowed = np.isin(material.paper, material.paper[material.own[learned_from]])
    chance, lost = np.random.default_rng(0), 0.0
    for step in range(1, STEPS + 1):
        drawn = chance.choice(learned_from, DRAWN, replace=False)
        hard = [chance.choice(_near(material, question, allowed), HARD, replace=False) for question in drawn]
        among = np.unique(np.concatenate([material.own[drawn], *hard]))
        met = model.meetings([material.questions[i] for i in drawn], [material.passages[i] for i in among])
        scores = model.sharpness * (met + model.beside * material.cosines[drawn][:, among])
        right = torch.from_numpy(np.searchsorted(among, material.own[drawn]))
        loss = torch.nn.functional.cross_entropy(scores, right)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        lost += loss.item()
        if step % 100 == 0:
            print(f"step {step} of {STEPS}: loss {lost / 100:.3f}", flush=True)
            lost = 0.0


def _near(material: Material, question: int, allowed: np.ndarray) -> np.ndarray:
    """The passages that lie nearest to a question by the vector, its own left out."""
    cosines = np.where(allowed, material.cosines[question].numpy(), -1.0)
    cosines[material.own[question]] = -1.0
    return np.argpartition(-cosines, NEAR)[:NEAR]


@torch.no_grad()
def _report(model: Projections, material: Material, left_out: np.ndarray) -> None:
    """How many questions of the papers left out meet their passage best, among all of these papers."""
    asked = np.random.default_rng(0).permutation(np.flatnonzero(left_out))[:TESTED]
    among = np.flatnonzero(np.isin(material.paper, material.paper[material.own[asked]]))
    met = model.meetings([material.questions[i] for i in asked], [material.passages[i] for i in among])
    order = among[(met + material.cosines[asked][:, among] / 2).argsort(dim=1, descending=True).numpy()]
    right = order[:, :3] == material.own[asked][:, None]
    print(f"its own passage first: {right[:, 0].mean():.1%}, among three: {right.any(axis=1).mean():.1%}")


def _unit(vectors: Tensor) -> Tensor:
    return torch.nn.functional.normalize(vectors, dim=1)


if __name__ == "__main__":
    main()

"""Teach the cross-encoder what answers a question here: python tools/train_reranker.py [--index DIR] [--steps N]

1. Every everyday question of an index, and every question on the invented papers, answered and not, is searched in an
   index that has none of them, as papers have it that are added later. What it finds are the passages to be told
   apart (tools/lessons.py).
2. Beside each matrix of the model stands a product of two narrow ones, which starts at nought and alone is trained,
   with the norms and the last layers (low-rank adaptation: Hu et al., "LoRA", ICLR 2022).
3. In each step the passage that answers a question has to come before some that were found for it (the cross-entropy
   of a choice), and to score above nought; what was found for a question that no paper answers, below it. Half of
   the questions are of the invented papers; a passage is read by itself or with what stands around it, by chance.
4. What was learned is written to index/data/reranker.npz; index/reranking.py puts it into the model.

tools/train_answerable.py learns from the questions that were left out how far a score can be trusted.
"""

import argparse
import math
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from lessons import Example, Read, built, of_invented, of_shipped
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertForSequenceClassification

from index.everyday import FOLDER as QUESTIONS
from index.library import Library
from index.onnx_encoder import pair_tokenizer
from index.onnx_weights import read_weights
from index.reranking import ADAPTATION, model_folder
from index.search import Searcher
from index.settings import read_settings

HEADS = 12
RANK = 16
STEPS, RATE, WARM = 900, 5e-4, 40
ANSWERED, BESIDE = 8, 3  # questions of a step, and passages beside the one that answers each
UNANSWERED, FOUND_FOR_EACH = 4, 2
HARDER = 8.0  # of what is found, the first are drawn more often
NEAREST = 5  # passages found for an unanswered question that are drawn from
WIDE = 0.5  # of the passages are read with what stands around them
OF_SCORES = 0.5  # what being above or below nought counts, beside the choice


def main() -> None:
    """Gather, train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="the index whose everyday questions are learned from")
    parser.add_argument("--steps", type=int, default=STEPS, help=f"how long (default: {STEPS})")
    options = parser.parse_args()
    torch.manual_seed(0)
    with tempfile.TemporaryDirectory() as folder:
        bare = Searcher(*built(Path(folder), QUESTIONS, with_invented=True))
        sets = (of_shipped(Library.open(read_settings(options.index).index), bare), of_invented(bare))
    for examples in sets:
        print(f"{len(examples):,} questions, {sum(not e.answers for e in examples):,} of them not answered", flush=True)
    model = adaptable(read_weights(model_folder() / "model.onnx"))
    before = {name: array.detach().clone() for name, array in model.named_parameters()}
    _train(model, sets, options.steps)
    np.savez(ADAPTATION, **_learned(model, before))


class Adapted(nn.Module):
    """A matrix that stays as it is, with a product of two narrow ones beside it."""

    def __init__(self, whole: nn.Linear) -> None:
        super().__init__()
        self.whole = whole
        self.down = nn.Parameter(torch.randn(RANK, whole.in_features) / math.sqrt(whole.in_features))
        self.up = nn.Parameter(torch.zeros(whole.out_features, RANK))

    def forward(self, inputs: Tensor) -> Tensor:
        """The product with both."""
        whole: Tensor = self.whole(inputs)
        return whole + functional.linear(functional.linear(inputs, self.down), self.up)


def adaptable(weights: Mapping[str, np.ndarray]) -> BertForSequenceClassification:
    """The model with these weights, where only what is to be learned can be."""
    words, states = weights["bert.embeddings.word_embeddings.weight"].shape
    layers = sum(name.endswith(".intermediate.dense.weight") for name in weights)
    model = BertForSequenceClassification(
        BertConfig(
            vocab_size=words,
            hidden_size=states,
            num_hidden_layers=layers,
            num_attention_heads=HEADS,
            intermediate_size=len(weights["bert.encoder.layer.0.intermediate.dense.bias"]),
            num_labels=1,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
    )
    model.load_state_dict({name: torch.from_numpy(array.copy()) for name, array in weights.items()})
    for name, parameter in model.named_parameters():
        parameter.requires_grad = _is_whole(name)
    for layer in model.bert.encoder.layer:
        for part, of in (
            (layer.attention.self, ("query", "key", "value")),
            (layer.attention.output, ("dense",)),
            (layer.intermediate, ("dense",)),
            (layer.output, ("dense",)),
        ):
            for name in of:
                setattr(part, name, Adapted(getattr(part, name)))
    return model


def _is_whole(name: str) -> bool:
    """Whether a weight is learned as it is, without narrow ones beside it."""
    return "pooler" in name or "classifier" in name or ("encoder" in name and "LayerNorm" in name)


def _train(model: BertForSequenceClassification, sets: Sequence[Sequence[Example]], steps: int) -> None:
    answered = [[one for one in examples if one.answers and len(one.others) >= BESIDE] for examples in sets]
    others = [[one for one in examples if not one.answers and len(one.others) >= FOUND_FOR_EACH] for examples in sets]
    tokenizer, chance = pair_tokenizer(model_folder()), np.random.default_rng(0)
    tokenizer.enable_padding()
    learned = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda at: _share_of_rate(at, steps))
    lost = np.zeros(3)
    model.train()
    for step in range(1, steps + 1):
        losses = _losses(model, tokenizer.encode_batch(_drawn(answered, others, chance)))
        loss = losses[0] + OF_SCORES * (losses[1] + losses[2])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        schedule.step()
        lost += [one.item() for one in losses]
        if step % 50 == 0:
            print(f"step {step} of {steps}: {' '.join(f'{one / 50:.3f}' for one in lost)}", flush=True)
            lost[:] = 0
    model.eval()


def _drawn(
    answered: Sequence[Sequence[Example]], others: Sequence[Sequence[Example]], chance: np.random.Generator
) -> list[tuple[str, str]]:
    """Questions with texts to be read: what answers each and some beside it; then what was found for ones not answered.

    As many are drawn from each set.
    """
    pairs: list[tuple[str, str]] = []
    for one in (example for of in answered for example in _some(of, ANSWERED // len(answered), chance)):
        odds = np.exp(-np.arange(len(one.others)) / HARDER)
        beside = chance.choice(len(one.others), BESIDE, replace=False, p=odds / odds.sum())
        texts = (one.answers[chance.integers(len(one.answers))], *(one.others[k] for k in beside))
        pairs += [(one.question, _as_read(text, chance)) for text in texts]
    for one in (example for of in others for example in _some(of, UNANSWERED // len(others), chance)):
        drawn = chance.choice(min(NEAREST, len(one.others)), FOUND_FOR_EACH, replace=False)
        pairs += [(one.question, _as_read(one.others[k], chance)) for k in drawn]
    return pairs


def _some(examples: Sequence[Example], count: int, chance: np.random.Generator) -> list[Example]:
    return [examples[i] for i in chance.choice(len(examples), count, replace=False)]


def _as_read(text: Read, chance: np.random.Generator) -> str:
    return text.wide if chance.random() < WIDE else text.alone


def _losses(model: BertForSequenceClassification, encoded: Sequence[Any]) -> tuple[Tensor, Tensor, Tensor]:
    """Of the choice among the texts of each question, of what answers being above nought, and of what does not below it."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = model(
            input_ids=torch.tensor([one.ids for one in encoded]),
            attention_mask=torch.tensor([one.attention_mask for one in encoded]),
            token_type_ids=torch.tensor([one.type_ids for one in encoded]),
        ).logits[:, 0]
    choice = scores[: ANSWERED * (BESIDE + 1)].float().view(ANSWERED, BESIDE + 1)
    below = scores[ANSWERED * (BESIDE + 1) :].float()
    return (
        functional.cross_entropy(choice, torch.zeros(ANSWERED, dtype=torch.long)),
        functional.softplus(-choice[:, 0]).mean(),
        functional.softplus(below).mean(),
    )


def _share_of_rate(at: int, steps: int) -> float:
    """Rising at first, then falling as a cosine to a twentieth."""
    return min(1.0, (at + 1) / WARM) * (0.525 + 0.475 * math.cos(math.pi * min(1.0, at / steps)))


def _learned(model: BertForSequenceClassification, before: Mapping[str, Tensor]) -> dict[str, np.ndarray]:
    """What was learned, by the names of the model's weights: narrow pairs, and what is added to the others."""
    found: dict[str, Tensor] = {}
    for name, parameter in model.named_parameters():
        if name.endswith((".down", ".up")):
            found[name] = parameter
        elif parameter.requires_grad:
            found[f"{name}.added"] = parameter - before[name]
    return {name: array.detach().numpy().astype(np.float16) for name, array in found.items()}


if __name__ == "__main__":
    main()

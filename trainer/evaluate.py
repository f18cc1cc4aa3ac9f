"""Held-out figures: accuracy with its interval, and the baselines that it must be read beside."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import torch
from transformers import BertForSequenceClassification, PreTrainedTokenizerBase

from trainer.data.pair import Message, Pair
from trainer.dataset import tokens

Z95 = 1.959963984540054


@dataclass(frozen=True)
class Scored:
    """A pair with the rewards of its two dialogues."""

    pair: Pair
    chosen: float
    rejected: float

    @property
    def margin(self) -> float:
        """reward(chosen) - reward(rejected)."""
        return self.chosen - self.rejected


def wilson(correct: float, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927). Raises ValueError without trials."""
    if n < 1:
        raise ValueError(f"trainer.evaluate: an interval needs at least one pair, got {n}; add held-out pairs")
    share, square = correct / n, Z95**2
    centre = share + square / (2 * n)
    half = Z95 * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    low, high = (centre - half) / (1 + square / n), (centre + half) / (1 + square / n)
    return max(low, 0.0), min(high, 1.0)


@torch.no_grad()
def reward(model: BertForSequenceClassification, ids: list[int]) -> float:
    """The raw logit of one rendered and tokenised dialogue, batch 1, all token types 0."""
    return model(input_ids=torch.tensor([ids])).logits.item()


def score(
    model: BertForSequenceClassification, tokenizer: PreTrainedTokenizerBase, pairs: Iterable[Pair]
) -> list[Scored]:
    """Both rewards of each pair, one dialogue at a time: padding then cannot move a figure."""

    def one(messages: tuple[Message, ...]) -> float:
        return reward(model, tokens(tokenizer, messages))

    return [Scored(pair, one(pair.chosen), one(pair.rejected)) for pair in pairs]


def length_margin(scored: Scored) -> int:
    """Characters by which the chosen response is longer than the rejected one."""
    return len(scored.pair.chosen[-1]["content"]) - len(scored.pair.rejected[-1]["content"])


def accuracy(scored: list[Scored], margin: Callable[[Scored], float]) -> dict:
    """Share of pairs with a positive margin, an equal pair counting half, and its Wilson interval."""
    ties = sum(margin(one) == 0 for one in scored)
    correct = sum(margin(one) > 0 for one in scored) + ties / 2
    low, high = wilson(correct, len(scored))
    return {"accuracy": correct / len(scored), "low": low, "high": high, "ties": ties}


def brier(scored: list[Scored]) -> float:
    """Mean of (1 - p)^2 with p = sigmoid(margin); 0.25 is what p = 0.5 everywhere gives."""
    return sum((1 - 1 / (1 + math.exp(-one.margin))) ** 2 for one in scored) / len(scored)


def figures(scored: list[Scored]) -> dict:
    """Every figure of one set of pairs."""
    return {
        "pairs": len(scored),
        "prompts": len({one.pair.group for one in scored}),
        "model": accuracy(scored, lambda one: one.margin),
        "longer_response": accuracy(scored, length_margin),
        "chance": 0.5,
        "mean_margin": sum(one.margin for one in scored) / len(scored),
        "brier": brier(scored),
    }


def evaluation(scored: list[Scored]) -> dict[str, dict]:
    """The figures by source, then of all pairs together under "all"."""
    sources = dict.fromkeys(one.pair.source for one in scored)
    by_source = {source: figures([one for one in scored if one.pair.source == source]) for source in sources}
    return {**by_source, "all": figures(scored)}

"""What is known of a checkpoint on gold: both rewards of every pair, and the figures over them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
import torch
from transformers import PreTrainedModel

from trainer.compare_reference import calibration_error
from trainer.evaluate import accuracy, brier
from trainer.job.tokenised import Pair


@dataclass(frozen=True)
class Scored:
    """A pair with both rewards."""

    id: str
    chosen: float
    rejected: float

    @property
    def margin(self) -> float:
        """reward(chosen) - reward(rejected)."""
        return self.chosen - self.rejected


@torch.no_grad()
def rewards_of(model: PreTrainedModel, texts: list[list[int]], batch: int) -> list[float]:
    """Raw rewards of token ids, in their order: run by length so that little is padding, padded on the right."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    rewards = [0.0] * len(texts)
    for start in range(0, len(order), batch):
        places = order[start : start + batch]
        for place, reward in zip(places, reward_batch(model, [texts[place] for place in places]), strict=True):
            rewards[place] = reward
    return rewards


def reward_batch(model: PreTrainedModel, texts: list[list[int]]) -> list[float]:
    """Raw rewards of one batch of token ids."""
    longest, pad = max(map(len, texts)), model.config.pad_token_id
    ids = torch.tensor([text + [pad] * (longest - len(text)) for text in texts], device=model.device)
    mask = torch.tensor([[1] * len(text) + [0] * (longest - len(text)) for text in texts], device=model.device)
    return model(input_ids=ids, attention_mask=mask).logits[:, 0].float().tolist()


def score(model: PreTrainedModel, pairs: list[Pair], batch: int) -> list[Scored]:
    """Both rewards of each pair. Equal texts are read once: their place in a batch would move their rewards by a last bit."""
    sides = [(tuple(pair.chosen_ids), tuple(pair.rejected_ids)) for pair in pairs]
    texts = list(dict.fromkeys(text for both in sides for text in both))
    rewards = dict(zip(texts, rewards_of(model, [list(text) for text in texts], batch), strict=True))
    return [Scored(pair.id, *(rewards[text] for text in both)) for pair, both in zip(pairs, sides, strict=True)]


def figures(scored: list[Scored]) -> dict:
    """n, accuracy with its 95 % Wilson interval (an equal pair counts half), mean margin, ECE, Brier, log loss."""
    margins = np.array([one.margin for one in scored])
    return {
        "n": len(scored),
        **accuracy(scored, lambda one: one.margin),
        "margin": float(margins.mean()),
        "ece": calibration_error(margins)[0],
        "brier": brier(scored),
        "log_loss": float(np.logaddexp(0, -margins).mean()),
    }


def score_table(scored: list[Scored]) -> pyarrow.Table:
    """id, r_chosen, r_rejected, p = sigmoid(margin)."""
    margins = np.array([one.margin for one in scored])
    return pyarrow.table(
        {
            "id": [one.id for one in scored],
            "r_chosen": [one.chosen for one in scored],
            "r_rejected": [one.rejected for one in scored],
            "p": np.exp(-np.logaddexp(0, -margins)),
        }
    )


def write_table(table: pyarrow.Table, path: Path) -> None:
    """Write a Parquet file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    pyarrow.parquet.write_table(table, partial, compression="zstd")
    partial.replace(path)

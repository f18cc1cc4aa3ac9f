"""PyTorch's rewards of a checkpoint, with its weights as stored, in float16, and quantised."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn
from transformers import PreTrainedModel

from trainer.decoders.quantise import quantised

PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
PRECISIONS = ("f32", "f16", "q4", "q8")
HIDDEN = 8


def projections(model: PreTrainedModel) -> list[nn.Linear]:
    """The seven matrices of every layer: what a precision changes."""
    return [module for name, module in model.named_modules() if name.rsplit(".", 1)[-1] in PROJECTIONS]


def narrowed(weight: torch.Tensor, precision: str) -> torch.Tensor:
    """The float32 values that a stored weight keeps at a precision."""
    if precision == "f32":
        return weight.clone()
    if precision == "f16":
        return weight.half().float()
    return torch.from_numpy(quantised(weight.numpy(), precision))


@contextmanager
def at_precision(model: PreTrainedModel, precision: str) -> Iterator[PreTrainedModel]:
    """The model with narrowed matrices; the stored ones come back at the end."""
    linears = projections(model)
    stored = [linear.weight.data for linear in linears]
    try:
        for linear, weight in zip(linears, stored):
            linear.weight.data = narrowed(weight, precision)
        yield model
    finally:
        for linear, weight in zip(linears, stored):
            linear.weight.data = weight


def last_place(model: PreTrainedModel, ids: list[int]) -> int:
    """Where transformers reads the reward: the last token that is not the padding token; 0 where there is none."""
    return max((place for place, token in enumerate(ids) if token != model.config.pad_token_id), default=0)


@torch.no_grad()
def reward_of(model: PreTrainedModel, ids: list[int]) -> float:
    """The reward of one text, alone in its batch."""
    return model(input_ids=torch.tensor([ids])).logits.item()


@torch.no_grad()
def hidden_of(model: PreTrainedModel, ids: list[int]) -> list[float]:
    """The first 8 values of the state that the head reads, after the final norm."""
    states = model.model(input_ids=torch.tensor([ids])).last_hidden_state
    return states[0, last_place(model, ids), :HIDDEN].tolist()


def rewards_of(model: PreTrainedModel, texts: list[list[int]]) -> list[dict[str, float]]:
    """Each text's reward at every precision."""
    columns = []
    for precision in PRECISIONS:
        with at_precision(model, precision):
            columns.append([reward_of(model, ids) for ids in texts])
    return [dict(zip(PRECISIONS, row)) for row in zip(*columns)]

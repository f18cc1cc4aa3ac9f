"""Random weights, large enough that rewards differ and attention is not even."""

import zlib

import numpy as np
import torch
from torch import nn

SEED = 20261123
# Queries and keys above 1 make attention choose; the way back into the residual stream keeps the context's share.
GAINS = {"q_proj": 1.3, "k_proj": 1.3, "o_proj": 1.2, "down_proj": 1.5, "score": 0.8}


def draw(case: str, name: str, shape: torch.Size) -> np.ndarray:
    """Standard normal numbers that depend on the case and the tensor's name only."""
    return np.random.default_rng([SEED, zlib.crc32(f"{case}/{name}".encode())]).standard_normal(tuple(shape))


def scaled(name: str, noise: np.ndarray) -> np.ndarray:
    """The noise at the size that this tensor needs: norms around 1, biases small, matrices by their inputs."""
    if name.endswith("norm.weight"):
        return 1 + 0.25 * np.clip(noise, -3, 3)
    if name.endswith(".bias"):
        return 0.3 * noise
    if name.endswith("embed_tokens.weight"):
        return 0.7 * noise
    return GAINS.get(name.split(".")[-2], 1.0) * noise / np.sqrt(noise.shape[-1])


@torch.no_grad()
def fill(model: nn.Module, case: str) -> None:
    """Replace every parameter of a model; its dtype rounds them."""
    for name, parameter in model.named_parameters():
        parameter.copy_(torch.from_numpy(scaled(name, draw(case, name, parameter.shape))))

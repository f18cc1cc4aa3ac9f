"""The block format of 4-bit and 8-bit weights, written from its description alone, to check the engine's own.

A matrix is [outputs, inputs]; a block is 32 neighbouring inputs of one row, the last one filled up with zeros. A block
holds one float16 scale and whole numbers; `quantised` gives back the values that they stand for.
"""

import numpy as np

BLOCK = 32


def blocks(matrix: np.ndarray) -> np.ndarray:
    """[outputs, blocks, 32] of a matrix, in float64."""
    outputs, inputs = matrix.shape
    padded = np.pad(matrix.astype(np.float64), ((0, 0), (0, -inputs % BLOCK)))
    return padded.reshape(outputs, -1, BLOCK)


def levels(values: np.ndarray, scales: np.ndarray, zero: int) -> np.ndarray:
    """The whole number of each value, 0 to 2 * zero - 1; `zero` where the scale is 0."""
    shares = np.divide(values, scales, out=np.zeros_like(values), where=scales != 0)
    return np.clip(np.floor(shares + 0.5) + zero, 0, 2 * zero - 1)


def scales_q4(values: np.ndarray) -> np.ndarray:
    """[outputs, blocks, 1]: the value of largest magnitude, with its sign, is level 0; the first of equals."""
    places = np.abs(values).argmax(axis=-1, keepdims=True)
    return (np.take_along_axis(values, places, axis=-1) / -8).astype(np.float16).astype(np.float64)


def scales_q8(values: np.ndarray) -> np.ndarray:
    """[outputs, blocks, 1]: the largest magnitude is 127 steps from the middle."""
    return (np.abs(values).max(axis=-1, keepdims=True) / 127).astype(np.float16).astype(np.float64)


FORMATS = {"q4": (scales_q4, 8), "q8": (scales_q8, 128)}


def quantised(matrix: np.ndarray, precision: str) -> np.ndarray:
    """The float32 matrix that a quantised one stands for; precision "q4" or "q8"."""
    scales_of, zero = FORMATS[precision]
    values = blocks(matrix)
    scales = scales_of(values)
    restored = (levels(values, scales, zero) - zero) * scales
    return restored.reshape(len(matrix), -1)[:, : matrix.shape[1]].astype(np.float32)

"""The nearest rows of a pool by numpy: python nearest.py POOL QUERIES WIDTH K, both files 32-bit floats. Prints JSON."""

import json
import sys
import time

import numpy as np

PIECE = 8192


def nearest(pool: np.ndarray, queries: np.ndarray, k: int) -> np.ndarray:
    """The k rows of the pool with the largest product with each query, piece by piece."""
    best = np.full((len(queries), k), -np.inf, np.float32)
    rows = np.full((len(queries), k), -1, np.int64)
    for first in range(0, len(pool), PIECE):
        products = queries @ pool[first : first + PIECE].T
        own = np.argpartition(products, -min(k, products.shape[1]), axis=1)[:, -k:]
        all_values = np.concatenate([best, np.take_along_axis(products, own, 1)], axis=1)
        all_rows = np.concatenate([rows, own + first], axis=1)
        kept = np.argpartition(all_values, -k, axis=1)[:, -k:]
        best, rows = np.take_along_axis(all_values, kept, 1), np.take_along_axis(all_rows, kept, 1)
    return rows


def main() -> None:
    """Reads what the command line names and prints rows and seconds."""
    width, k = int(sys.argv[3]), int(sys.argv[4])
    started = time.perf_counter()
    pool = np.memmap(sys.argv[1], np.float32, "r").reshape(-1, width)
    queries = np.fromfile(sys.argv[2], np.float32).reshape(-1, width)
    rows = nearest(pool, queries, k)
    print(json.dumps({"seconds": time.perf_counter() - started, "rows": rows.tolist()}))


main()

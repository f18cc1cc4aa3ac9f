"""Make the fixture of parity between two runs: python -m trainer.parity_reference OUT_FILE

Random rewards of random pairs by two runs, some of them missing, with the figures of numpy and scipy.
"""

import json
import sys
from pathlib import Path

import numpy as np
from scipy.stats import binomtest, pearsonr

SEED = 20261124
CASES = 10
SHARES = [0, 0.1, 0.25, 0.5, 1]


def flips(here: np.ndarray, reference: np.ndarray, share: float) -> dict[str, float | list[float]]:
    """Pairs that change their sign, of those whose margin in the reference is above a share of the spread."""
    margin = share * float(np.sqrt(np.mean(reference**2)))
    above = np.abs(reference) > margin if share > 0 else np.ones(len(reference), dtype=bool)
    flipped = int(np.sum(np.sign(here[above]) * np.sign(reference[above]) < 0))
    pairs = int(np.sum(above))
    interval = binomtest(flipped, pairs).proportion_ci(method="wilson")
    return {"share": share, "margin": margin, "pairs": pairs, "flips": flipped, "interval": list(interval)}


def case(rng: np.random.Generator, pairs: int) -> dict[str, object]:
    """Two runs of one model: the second is off by noise, a shift, and gaps."""
    reference = rng.normal(rng.uniform(-20, 20), rng.uniform(0.3, 5), (pairs, 2))
    here = reference + rng.normal(rng.uniform(-1, 1), rng.uniform(0.01, 1), (pairs, 2))
    has_here, has_reference = rng.random((2, pairs, 2)) < 0.9
    both = has_here & has_reference
    x, y = here[both], reference[both]
    whole = both.all(axis=1)
    mx, my = here[whole][:, 0] - here[whole][:, 1], reference[whole][:, 0] - reference[whole][:, 1]
    return {
        "here": np.where(has_here, here, None).tolist(),
        "reference": np.where(has_reference, reference, None).tolist(),
        "responses": int(both.sum()),
        "onlyHere": int((has_here & ~has_reference).sum()),
        "onlyReference": int((has_reference & ~has_here).sum()),
        "correlation": float(pearsonr(x, y).statistic),
        "largest": float(np.max(np.abs(x - y))),
        "mean": float(np.mean(x) - np.mean(y)),
        "pairs": int(whole.sum()),
        "spread": float(np.sqrt(np.mean(my**2))),
        "change": float(np.sqrt(np.mean((mx - my) ** 2))),
        "flips": [flips(mx, my, share) for share in SHARES],
    }


def main() -> None:
    """Write the cases."""
    rng = np.random.default_rng(SEED)
    cases = [case(rng, int(rng.integers(8, 120))) for _ in range(CASES)]
    Path(sys.argv[1]).write_text(json.dumps(cases) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

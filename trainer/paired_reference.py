"""Make the fixture of paired comparisons: python -m trainer.paired_reference OUT_FILE

Two models on the same pairs: counts of right, tied and wrong of each, with McNemar's exact test and Wilson's interval by
statsmodels and the adjusted Wald interval of the difference (Agresti and Min 2005) written down once more with numpy; and how
many pairs it takes to see a difference, with the power that so many pairs really have, summed over all outcomes with scipy.
"""

import json
import sys
from pathlib import Path

import numpy as np
from scipy.stats import binom, norm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

SEED = 20261124
CASES = 40
ALPHA = 0.05
POWER = 0.8
CREDIT = {"right": 1.0, "tie": 0.5, "wrong": 0.0}
STANDS = list(CREDIT)
SIZES = [(0.02, 0.05), (0.03, 0.1), (0.05, 0.2), (0.1, 0.15), (0.1, 0.5), (0.2, 0.3)]


def case(number: int) -> dict:
    """The nine counts of one comparison, [older][newer] over right, tie, wrong, and its figures."""
    random = np.random.default_rng(SEED + number)
    pairs = int(random.choice([1, 2, 5, 12, 40, 240, 3000]))
    weights = random.dirichlet(np.where(np.eye(3, dtype=bool), 4.0, 1.0).ravel())
    if number % 3 == 0:
        weights = weights.reshape(3, 3) * np.array([[1, 0, 1], [0, 0, 0], [1, 0, 1]])
        weights = weights.ravel() / weights.sum()
    counts = random.multinomial(pairs, weights).reshape(3, 3)
    return {"counts": counts.tolist(), **figures(counts)}


def figures(counts: np.ndarray) -> dict:
    """Accuracy of both, the difference with its interval, and the exact test, of nine counts."""
    credit = np.array([CREDIT[stand] for stand in STANDS])
    change = credit[None, :] - credit[:, None]
    pairs = int(counts.sum())
    gained, lost = int(counts[change > 0].sum()), int(counts[change < 0].sum())
    up, down = float((counts * change)[change > 0].sum()), float(-(counts * change)[change < 0].sum())
    return {
        "pairs": pairs,
        "gained": gained,
        "lost": lost,
        "older": accuracy(counts.sum(axis=1) @ credit, pairs),
        "newer": accuracy(counts.sum(axis=0) @ credit, pairs),
        "difference": [(up - down) / pairs, *adjusted_wald(up, down, pairs)],
        "p": float(mcnemar([[0, gained], [lost, 0]], exact=True).pvalue),
    }


def accuracy(right: float, pairs: int) -> list[float]:
    low, high = proportion_confint(right, pairs, ALPHA, method="wilson")
    return [right / pairs, float(low), float(high)]


def adjusted_wald(up: float, down: float, pairs: int) -> list[float]:
    """Half a case more in each cell of the two by two table, then Wald's interval of its difference."""
    table = np.array([[(pairs - up - down) / 2, down], [up, (pairs - up - down) / 2]]) + 0.5
    shares = table / table.sum()
    centre = shares[1, 0] - shares[0, 1]
    spread = np.sqrt((shares[1, 0] + shares[0, 1] - centre**2) / table.sum())
    half = norm.ppf(1 - ALPHA / 2) * spread
    return [float(max(-1, centre - half)), float(min(1, centre + half))]


def enough(difference: float, apart: float) -> dict:
    """Connor's number of pairs, and how often McNemar's test finds the difference on so many."""
    root = norm.ppf(1 - ALPHA / 2) * np.sqrt(apart) + norm.ppf(POWER) * np.sqrt(apart - difference**2)
    pairs = int(np.ceil((root / difference) ** 2))
    return {"difference": difference, "apart": apart, "pairs": pairs, "power": power(difference, apart, pairs)}


def power(difference: float, apart: float, pairs: int) -> float:
    """Summed over how many pairs tell the models apart, and how many of these fall to the newer one."""
    found = 0.0
    for told in range(1, pairs + 1):
        chance = binom.pmf(told, pairs, apart)
        if chance < 1e-12:
            continue
        gained = np.arange(told + 1)
        is_found = np.abs(2 * gained - told) / np.sqrt(told) > norm.ppf(1 - ALPHA / 2)
        found += chance * binom.pmf(gained, told, (apart + difference) / (2 * apart))[is_found].sum()
    return float(found)


def main(out: Path) -> None:
    made = {"cases": [case(number) for number in range(CASES)], "enough": [enough(*size) for size in SIZES]}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(made) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m trainer.paired_reference OUT_FILE")
    main(Path(sys.argv[1]))

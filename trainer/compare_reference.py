"""Make the fixture of comparisons: python -m trainer.compare_reference OUT_FILE

Random committees of reward models on random pairs, with the figures of scipy, scikit-learn and statsmodels. Whatever must not
depend on which response stands first is computed over each pair in both orders.
"""

import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit
from scipy.stats import norm, pearsonr
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, cohen_kappa_score, log_loss, roc_auc_score
from statsmodels.stats.proportion import proportion_confint

SEED = 20261123
CASES = 12
BINS = 10
CODES = {"none": 0, "first": 1, "second": 2, "tie": 3}


def both_orders(values: np.ndarray) -> np.ndarray:
    """A signed quantity of pairs and of the same pairs with their responses swapped."""
    return np.concatenate([values, -values])


def correlation(x: np.ndarray, y: np.ndarray) -> float:
    return float(pearsonr(both_orders(x), both_orders(y)).statistic)


def residuals(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """What a straight line through x leaves of y."""
    table = np.column_stack([np.ones_like(x), x])
    return y - table @ np.linalg.lstsq(table, y, rcond=None)[0]


def partial(x: np.ndarray, y: np.ndarray, held: np.ndarray) -> float:
    """The correlation of x and y with `held` fixed, by the residuals of both."""
    x, y, held = both_orders(x), both_orders(y), both_orders(held)
    return float(pearsonr(residuals(x, held), residuals(y, held)).statistic)


def fisher(r: float, pairs: int) -> list[float]:
    half = norm.ppf(0.975) / np.sqrt(pairs - 3)
    return [float(np.tanh(np.arctanh(r) + side * half)) for side in (-1, 1)]


def temperature(margins: np.ndarray) -> float:
    """Where the slope of the log loss by 1 / temperature is zero."""

    def slope(at: float) -> float:
        return float(-np.sum(margins * expit(-at * margins)))

    return 1 / brentq(slope, 1e-9, 1e6, xtol=1e-15, rtol=1e-15, maxiter=1000)


def calibration_error(margins: np.ndarray, bins: int = BINS) -> tuple[float, list[dict]]:
    """Over bins of equal width from 0.5 to 1, which are the upper half of twice as many from 0 to 1."""
    confidence, right = expit(np.abs(margins)), (margins > 0).astype(int)
    shares, means = calibration_curve(right, confidence, n_bins=2 * bins, strategy="uniform")
    counts = np.histogram(confidence, bins=np.linspace(0, 1, 2 * bins + 1))[0]
    counts = counts[counts > 0]
    found = [
        {"pairs": int(n), "confidence": float(mean), "right": float(share)}
        for n, mean, share in zip(counts, means, shares)
    ]
    return float(np.sum(counts * np.abs(shares - means)) / np.sum(counts)), found


def losses(first_is_chosen: np.ndarray, margins: np.ndarray) -> float:
    """Both probabilities are given: one less the other has lost its digits where a model is sure and wrong."""
    return float(log_loss(first_is_chosen, np.column_stack([expit(-margins), expit(margins)]), labels=[0, 1]))


def of_model(margins: np.ndarray, signs: np.ndarray, lengths: np.ndarray) -> dict:
    """One model over the compared pairs. `margins` and `lengths`: first less second; `signs`: 1, -1 or 0 without a label."""
    labelled = signs != 0
    chosen, sign, length = (margins * signs)[labelled], signs[labelled], lengths[labelled]
    first_is_chosen, probability = (sign > 0).astype(int), expit(margins[labelled])
    error, bins = calibration_error(chosen)
    best = temperature(chosen)
    right = int(np.sum(chosen > 0))
    with_length = correlation(margins, lengths)
    return {
        "mean": float(np.mean(margins)),
        "deviation": float(np.std(margins)),
        "scale": float(np.sqrt(np.mean(margins**2))),
        "right": right,
        "wilson": [float(end) for end in proportion_confint(right, len(chosen), method="wilson")],
        "brier": float(brier_score_loss(first_is_chosen, probability)),
        "logLoss": losses(first_is_chosen, margins[labelled]),
        "auc": float(roc_auc_score(first_is_chosen, probability)),
        "bins": bins,
        "ece": error,
        "temperature": best,
        "eceAfter": calibration_error(chosen / best)[0],
        "logLossAfter": losses(first_is_chosen, margins[labelled] / best),
        "length": with_length,
        "lengthInterval": fisher(with_length, len(margins)),
        "slope": float(np.polyfit(both_orders(lengths), both_orders(margins), 1)[0]),
        "label": correlation(margins[labelled], sign),
        "lengthLabel": correlation(length, sign),
        "labelGivenLength": partial(margins[labelled], sign, length),
        "lengthGivenLabel": partial(margins[labelled], length, sign),
    }


def of_two(one: np.ndarray, other: np.ndarray, signs: np.ndarray) -> dict:
    """How far two models agree over the compared pairs."""
    labelled = signs != 0
    preferred = [both_orders(np.sign(margins)).astype(int) for margins in (one, other)]
    right = [((margins * signs)[labelled] > 0).astype(int) for margins in (one, other)]
    return {
        "same": int(np.sum(np.sign(one) * np.sign(other) > 0)),
        "flips": int(np.sum(np.sign(one) * np.sign(other) < 0)),
        "kappa": float(cohen_kappa_score(*preferred)),
        "errorKappa": float(cohen_kappa_score(*right)),
        "correlation": correlation(one, other),
    }


def committee(number: int) -> dict:
    """Models of different skill, scale and taste for length score pairs; some leave a few out."""
    random = np.random.default_rng((SEED, number))
    pairs, models = int(random.integers(40, 500)), int(random.integers(2, 5))
    first_lengths, second_lengths = (random.integers(1, 2000, pairs) for _ in range(2))
    lengths = (first_lengths - second_lengths).astype(float)
    better = random.normal(0, 1, pairs)
    names = np.where(random.uniform(size=pairs) < expit(2 * better), "first", "second")
    names = np.where(random.uniform(size=pairs) < 0.15, random.choice(["none", "tie"], pairs), names)
    signs = np.select([names == "first", names == "second"], [1.0, -1.0], 0.0)
    first, second = [], []
    for _ in range(models):
        scale, taste = random.uniform(0.2, 6), random.normal(0, 0.8)
        margins = scale * (better + taste * lengths / 800 + random.normal(0, 1, pairs))
        level = random.normal(0, 3, pairs)
        first.append(level + margins / 2)
        second.append(level - margins / 2)
    missing = random.uniform(size=(models, pairs)) < 0.04
    compared = ~missing.any(axis=0)
    margins = [(one - other)[compared] for one, other in zip(first, second)]
    return {
        "first": [[None if m else float(r) for r, m in zip(row, gone)] for row, gone in zip(first, missing)],
        "second": [[float(r) for r in row] for row in second],
        "labels": [CODES[name] for name in names],
        "firstLengths": first_lengths.tolist(),
        "secondLengths": second_lengths.tolist(),
        "compared": int(compared.sum()),
        "models": [of_model(row, signs[compared], lengths[compared]) for row in margins],
        "twos": [
            {"a": a, "b": b, **of_two(margins[a], margins[b], signs[compared])}
            for a in range(models)
            for b in range(a + 1, models)
        ],
    }


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m trainer.compare_reference OUT_FILE")
    out = Path(sys.argv[1])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps([committee(number) for number in range(CASES)], separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

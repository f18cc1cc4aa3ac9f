"""Heads that scikit-learn fits to small made-up pairs, for the studio's own refit to be compared with.

Writes test/files/refit/*.json: trainer/.venv/bin/python -m trainer.refit_reference [DIR]. The versions stand in each file.
"""

import json
import sys
from pathlib import Path

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression

FOLDER = Path(__file__).parent.parent / "test" / "files" / "refit"
# name, pairs, width, ridge, whether pairs have weights, noise of the verdicts
CASES = (
    ("fewer-pairs-than-width", 24, 40, 0.7, False, 0.5),
    ("more-pairs-than-width", 60, 6, 2.0, False, 1.0),
    ("weighted", 40, 12, 0.05, True, 1.0),
    ("separable", 30, 30, 0.001, False, 0.0),
)


def case(name: str, pairs: int, width: int, ridge: float, weighted: bool, noise: float, seed: int) -> dict:
    """One made-up set of pairs with the head that scikit-learn's ridge logistic regression without intercept gives."""
    draw = numpy.random.default_rng(seed)
    differences = draw.normal(size=(pairs, width)).round(3)
    truth = draw.normal(size=width)
    signs = numpy.where(differences @ truth + noise * draw.normal(size=pairs) > 0, 1, -1)
    weights = draw.integers(1, 4, size=pairs) if weighted else numpy.ones(pairs, dtype=int)
    # scikit-learn minimises C * loss + norm / 2, which is loss + ridge * norm / 2 with C = 1 / ridge.
    model = LogisticRegression(C=1 / ridge, fit_intercept=False, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    model.fit(differences, signs, sample_weight=weights)
    head = model.coef_[0]
    loss = float((weights * numpy.logaddexp(0, -signs * (differences @ head))).sum())
    return {
        "name": name,
        "made": f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}, seed {seed}",
        "ridge": ridge,
        "width": width,
        "differences": differences.tolist(),
        "signs": signs.tolist(),
        "weights": weights.tolist(),
        "head": [float(f"{value:.12g}") for value in head],
        "loss": loss,
    }


def main() -> None:
    """Write every case into the folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (name, pairs, width, ridge, weighted, noise) in enumerate(CASES, start=1):
        made = case(name, pairs, width, ridge, weighted, noise, seed)
        (folder / f"{name}.json").write_text(json.dumps(made, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

"""The heads that the studio's refit is compared with are those that scikit-learn gives now."""

import json

import numpy
import pytest

from trainer.refit_reference import CASES, FOLDER, case


@pytest.mark.parametrize(("seed", "values"), list(enumerate(CASES, start=1)), ids=[values[0] for values in CASES])
def test_the_committed_case_comes_back(seed, values):
    kept = json.loads((FOLDER / f"{values[0]}.json").read_text())
    made = case(*values, seed)
    assert made["differences"] == kept["differences"]
    assert made["signs"] == kept["signs"]
    numpy.testing.assert_allclose(made["head"], kept["head"], atol=1e-6)
    assert made["loss"] == pytest.approx(kept["loss"], abs=1e-6)

"""The figures that comparisons of an old with a new model are held against are those that the libraries give now."""

import json
from pathlib import Path

import pytest

from trainer.paired_reference import CASES, SIZES, case, enough

FIXTURE = Path(__file__).parents[2] / "test/files/compare/paired.json"


@pytest.mark.parametrize("number", range(CASES))
def test_the_committed_comparison_comes_back(number):
    kept = json.loads(FIXTURE.read_text())["cases"][number]
    made = case(number)
    assert made["counts"] == kept["counts"]
    for name in ("older", "newer", "difference", "p"):
        assert made[name] == pytest.approx(kept[name], rel=1e-9), name


@pytest.mark.parametrize("number", range(len(SIZES)))
def test_so_many_pairs_find_the_difference_in_four_of_five_comparisons(number):
    made = enough(*SIZES[number])
    assert made == pytest.approx(json.loads(FIXTURE.read_text())["enough"][number], rel=1e-9)
    assert 0.77 < made["power"] < 0.84

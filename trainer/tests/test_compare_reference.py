"""The figures that the studio's comparisons are held against are those that the libraries give now."""

import json
from pathlib import Path

import pytest

from trainer.compare_reference import CASES, committee

FIXTURE = Path(__file__).parents[2] / "test/files/compare/random.json"


@pytest.mark.parametrize("number", range(CASES))
def test_the_committed_committee_comes_back(number):
    kept = json.loads(FIXTURE.read_text())[number]
    made = committee(number)
    assert made["labels"] == kept["labels"]
    assert made["compared"] == kept["compared"]
    for name in ("models", "twos"):
        for now, then in zip(made[name], kept[name], strict=True):
            for figure, value in now.items():
                if figure != "bins":
                    assert value == pytest.approx(then[figure], rel=1e-9), figure

"""Held-out figures."""

import math

import pytest

from trainer.evaluate import Scored, evaluation, wilson
from trainer.tests.conftest import pair


# Newcombe 1998, Statistics in Medicine 17, table I: the score interval without continuity correction.
@pytest.mark.parametrize(
    ("correct", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_intervals(correct, n, low, high):
    assert wilson(correct, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_stays_inside_0_and_1():
    assert wilson(0, 1)[0] == 0.0
    assert wilson(3, 3)[1] == 1.0


def test_wilson_without_trials_is_an_error():
    with pytest.raises(ValueError, match="at least one pair, got 0"):
        wilson(0, 0)


def test_figures_by_source_and_together():
    scored = [
        Scored(pair("1", "p", "long", "no", "a"), 2.0, 1.0),
        Scored(pair("2", "p", "no", "long", "a"), 1.0, 1.0),
        Scored(pair("3", "q", "yes", "non", "b"), 0.0, 1.0),
    ]
    result = evaluation(scored)
    assert list(result) == ["a", "b", "all"]
    assert result["a"]["model"]["accuracy"] == 0.75 and result["a"]["model"]["ties"] == 1
    assert result["a"]["longer_response"]["accuracy"] == 0.5
    assert result["b"]["longer_response"] == {**result["b"]["longer_response"], "accuracy": 0.5, "ties": 1}
    assert (result["all"]["pairs"], result["all"]["prompts"]) == (3, 2)
    assert result["all"]["mean_margin"] == pytest.approx(0.0)
    brier = (2 * (1 - 1 / (1 + math.exp(-1))) ** 2 / 2 + 0.25 + (1 - 1 / (1 + math.e)) ** 2) / 3
    assert result["all"]["brier"] == pytest.approx(brier)

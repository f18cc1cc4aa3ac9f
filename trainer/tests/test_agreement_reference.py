"""The committed fixtures of agreement are what the libraries say today."""

import json
from pathlib import Path

import numpy as np
import pytest

from trainer.agreement_reference import alpha, case, fleiss, percent, random_case

FOLDER = Path("test/files/agreement")


def close(made: dict, kept: dict) -> None:
    """Ratings equal, figures to the digits that are kept."""
    for name, value in kept.items():
        if isinstance(value, float):
            assert made[name] == pytest.approx(value, abs=1e-9), name
        elif name == "cohen":
            for one, other in zip(made[name], value, strict=True):
                close(one, other)
        elif name == "dawidSkene":
            for one, other in zip(made[name], value, strict=True):
                assert one == pytest.approx(other, abs=1e-6)
        else:
            assert made[name] == value, name


def test_random_cases():
    kept = json.loads((FOLDER / "random.json").read_text(encoding="utf-8"))
    for number in range(0, len(kept), 5):
        close(random_case(number), kept[number])


def test_real_votes():
    kept = json.loads((FOLDER / "pandalm.json").read_text(encoding="utf-8"))
    assert (kept.pop("people"), len(kept["ratings"]), len(kept.pop("likely"))) == (3, 999, 999)
    ratings = [[value for _, value in said] for said in kept["ratings"]]
    pairs = [(two["one"], two["other"]) for two in kept["cohen"]]
    close(case(kept["name"], ratings, kept["values"], pairs) | {"ratings": kept["ratings"]}, kept)


def test_what_is_undefined_is_no_number():
    figures = [percent([[0, None]]), fleiss([[0, None]]), alpha([[0, None]], 2, "nominal")]
    assert np.isnan(figures).all()

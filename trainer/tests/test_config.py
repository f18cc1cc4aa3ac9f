"""Configurations that must be refused, and what the refusal says."""

from dataclasses import replace
from pathlib import Path

import pytest

from trainer.config import read_config

DEMO = Path("runs/demo.yaml")


def test_unknown_and_missing_keys_are_named(tmp_path):
    path = tmp_path / "run.yaml"
    path.write_text(DEMO.read_text(encoding="utf-8").replace("layers:", "layer:"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"unknown: \['layer'\], missing: \['layers'\]"):
        read_config(path)


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "run.yaml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="must hold keys and values, got NoneType"):
        read_config(path)


@pytest.mark.parametrize("change", [{"name": "../up"}, {"name": ""}, {"test": 0}, {"validation": 0.9, "test": 0.2}])
def test_values_out_of_range_are_refused(change):
    with pytest.raises(ValueError, match="trainer.config: "):
        replace(read_config(DEMO), **change)

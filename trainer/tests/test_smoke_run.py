"""A whole run on a few pairs: every stage, the run folder, and the checkpoint in a fresh process."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from trainer.config import read_config
from trainer.train import main

SMOKE = "runs/smoke.yaml"
SCORE = """
import json, sys
from pathlib import Path
from trainer.checkpoint import load
from trainer.config import read_config
from trainer.dataset import clean_sides, fitting
from trainer.evaluate import score
from trainer.run_folder import score_rows
config = read_config(Path("runs/smoke.yaml"))
model, tokenizer = load(Path(sys.argv[1]))
sides = fitting(clean_sides(config), tokenizer, config.positions)
print(json.dumps(score_rows(score(model, tokenizer, sides.pairs["test"]))))
"""


def lines(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The folder of a finished smoke run."""
    runs = tmp_path_factory.mktemp("runs")
    main([SMOKE, str(runs)])
    return runs / "smoke"


def test_the_run_is_done_and_its_losses_are_finite(folder):
    assert (folder / "DONE").exists() and not (folder / "FAILED.json").exists()
    losses = [row[key] for row in lines(folder / "metrics.jsonl") for key in ("loss", "eval_loss") if key in row]
    assert len(losses) >= 4
    assert all(math.isfinite(loss) for loss in losses)


def test_every_pair_is_accounted_for(folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    reasons = {row["reason"] for row in lines(folder / "dropped.jsonl")}
    assert any(reason.startswith("too long, ") for reason in reasons)
    limit = read_config(Path(SMOKE)).pairs
    assert all(0 < count <= limit for count in manifest["pairs"].values())
    assert len(lines(folder / "scores" / "test.jsonl")) == manifest["pairs"]["test"]


def test_a_fresh_process_gives_the_same_rewards(folder):
    command = [sys.executable, "-c", SCORE, str(folder / "model")]
    fresh = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    saved = lines(folder / "scores" / "test.jsonl")
    assert [row["id"] for row in fresh] == [row["id"] for row in saved]
    for one, other in zip(fresh, saved):
        assert (one["r_chosen"], one["r_rejected"]) == pytest.approx((other["r_chosen"], other["r_rejected"]), abs=1e-5)


def test_training_moved_the_weights_apart(folder):
    rewards = [row["r_chosen"] for row in lines(folder / "scores" / "test.jsonl")]
    assert len(set(rewards)) > len(rewards) / 2


def test_a_failed_run_says_why(tmp_path):
    config = tmp_path / "broken.yaml"
    config.write_text(Path(SMOKE).read_text(encoding="utf-8").replace("vocabulary: 17000", "vocabulary: 3"))
    with pytest.raises(ValueError, match="pieces, got 3"):
        main([str(config), str(tmp_path)])
    failure = json.loads((tmp_path / "smoke" / "FAILED.json").read_text(encoding="utf-8"))
    assert "pieces, got 3" in failure["error"]
    assert not (tmp_path / "smoke" / "DONE").exists()

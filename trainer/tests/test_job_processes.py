"""Two processes train one model: stopped and gone on with, they give the figures of one process with the same batch."""

import json
import signal
from pathlib import Path

import pytest
import torch

from trainer.job.work import work
from trainer.tests.job_folders import base, run_folder
from trainer.tests.test_job_resume import PATIENCE_S, events, start, when


def evaluations(folder: Path) -> dict[int, float]:
    return {row["step"]: row["eval_loss"] for row in events(folder) if "eval_loss" in row}


@pytest.mark.skipif("torch.cuda.is_available()")
def test_two_processes_give_the_figures_of_one(tmp_path, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    torch.set_num_threads(1)
    model = base("qwen3", tmp_path / "base")
    told = {"max_steps": 32, "learning_rate": 2e-4}
    one = run_folder(tmp_path / "one", model, batch_per_process=4, **told)
    assert work(one)
    launch = {"strategy": "ddp", "processes": 2, "port": 0}
    two = run_folder(tmp_path / "two", model, batch_per_process=2, launch=launch, **told)
    process = start(two)
    when(two, "checkpoint", 4, process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE_S) == 143
    assert not (two / "FAILED.json").exists() and not (two / "DONE").exists()
    assert work(two)
    assert evaluations(two) == pytest.approx(evaluations(one), rel=1e-3)
    assert [row["event"] for row in events(two) if row["event"] in ("resumed", "done")] == ["resumed", "done"]
    assert json.loads((two / "eval.json").read_text(encoding="utf-8"))["gold"]["n"] == 16

"""A run that is killed, then stopped, then finished gives the weights of one that nothing disturbed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
import yaml

from trainer.job.run_folder import RunFolder
from trainer.job.work import work
from trainer.tests.job_folders import base, run_folder

PATIENCE_S = 120


def start(folder: Path) -> subprocess.Popen:
    """The command in a process of its own, on one thread as the test itself."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-W", "ignore", "-m", "trainer.job", str(folder)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def when(folder: Path, event: str, step: int, process: subprocess.Popen) -> None:
    """Wait until metrics.jsonl holds that event at that step or later."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        text = (folder / "metrics.jsonl").read_text(encoding="utf-8") if (folder / "metrics.jsonl").exists() else ""
        lines = [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
        if any(line["event"] == event and line["step"] >= step for line in lines):
            return
        time.sleep(0.01)
    raise AssertionError(f"{event} {step} did not come: {process.stderr.read() if process.stderr else ''}")


def weights(folder: Path) -> str:
    return json.loads((folder / "DONE").read_text(encoding="utf-8"))["weights_sha256"]["model.safetensors"]


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> Path:
    return base("qwen3", tmp_path_factory.mktemp("resume") / "base")


LONG = {"max_steps": 24, "checkpoint_every": 4, "learning_rate": 2e-4, "log_every": 1}
DROPOUT = {"method": "lora", "lora": {"rank": 4, "dropout": 0.2}}


def events(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()]


def figures(folder: Path) -> dict:
    """Every figure of every step, the last said of each: losses and gold figures to the last digit."""
    names = ("loss", "grad_norm", "eval_loss", "eval_margin")
    return {(row["step"], name): row[name] for row in events(folder) for name in names if name in row}


def same_end(folder: Path, undisturbed: Path) -> None:
    """Finish the folder here and compare all that it says with a run that nothing disturbed."""
    assert work(folder)
    assert figures(folder) == figures(undisturbed)
    assert weights(folder) == weights(undisturbed)
    resumed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["resumed"]
    assert [one["same_versions"] for one in resumed] == [True]


def test_a_killed_run_goes_on_to_the_same_weights(model, tmp_path):
    undisturbed = run_folder(tmp_path / "undisturbed", model, **LONG)
    assert work(undisturbed)
    folder = run_folder(tmp_path / "killed", model, **LONG)
    process = start(folder)
    when(folder, "checkpoint", 4, process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (folder / "DONE").exists() and not (folder / "FAILED.json").exists()
    leave_half_a_checkpoint(folder)
    same_end(folder, undisturbed)
    story = [row["event"] for row in events(folder) if row["event"] in ("started", "resumed", "done")]
    assert story == ["started", "resumed", "done"]


def test_a_stopped_run_keeps_its_step_and_goes_on_to_the_same_weights(model, tmp_path):
    undisturbed = run_folder(tmp_path / "undisturbed", model, **DROPOUT, **LONG)
    assert work(undisturbed)
    folder = run_folder(tmp_path / "stopped", model, **DROPOUT, **LONG)
    process = start(folder)
    when(folder, "figures", 6, process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE_S) == 143, process.stderr.read()
    stop = next(row["step"] for row in events(folder) if row["event"] == "stopped")
    same_end(folder, undisturbed)
    assert [row["step"] for row in events(folder) if row["event"] == "resumed"] == [stop]


def leave_half_a_checkpoint(folder: Path) -> None:
    """What a kill in the middle of a save and of a line leaves."""
    last = max((folder / "checkpoints").glob("checkpoint-*"), key=lambda path: int(path.name[11:]))
    half = shutil.copytree(last, folder / "checkpoints" / "checkpoint-23")
    (half / "optimizer.pt").write_bytes(b"half")
    with (folder / "metrics.jsonl").open("a", encoding="utf-8") as out:
        out.write('{"at": "2026-')


def test_settings_that_change_on_the_way_are_refused(model, tmp_path):
    folder = run_folder(tmp_path / "changed", model, max_steps=2, checkpoint_every=1)
    assert work(folder)
    (folder / "DONE").unlink()
    told = yaml.safe_load((folder / "run.yaml").read_text(encoding="utf-8"))
    (folder / "run.yaml").write_text(yaml.safe_dump({**told, "learning_rate": 0.5}), encoding="utf-8")
    with pytest.raises(ValueError, match="settings of changed changed"):
        work(folder)


def test_two_processes_never_work_in_one_folder(model, tmp_path):
    folder = run_folder(tmp_path / "held", model)
    with RunFolder(folder).held(), pytest.raises(ValueError, match="one process at a time"):
        work(folder)

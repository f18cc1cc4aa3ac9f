"""Training in a run folder: decoders and encoders, whole and by adapters, and what the folder then holds."""

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet
import pytest
import torch

from trainer.job.reward_model import load_reward_model
from trainer.job.work import work
from trainer.tests.job_folders import base, rows, run_folder, write_rows

CASES = [("qwen3", "full"), ("qwen3", "lora"), ("llama", "lora"), ("bert", "full"), ("bert", "lora")]
NAMES = ["-".join(case) for case in CASES]
# Scores by transformers alone: nothing of the trainer may be needed to use what it wrote.
SCORE = """
import json, sys
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer
found = {}
for folder in sys.argv[1:]:
    model = AutoModelForSequenceClassification.from_pretrained(folder + "/model", dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder + "/model")
    found[folder] = []
    for line in open(folder + "/data/gold.jsonl", encoding="utf-8"):
        row = json.loads(line)
        texts = [tokenizer.apply_chat_template(row[side], tokenize=False) for side in ("chosen", "rejected")]
        ids = [tokenizer(text, add_special_tokens=False, return_tensors="pt") for text in texts]
        with torch.no_grad():
            found[folder].append([model(input_ids=one["input_ids"]).logits.item() for one in ids])
print(json.dumps(found))
"""


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def events(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()]


def evaluations(folder: Path) -> dict[int, dict]:
    return {event["step"]: event for event in events(folder) if "eval_accuracy" in event}


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("jobs")


@pytest.fixture(scope="module")
def folders(home) -> dict[str, Path]:
    """A finished run of every case, by its name."""
    made = {}
    for kind, method in CASES:
        folder = run_folder(home / f"{kind}-{method}", base(kind, home / f"base-{kind}"), method=method)
        assert work(folder)
        made[f"{kind}-{method}"] = folder
    return made


@pytest.fixture(scope="module")
def fresh(folders) -> dict[str, list]:
    """Rewards of every run's gold in a fresh process that knows transformers alone."""
    command = [sys.executable, "-W", "ignore", "-c", SCORE, *map(str, folders.values())]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {name: found[str(folder)] for name, folder in folders.items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_fresh_process_gives_the_rewards_of_the_run(name, folders, fresh):
    """A head that is made anew on loading, or an adapter that is lost, cannot pass."""
    saved = pyarrow.parquet.read_table(folders[name] / "scores" / "gold.parquet").to_pylist()
    for now, then in zip(fresh[name], saved, strict=True):
        assert now == pytest.approx([then["r_chosen"], then["r_rejected"]], abs=1e-5)
    figures = read(folders[name] / "eval.json")
    trained = evaluations(folders[name])[figures["step"]]
    assert figures["gold"]["margin"] == pytest.approx(trained["eval_margin"], abs=1e-4)


@pytest.mark.parametrize("name", NAMES)
def test_the_checkpoint_is_the_first_of_the_best_by_gold_accuracy(name, folders):
    found = evaluations(folders[name])
    assert sorted(found) == [4, 8, 12]
    best = max(found, key=lambda step: (found[step]["eval_accuracy"], -step))
    assert read(folders[name] / "eval.json")["step"] == best
    losses = [event["loss"] for event in events(folders[name]) if "loss" in event]
    assert losses[-1] < losses[0]


@pytest.mark.parametrize("name", NAMES)
def test_the_folder_holds_what_the_contract_says(name, folders):
    folder = folders[name]
    assert (
        (folder / "DONE").exists() and not (folder / "FAILED.json").exists() and not (folder / "checkpoints").exists()
    )
    manifest, result = read(folder / "manifest.json"), read(folder / "eval.json")
    assert manifest["pairs"] == {"train": 48, "gold": 16} and manifest["settings"]["seed"] == 7
    assert set(manifest["inputs"]) == {"train.jsonl", "gold.jsonl"} and "torch" in manifest["versions"]
    assert len(manifest["model"]["template_sha256"]) == 64 and manifest["model"]["files"]
    gold = result["gold"]
    assert gold["n"] == 16 and 0 <= gold["low"] <= gold["accuracy"] <= gold["high"] <= 1
    assert {"ties", "margin", "ece", "brier", "log_loss"} <= set(gold)
    config = read(folder / "model" / "config.json")
    assert config["architectures"][0].endswith("ForSequenceClassification") and config["id2label"] == {"0": "reward"}
    card = (folder / "model" / "README.md").read_text(encoding="utf-8")
    assert result["weights_sha256"]["model.safetensors"] in card and f"{gold['accuracy']:.3f}" in card
    assert str(folder.parent) not in card
    files = {path.name for path in (folder / "model").iterdir()}
    assert {"config.json", "tokenizer.json", "chat_template.jinja", "model.safetensors", "README.md"} <= files


def test_a_finished_run_is_left_as_it_is(folders):
    folder = folders["bert-full"]
    before = (folder / "metrics.jsonl").read_bytes()
    assert work(folder)
    assert (folder / "metrics.jsonl").read_bytes() == before


def test_margins_enter_the_loss(home):
    folder = run_folder(home / "margins", base("bert", home / "base-bert"), margin=2.0, max_steps=1, log_every=1)
    assert work(folder)
    first = next(event for event in events(folder) if "loss" in event)
    # An untrained head gives both sides nearly one reward: the loss is log(1 + e^margin).
    assert first["loss"] == pytest.approx(2.127, abs=0.05)


def test_a_head_that_is_not_there_is_refused(home, folders):
    with pytest.raises(ValueError, match="must hold the weights of score"):
        load_reward_model(str(base("qwen3", home / "base-qwen3")), torch.float32)
    _, anew = load_reward_model(str(folders["qwen3-lora"] / "model"), torch.float32)
    assert anew == []


def test_pairs_that_do_not_fit_are_named(home):
    folder = run_folder(home / "long", base("bert", home / "base-bert"), max_steps=1, max_length=40)
    long = {**rows(1, first=5000)[0], "chosen": [{"role": "assistant", "content": "yes " * 60}]}
    write_rows(folder / "data" / "train.jsonl", [*rows(8), long])
    assert work(folder)
    dropped = [json.loads(line) for line in (folder / "dropped.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["id"], one["side"]) for one in dropped] == [("pair-5000", "train")]
    assert dropped[0]["reason"].endswith("of at most 40")


@pytest.mark.parametrize(
    ("train", "gold", "reason"),
    [
        (rows(8), [], "must hold at least one pair"),
        (rows(8), rows(2), "must not be trained on, 2 are"),
        ([*rows(4), *rows(4)], rows(2, 50), "ids must differ"),
        ([*rows(4), *rows(4, 10, margin=1.0)], rows(2, 50), "all pairs have a margin or none has, got 4 of 8"),
        ([{"chosen": "yes", "rejected": "no"}], rows(2, 50), "must be messages with role and content"),
    ],
)
def test_data_that_cannot_train_fails_with_the_reason(home, tmp_path, train, gold, reason):
    folder = run_folder(tmp_path / "bad", base("bert", home / "base-bert"))
    write_rows(folder / "data" / "train.jsonl", train)
    write_rows(folder / "data" / "gold.jsonl", gold)
    with pytest.raises(ValueError, match=reason):
        work(folder)
    assert reason in read(folder / "FAILED.json")["error"]
    assert not (folder / "DONE").exists()

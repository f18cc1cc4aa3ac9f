"""Exported labels train as they are: TRL's own trainers take every row.

ASSAY_EXPORT_DIR names a folder of exported files; without it, small golden files are used.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from trainer.check_export import check
from trainer.data.pair import message

GOLDEN = Path(__file__).parent / "files"


def count(path: Path) -> int:
    with path.open(encoding="utf-8") as rows:
        return sum(1 for _ in rows)


def test_golden_files_train():
    rows = {kind: count(GOLDEN / f"trl-{kind}.jsonl") for kind in ("reward", "dpo")}
    assert check(GOLDEN) == {"reward_rows": rows["reward"], "dpo_rows": rows["dpo"], "kto_rows": 0, "dropped": 0}


@pytest.mark.skipif("ASSAY_EXPORT_DIR" not in os.environ, reason="ASSAY_EXPORT_DIR is not set: no export to check")
def test_the_export_trains():
    result = check(Path(os.environ["ASSAY_EXPORT_DIR"]))
    assert result["dropped"] == 0
    assert result["reward_rows"] + result["dpo_rows"] + result["kto_rows"] > 0


def test_other_files_are_left_alone(tmp_path):
    shutil.copy(GOLDEN / "trl-reward.jsonl", tmp_path)
    (tmp_path / "provenance.jsonl").write_text('{"verdict": 1}\n', encoding="utf-8")
    assert check(tmp_path)["reward_rows"] == count(GOLDEN / "trl-reward.jsonl")


@pytest.mark.parametrize(
    ("chosen", "rejected", "reason"),
    [
        (message("user", "a"), message("assistant", "b"), "must end with an assistant message, got user"),
        (message("assistant", "a"), message("assistant", "a"), "must differ, they are equal"),
        (message("assistant", "a"), message("assistant", " A"), "must differ as tokens"),
    ],
)
def test_rows_that_teach_nothing_are_named(tmp_path, chosen, rejected, reason):
    row = json.dumps({"chosen": [chosen], "rejected": [rejected]})
    (tmp_path / "bad.jsonl").write_text(row + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"row 1: .*{reason}"):
        check(tmp_path)


def test_a_folder_without_an_export_is_refused(tmp_path):
    with pytest.raises(ValueError, match="must hold a .jsonl file"):
        check(tmp_path)

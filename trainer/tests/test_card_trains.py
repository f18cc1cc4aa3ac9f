"""The command that stands on the card of an exported data set trains it with TRL, as it stands there.

ASSAY_CARD_DIR names a folder that has just been exported; without it, golden folders are used.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from safetensors.torch import load_file

from trainer.tests.job_folders import base

FILES = Path("test/files")
FOLDERS = [FILES / "exports" / "hugging-face", FILES / "curation" / "curated"]
EXPORTED = [Path(os.environ["ASSAY_CARD_DIR"])] if "ASSAY_CARD_DIR" in os.environ else FOLDERS


def card_command(card: Path) -> str:
    """The one shell command of a card."""
    (command,) = re.findall(r"```sh\n(.*?)\n```", card.read_text(encoding="utf-8"), re.DOTALL)
    return command


@pytest.mark.parametrize("exported", EXPORTED, ids=lambda folder: folder.name)
def test_the_command_of_the_card_trains(exported, tmp_path):
    folder = tmp_path / "data set"
    shutil.copytree(exported, folder)
    model = base("qwen3", tmp_path / "base")
    here = {
        "MODEL": str(model),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HF_HUB_OFFLINE": "1",
        "HF_DATASETS_CACHE": str(tmp_path / "cache"),
    }
    command = card_command(folder / "README.md")
    done = subprocess.run(["sh", "-c", command], cwd=folder, env=os.environ | here, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "train_loss" in done.stdout
    trained, start = (load_file(path / "model.safetensors") for path in (folder / "reward-model", model))
    assert "score.weight" in trained
    shared = [name for name in trained if name in start]
    assert shared and any((trained[name] != start[name]).any() for name in shared)


def test_the_card_names_the_version_of_trl_that_is_tested_here():
    (pinned,) = re.findall(r"^trl==\S+$", Path("trainer/requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    for folder in FOLDERS:
        assert f"`pip install {pinned}`" in (folder / "README.md").read_text(encoding="utf-8")

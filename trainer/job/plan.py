"""What a run would do, from its settings alone: no weights are read, no hub is asked."""

import json
from pathlib import Path

from transformers import AutoConfig

from trainer.job.arguments import steps_of, warmup_steps
from trainer.job.launch import command
from trainer.job.memory import estimate, parameters
from trainer.job.rows import read_file
from trainer.job.run_folder import RunFolder
from trainer.job.settings import Settings, Shape, TrainSettings, read_settings


def show_plan(path: Path) -> int:
    """Print the plan of a run folder, or of a settings file alone."""
    print(json.dumps(plan_of(path), indent=2))
    return 0


def plan_of(path: Path) -> dict:
    """The settings as they resolve, with batch, steps, memory and command. Raises ValueError where a rule is broken."""
    settings = read_settings(path if path.is_file() else path / "run.yaml")
    folder = RunFolder(path) if path.is_dir() else None
    told = {"settings": settings.model_dump(mode="json")}
    return told | (train_plan(settings, folder) if settings.kind == "train" else shard_plan(settings, folder))


def shard_plan(settings: Settings, folder: RunFolder | None) -> dict:
    """A pass over shards: how many there are."""
    return {"shards": len(folder.files(settings.shards)) if folder else None}


def train_plan(settings: TrainSettings, folder: RunFolder | None) -> dict:
    """A training run: its batch, steps and memory."""
    pairs = count_pairs(settings, folder)
    steps = steps_of(settings, pairs)
    shape = settings.shape or shape_of(settings.model)
    return {
        "pairs": pairs,
        "processes": settings.launch.world,
        "effective_batch": settings.batch_per_process * settings.accumulation * settings.launch.world,
        "accumulation": settings.accumulation,
        "steps": steps,
        "warmup_steps": warmup_steps(settings, steps),
        "checkpoints": -(-steps // settings.checkpoint_every),
        "parameters": parameters(shape) if shape else None,
        "memory_gib_per_process_estimate": estimate(settings, shape) if shape else None,
        "command": command(folder.path if folder else Path("RUN_FOLDER"), settings),
    }


def count_pairs(settings: TrainSettings, folder: RunFolder | None) -> int:
    """The pairs of the folder's training data, else what the settings count with."""
    if folder and any(folder.path.glob(settings.data.train)):
        return sum(1 for path in folder.files(settings.data.train) for _ in read_file(path))
    if settings.pairs is None:
        raise ValueError("trainer.job: a plan needs training data or a number of pairs; add data or set pairs")
    return settings.pairs


def shape_of(model: str) -> Shape | None:
    """The sizes of a checkpoint on this disk; None for an encoder, or where config.json is not here."""
    if not (Path(model) / "config.json").exists():
        return None
    config = AutoConfig.from_pretrained(model, trust_remote_code=False)
    if not hasattr(config, "num_key_value_heads"):
        return None
    return Shape(
        layers=config.num_hidden_layers,
        width=config.hidden_size,
        inner=config.intermediate_size,
        heads=config.num_attention_heads,
        key_heads=config.num_key_value_heads,
        head_size=getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads,
        vocabulary=config.vocab_size,
    )

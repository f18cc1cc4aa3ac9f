"""Train a reward model in a run folder, or go on with one that was killed."""

import gc
import hashlib
import os
import platform
from importlib.metadata import version
from pathlib import Path

import torch
from transformers import set_seed

from trainer.float32_head import with_float32_head
from trainer.job import checkpoints
from trainer.job.arguments import lora_config, reward_config, steps_of
from trainer.job.callbacks import Progress, StopWhenAsked
from trainer.job.finish import finish
from trainer.job.gold_trainer import GoldTrainer
from trainer.job.reading import read_tokenizer
from trainer.job.reward_model import head_name, load_reward_model, pad_with
from trainer.job.run_folder import RunFolder, sha256
from trainer.job.settings import TrainSettings
from trainer.job.tokenised import Pair, data_set, pairs_of, write_dropped

LIBRARIES = ("torch", "transformers", "trl", "peft", "accelerate", "tokenizers", "datasets", "safetensors")


def versions() -> dict[str, str]:
    """Python's version and those of the libraries that decide a result."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def model_facts(settings: TrainSettings, template: str, revision: str | None) -> dict:
    """The checkpoint a run starts from: its name, the hub's commit or its files' digests, its template's digest."""
    folder = Path(settings.model)
    files = sorted([*folder.glob("*.safetensors"), *folder.glob("*.json")]) if folder.is_dir() else []
    digests = {one.name: sha256(one) for one in files}
    digest = hashlib.sha256(template.encode()).hexdigest()
    return {"name": settings.model, "commit": revision, "template_sha256": digest, "files": digests}


def facts_of(folder: RunFolder, settings: TrainSettings, model: dict, sides: dict[str, list[Pair]], left: int) -> dict:
    """manifest.json: everything that decides the result."""
    inputs = {one.name: sha256(one) for side in sides for one in folder.files(getattr(settings.data, side))}
    return {
        "settings": settings.model_dump(mode="json"),
        "model": model,
        "inputs": inputs,
        "pairs": {side: len(pairs) for side, pairs in sides.items()},
        "dropped": left,
        "steps": steps_of(settings, len(sides["train"])),
        "versions": versions(),
    }


def is_main() -> bool:
    """Whether this is the process that writes."""
    return int(os.environ.get("RANK", "0")) == 0


def trainer_of(
    folder: RunFolder, settings: TrainSettings, tokenizer, sides: dict[str, list[Pair]], stop: StopWhenAsked
) -> GoldTrainer:
    """The trainer over the starting model."""
    set_seed(settings.seed)
    model, anew = load_reward_model(settings.model, torch.float32, settings.revision, settings.head)
    pad_with(model, tokenizer)
    trainer = GoldTrainer(
        model=with_float32_head(model),
        args=reward_config(folder, settings, steps_of(settings, len(sides["train"]))),
        train_dataset=data_set(sides["train"]),
        eval_dataset=data_set(sides["gold"]),
        processing_class=tokenizer,
        peft_config=lora_config(settings, head_name(model), anew),
        callbacks=[Progress(folder), stop],
    )
    if len(trainer.train_dataset) != len(sides["train"]):
        raise ValueError("trainer.job: TRL must keep every pair, it left some out; compare with dropped.jsonl")
    return trainer


def fit(folder: RunFolder, settings: TrainSettings, tokenizer, sides: dict[str, list[Pair]]) -> bool:
    """Train to the last step from the newest whole checkpoint; False when asked to stop on the way."""
    steps = steps_of(settings, len(sides["train"]))
    last = checkpoints.newest(folder.checkpoints)
    done = checkpoints.step_of(last) if last else 0
    if is_main():
        folder.event("resumed" if last else "started", step=done, steps=steps, pid=os.getpid())
    if done >= steps:
        return True
    stop = StopWhenAsked()
    try:
        trainer = trainer_of(folder, settings, tokenizer, sides, stop)
        trainer.train(resume_from_checkpoint=str(last) if last else None)
    finally:
        stop.release()
    if stop.stopped and is_main():
        folder.event("stopped", step=trainer.state.global_step, steps=steps)
    return not stop.stopped


def train(folder: RunFolder, settings: TrainSettings) -> bool:
    """Do the whole run; False when it was stopped on the way and can go on."""
    tokenizer = read_tokenizer(settings.model, settings.revision, settings.pad_token)
    sides, left = pairs_of(folder, settings, tokenizer)
    if is_main():
        model = model_facts(settings, tokenizer.chat_template, tokenizer.init_kwargs.get("_commit_hash"))
        folder.describe(facts_of(folder, settings, model, sides, len(left)))
        write_dropped(folder, left)
    if not fit(folder, settings, tokenizer, sides):
        return False
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    if is_main():
        finish(folder, settings, tokenizer, sides["gold"])
    return True

"""The end of a training run: the best checkpoint as a folder that every engine loads, and what it is worth on gold."""

import shutil
from pathlib import Path

import torch
from peft import PeftModel
from safetensors import safe_open
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from trainer.float32_head import with_float32_head
from trainer.job import checkpoints
from trainer.job.card import card
from trainer.job.gold import figures, score, score_table, write_table
from trainer.job.reward_model import head_name, load_reward_model, pad_with, saved
from trainer.job.run_folder import RunFolder, read_json, sha256, write_json, write_whole
from trainer.job.settings import TrainSettings
from trainer.job.tokenised import Pair

ADAPTER = "adapter_model.safetensors"


def trained(settings: TrainSettings, checkpoint: Path) -> PreTrainedModel:
    """A checkpoint's model in float32, adapters merged. Raises ValueError where its head is not there."""
    if settings.method == "full":
        return load_reward_model(str(checkpoint), torch.float32)[0]
    base, anew = load_reward_model(settings.model, torch.float32, settings.revision, settings.head)
    with safe_open(checkpoint / ADAPTER, framework="pt") as adapter:
        names = set(adapter.keys())
    lost = [one for one in {head_name(base), *anew} if not any(f".{one}." in f".{name}" for name in names)]
    if lost:
        raise ValueError(
            f"trainer.job: {checkpoint.name} must hold {lost} beside its adapters, it does not; train again"
        )
    return PeftModel.from_pretrained(with_float32_head(base), str(checkpoint)).merge_and_unload()


def write_model(settings: TrainSettings, tokenizer: PreTrainedTokenizerBase, checkpoint: Path, out: Path) -> None:
    """Write the checkpoint folder, whole or not at all."""
    partial = out.with_name(".model.partial")
    shutil.rmtree(partial, ignore_errors=True)
    model = trained(settings, checkpoint)
    pad_with(model, tokenizer)
    saved(model, tokenizer, getattr(torch, settings.store), partial)
    shutil.rmtree(out, ignore_errors=True)
    partial.rename(out)


def load_saved(model: str, precision: str, revision: str | None = None) -> PreTrainedModel:
    """A written reward model as it will be used: its stored weights at a precision, its head in float32."""
    found, _ = load_reward_model(model, getattr(torch, precision), revision)
    return with_float32_head(found.to("cuda") if torch.cuda.is_available() else found).eval()


def weights_digest(folder: Path) -> dict[str, str]:
    """SHA-256 of each weights file of a checkpoint."""
    return {one.name: sha256(one) for one in sorted(folder.glob("*.safetensors"))}


def finish(folder: RunFolder, settings: TrainSettings, tokenizer: PreTrainedTokenizerBase, gold: list[Pair]) -> None:
    """Write model/, scores/gold.parquet, eval.json and the card, then DONE; the checkpoints go last."""
    checkpoint, state = checkpoints.best(folder.checkpoints)
    write_model(settings, tokenizer, checkpoint, folder.model)
    scored = score(load_saved(str(folder.model), settings.precision), gold, settings.batch_per_process)
    write_table(score_table(scored), folder.path / "scores" / "gold.parquet")
    result = {
        "weights_sha256": weights_digest(folder.model),
        "step": checkpoints.step_of(checkpoint),
        "steps": state["max_steps"],
        "gold": figures(scored),
    }
    write_json(folder.path / "eval.json", result)
    write_json(folder.model / "eval.json", result)
    write_whole(folder.model / "README.md", card(read_json(folder.manifest), result))
    folder.finish(result)
    shutil.rmtree(folder.checkpoints)

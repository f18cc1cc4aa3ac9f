"""Run folders for the tests: tiny checkpoints and pairs that a tiny model can learn."""

import json
from pathlib import Path

import torch
import yaml
from transformers import (
    AutoConfig,
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    LlamaForCausalLM,
    PreTrainedModel,
    Qwen3ForCausalLM,
)

DECODERS = Path("test/files/decoders")
DEMO = Path("public/models/demo")
COLOURS = ("red", "blue", "green", "grey", "pink", "black", "white", "brown")
BASES = {"qwen3": ("qwen3-4to1-tied", Qwen3ForCausalLM), "llama": ("llama-rope-tied", LlamaForCausalLM)}


def rows(count: int, first: int = 0, margin: float | None = None) -> list[dict]:
    """Pairs whose chosen response says yes and whose rejected one says no."""
    found = []
    for number in range(first, first + count):
        asked = f"Is {COLOURS[number % 8]} {number} a colour?"
        tail = "so " * (number % 5)
        sides = {
            side: [{"role": "user", "content": asked}, {"role": "assistant", "content": f"{word}, {word} {tail}"}]
            for side, word in (("chosen", "Yes"), ("rejected", "No"))
        }
        found.append({"id": f"pair-{number}", **sides} | ({} if margin is None else {"margin": margin}))
    return found


def write_rows(path: Path, found: list[dict]) -> None:
    """Rows as JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")


def base(kind: str, folder: Path) -> Path:
    """A tiny checkpoint without a reward head: a language model of random weights, or an encoder with a head."""
    if folder.exists():
        return folder
    torch.manual_seed(3)
    return encoder(folder) if kind == "bert" else decoder(kind, folder)


def decoder(kind: str, folder: Path) -> Path:
    """A language model in the shape and with the tokenizer of a decoder fixture."""
    name, causal = BASES[kind]
    config = AutoConfig.from_pretrained(DECODERS / name)
    return written(causal(config), AutoTokenizer.from_pretrained(DECODERS / name), folder)


def encoder(folder: Path) -> Path:
    """A BERT of two narrow layers with the demo checkpoint's tokenizer."""
    tokenizer = AutoTokenizer.from_pretrained(DEMO)
    sizes = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
    config = BertConfig(vocab_size=len(tokenizer), num_labels=1, pad_token_id=tokenizer.pad_token_id, **sizes)
    return written(BertForSequenceClassification(config), tokenizer, folder)


def written(model: PreTrainedModel, tokenizer, folder: Path) -> Path:
    """The folder with the model and its tokenizer."""
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def settings(model: Path, **changes) -> dict:
    """run.yaml of a run of seconds."""
    usual = {"name": "tiny", "model": str(model.resolve()), "precision": "float32", "store": "float32",
             "max_length": 256, "global_batch": 8, "batch_per_process": 4, "learning_rate": 2e-3, "max_steps": 12,
             "checkpoint_every": 4,
             "log_every": 2, "gradient_checkpointing": False}  # fmt: skip
    return usual | changes


def run_folder(path: Path, model: Path, margin: float | None = None, **changes) -> Path:
    """A run folder that is ready to train."""
    write_rows(path / "data" / "train.jsonl", rows(48, margin=margin))
    write_rows(path / "data" / "gold.jsonl", rows(16, first=1000))
    (path / "run.yaml").write_text(yaml.safe_dump(settings(model, **changes)), encoding="utf-8")
    return path

"""From a case to its folder: weights, and a config.json in the style of transformers 4 or 5."""

from pathlib import Path

import torch
import transformers
from transformers import AutoModelForSequenceClassification, PreTrainedConfig, PreTrainedModel

from trainer.decoders.cases import QWEN2, QWEN3, Case
from trainer.decoders.files import read_json, write_json
from trainer.decoders.weights import fill

# What transformers writes beside the fields of the architecture, and no engine reads.
NOISE = ("_name_or_path", "transformers_version", "use_cache", "initializer_range", "attention_dropout")
NEW = ("rope_parameters", "dtype", "layer_types")
UNSHARDED = 1 << 30


def settings_of(case: Case, pad: int) -> dict:
    """The fields of config.json that a case decides."""
    sizes = {
        "hidden_size": case.width,
        "intermediate_size": case.inner,
        "num_attention_heads": case.heads,
        "num_key_value_heads": case.key_heads,
        "num_hidden_layers": case.layers,
        "vocab_size": case.vocabulary,
        "max_position_embeddings": 8192,
        "rms_norm_eps": case.epsilon,
        "pad_token_id": pad,
        "bos_token_id": None,
        "eos_token_id": pad + 2,
        "tie_word_embeddings": case.tied,
        "id2label": {0: "reward"},
        "label2id": {"reward": 0},
        "rope_parameters": case.rope,
    }
    head = {} if case.architecture == QWEN2 else {"head_dim": case.head_size}
    window = {"use_sliding_window": False} if case.architecture in (QWEN2, QWEN3) else {}
    return {**sizes, **head, **window, **case.extra}


def config_of(case: Case, pad: int) -> PreTrainedConfig:
    """The configuration of a case, with eager attention."""
    model = getattr(transformers, case.architecture)
    config = model.config_class(**settings_of(case, pad))
    config._attn_implementation = "eager"
    return config


def build(case: Case, pad: int) -> PreTrainedModel:
    """The random model of a case, in the dtype that it is stored in."""
    model = getattr(transformers, case.architecture)(config_of(case, pad)).to(getattr(torch, case.dtype))
    model.config.dtype = case.dtype
    fill(model, case.name)
    return model


def restyled(config: dict) -> dict:
    """A transformers-5 configuration as transformers 4 wrote it."""
    old = {name: value for name, value in config.items() if name not in NEW}
    rope = dict(config["rope_parameters"])
    theta = rope.pop("rope_theta")
    scaling = rope if rope["rope_type"] != "default" else None
    return {**old, "rope_theta": theta, "rope_scaling": scaling, "torch_dtype": config["dtype"]}


def tidy_config(case: Case, folder: Path) -> None:
    """Rewrite config.json: without noise, in the style of the case."""
    config = {name: value for name, value in read_json(folder / "config.json").items() if name not in NOISE}
    write_json(folder / "config.json", restyled(config) if case.style == 4 else config)


def save(case: Case, pad: int, folder: Path) -> None:
    """Write config.json and the weights of a case."""
    build(case, pad).save_pretrained(folder, max_shard_size=case.shard_bytes or UNSHARDED)
    (folder / "generation_config.json").unlink(missing_ok=True)
    tidy_config(case, folder)
    for weights in folder.glob("*.safetensors"):
        weights.chmod(0o644)


def load(folder: Path) -> PreTrainedModel:
    """The model of a folder in float32: stored weights widened exactly, eager attention."""
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager")
    return model.eval()

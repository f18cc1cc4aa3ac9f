"""Loading a sequence classifier with one label so that its head is never made anew without a word."""

from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, PreTrainedModel, PreTrainedTokenizerBase

# The head of decoders and of encoders: whose weights make a reward model.
HEADS = ("score", "classifier")


def head_name(model: PreTrainedModel) -> str:
    """The name of the model's reward head. Raises ValueError for a class that has neither."""
    for name in HEADS:
        if isinstance(getattr(model, name, None), torch.nn.Linear):
            return name
    raise ValueError(f"trainer.job: a reward model's head is {' or '.join(HEADS)}, {type(model).__name__} has neither")


def load_reward_model(
    model: str, dtype: torch.dtype, revision: str | None = None, head: str = "keep"
) -> tuple[PreTrainedModel, list[str]]:
    """A reward model and the modules that started anew, none with head "keep".

    Raises ValueError where weights are missing that may not be made anew: all but the head and what pools for it.
    """
    found, report = AutoModelForSequenceClassification.from_pretrained(
        model, revision=revision, dtype=dtype, num_labels=1, trust_remote_code=False, use_safetensors=True,
        output_loading_info=True,
    )  # fmt: skip
    missing = {name.rsplit(".", 1)[0] for name in report["missing_keys"]}
    allowed = set() if head == "keep" else {name for name in missing if name in HEADS or ".pooler" in name}
    if missing - allowed:
        raise ValueError(
            f"trainer.job: {model} must hold the weights of {', '.join(sorted(missing - allowed))}, it does not; "
            'rewards would be random. Name a trained reward model, or say head: "new" to train a new head'
        )
    found.config.id2label, found.config.label2id = {0: "reward"}, {"reward": 0}
    return found.eval(), sorted(missing)


def pad_with(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> None:
    """Tell the model's configuration which token pads: transformers looks there for the place of the reward."""
    model.config.pad_token_id = tokenizer.pad_token_id


def saved(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, dtype: torch.dtype, folder: Path) -> None:
    """Write the checkpoint folder. Raises ValueError where a weight is not finite in the stored type."""
    stored = model.to(dtype)
    broken = [name for name, tensor in stored.state_dict().items() if not tensor.isfinite().all()]
    if broken:
        raise ValueError(
            f"trainer.job: weights must be finite in {dtype}, {broken[0]} is not; train at a lower learning rate "
            "or store a wider type"
        )
    stored.config.dtype = dtype
    stored.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    for weights in folder.glob("*.safetensors"):
        weights.chmod(0o644)

"""The card of a trained checkpoint: what it is, what it is worth on gold, and how to make it again."""

import json
from pathlib import Path
from string import Template

CARD = Template("""\
---
base_model: $base_field
pipeline_tag: text-classification
library_name: transformers
tags: [reward-model, trl, reward-trainer]
---
# $name

A Bradley-Terry reward model: one reward for a conversation and its last response, a raw logit whose differences alone
mean something. Trained from `$base`$commit by $method. The base model's licence applies.

## On gold

$n gold pairs, none of them trained on; they chose this checkpoint (step $step of $steps), so fresh pairs will give a
little less.

| accuracy | 95 % interval (Wilson) | equal rewards | mean margin | ECE | Brier |
|---|---|---|---|---|---|
| $accuracy | $low to $high | $ties | $margin | $ece | $brier |

Pairs of one prompt are not independent, so the true interval is wider.

## How to use it

`AutoModelForSequenceClassification` with one label; render with the chat template in this folder (no system prompt of
its own, its date is frozen), add no special tokens, read the logit of the last token. At most $max_length tokens.

## How it was made

$train training pairs ($dropped left out, each with its reason in `dropped.jsonl`), global batch $global_batch, learning
rate $learning_rate, $schedule schedule, seed $seed; loss -log sigmoid(margin)$margins. $versions.

Run the same folder again with `python -m trainer.job`; another kind of processor may round otherwise and so give other
weights. SHA-256 of the weights:

$digests
""")


def base_of(model: str) -> str:
    """What a checkpoint is called where others read it: a hub's name, or a folder's own, without where it lies here."""
    name = Path(model).resolve().name if Path(model).is_dir() else model
    return "".join(letter for letter in name if letter.isprintable() and letter not in "`<>|")


def card(manifest: dict, result: dict) -> str:
    """The README.md of a checkpoint."""
    settings, gold = manifest["settings"], result["gold"]
    commit = manifest["model"]["commit"]
    numbers = {key: f"{gold[key]:.3f}" for key in ("accuracy", "low", "high", "margin", "ece", "brier")}
    lora = f"low-rank adapters of rank {settings['lora']['rank']}, merged, its head trained whole"
    return CARD.substitute(
        numbers,
        base=base_of(settings["model"]),
        base_field=json.dumps(base_of(settings["model"])),
        commit=f" at commit {commit}" if commit else "",
        method=lora if settings["method"] == "lora" else "full fine-tuning",
        n=gold["n"],
        ties=gold["ties"],
        step=result["step"],
        steps=result["steps"],
        train=manifest["pairs"]["train"],
        dropped=manifest["dropped"],
        margins=f" with a centring term of {settings['centring']}" if settings["centring"] else "",
        versions=", ".join(f"{name} {number}" for name, number in manifest["versions"].items()),
        digests="\n".join(f"- `{name}`: {digest}" for name, digest in result["weights_sha256"].items()),
        **{key: settings[key] for key in ("name", "max_length", "global_batch", "learning_rate", "schedule", "seed")},
    )

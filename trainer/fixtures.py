"""Make the parity fixtures: python -m trainer.fixtures CHECKPOINT OUT_FOLDER

tokens.jsonl, templates.jsonl and rewards.jsonl say what every other engine must compute for this checkpoint;
meta.json says which checkpoint that is. Rewards are PyTorch's, in float32 from the float16 weights, batch 1.
"""

import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import torch
from transformers import BertForSequenceClassification, PreTrainedTokenizerBase

from trainer.checkpoint import digest, load
from trainer.config import read_config
from trainer.data import hh_rlhf
from trainer.data.pair import Message
from trainer.dataset import clean_sides, thinned, tokens
from trainer.fixture_dialogues import exchange, shapes
from trainer.fixture_texts import texts
from trainer.run_folder import write_json, write_lines

CONFIG = Path("runs/demo.yaml")
TEXTS = 300
REAL_PAIRS = 16
LENGTHS = (8, 16, 31, 32, 33, 64, 127, 128, 129, 255, 256, 511, 512, 513, 768, 1000, 1023, 1024)
HIDDEN = 8
VERSIONS = ("torch", "transformers", "tokenizers")


@dataclass(frozen=True)
class Checkpoint:
    """A loaded checkpoint."""

    model: BertForSequenceClassification
    tokenizer: PreTrainedTokenizerBase


def token_row(checkpoint: Checkpoint, text: str) -> dict:
    """A text's token ids, without and with special tokens; never cut."""
    plain, special = (checkpoint.tokenizer(text, add_special_tokens=add)["input_ids"] for add in (False, True))
    return {"text": text, "ids": plain, "ids_special": special}


def template_row(checkpoint: Checkpoint, messages: list[Message]) -> dict:
    """A dialogue, its rendered text and its token ids."""
    text = checkpoint.tokenizer.apply_chat_template(messages, tokenize=False)
    return {"messages": messages, "text": text, "ids": tokens(checkpoint.tokenizer, messages)}


@torch.no_grad()
def reward_row(checkpoint: Checkpoint, messages: list[Message]) -> dict:
    """A dialogue, its token ids, its reward and the first values of the pooled state that the head reads."""
    ids = tokens(checkpoint.tokenizer, messages)
    pooled = checkpoint.model.bert(input_ids=torch.tensor([ids])).pooler_output
    reward = checkpoint.model.classifier(pooled).item()
    return {"messages": messages, "ids": ids, "reward": reward, "hidden": pooled[0, :HIDDEN].tolist()}


def of_length(checkpoint: Checkpoint, words: list[str], length: int) -> list[Message]:
    """A dialogue of exactly `length` tokens, cut from a text of whole words and filled up with full stops."""
    count = 0
    while len(tokens(checkpoint.tokenizer, exchange("Go on.", " ".join(words[: count + 1])))) <= length:
        count += 1
    text = " ".join(words[:count])
    missing = length - len(tokens(checkpoint.tokenizer, exchange("Go on.", text)))
    return exchange("Go on.", text + "." * missing)


def real_dialogues() -> list[list[Message]]:
    """Both dialogues of some held-out pairs; none of HH-RLHF's, whose texts nobody should meet in a test's output."""
    held_out = clean_sides(read_config(CONFIG)).pairs["test"]
    pairs = thinned([pair for pair in held_out if pair.source != hh_rlhf.SOURCE], REAL_PAIRS)
    return [list(side) for pair in pairs for side in (pair.chosen, pair.rejected)]


def reward_dialogues(checkpoint: Checkpoint, limit: int) -> list[list[Message]]:
    """Hand-written, exact-length and real dialogues that the model can score."""
    real = real_dialogues()
    words = " ".join(message["content"] for messages in real for message in messages).split()
    exact = [of_length(checkpoint, words, length) for length in LENGTHS]
    every = [*shapes()[:18], *exact, *real]
    return [messages for messages in every if len(tokens(checkpoint.tokenizer, messages)) <= limit]


def make(folder: Path, out: Path) -> None:
    """Write the four fixture files for the checkpoint in `folder`."""
    out.mkdir(parents=True, exist_ok=True)
    checkpoint = Checkpoint(*load(folder))
    limit = checkpoint.model.config.max_position_embeddings
    write_lines(out / "tokens.jsonl", (token_row(checkpoint, text) for text in texts(TEXTS)))
    write_lines(out / "templates.jsonl", (template_row(checkpoint, messages) for messages in shapes()))
    dialogues = reward_dialogues(checkpoint, limit)
    write_lines(out / "rewards.jsonl", (reward_row(checkpoint, messages) for messages in dialogues))
    weights = digest(folder / "model.safetensors")
    write_json(out / "meta.json", {"model_sha256": weights, "versions": {name: version(name) for name in VERSIONS}})


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("trainer.fixtures: needs two arguments, the checkpoint's folder and the folder to write")
    make(Path(sys.argv[1]), Path(sys.argv[2]))

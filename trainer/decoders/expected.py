"""A case's folder, expected.json included."""

import shutil
from importlib.metadata import version
from pathlib import Path

from tokenizers import Tokenizer
from transformers import PreTrainedModel

from trainer.decoders.cases import Case
from trainer.decoders.checkpoint import load, save
from trainer.decoders.files import write_rows
from trainer.decoders.rewards import hidden_of, rewards_of
from trainer.decoders.texts import Text, texts_of
from trainer.decoders.tokenizer import read, write

VERSIONS = ("torch", "transformers", "tokenizers", "numpy")


def versions() -> dict[str, str]:
    """The libraries that decided the numbers."""
    return {name: version(name) for name in VERSIONS}


def expected_rows(model: PreTrainedModel, texts: list[Text]) -> list[dict]:
    """One row per text: what goes in, and what must come out."""
    rewards = rewards_of(model, [text.ids for text in texts])
    return [
        {
            "name": text.name,
            "messages": text.messages,
            "promptLength": text.prompt_length,
            "ids": text.ids,
            "reward": reward,
            "hidden": hidden_of(model, text.ids),
        }
        for text, reward in zip(texts, rewards)
    ]


def make_case(case: Case, tokenizer: Tokenizer, folder: Path) -> None:
    """Write a case's folder anew, then read it back as any user would and write what it computes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write(tokenizer, folder)
    reader = read(folder)
    save(case, reader.pad_token_id, folder)
    rows = expected_rows(load(folder), texts_of(reader, case))
    write_rows(folder / "expected.json", {"versions": versions()}, "texts", rows)

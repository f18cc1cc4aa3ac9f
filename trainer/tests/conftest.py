"""Shared pieces of the trainer's tests, which run from the repository root."""

from pathlib import Path

import pytest

from trainer.data.pair import Pair, message


@pytest.fixture
def demo() -> Path:
    """The folder of the demo checkpoint."""
    return Path("public/models/demo")


def pair(key: str, prompt: str, chosen: str = "yes", rejected: str = "no", source: str = "test") -> Pair:
    """A pair of one exchange, its prompt as group."""
    sides = ((message("user", prompt), message("assistant", response)) for response in (chosen, rejected))
    return Pair(key, source, prompt, *sides)

"""What one family's files hold before they are written."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer


@dataclass(frozen=True)
class Family:
    """tokenizer.json and what tokenizer_config.json says beyond the class."""

    tokenizer: dict
    config: dict


def json_of(tokenizer: Tokenizer) -> dict:
    """What tokenizer.json holds."""
    return json.loads(tokenizer.to_str())


def added(content: str, number: int, special: bool) -> dict:
    """An entry of `added_tokens`: found in the raw text, whatever stands around it."""
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": special}
    return {"id": number, "content": content, **flags}


def with_added(tokenizer: dict, special: Sequence[str], words: Sequence[str] = ()) -> dict:
    """The tokenizer with tokens after its vocabulary: special ones, then plain ones."""
    first = len(tokenizer["model"]["vocab"])
    tokens = [added(content, first + place, place < len(special)) for place, content in enumerate((*special, *words))]
    return {**tokenizer, "added_tokens": [*tokenizer["added_tokens"], *tokens]}

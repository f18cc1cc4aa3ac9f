"""What the Python libraries give for a tokenizer folder: ids of texts, rendered conversations and their ids."""

from collections.abc import Iterator
from datetime import datetime
from unittest.mock import patch

from jinja2 import TemplateError
from tokenizers import Tokenizer
from transformers import PreTrainedTokenizerFast
from transformers.utils import chat_template_utils

from trainer.data.pair import Message

# The engine's frozen date: what `strftime_now` tells a template, today and on every other day.
FROZEN = datetime(2024, 7, 26)


class FrozenClock(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz=None):
        """The frozen date, at midnight."""
        return FROZEN


def frozen_clock():
    """Lets transformers' templates see the frozen date."""
    return patch.object(chat_template_utils, "datetime", FrozenClock)


def token_row(tokenizer: Tokenizer, text: str) -> dict:
    """A text's ids, without and with the special tokens that the tokenizer adds."""
    plain, special = (tokenizer.encode(text, add_special_tokens=add).ids for add in (False, True))
    return {"ids": plain, "ids_special": special}


def token_rows(tokenizer: Tokenizer, texts: list[str]) -> Iterator[dict]:
    """One row a text, in their order."""
    return (token_row(tokenizer, text) for text in texts)


def without_bos(tokenizer: PreTrainedTokenizerFast, text: str) -> str:
    """The text less one leading beginning-of-text token: the tokenizer adds it again."""
    return text.removeprefix(tokenizer.bos_token) if tokenizer.bos_token else text


def template_row(tokenizer: PreTrainedTokenizerFast, messages: list[Message]) -> dict:
    """A conversation as rendered on the frozen date, and its ids by both rules; or that the template refuses it."""
    try:
        with frozen_clock():
            text = tokenizer.apply_chat_template(messages, tokenize=False)
    except TemplateError:
        return {"messages": messages, "refused": True}
    return {
        "messages": messages,
        "text": text,
        "ids": tokenizer(text, add_special_tokens=False)["input_ids"],
        "ids_strip_bos": tokenizer(without_bos(tokenizer, text))["input_ids"],
    }

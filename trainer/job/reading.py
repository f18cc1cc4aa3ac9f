"""How dialogues become tokens: the checkpoint's own template, its date frozen, and a padding token of its own."""

from transformers import AutoTokenizer, PreTrainedTokenizerBase

from trainer.job.rows import Message

# The date that Llama 3.1 templates fall back to; src/engine/text/frozenDate.ts holds the same one.
FROZEN_DATE = "26 Jul 2024"
FREEZE = "{%- if not date_string is defined %}{%- set date_string = '" + FROZEN_DATE + "' %}{%- endif %}"
# Padding tokens that families reserve and whose tokenizers do not name.
RESERVED = ("<|finetune_right_pad_id|>", "<|endoftext|>", "<pad>", "[PAD]")


def read_tokenizer(model: str, revision: str | None = None, pad_token: str | None = None) -> PreTrainedTokenizerBase:
    """The tokenizer of a checkpoint, with a frozen template and a padding token that is no other token.

    Raises ValueError where the checkpoint has no chat template or no token that may pad.
    """
    tokenizer = AutoTokenizer.from_pretrained(model, revision=revision, trust_remote_code=False)
    if not isinstance(tokenizer.chat_template, str):
        raise ValueError(
            f"trainer.job: {model} must have one chat template, it has none or several; add chat_template.jinja"
        )
    if "strftime_now" in tokenizer.chat_template and not tokenizer.chat_template.startswith(FREEZE):
        tokenizer.chat_template = FREEZE + tokenizer.chat_template
    tokenizer.pad_token = padding(tokenizer, pad_token)
    tokenizer.padding_side = "right"
    return tokenizer


def padding(tokenizer: PreTrainedTokenizerBase, wanted: str | None) -> str:
    """The padding token: never the one that ends a text, since the reward would then be read one token early."""
    known = tokenizer.get_vocab()
    for token in (wanted, tokenizer.pad_token, *RESERVED):
        if token is not None and token in known and token != tokenizer.eos_token:
            return token
    raise ValueError(
        f"trainer.job: the tokenizer needs a padding token that does not end texts, {wanted or tokenizer.pad_token} is "
        "none; name an unused token of its vocabulary under pad_token"
    )


def token_ids(tokenizer: PreTrainedTokenizerBase, messages: list[Message]) -> list[int]:
    """A dialogue's ids: every special token stands in the rendered text, none is added."""
    return tokenizer.apply_chat_template(messages, return_dict=True)["input_ids"]

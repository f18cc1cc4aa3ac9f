"""The cases' tokenizer: byte-level BPE with Qwen's way of splitting, trained on a few texts."""

from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from trainer.decoders.files import write_json

# Contractions, words with one character before them, single digits, marks, line breaks, spaces.
SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
PAD = "<|endoftext|>"
SPECIAL = (PAD, "<|im_start|>", "<|im_end|>")
PIECES = 394
MOST_TOKENS = 8192
# The last message is left open, so that a text may end in anything, the padding token's own text included.
TEMPLATE = (
    "{%- for message in messages -%}\n"
    "    {{- '<|im_start|>' + message['role'] + '\\n' + message['content'] -}}\n"
    "    {%- if not loop.last -%}\n"
    "        {{- '<|im_end|>\\n' -}}\n"
    "    {%- endif -%}\n"
    "{%- endfor -%}\n"
)


def trained(texts: Iterable[str]) -> Tokenizer:
    """A tokenizer of 394 pieces and 3 special tokens after them."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    split = pre_tokenizers.Split(Regex(SPLIT), "isolated")
    whole = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, whole])
    tokenizer.post_processor = processors.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=PIECES, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    return tokenizer


def write(tokenizer: Tokenizer, folder: Path) -> None:
    """Write tokenizer.json, tokenizer_config.json and chat_template.jinja."""
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": None, "eos_token": SPECIAL[2]}
    limits = {"pad_token": PAD, "model_max_length": MOST_TOKENS, "clean_up_tokenization_spaces": False}
    write_json(folder / "tokenizer_config.json", settings | limits)
    (folder / "chat_template.jinja").write_text(TEMPLATE, encoding="utf-8")


def read(folder: Path) -> PreTrainedTokenizerFast:
    """The tokenizer of a checkpoint's folder, as transformers reads it."""
    return PreTrainedTokenizerFast.from_pretrained(folder)


def ids_of(tokenizer: PreTrainedTokenizerFast, messages: list[dict[str, str]]) -> list[int]:
    """A dialogue's token ids: rendered whole, one leading BOS taken off, then tokenised whole."""
    text = tokenizer.apply_chat_template(messages, tokenize=False)
    return tokenizer(text.removeprefix(tokenizer.bos_token or ""))["input_ids"]

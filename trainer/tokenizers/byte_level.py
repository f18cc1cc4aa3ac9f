"""Byte-level BPE as Qwen's and Llama 3's tokenizer.json describe it."""

from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from trainer.tokenizers.family import Family, json_of, with_added

# The two families cut text alike, but for digits: one by one, or up to three together.
SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|{digits}| ?[^\s\p{{L}}\p{{N}}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
VOCABULARY = 4096

QWEN_SPECIAL = (
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|object_ref_start|>",
    "<|object_ref_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|image_pad|>",
)
QWEN_WORDS = ("<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<think>", "</think>")

LLAMA3_SPECIAL = (
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|reserved_special_token_0|>",
    "<|finetune_right_pad_id|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eom_id|>",
    "<|eot_id|>",
    "<|python_tag|>",
)
# Llama 3's vocabulary holds words that no merge reaches: `ignore_merges` finds them whole.
UNREACHABLE = range(800, 1600, 20)


def trained(digits: str, texts: Iterable[str]) -> Tokenizer:
    """A byte-level BPE tokenizer without special tokens."""
    tokenizer = Tokenizer(models.BPE(ignore_merges=False))
    split = pre_tokenizers.Split(Regex(SPLIT.format(digits=digits)), behavior="isolated", invert=False)
    whole_bytes = pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, whole_bytes])
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def qwen(texts: Iterable[str]) -> Family:
    """Qwen2's and Qwen3's form: NFC, digits one by one, no token at the beginning."""
    tokenizer = trained(r"\p{N}", texts)
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    config = {
        "add_bos_token": False,
        "bos_token": None,
        "eos_token": "<|im_end|>",
        "pad_token": "<|endoftext|>",
        "unk_token": None,
        "model_max_length": 131072,
    }
    return Family(with_added(json_of(tokenizer), QWEN_SPECIAL, QWEN_WORDS), config)


def without_merges(model: dict, places: Sequence[int]) -> dict:
    """The BPE model less the merges at some places, so that their results are tokens that no merge reaches."""
    dropped = {place for place in places if place < len(model["merges"])}
    merges = [merge for place, merge in enumerate(model["merges"]) if place not in dropped]
    return {**model, "merges": merges, "ignore_merges": True}


def llama3(texts: Iterable[str]) -> Family:
    """Llama 3's form: digits up to three together, words found whole, and a token at the beginning."""
    tokenizer = trained(r"\p{N}{1,3}", texts)
    json = with_added(json_of(tokenizer), LLAMA3_SPECIAL)
    bos = LLAMA3_SPECIAL[0]
    ids = {token["content"]: token["id"] for token in json["added_tokens"]}
    whole = Tokenizer.from_str(tokenizer.to_str())
    whole.add_special_tokens(list(LLAMA3_SPECIAL))
    whole.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=True),
        processors.TemplateProcessing(
            single=f"{bos}:0 $A:0", pair=f"{bos}:0 $A:0 {bos}:1 $B:1", special_tokens=[(bos, ids[bos])]
        ),
    ])
    json["post_processor"] = json_of(whole)["post_processor"]
    json["model"] = without_merges(json["model"], UNREACHABLE)
    config = {
        "bos_token": bos,
        "eos_token": "<|eot_id|>",
        "pad_token": "<|finetune_right_pad_id|>",
        "model_max_length": 131072,
    }
    return Family(json, config)

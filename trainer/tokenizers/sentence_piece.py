"""BPE with byte fallback, as the tokenizer.json of Llama 2 and of Mistral 7B describes SentencePiece's."""

from collections.abc import Iterable

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from trainer.tokenizers.family import Family, added, json_of

CONTROL = ("<unk>", "<s>", "</s>")
BYTES = tuple(f"<0x{byte:02X}>" for byte in range(256))
SPACE = "\u2581"
# Runs of spaces: merges that cross words, which SentencePiece learns and training on words cannot.
RUNS = (SPACE * 2, SPACE * 4, SPACE * 8)
VOCABULARY = 4096
CHARACTERS = 700


def trained_model(texts: Iterable[str]) -> dict:
    """A BPE model of words that begin with the space mark."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="first", split=True)
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY - len(RUNS),
        limit_alphabet=CHARACTERS,
        special_tokens=[*CONTROL, *BYTES],
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return json_of(tokenizer)["model"]


def with_runs(model: dict) -> dict:
    """The model with tokens for runs of spaces, merged before all else."""
    vocabulary = {**model["vocab"], **{run: len(model["vocab"]) + place for place, run in enumerate(RUNS)}}
    merges = [[run[: len(run) // 2]] * 2 for run in RUNS]
    return {**model, "vocab": vocabulary, "merges": [*merges, *model["merges"]]}


def mistral(texts: Iterable[str]) -> Family:
    """Mistral 7B's form: the space mark before every piece of text, and `<s>` at the beginning."""
    model = with_runs(trained_model(texts))
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend(SPACE), normalizers.Replace(" ", SPACE)])
    replaced = decoders.Replace(SPACE, " ")
    tokenizer.decoder = decoders.Sequence(
        [replaced, decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s>:0 $A:0", pair="<s>:0 $A:0 <s>:1 $B:1", special_tokens=[("<s>", model["vocab"]["<s>"])]
    )
    tokens = [added(content, place, special=True) for place, content in enumerate(CONTROL)]
    config = {
        "add_bos_token": True,
        "add_eos_token": False,
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "model_max_length": 32768,
    }
    return Family({**json_of(tokenizer), "added_tokens": tokens, "model": model}, config)


def with_metaspace(tokenizer: dict) -> dict:
    """The later files' form of the same: the space mark before the first piece only, set by the pre-tokenizer."""
    metaspace = {"type": "Metaspace", "replacement": SPACE, "prepend_scheme": "first", "split": False}
    return {**tokenizer, "normalizer": None, "pre_tokenizer": metaspace}

"""The cases: one tiny checkpoint per awkward corner of the decoder architectures."""

from dataclasses import dataclass, field

QWEN3 = "Qwen3ForSequenceClassification"
QWEN2 = "Qwen2ForSequenceClassification"
LLAMA = "LlamaForSequenceClassification"
MISTRAL = "MistralForSequenceClassification"
# transformers gives Mistral a sliding window where the configuration does not say that it has none.
WHOLE_TEXT = {"sliding_window": None}
BIASES = {"attention_bias": True, "mlp_bias": True}


@dataclass(frozen=True)
class Case:
    """One checkpoint: its sizes, how it is stored, and what its config.json says beside them."""

    name: str
    architecture: str
    width: int
    inner: int
    heads: int
    key_heads: int
    head_size: int
    layers: int
    vocabulary: int
    rope: dict
    # Far from the usual 1e-6 where a case says so: an engine that ignores the field must fail.
    epsilon: float = 1e-6
    dtype: str = "bfloat16"
    tied: bool = False
    shard_bytes: int | None = None
    style: int = 5
    long: bool = False
    extra: dict = field(default_factory=dict)


def plain(theta: float) -> dict:
    """Rotary embedding without scaling."""
    return {"rope_theta": theta, "rope_type": "default"}


def llama3(theta: float, factor: float, original: int) -> dict:
    """Llama 3's rotary scaling; `original` tokens are what the model would have been trained on."""
    return {
        "rope_theta": theta,
        "rope_type": "llama3",
        "factor": factor,
        "low_freq_factor": 1.0,
        "high_freq_factor": 4.0,
        "original_max_position_embeddings": original,
    }


# After the architecture: width, inner, heads, key_heads, head_size, layers, vocabulary, rope, and epsilon and dtype
# where they are not the usual ones.
CASES = (
    Case("qwen3-4to1-tied", QWEN3, 64, 160, 8, 2, 16, 3, 607, plain(1e6), tied=True, long=True),
    Case("qwen3-8to1-shards", QWEN3, 96, 128, 8, 1, 24, 2, 401, plain(1e6), dtype="float16", shard_bytes=90_000),
    Case("qwen3-1to1-odd", QWEN3, 72, 100, 2, 2, 40, 2, 433, plain(1e4), 1e-3, tied=True, style=4),
    Case("qwen2-1to1-odd", QWEN2, 72, 100, 3, 3, 24, 2, 433, plain(1e6)),
    Case("qwen2-4to1-shards", QWEN2, 128, 96, 4, 1, 32, 2, 401, plain(1e6), tied=True, style=4, shard_bytes=60_000),
    Case(
        *("llama-rope-tied", LLAMA, 64, 128, 4, 1, 32, 3, 607, llama3(5e5, 32.0, 64), 1e-5),
        tied=True,
        style=4,
        long=True,
    ),
    Case("llama-biases", LLAMA, 48, 100, 6, 6, 8, 2, 401, llama3(1e4, 8.0, 32), 1e-2, "float16", extra=BIASES),
    Case("llama-1to1", LLAMA, 64, 96, 4, 4, 16, 2, 409, plain(1e4), 1e-5, "float32"),
    Case("mistral-8to1", MISTRAL, 64, 100, 8, 1, 16, 3, 401, plain(1e6), 1e-3, "float32", extra=WHOLE_TEXT),
    Case("mistral-4to1-odd", MISTRAL, 72, 160, 8, 2, 24, 2, 607, plain(1e4), 1e-5, extra=WHOLE_TEXT),
)


def case_named(name: str) -> Case:
    """The case of that name. Raises KeyError where there is none."""
    return {case.name: case for case in CASES}[name]

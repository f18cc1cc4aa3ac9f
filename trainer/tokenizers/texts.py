"""Texts for training the tokenizers and for the thousand whose ids are written down."""

import json
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from trainer import fixture_texts

SAMPLES = Path("public/samples")
COUNT = 1000
# Real texts are cut here, so that the files stay small; one in twelve stays whole.
CUT = 600

TOKENS = (
    "<|im_start|>user\nhi<|im_end|>\n",
    "a<|im_end|>b<|endoftext|> c <|im_start|>",
    "<|IM_START|> <|im_start |> <|im_start",
    "<think>\n\n</think>\n\nso</think>",
    "<think></think><think> </think >",
    "<|begin_of_text|><|begin_of_text|>x<|eot_id|>",
    " <|start_header_id|> user <|end_header_id|>\n\n",
    "<s>a</s> <s> b </s>",
    "<unk><0x0A><0xZZ> <0x41>",
    "[INST] do [/INST] done</s>",
    "\u2581\u2581 \u2581a\u2581 b",
    "\u0120the \u010a \u0100",
    "<|im_\u200bend|> <|im_e\u0301nd|>",
)

NUMBERS = (
    *("7" * length for length in range(1, 14)),
    "1 12 123 1234 12345 123456 1234567",
    "x1y22z333w4444",
    "٣٤٥٦٧ १२३४५ ๑๒๓๔ 𝟙𝟚𝟛𝟜 ⅧⅨ ½¼ ①②③④ ²³¹",
    "1,234,567.89 and 0x1F600 v1.2.3-rc4",
    "2024-07-26T12:34:56Z +1 (555) 010-9999",
)

CASES = (
    "I'S it'S we'RE THEY'Ve I'M he'Ll she'D don'T",
    "it\u2019s we\u2019re 's 't '",
    "'\u017ft '\u017f x'\u212a I'\u017f",
    "'lL'Ll'LL'rE'vE",
    "STRASSE stra\u00dfe \u1e9e",
)

SPACES = (
    *(" " * length for length in (2, 3, 4, 5, 7, 8, 9, 16, 33)),
    *("a" + " " * length + "b" for length in range(1, 10)),
    " \n", "\n ", "\n\n\n", " \n \n ", "\r", "\r\r\n", "a \r\n b", "x\n\n\n  y", "x  \n\ty \t\n",
    "\x85a\x85 b", "a\u2028b\u2029\n", "\u3000\u3000a\u3000", "\u00a0\u00a0x", "\x1c\x1d a \x1e\x1f", "\u180ea\u180e",
    "    def f():\n        return 1\n\n\n    # end\n",
)

MARKS = (
    "e\u0301", "\u0065\u0301\u0327", "\u1e9b\u0323", "\u212b \u2126 \u212a", "\u0958 \u09dc \u0344 \u0340",
    "a\u0315\u0300\u05ae\u0062", "\u1100\u1161 \ud55c\uae00 \u1112\u1161\u11ab", "\u0061\u0301\u0302\u0303" * 20,
    "\ufb1d \u2adc \U0001d15e", "\u0301 starts", "i\u0307\u0301 \u0130", "n\u0303o se\u00f1or",
)


def awkward() -> Iterator[str]:
    """Short texts at the edges of every rule, then long ones."""
    yield from chain(TOKENS, NUMBERS, CASES, SPACES, MARKS, fixture_texts.FIXED)
    yield "ab" * 4000
    yield " ".join("9" * length for length in range(1, 60))
    yield "\U0001f469\u200d\U0001f4bb" * 300
    yield "=" * 3000 + "\n" * 500 + "-" * 1000


def strings(value: object) -> Iterator[str]:
    """Every text inside a JSON value that is longer than a name."""
    if isinstance(value, str):
        if len(value) > 20:
            yield value
    elif isinstance(value, list):
        for entry in value:
            yield from strings(entry)
    elif isinstance(value, dict):
        for entry in value.values():
            yield from strings(entry)


def documents(path: Path) -> Iterator[object]:
    """The rows of a sample, JSON or JSON Lines."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        yield from (json.loads(line) for line in text.split("\n") if line)
    else:
        yield from json.loads(text)


def sample_texts() -> list[str]:
    """The distinct prompts and responses of the sample data sets, in the order of the files."""
    files = sorted([*SAMPLES.glob("*.json"), *SAMPLES.glob("*.jsonl")])
    return list(dict.fromkeys(text for path in files for row in documents(path) for text in strings(row)))


def training_texts() -> list[str]:
    """What the tokenizers learn from: the samples, and the world's scripts a few times, so that they leave a trace."""
    return [*sample_texts(), *(fixture_texts.SCRIPTS * 5), *fixture_texts.EMOJI, *fixture_texts.CODE]


def expected_texts() -> list[str]:
    """A thousand distinct texts: the awkward ones, joins of them, then real ones spread over all samples."""
    joins = fixture_texts.texts(fixture_texts_count())
    edges = list(dict.fromkeys((*awkward(), *joins)))
    real = sample_texts()
    spread = real[:: max(1, len(real) // (2 * COUNT))]
    cut = (text if place % 12 == 0 else text[:CUT] for place, text in enumerate(spread))
    distinct = list(islice(dict.fromkeys((*edges, *cut)), COUNT))
    if len(distinct) < COUNT:
        raise ValueError(f"trainer.tokenizers: {COUNT} distinct texts asked, {len(distinct)} exist; add samples")
    return distinct


def fixture_texts_count() -> int:
    """How many texts to take from the parity fixtures' list: its fixed ones and as many joins again."""
    return 2 * len(fixture_texts.FIXED)

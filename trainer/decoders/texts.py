"""The texts that every case scores: a pair, a best-of-8, a history, exact lengths, a pad token as text, one token."""

from dataclasses import dataclass

from transformers import PreTrainedTokenizerFast

from trainer.data import mt_bench
from trainer.data.pair import Pair
from trainer.decoders.cases import Case
from trainer.decoders.tokenizer import PAD, ids_of
from trainer.fixture_dialogues import exchange
from trainer.fixture_texts import CODE, SCRIPTS

LENGTHS = (31, 32, 33)
LONG = 4000
SOURCE_PAIRS = 24
PAIR = (
    "Name a prime above 20.",
    ("23 is a prime: only 1 and 23 divide it.", "23? No, I would say 21, since it is odd."),
)
BEST = (
    "Write one line about the sea in winter, in any language you like.",
    (
        "",
        "Grey.",
        "Grey on grey: the sea in winter forgets where the sky begins.",
        "Grey on grey, and the gulls have nothing to add.",
        "Im Winter schweigt das Meer, und die Möwen hören zu. ❄️",
        "冬の海、音もなく雪を食べる。",
        "```python\nfor wave in sea:\n    wave.freeze()\n```\n",
        "I can offer more than one line, since the sea deserves it: first the cold light, then the long wave that "
        "comes from nowhere, then the sound of stones rolling back, 1, 2, 3 times, and at last the quiet in which you "
        "hear your own breath and remember that somewhere it is summer.",
    ),
)
HISTORY = [
    {"role": "system", "content": "You are a patient teacher of chess."},
    *exchange("What is a fork?", "One piece attacks two others at once."),
    *exchange("Which piece does it best?", "The knight: nothing can block its way."),
]
FOLLOW_UPS = (
    exchange("Show me one.", "Knight to c7, check: the king moves, and the rook on a8 is lost."),
    exchange("Show me one.", "Look it up."),
)


@dataclass(frozen=True)
class Text:
    """What is scored: token ids and, where they come from a dialogue, its messages and how many form the prompt."""

    name: str
    messages: list[dict[str, str]] | None
    prompt_length: int
    ids: list[int]


def source_texts() -> list[str]:
    """Real texts that the tokenizer learns from, and the long text is made of."""
    pairs = {each.group: each for each in mt_bench.read() if isinstance(each, Pair)}
    first = list(pairs.values())[:SOURCE_PAIRS]
    return [message["content"] for pair in first for message in pair.chosen]


def training_texts() -> list[str]:
    """What the tokenizer is trained on."""
    return [*source_texts(), *SCRIPTS, *CODE]


def dialogue(tokenizer: PreTrainedTokenizerFast, name: str, messages: list[dict[str, str]]) -> Text:
    """A text from messages, of which the last one is the response."""
    return Text(name, messages, len(messages) - 1, ids_of(tokenizer, messages))


def of_length(tokenizer: PreTrainedTokenizerFast, length: int) -> Text:
    """A dialogue of exactly `length` tokens: digits fill it up, for each of them is one token."""
    start = ids_of(tokenizer, exchange("Count.", ""))
    digits = "".join(str(number % 10) for number in range(length - len(start)))
    return dialogue(tokenizer, f"length-{length}", exchange("Count.", digits))


def long_text(tokenizer: PreTrainedTokenizerFast) -> Text:
    """Real texts without a template, cut at exactly 4,000 tokens."""
    ids = tokenizer("\n\n".join(source_texts()), truncation=True, max_length=LONG)["input_ids"]
    return Text("long", None, 0, ids)


def texts_of(tokenizer: PreTrainedTokenizerFast, case: Case) -> list[Text]:
    """Every text of a case, in a fixed order."""
    pad = exchange("Say goodbye.", f"Goodbye, and thank you.{PAD}{PAD}")
    named = [
        *((f"pair-{number}", exchange(PAIR[0], response)) for number, response in enumerate(PAIR[1])),
        *((f"best-{number}", exchange(BEST[0], response)) for number, response in enumerate(BEST[1])),
        *((f"history-{number}", [*HISTORY, *last]) for number, last in enumerate(FOLLOW_UPS)),
        ("ends-in-pad", pad),
    ]
    one = Text("one-token", None, 0, tokenizer("A")["input_ids"])
    exact = [of_length(tokenizer, length) for length in LENGTHS]
    rows = [*(dialogue(tokenizer, *each) for each in named), one, *exact]
    return [*rows, long_text(tokenizer)] if case.long else rows

"""From the readers to the pairs of a run: read, decontaminate, drop what is too long, split by prompt."""

from dataclasses import dataclass
from itertools import chain

from transformers import PreTrainedTokenizerBase

from trainer.config import Config
from trainer.data import benchmark_prompts, hh_rlhf, mt_bench, pandalm
from trainer.data.pair import Dropped, Pair
from trainer.decontaminate import decontaminate
from trainer.split import split

READERS = (hh_rlhf, mt_bench, pandalm)


@dataclass(frozen=True)
class Sides:
    """The pairs of each side of the split, and every pair left out with its reason."""

    pairs: dict[str, list[Pair]]
    dropped: list[Dropped]


def clean_sides(config: Config) -> Sides:
    """Every usable pair on its side, benchmark prompts removed."""
    rows = list(chain.from_iterable(reader.read() for reader in READERS))
    usable = [row for row in rows if isinstance(row, Pair)]
    unusable = [row for row in rows if isinstance(row, Dropped)]
    clean, contaminated = decontaminate(usable, benchmark_prompts.read())
    sides = split(clean, config.validation, config.test)
    return Sides({name: thinned(pairs, config.pairs) for name, pairs in sides.items()}, unusable + contaminated)


def thinned(pairs: list[Pair], limit: int | None) -> list[Pair]:
    """At most `limit` pairs, taken evenly over the whole list so that each source keeps its share."""
    if limit is None or len(pairs) <= limit:
        return pairs
    return [pairs[number * len(pairs) // limit] for number in range(limit)]


def texts(pairs: list[Pair]) -> list[str]:
    """The content of every message, repeats included."""
    return [message["content"] for pair in pairs for side in (pair.chosen, pair.rejected) for message in side]


def tokens(tokenizer: PreTrainedTokenizerBase, messages: tuple) -> list[int]:
    """Token ids of a dialogue as TRL makes them: rendered by the chat template, no special tokens added."""
    return tokenizer.apply_chat_template(list(messages), return_dict=True)["input_ids"]


def longest(tokenizer: PreTrainedTokenizerBase, pair: Pair) -> int:
    """Tokens of the pair's longer dialogue."""
    return max(len(tokens(tokenizer, side)) for side in (pair.chosen, pair.rejected))


def fitting(sides: Sides, tokenizer: PreTrainedTokenizerBase, limit: int) -> Sides:
    """Drop the pairs of more than `limit` tokens a side, which TRL would drop without a word."""
    kept, dropped = {}, list(sides.dropped)
    for name, pairs in sides.pairs.items():
        kept[name] = []
        for pair in pairs:
            length = longest(tokenizer, pair)
            if length <= limit:
                kept[name].append(pair)
            else:
                dropped.append(Dropped(pair.id, pair.source, f"too long, {length} tokens of at most {limit}"))
    return Sides(kept, dropped)

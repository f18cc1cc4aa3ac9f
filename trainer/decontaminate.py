"""Keeping benchmark prompts out of the training data: no shared 13-gram (the rule of Brown et al. 2020, appendix C)."""

import re
from collections.abc import Iterable

from trainer.data.pair import Dropped, Pair

WORDS = 13
CONTAMINATED = f"shares a {WORDS}-gram of its prompt with a benchmark"
WORD = re.compile(r"\w+")


def grams(text: str) -> set[tuple[str, ...]]:
    """The 13-grams of a text's lower-cased words; a shorter text is one gram of all its words, an empty one none."""
    words = WORD.findall(text.lower())
    if len(words) < WORDS:
        return {tuple(words)} if words else set()
    return {tuple(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1)}


def benchmark_grams(prompts: Iterable[str]) -> set[tuple[str, ...]]:
    """Every gram of every benchmark prompt."""
    return set().union(*(grams(prompt) for prompt in prompts))


def contaminated(pair: Pair, forbidden: set[tuple[str, ...]]) -> bool:
    """True when a message before the judged response shares a gram with a benchmark prompt."""
    before = (*pair.chosen[:-1], *pair.rejected[:-1])
    return any(not forbidden.isdisjoint(grams(message["content"])) for message in before)


def decontaminate(pairs: Iterable[Pair], prompts: Iterable[str]) -> tuple[list[Pair], list[Dropped]]:
    """Part the pairs into clean ones and those that share a 13-gram of their prompt with a benchmark."""
    forbidden = benchmark_grams(prompts)
    clean, dropped = [], []
    for pair in pairs:
        if contaminated(pair, forbidden):
            dropped.append(Dropped(pair.id, pair.source, CONTAMINATED))
        else:
            clean.append(pair)
    return clean, dropped

"""A smaller WordPiece vocabulary: fewer rows in the embedding table, no character lost."""

from collections import Counter
from collections.abc import Iterable

from transformers import BertTokenizer

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
ROLES = ("system", "user", "assistant", "tool")


def is_character(piece: str) -> bool:
    """True for a single character, at the start of a word or ("##c") inside one."""
    return len(piece.removeprefix("##")) == 1


def piece_counts(tokenizer: BertTokenizer, texts: Iterable[str]) -> Counter:
    """How often each piece occurs in the texts."""
    counts: Counter = Counter()
    for text in texts:
        counts.update(tokenizer.tokenize(text))
    return counts


def trim(tokenizer: BertTokenizer, texts: Iterable[str], size: int) -> list[str]:
    """The `size` pieces to keep, special tokens first, then in the order of the full vocabulary.

    Single characters all stay, so every word that the full vocabulary can spell stays free of [UNK]. The rest goes by
    frequency in the texts, then by the full vocabulary's order, which puts common pieces first.
    """
    ids = tokenizer.get_vocab()
    counts = piece_counts(tokenizer, texts)
    needed = {*SPECIAL, *ROLES, *filter(is_character, ids)}
    if size < len(needed) or size > len(ids):
        raise ValueError(
            f"trainer.vocabulary: the size must be {len(needed)} to {len(ids)} pieces, got {size}; "
            "change model.vocabulary in the configuration"
        )
    usable = (piece for piece in ids if piece not in needed and not piece.startswith("[unused"))
    frequent = sorted(usable, key=lambda piece: (-counts[piece], ids[piece]))
    kept = needed.union(frequent[: size - len(needed)]) - set(SPECIAL)
    return [*SPECIAL, *sorted(kept, key=ids.__getitem__)]

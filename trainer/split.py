"""The split by prompt: a pair's side depends on a hash of its group and on nothing else."""

import hashlib
from collections.abc import Iterable

from trainer.data.pair import Pair

SIDES = ("train", "validation", "test")


def position(group: str) -> float:
    """A group's place in [0, 1), by SHA-256 of its text without case and runs of white space."""
    text = " ".join(group.lower().split())
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) / 2**64


def side(group: str, validation: float, test: float) -> str:
    """The side of a group when these shares of all groups are held out."""
    place = position(group)
    if place < test:
        return "test"
    return "validation" if place < test + validation else "train"


def split(pairs: Iterable[Pair], validation: float, test: float) -> dict[str, list[Pair]]:
    """Part the pairs into train, validation and test so that no group lies on two sides."""
    sides: dict[str, list[Pair]] = {name: [] for name in SIDES}
    for pair in pairs:
        sides[side(pair.group, validation, test)].append(pair)
    return sides

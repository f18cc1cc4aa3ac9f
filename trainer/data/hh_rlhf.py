"""HH-RLHF harmless-base (Bai et al. 2022, arXiv 2204.05862): dialogues as one string with turn marks."""

import re
from collections.abc import Iterator

from trainer.data.files import DATA_FILES, read_rows
from trainer.data.pair import Dropped, Message, Pair, message

SOURCE = "hh-rlhf-harmless"
FILE = DATA_FILES / "hh-rlhf-harmless.jsonl.xz"
ROLES = {"Human": "user", "Assistant": "assistant"}
TURN = re.compile(r"\n\n(Human|Assistant):")


def messages(dialogue: str) -> tuple[Message, ...]:
    """Split a dialogue at its turn marks. Raises ValueError when it does not begin with one."""
    lead, *turns = TURN.split(dialogue)
    if lead.strip() or not turns:
        raise ValueError(
            f"trainer.data.hh_rlhf: a dialogue must begin with a turn mark, got {dialogue[:40]!r}; check the file"
        )
    return tuple(message(ROLES[who], text.strip()) for who, text in zip(turns[::2], turns[1::2]))


def read() -> Iterator[Pair | Dropped]:
    """Yield every pair, or why it is not usable, in file order."""
    for number, row in enumerate(read_rows(FILE)):
        key = f"{SOURCE}-{number}"
        chosen, rejected = messages(row["chosen"]), messages(row["rejected"])
        pair = Pair(key, SOURCE, chosen[0]["content"], chosen, rejected)
        if len(chosen) != len(rejected) or len(pair.prompt) != len(chosen) - 1:
            yield Dropped(key, SOURCE, "the dialogues differ before the last response")
        else:
            yield pair

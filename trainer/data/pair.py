"""What a labelled pair is inside the trainer."""

from dataclasses import dataclass

Message = dict[str, str]


@dataclass(frozen=True)
class Pair:
    """A labelled pair of dialogues; each ends with the response that was judged.

    `group` is the text that decides the split: pairs with the same group never lie on two sides of it.
    """

    id: str
    source: str
    group: str
    chosen: tuple[Message, ...]
    rejected: tuple[Message, ...]

    @property
    def prompt(self) -> tuple[Message, ...]:
        """The leading messages that both dialogues share."""
        shared = 0
        while shared < min(len(self.chosen), len(self.rejected)) - 1 and self.chosen[shared] == self.rejected[shared]:
            shared += 1
        return self.chosen[:shared]

    def row(self) -> dict[str, list[Message]]:
        """The pair as TRL's implicit-prompt preference row."""
        return {"chosen": list(self.chosen), "rejected": list(self.rejected)}


@dataclass(frozen=True)
class Dropped:
    """A pair that is not used, and the rule that says so."""

    id: str
    source: str
    reason: str


def message(role: str, content: str) -> Message:
    """One message of a dialogue."""
    return {"role": role, "content": content}

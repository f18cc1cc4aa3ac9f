"""From a run's pairs to token ids, each pair that is left out named with its reason."""

import json
from dataclasses import asdict, dataclass

from datasets import Dataset
from transformers import PreTrainedTokenizerBase

from trainer.job.reading import token_ids
from trainer.job.rows import Row, read_rows
from trainer.job.run_folder import RunFolder, write_whole
from trainer.job.settings import TrainSettings


@dataclass(frozen=True)
class Pair:
    """A pair as token ids."""

    id: str
    chosen_ids: list[int]
    rejected_ids: list[int]
    margin: float | None

    @property
    def tokens(self) -> int:
        """Tokens of the longer side."""
        return max(len(self.chosen_ids), len(self.rejected_ids))


@dataclass(frozen=True)
class Left:
    """A pair that does not train, and why."""

    id: str
    side: str
    reason: str


def tokenise(
    rows: list[Row], side: str, tokenizer: PreTrainedTokenizerBase, limit: int
) -> tuple[list[Pair], list[Left]]:
    """The pairs that fit and those left out, which TRL would leave out without a word."""
    kept, left = [], []
    for row in rows:
        pair = pair_of(row, tokenizer)
        reason = fault(pair, limit)
        if reason:
            left.append(Left(row.id, side, reason))
        else:
            kept.append(pair)
    return kept, left


def pair_of(row: Row, tokenizer: PreTrainedTokenizerBase) -> Pair:
    """A row as token ids."""
    return Pair(row.id, token_ids(tokenizer, row.chosen), token_ids(tokenizer, row.rejected), row.margin)


def too_long(pair: Pair, limit: int) -> str | None:
    """Why a pair cannot be read, or None."""
    return f"too long, {pair.tokens} tokens of at most {limit}" if pair.tokens > limit else None


def fault(pair: Pair, limit: int) -> str | None:
    """Why a pair cannot teach anything, or None."""
    if long := too_long(pair, limit):
        return long
    return "both sides are the same tokens" if pair.chosen_ids == pair.rejected_ids else None


def pairs_of(
    folder: RunFolder, settings: TrainSettings, tokenizer: PreTrainedTokenizerBase
) -> tuple[dict[str, list[Pair]], list[Left]]:
    """The pairs of both sides. Raises ValueError where a side has none left or a gold pair is also trained on."""
    rows = {side: read_rows(folder.files(getattr(settings.data, side))) for side in ("train", "gold")}
    both = {row.id for row in rows["train"]} & {row.id for row in rows["gold"]}
    if both:
        raise ValueError(
            f"trainer.job: gold pairs choose the checkpoint and must not be trained on, {len(both)} are "
            f"(first: {min(both)}); take them out of the training pairs"
        )
    parts = {side: tokenise(rows[side], side, tokenizer, settings.max_length) for side in rows}
    for side, (kept, left) in parts.items():
        if not kept:
            raise ValueError(f"trainer.job: the {side} side has no pair left of {len(left)}; first: {left[0].reason}")
    return {side: kept for side, (kept, _) in parts.items()}, [one for _, left in parts.values() for one in left]


def write_dropped(folder: RunFolder, left: list[Left]) -> None:
    """dropped.jsonl: one line a pair."""
    write_whole(folder.path / "dropped.jsonl", "".join(json.dumps(asdict(one)) + "\n" for one in left))


def data_set(pairs: list[Pair]) -> Dataset:
    """The pairs as TRL takes them when they are tokens already."""
    columns = {"chosen_ids": [one.chosen_ids for one in pairs], "rejected_ids": [one.rejected_ids for one in pairs]}
    margins = [one.margin for one in pairs]
    return Dataset.from_dict(columns if None in margins else {**columns, "margin": margins})

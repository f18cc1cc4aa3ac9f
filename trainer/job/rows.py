"""The pairs of a run's data files: TRL's preference rows as JSON Lines or Parquet, with an id and at times a margin."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet

Message = dict[str, str]


@dataclass(frozen=True)
class Row:
    """A pair as it trains: two dialogues, each with the judged response last. `margin` is in logits."""

    id: str
    chosen: list[Message]
    rejected: list[Message]
    margin: float | None


def read_file(path: Path) -> Iterator[dict]:
    """Yield the rows of a .jsonl or .parquet file. Raises ValueError with the line that is no JSON object."""
    if path.suffix == ".parquet":
        with pyarrow.parquet.ParquetFile(path) as source:
            for batch in source.iter_batches(1024):
                yield from batch.to_pylist()
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            yield parsed(path, number, line)


def parsed(path: Path, number: int, line: str) -> dict:
    """One line's object. Raises ValueError that names the file and the line."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"trainer.job: {path.name} line {number} must be JSON ({error}); write the file again"
        ) from None
    if not isinstance(row, dict):
        raise ValueError(f"trainer.job: {path.name} line {number} must be an object, got {type(row).__name__}")
    return row


def read_rows(paths: list[Path]) -> list[Row]:
    """Every pair of the files, in order.

    Raises ValueError where there is none, an id comes twice, or only some have a margin.
    """
    rows = [row_of(path, number, raw) for path in paths for number, raw in enumerate(read_file(path), 1)]
    names = ", ".join(path.name for path in paths)
    if not rows:
        raise ValueError(f"trainer.job: {names} must hold at least one pair, it holds none; add pairs")
    if len({row.id for row in rows}) < len(rows):
        raise ValueError(f"trainer.job: {names}: ids must differ, some come twice; leave the copies out")
    with_margin = sum(row.margin is not None for row in rows)
    if with_margin not in (0, len(rows)):
        raise ValueError(
            f"trainer.job: {names}: all pairs have a margin or none has, got {with_margin} of {len(rows)}; "
            "TRL looks at the first pair only. Give every pair one (0 changes nothing) or leave the column out"
        )
    return rows


def row_of(path: Path, number: int, raw: dict) -> Row:
    """One pair; its id is its place where the file gives none. Raises ValueError that names the place and the rule."""
    key = str(raw.get("id") or raw.get("pair_id") or f"{path.stem}-{number}")
    prompt = raw.get("prompt") or []
    sides = [[*prompt, *(raw.get(side) or [])] if isinstance(prompt, list) else None for side in ("chosen", "rejected")]
    if not all(map(is_dialogue, sides)):
        raise ValueError(
            f"trainer.job: {path.name} row {number}: chosen and rejected must be messages with role and content that "
            f"end with the assistant's, got {json.dumps(raw, default=str)[:200]}; export the data set for TRL again"
        )
    return Row(key, *sides, raw.get("margin"))


def is_dialogue(side: object) -> bool:
    """Whether a side is messages of text, the assistant's last."""
    return (
        isinstance(side, list)
        and bool(side)
        and all(isinstance(one, dict) and isinstance(one.get("content"), str) and "role" in one for one in side)
        and side[-1]["role"] == "assistant"
    )

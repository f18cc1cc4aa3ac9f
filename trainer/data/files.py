"""The compressed JSON Lines files that hold the project's training data."""

import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path

DATA_FILES = Path(__file__).parent.parent / "data_files"


def read_rows(path: Path) -> Iterator[dict]:
    """Yield the rows of an xz-compressed JSON Lines file.

    Raises ValueError that names the file, the line and what to do when a line is not a JSON object.
    """
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError(
                    f"trainer.data: {path.name} line {number} must be a JSON object, got {type(row).__name__}; "
                    "make the file again with python -m trainer.refresh"
                )
            yield row


def write_rows(path: Path, rows: Iterable[dict]) -> int:
    """Write rows as xz-compressed JSON Lines (the same rows give the same bytes) and return their number."""
    count = 0
    # xz and not gzip: dialogues repeat far beyond gzip's window of 32 KiB, which makes a third of the size.
    with lzma.open(path, "wt", encoding="utf-8", newline="\n", preset=9) as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count

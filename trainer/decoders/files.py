"""How the fixtures' JSON is written."""

import json
from pathlib import Path


def write_json(path: Path, value: object) -> None:
    """Write a value as readable JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_json(path: Path) -> dict:
    """The value of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_rows(path: Path, head: dict, name: str, rows: list[dict]) -> None:
    """Write an object whose last field is a list, one line per row: long token lists stay off the reader's screen."""
    start = json.dumps(head, ensure_ascii=False)[:-1]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(f'{start}, "{name}": [\n{lines}\n]}}\n', encoding="utf-8")

"""A run's checkpoints: which are whole, which is the newest, which did best on gold."""

import shutil
from pathlib import Path

from trainer.job.run_folder import read_json, write_json

MARK = "whole.json"


def step_of(checkpoint: Path) -> int:
    """The step that a checkpoint was written after."""
    return int(checkpoint.name.rsplit("-", 1)[1])


def sizes(checkpoint: Path) -> dict[str, int]:
    """Bytes of every file of a checkpoint but its mark."""
    files = (path for path in checkpoint.rglob("*") if path.is_file() and path.name != MARK)
    return {str(path.relative_to(checkpoint)): path.stat().st_size for path in sorted(files)}


def mark_whole(checkpoint: Path) -> None:
    """Say that every process has written its part. The trainer writes file by file: a kill leaves half a checkpoint."""
    write_json(checkpoint / MARK, sizes(checkpoint))


def is_whole(checkpoint: Path) -> bool:
    """Whether a checkpoint was marked and still has every byte."""
    mark = checkpoint / MARK
    return mark.exists() and read_json(mark) == sizes(checkpoint)


def newest(folder: Path) -> Path | None:
    """The last whole checkpoint; what a kill left half written after it is removed."""
    for checkpoint in sorted(folder.glob("checkpoint-*"), key=step_of, reverse=True):
        if is_whole(checkpoint):
            return checkpoint
        shutil.rmtree(checkpoint)
    return None


def state_of(checkpoint: Path) -> dict:
    """The trainer's state at a checkpoint."""
    return read_json(checkpoint / "trainer_state.json")


def best(folder: Path) -> tuple[Path, dict]:
    """The checkpoint that did best on gold, the earliest of equals, and the newest one's state.

    Raises ValueError where it is gone.
    """
    last = newest(folder)
    state = state_of(last) if last else {}
    step = state.get("best_global_step")
    found = folder / f"checkpoint-{step}"
    if not step or not is_whole(found):
        raise ValueError(f"trainer.job: the checkpoint that did best on gold must be in {folder}, {found.name} is not; "
                         "start the run in a fresh folder")  # fmt: skip
    return found, state

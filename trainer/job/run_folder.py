"""The run folder: the one contract between a job and whoever started it, whatever engine it runs on.

run.yaml and data/ go in. manifest.json, dropped.jsonl, metrics.jsonl, checkpoints/, and at the end eval.json, scores/
and model/ (training) or out/ (shards) come out; then DONE, or FAILED.json. Neither: it runs, or was killed.
"""

import fcntl
import hashlib
import json
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path


def now() -> str:
    """The time as ISO 8601 in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def sha256(path: Path) -> str:
    """SHA-256 of a file of any size, in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a kill leaves the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)


def write_json(path: Path, value: object) -> None:
    """Write a value as readable JSON, whole or not at all."""
    write_whole(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def read_json(path: Path) -> dict:
    """The value of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


class RunFolder:
    """One run's folder."""

    def __init__(self, path: Path):
        self.path = path.resolve(strict=True)
        self.settings = self.path / "run.yaml"
        self.metrics = self.path / "metrics.jsonl"
        self.checkpoints = self.path / "checkpoints"
        self.model = self.path / "model"
        self.manifest = self.path / "manifest.json"

    @property
    def done(self) -> bool:
        """Whether the job has ended well."""
        return (self.path / "DONE").exists()

    def files(self, pattern: str) -> list[Path]:
        """The files that a pattern names, in order. Raises ValueError where there are none or one lies outside."""
        found = sorted(path for path in self.path.glob(pattern) if path.is_file())
        if not found:
            raise ValueError(
                f"trainer.job: {pattern} must name files of {self.path}, it names none; put the data there"
            )
        kinds = {path.suffix for path in found}
        if not kinds <= {".jsonl", ".parquet"}:
            raise ValueError(f"trainer.job: {pattern} must name .jsonl or .parquet files, got {sorted(kinds)}")
        return found

    def event(self, event: str, **figures: object) -> None:
        """Append one line to metrics.jsonl: an event with its figures."""
        with self.metrics.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"at": now(), "event": event, **figures}) + "\n")

    def tidy(self) -> None:
        """Take away what an earlier try left: its failure, and a half-written line at the end of metrics.jsonl."""
        (self.path / "FAILED.json").unlink(missing_ok=True)
        if not self.metrics.exists():
            return
        with self.metrics.open("rb+") as out:
            whole = out.read().rfind(b"\n") + 1
            out.truncate(whole)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other process out while this one works; a kill lets go. Raises ValueError when taken."""
        with (self.path / "run.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ValueError(
                    f"trainer.job: one process at a time works in {self.path}, another one does; wait for it or stop it"
                ) from None
            yield

    def describe(self, facts: dict) -> None:
        """Write manifest.json, or check that a run that goes on has the settings and inputs that it began with.

        Raises ValueError that names what has changed.
        """
        if not self.manifest.exists():
            return write_json(self.manifest, {**facts, "started": now(), "resumed": []})
        before = read_json(self.manifest)
        changed = [key for key in ("settings", "inputs", "model") if before.get(key) != facts.get(key)]
        if changed:
            raise ValueError(
                f"trainer.job: a run goes on with what it began with; {', '.join(changed)} of {self.path.name} "
                "changed. Put them back, or start a run folder of another name"
            )
        again = {"at": now(), "versions": facts["versions"], "same_versions": facts["versions"] == before["versions"]}
        write_json(self.manifest, {**before, "resumed": [*before["resumed"], again]})

    def failed(self, error: Exception) -> None:
        """Leave FAILED.json: what went wrong, in words and as a trace."""
        trace = "".join(traceback.format_exception(error))
        write_json(self.path / "FAILED.json", {"error": str(error) or repr(error), "trace": trace, "at": now()})
        self.event("failed", error=str(error) or repr(error))

    def finish(self, facts: dict) -> None:
        """Leave DONE, the last file of all, with what was made."""
        self.event("done")
        write_json(self.path / "DONE", {"at": now(), **facts})

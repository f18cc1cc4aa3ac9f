"""A pass of a checkpoint over shards: rewards of pairs, or embeddings of texts.

Each shard of data/ becomes one Parquet file of out/, written whole; out/manifest.json comes last. A pass that was
killed goes on with the shards that are not there yet.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyarrow
import pyarrow.parquet

from trainer.job.gold import write_table
from trainer.job.run_folder import RunFolder, sha256, write_json
from trainer.job.settings import ShardSettings

# Written into every shard: which input, settings and model it came from.
SOURCE = b"assay_source"
Worker = Callable[[Path], pyarrow.Table]


def out_path(folder: RunFolder, shard: Path) -> Path:
    """Where a shard's result lies; `shards_of` refuses two shards that would share it."""
    return folder.path / "out" / f"{shard.stem}.parquet"


def shards_of(folder: RunFolder, settings: ShardSettings) -> list[Path]:
    """The input shards. Raises ValueError where two would be written to one place."""
    shards = folder.files(settings.shards)
    if len({shard.stem for shard in shards}) < len(shards):
        raise ValueError(
            f"trainer.job: shards need names that differ before the ending, got {[one.name for one in shards]}"
        )
    return shards


def source_of(settings: ShardSettings, shard: Path) -> str:
    """A digest of all that decides a shard's result: its bytes, the settings, the model."""
    told = settings.model_dump_json(exclude={"workers", "note", "shards", "name"})
    return hashlib.sha256(f"{sha256(shard)} {told} {model_digest(settings.model)}".encode()).hexdigest()


@cache
def model_digest(model: str) -> str:
    """A digest over the files of a checkpoint's folder; its name where it is a hub's."""
    folder = Path(model)
    files = sorted([*folder.glob("*.safetensors"), *folder.glob("*.json"), *folder.glob("*.jinja")])
    return " ".join(sha256(path) for path in files) or model


def is_there(path: Path, source: str) -> bool:
    """Whether a result is there and came from just this input."""
    return path.exists() and (pyarrow.parquet.read_schema(path).metadata or {}).get(SOURCE) == source.encode()


def do_shard(folder: RunFolder, settings: ShardSettings, shard: Path, worker: Callable[[], Worker]) -> int:
    """Make one shard's result unless it is there; its number of rows."""
    path, source = out_path(folder, shard), source_of(settings, shard)
    if not is_there(path, source):
        table = worker()(shard)
        write_table(table.replace_schema_metadata({SOURCE: source.encode()}), path)
        folder.event("shard", shard=shard.name, rows=table.num_rows)
    return pyarrow.parquet.read_metadata(path).num_rows


def worker_of(settings: ShardSettings) -> Worker:
    """What turns a shard into its result, its model loaded."""
    if settings.kind == "score":
        from trainer.job.score_shard import scorer

        return scorer(settings)
    from trainer.job.embed_shard import embedder

    return embedder(settings)


def pass_over(folder: RunFolder, settings: ShardSettings) -> bool:
    """Do every shard here, one after another, then write what was made."""
    shards = shards_of(folder, settings)
    begin(folder, shards)
    loaded = cache(lambda: worker_of(settings))
    finish(folder, settings, {shard: do_shard(folder, settings, shard, loaded) for shard in shards})
    return True


def begin(folder: RunFolder, shards: list[Path]) -> None:
    """Say that a pass starts or goes on."""
    folder.event("resumed" if (folder.path / "out").exists() else "started", shards=len(shards))


def finish(folder: RunFolder, settings: ShardSettings, rows: dict[Path, int]) -> None:
    """Write out/manifest.json after all shards, then DONE."""
    made = [
        {
            "input": shard.name,
            "file": out_path(folder, shard).name,
            "rows": count,
            "sha256": sha256(out_path(folder, shard)),
        }
        for shard, count in rows.items()
    ]
    manifest = {
        "kind": settings.kind,
        "settings": settings.model_dump(mode="json"),
        "rows": sum(rows.values()),
        "shards": made,
    }
    write_json(folder.path / "out" / "manifest.json", manifest)
    folder.finish({"rows": manifest["rows"], "shards": len(made)})

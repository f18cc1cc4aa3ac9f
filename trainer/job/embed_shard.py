"""Embeddings of a shard of texts; which text stands for a pair is decided by whoever writes the shard."""

from pathlib import Path

import numpy as np
import pyarrow
import torch
from sentence_transformers import SentenceTransformer

from trainer.job.rows import read_file
from trainer.job.settings import ShardSettings
from trainer.job.shards import Worker


def embedder(settings: ShardSettings) -> Worker:
    """A function from a shard of rows with id and text to id and embedding, a vector of length 1."""
    model = SentenceTransformer(
        settings.model, revision=settings.revision, trust_remote_code=False,
        model_kwargs={"dtype": getattr(torch, settings.precision), "use_safetensors": True},
    )  # fmt: skip
    model.max_seq_length = min(settings.max_length, model.max_seq_length or settings.max_length)

    def embedded(shard: Path) -> pyarrow.Table:
        rows = [text_row(shard, number, row) for number, row in enumerate(read_file(shard), 1)]
        check_lengths(shard, [text for _, text in rows], model)
        found = model.encode([text for _, text in rows], batch_size=settings.batch, normalize_embeddings=True,
                             convert_to_tensor=True, show_progress_bar=False)  # fmt: skip
        return vector_table([key for key, _ in rows], found.float().cpu().numpy().astype(settings.store))

    return embedded


def check_lengths(shard: Path, texts: list[str], model: SentenceTransformer) -> None:
    """Raise ValueError for a text that the model would cut: its vector would stand for its beginning alone."""
    for number, ids in enumerate(model.tokenizer(texts, truncation=False, verbose=False)["input_ids"], 1):
        if len(ids) > model.max_seq_length:
            raise ValueError(
                f"trainer.job: {shard.name} row {number} has {len(ids)} tokens, the model reads {model.max_seq_length}; "
                "leave the row out or name a model that reads more"
            )


def text_row(shard: Path, number: int, row: dict) -> tuple[str, str]:
    """A row's id and text. Raises ValueError that names the row."""
    key, text = row.get("id"), row.get("text")
    if key is None or not isinstance(text, str):
        raise ValueError(f"trainer.job: {shard.name} row {number} must have an id and a text, got {str(row)[:200]}")
    return str(key), text


def vector_table(ids: list[str], vectors: np.ndarray) -> pyarrow.Table:
    """id and embedding, a list of fixed length."""
    flat = pyarrow.array(vectors.reshape(-1))
    return pyarrow.table({"id": ids, "embedding": pyarrow.FixedSizeListArray.from_arrays(flat, vectors.shape[1])})

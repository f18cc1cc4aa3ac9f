"""Rewards of a shard of pairs."""

from pathlib import Path

import pyarrow

from trainer.job.finish import load_saved
from trainer.job.gold import score, score_table
from trainer.job.reading import read_tokenizer
from trainer.job.reward_model import pad_with
from trainer.job.rows import read_rows
from trainer.job.settings import ShardSettings
from trainer.job.shards import Worker
from trainer.job.tokenised import tokenise


def scorer(settings: ShardSettings) -> Worker:
    """A function from a shard to id, r_chosen, r_rejected, p; a pair that is too long has no rewards."""
    tokenizer = read_tokenizer(settings.model, settings.revision)
    model = load_saved(settings.model, settings.precision, settings.revision)
    pad_with(model, tokenizer)

    def scored(shard: Path) -> pyarrow.Table:
        rows = read_rows([shard])
        pairs, left = tokenise(rows, shard.name, tokenizer, settings.max_length)
        table = score_table(score(model, pairs, settings.batch))
        empty = pyarrow.table({"id": [one.id for one in left]}, schema=pyarrow.schema([("id", pyarrow.string())]))
        return pyarrow.concat_tables([table, empty], promote_options="default")

    return scored

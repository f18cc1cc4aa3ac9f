"""Rewards of a shard of pairs, each side by itself: equal sides have equal rewards."""

from pathlib import Path

import pyarrow

from trainer.job.finish import load_saved
from trainer.job.gold import score, score_table
from trainer.job.reading import read_tokenizer
from trainer.job.reward_model import pad_with
from trainer.job.rows import read_rows
from trainer.job.settings import ShardSettings
from trainer.job.shards import Worker
from trainer.job.tokenised import pair_of, too_long

WITHOUT = pyarrow.schema([("id", pyarrow.string()), ("why", pyarrow.string())])


def scorer(settings: ShardSettings) -> Worker:
    """A function from a shard to id, r_chosen, r_rejected, p, why; a pair that is too long has `why` and no rewards."""
    tokenizer = read_tokenizer(settings.model, settings.revision)
    model = load_saved(settings.model, settings.precision, settings.revision)
    pad_with(model, tokenizer)

    def scored(shard: Path) -> pyarrow.Table:
        pairs = [pair_of(row, tokenizer) for row in read_rows([shard])]
        faults = {pair.id: too_long(pair, settings.max_length) for pair in pairs}
        table = score_table(score(model, [pair for pair in pairs if not faults[pair.id]], settings.batch))
        left = [{"id": key, "why": why} for key, why in faults.items() if why]
        return pyarrow.concat_tables([table, pyarrow.Table.from_pylist(left, WITHOUT)], promote_options="default")

    return scored

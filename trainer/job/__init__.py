"""Jobs over the run folder: training a reward model, scoring shards, embedding shards (docs/training.md)."""

"""Prompts of the benchmarks that nothing may be trained on: read for decontamination only."""

from trainer.data.files import DATA_FILES, read_rows

FILE = DATA_FILES / "benchmark-prompts.jsonl.xz"


def read() -> list[str]:
    """The prompts of JudgeBench, RM-Bench and LLMBar."""
    return [row["prompt"] for row in read_rows(FILE)]

"""Make trainer/data_files again: python -m trainer.refresh FOLDER_OF_SOURCES

FOLDER_OF_SOURCES holds the sources' own files in the folders hh-rlhf, mt-bench-human, pandalm, judgebench, rm-bench
and llmbar. Only what training or decontamination reads is kept.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from trainer.data import benchmark_prompts, hh_rlhf, mt_bench, pandalm
from trainer.data.files import write_rows

# LLMBar's folder Processed is left out: it restates other sets, MT-bench's own questions among them.
PROMPT_FIELDS = (
    ("judgebench", "judgebench/*.jsonl", "question"),
    ("rm-bench", "rm-bench/*.json", "prompt"),
    ("llmbar", "llmbar/LLMBar/**/dataset.json", "input"),
    ("llmbar", "llmbar/CaseStudy/**/dataset.json", "input"),
)
VOTE_FIELDS = ("question_id", "turn", "model_a", "model_b", "winner", "conversation_a", "conversation_b")
PANDALM_FIELDS = ("idx", "instruction", "input", "response1", "response2", "annotator1", "annotator2", "annotator3")


def source_rows(path: Path) -> list[dict]:
    """The rows of a source's JSON array or JSON Lines file."""
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return json.loads(text)
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def benchmark_rows(sources: Path) -> Iterator[dict]:
    """Each distinct benchmark prompt once, in a fixed order."""
    seen = set()
    for benchmark, pattern, field in PROMPT_FIELDS:
        paths = sorted(sources.glob(pattern))
        if not paths:
            raise FileNotFoundError(
                f"trainer.refresh: {benchmark} needs files matching {pattern}, found none in {sources}; "
                "give the folder that holds the sources"
            )
        for row in (row for path in paths for row in source_rows(path)):
            if row[field] not in seen:
                seen.add(row[field])
                yield {"benchmark": benchmark, "prompt": row[field]}


def only(fields: tuple[str, ...], rows: list[dict]) -> Iterator[dict]:
    """The rows with these fields and no others."""
    return ({field: row[field] for field in fields} for row in rows)


def refresh(sources: Path) -> dict[str, int]:
    """Write every data file from the sources' folder; returns rows by file name."""
    votes = source_rows(sources / "mt-bench-human/mt_bench_human_votes.derived.jsonl")
    plans = (
        (hh_rlhf.FILE, source_rows(sources / "hh-rlhf/harmless-base_test.jsonl.gz")),
        (mt_bench.FILE, only(VOTE_FIELDS, votes)),
        (pandalm.FILE, only(PANDALM_FIELDS, source_rows(sources / "pandalm/testset-v1.json"))),
        (benchmark_prompts.FILE, benchmark_rows(sources)),
    )
    return {path.name: write_rows(path, rows) for path, rows in plans}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("trainer.refresh: needs one argument, the folder that holds the sources")
    print(json.dumps(refresh(Path(sys.argv[1]))))

"""Check that exported labels train as they are: python -m trainer.check_export FOLDER

Loads FOLDER/*.jsonl with `datasets` and hands the rows to TRL's own trainers, unmodified: rows of chosen and rejected,
and those of a file called *trl-reward.jsonl, to RewardTrainer with the demo checkpoint; other rows that also have a
prompt to DPOTrainer, rows of prompt, completion and label to KTOTrainer, both with a tiny random language model.
Prints {"reward_rows": n, "dpo_rows": n, "kto_rows": n, "dropped": 0}; exits with 1 and the reason when a file does not
train.
"""

import json
import sys
import tempfile
from pathlib import Path

from datasets import Dataset, load_dataset
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerBase, Trainer, TrainingArguments
from trl import DPOConfig, DPOTrainer, KTOConfig, KTOTrainer, RewardConfig, RewardTrainer

from trainer.checkpoint import load

DEMO = Path("public/models/demo")
REWARD_COLUMNS = {"chosen", "rejected"}
DPO_COLUMNS = {"prompt", "chosen", "rejected"}
KTO_COLUMNS = {"prompt", "completion", "label"}


def first_columns(path: Path) -> set[str]:
    """The keys of a JSON Lines file's first row; empty for an empty file."""
    with path.open(encoding="utf-8") as lines:
        line = next(lines, "")
    return set(json.loads(line)) if line.strip() else set()


def kind_of(path: Path) -> str | None:
    """Which trainer a file is for, by its columns; None for other files. A reward file may hold prompts apart."""
    columns = first_columns(path)
    if columns - {"margin"} == DPO_COLUMNS:
        return "reward" if "margin" in columns or path.name.endswith("trl-reward.jsonl") else "dpo"
    if columns - {"margin"} == REWARD_COLUMNS:
        return "reward"
    return "kto" if columns == KTO_COLUMNS else None


def export_files(folder: Path) -> dict[str, Path]:
    """The folder's reward, DPO and KTO files by kind; other files (provenance) are left alone."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.jsonl")):
        kind = kind_of(path)
        if kind in found:
            raise ValueError(
                f"trainer.check_export: one {kind} file at a time, got {found[kind].name} and "
                f"{path.name}; move one away"
            )
        if kind:
            found[kind] = path
    if not found:
        raise ValueError(
            "trainer.check_export: the folder must hold a .jsonl file whose rows have exactly the keys chosen and "
            "rejected, prompt, chosen and rejected, or prompt, completion and label; got "
            f"{sorted(path.name for path in folder.iterdir())}"
        )
    return found


def check_messages(rows: Dataset) -> None:
    """Raise ValueError unless every row's dialogues are messages, end with the assistant and differ."""
    sides = [side for side in ("chosen", "rejected", "completion") if side in rows.column_names]
    for number, row in enumerate(rows, 1):
        for side in sides:
            role = row[side][-1]["role"] if row[side] else "no message"
            if role != "assistant":
                raise ValueError(
                    f"trainer.check_export: row {number}: {side} must end with an assistant message, got {role}; "
                    "export the judged response as its last message"
                )
        if "chosen" in sides and row["chosen"] == row["rejected"]:
            raise ValueError(
                f"trainer.check_export: row {number}: chosen and rejected must differ, "
                "they are equal; leave the pair out"
            )


def arguments_of(config: type, out: str, options: dict) -> TrainingArguments:
    """The trainer's configuration: on the processor, and without a limit of length, which belongs to a training run and
    not to the file: without one TRL drops nothing for its length."""
    return config(output_dir=out, use_cpu=True, bf16=False, report_to="none", **{"max_length": None, **options})


def reward_trainer(rows: Dataset, out: str, **options) -> Trainer:
    """RewardTrainer on the rows, with the demo checkpoint."""
    model, tokenizer = load(DEMO)
    arguments = arguments_of(RewardConfig, out, options)
    return RewardTrainer(model=model, args=arguments, train_dataset=rows, processing_class=tokenizer)


def tiny_language_model(tokenizer: PreTrainedTokenizerBase) -> GPT2LMHeadModel:
    """A random causal language model with the tokenizer's vocabulary: DPOTrainer and KTOTrainer start with no other."""
    pad = tokenizer.pad_token_id
    sizes = {"vocab_size": len(tokenizer), "n_embd": 8, "n_layer": 1, "n_head": 1, "n_positions": 256}
    return GPT2LMHeadModel(GPT2Config(**sizes, bos_token_id=pad, eos_token_id=pad))


def dpo_trainer(rows: Dataset, out: str, **options) -> Trainer:
    """DPOTrainer on the rows, with a tiny language model."""
    _, tokenizer = load(DEMO)
    arguments = arguments_of(DPOConfig, out, options)
    model, reference = tiny_language_model(tokenizer), tiny_language_model(tokenizer)
    return DPOTrainer(model=model, ref_model=reference, args=arguments, train_dataset=rows, processing_class=tokenizer)


def kto_trainer(rows: Dataset, out: str, **options) -> Trainer:
    """KTOTrainer on the rows, with a tiny language model."""
    _, tokenizer = load(DEMO)
    # Two rows at least: the loss compares each completion with another one of its batch.
    arguments = arguments_of(KTOConfig, out, {"per_device_train_batch_size": 2, **options})
    model, reference = tiny_language_model(tokenizer), tiny_language_model(tokenizer)
    return KTOTrainer(model=model, ref_model=reference, args=arguments, train_dataset=rows, processing_class=tokenizer)


TRAINERS = {"reward": reward_trainer, "dpo": dpo_trainer, "kto": kto_trainer}


def check_ids(kind: str, prepared: Dataset) -> None:
    """Raise ValueError unless every row still tells its two sides apart as tokens."""
    if kind == "kto":
        for number, row in enumerate(prepared, 1):
            if not row["completion_ids"]:
                raise ValueError(f"trainer.check_export: kto row {number}: a completion must have tokens; leave it out")
        return
    for number, row in enumerate(prepared, 1):
        if not row["chosen_ids"] or not row["rejected_ids"] or row["chosen_ids"] == row["rejected_ids"]:
            raise ValueError(
                f"trainer.check_export: {kind} row {number}: the sides must differ as tokens, they are equal or empty; "
                "leave the pair out"
            )


def check(folder: Path) -> dict[str, int]:
    """Rows of each kind that TRL takes, and rows that it drops."""
    counts = {"reward_rows": 0, "dpo_rows": 0, "kto_rows": 0, "dropped": 0}
    with tempfile.TemporaryDirectory() as scratch:
        for kind, path in export_files(folder).items():
            rows = load_dataset("json", data_files=str(path), split="train", cache_dir=scratch)
            check_messages(rows)
            prepared = TRAINERS[kind](rows, scratch).train_dataset
            check_ids(kind, prepared)
            counts[f"{kind}_rows"] = len(prepared)
            counts["dropped"] += len(rows) - len(prepared)
    return counts


def main(arguments: list[str]) -> None:
    """Check one folder; the last line on standard output is the JSON result."""
    if len(arguments) != 1:
        sys.exit("trainer.check_export: needs one argument, the folder that holds the exported .jsonl files")
    try:
        counts = check(Path(arguments[0]))
    except Exception as error:
        sys.exit(f"{error}")
    print(json.dumps(counts))
    if counts["dropped"]:
        sys.exit(f"trainer.check_export: TRL must keep every row, it dropped {counts['dropped']}")


if __name__ == "__main__":
    main(sys.argv[1:])

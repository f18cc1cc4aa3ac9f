"""Train a reward model: python -m trainer.train CONFIG.yaml [RUNS_FOLDER]

Bradley-Terry training of a small encoder by TRL's RewardTrainer. The run folder RUNS_FOLDER/<name> (runs/out/<name>
unless told) gets the checkpoint, its held-out figures and all that is needed to repeat it.
"""

import shutil
import sys
import traceback
from pathlib import Path

from datasets import Dataset
from transformers import BertForSequenceClassification, PreTrainedTokenizerBase, set_seed
from trl import RewardConfig, RewardTrainer

from trainer.card import render
from trainer.checkpoint import digest, load, save, small_model, small_tokenizer
from trainer.config import Config, read_config
from trainer.data.pair import Pair
from trainer.dataset import Sides, clean_sides, fitting, longest, texts, thinned, tokens
from trainer.evaluate import evaluation, score
from trainer.float32_head import with_float32_head
from trainer.pooling import standardise_pooler
from trainer.run_folder import MetricsFile, dropped_rows, fresh, manifest, score_rows, write_json, write_lines

RUNS = Path("runs/out")
POOLER_TEXTS = 256


def trl_rows(pairs: list[Pair], tokenizer: PreTrainedTokenizerBase) -> Dataset:
    """The pairs as TRL takes them; `length` lets the trainer batch dialogues of like length."""
    return Dataset.from_list([{**pair.row(), "length": longest(tokenizer, pair)} for pair in pairs])


def starting_model(
    config: Config, pairs: list[Pair], tokenizer: PreTrainedTokenizerBase
) -> BertForSequenceClassification:
    """The untrained model, its pooler standardised on some training dialogues."""
    model = small_model(tokenizer, config.layers, config.positions, config.seed)
    standardise_pooler(model, [tokens(tokenizer, pair.chosen) for pair in thinned(pairs, POOLER_TEXTS)])
    return with_float32_head(model)


def fit(
    config: Config, sides: Sides, tokenizer: PreTrainedTokenizerBase, folder: Path
) -> BertForSequenceClassification:
    """Train on the training side and return the model that the validation side liked best."""
    arguments = RewardConfig(
        output_dir=str(folder / "steps"),
        seed=config.seed,
        max_length=config.positions,
        # The sampler reads the column `length`; the collator takes only what it needs.
        remove_unused_columns=False,
        activation_checkpointing=False,
        report_to="none",
        disable_tqdm=True,
        **config.training,
    )
    rows = {name: trl_rows(sides.pairs[name], tokenizer) for name in ("train", "validation")}
    trainer = RewardTrainer(
        model=starting_model(config, sides.pairs["train"], tokenizer),
        args=arguments,
        train_dataset=rows["train"],
        eval_dataset=rows["validation"],
        processing_class=tokenizer,
        callbacks=[MetricsFile(folder / "metrics.jsonl")],
    )
    lost = len(rows["train"]) - len(trainer.train_dataset)
    if lost:
        raise ValueError(f"trainer.train: TRL must keep every pair, it dropped {lost}; compare with dropped.jsonl")
    trainer.train()
    return trainer.model


def figures_of(folder: Path, sides: Sides) -> dict:
    """Write the scores of the held-out sides by the saved checkpoint and return their figures."""
    model, tokenizer = load(folder / "model")
    result = {"model_sha256": digest(folder / "model" / "model.safetensors")}
    for side in ("validation", "test"):
        scored = score(model, tokenizer, sides.pairs[side])
        write_lines(folder / "scores" / f"{side}.jsonl", score_rows(scored))
        result[side] = evaluation(scored)
    return result


def run(config: Config, config_name: str, folder: Path) -> dict:
    """Do the whole run in an empty folder and return its held-out figures."""
    set_seed(config.seed)
    sides = clean_sides(config)
    tokenizer = small_tokenizer(texts(sides.pairs["train"]), config.vocabulary, config.positions)
    sides = fitting(sides, tokenizer, config.positions)
    write_lines(folder / "dropped.jsonl", dropped_rows(sides.dropped))
    facts = manifest(config, config_name, sides)
    write_json(folder / "manifest.json", facts)
    model = fit(config, sides, tokenizer, folder)
    save(model, tokenizer, folder / "model")
    shutil.rmtree(folder / "steps", ignore_errors=True)
    result = figures_of(folder, sides)
    write_json(folder / "eval.json", result)
    write_json(folder / "model" / "eval.json", result)
    (folder / "model" / "README.md").write_text(render(facts, result), encoding="utf-8")
    if config.publish:
        shutil.copytree(folder / "model", config.publish, dirs_exist_ok=True)
    return result


def main(arguments: list[str]) -> None:
    """Run one configuration; leaves DONE, or FAILED.json with the error."""
    if not 1 <= len(arguments) <= 2:
        sys.exit("trainer.train: needs a configuration such as runs/demo.yaml, and at most a folder for runs")
    path = Path(arguments[0])
    config = read_config(path)
    folder = fresh((Path(arguments[1]) if len(arguments) == 2 else RUNS) / config.name)
    try:
        result = run(config, path.name, folder)
    except Exception as error:
        write_json(folder / "FAILED.json", {"error": str(error), "trace": traceback.format_exc()})
        raise
    (folder / "DONE").touch()
    held_out = result["test"]["all"]["model"]
    print(f"{folder}: held-out accuracy {held_out['accuracy']:.3f} ({held_out['low']:.3f} to {held_out['high']:.3f})")


if __name__ == "__main__":
    main(sys.argv[1:])

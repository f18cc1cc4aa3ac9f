"""The model card: README.md of a checkpoint, made from the run's manifest and figures."""

from string import Template

# Source name -> (what it is, licence, attribution).
DATA = {
    "hh-rlhf-harmless": (
        "HH-RLHF, harmless-base, test file",
        "MIT",
        "Copyright (c) 2022 Anthropic; Bai et al. 2022, arXiv 2204.05862",
    ),
    "mt-bench-human": (
        "MT-bench human judgments, majority of the votes on a pair, ties left out",
        "CC-BY-4.0",
        "Zheng et al. 2023, LMSYS, arXiv 2306.05685; through Human-Aligned-LLM-Evaluation-Audit, "
        "Copyright (c) 2025 Vibhanshu Dubey, MIT",
    ),
    "pandalm": (
        "PandaLM testset-v1, majority of three annotators, ties left out",
        "Apache-2.0",
        "Wang et al. 2023, WeOpenML/PandaLM, arXiv 2306.05087",
    ),
}

CARD = Template("""\
---
license: apache-2.0
base_model: $base
pipeline_tag: text-classification
library_name: transformers
tags: [reward-model, trl, reward-trainer]
---
# Assay demo reward model

A very small Bradley-Terry reward model of $layers layers: the first $base_layers of
[$base]($base_url)
(Apache-2.0) and a new one that starts as mean pooling. The vocabulary is cut to $vocabulary pieces, the position table
stretched from 512 to $positions. It exists so that a reward model runs in a browser tab at once. It is not a good
judge: read the figures.

## Held-out accuracy

Share of pairs whose chosen response gets the higher reward, on prompts that were not trained on (in brackets the 95 %
Wilson interval). "Longer response" prefers the response with more characters; chance is 0.5.

$test_table

$longer_wins

Pairs of one prompt are not independent, so the true intervals are wider than these, most of all where few prompts
carry many pairs. The validation side, which chose the size of this model, gives:

$validation_table

All figures are of the float16 weights in this folder, computed in float32 at batch 1; `eval.json` holds them.

## Good for
- trying Assay, its engine and its tests: real text, real labels, real mistakes;
- a floor that any other reward model should clear.

## Not good for
- judging facts, mathematics, code or reasoning, or any text that is not English;
- filtering, ranking or training with its rewards alone, and any decision about safety;
- comparing rewards across prompts: only the difference of two rewards on one prompt means anything;
- LLMBar's folder "Processed", which holds MT-bench questions: its items may have been trained on.

## Limits
- At most $positions tokens. Positions beyond 512 start as copies of the first and saw little training.
- Labels carry the tastes of their annotators, in good part for longer text and for polite refusals.
- HH-RLHF holds offensive and dangerous requests; the model has read them.
- Dialogues are rendered by `chat_template.jinja` and tokenised without adding special tokens; all token types are 0.
  The template puts a space after each "[" in a message, so that text such as "[SEP]" stays text.

## Data

$data_table

Never trained on: JudgeBench, RM-Bench and LLMBar. Pairs that share a 13-gram of their prompt with one of these are
removed ($dropped_contaminated here); RM-Bench's mathematics items and LLMBar's folder "Processed" were not compared.
The split is by prompt, by SHA-256: $train pairs for training, $validation for validation, $test held out.

## How it was made

    $command

Seed $seed; Python $python, torch $torch, transformers $transformers, trl $trl, on CPU with bfloat16 autocast.
Training arguments: `$training`. Another kind of CPU may round otherwise and so give other weights.
SHA-256 of `model.safetensors`: `$digest`.
""")


def share(figure: dict) -> str:
    """An accuracy with its interval, to three digits."""
    return f"{figure['accuracy']:.3f} ({figure['low']:.3f} to {figure['high']:.3f})"


def figures_table(sources: dict[str, dict]) -> str:
    """The figures as a Markdown table, one source a row."""
    head = "| source | pairs | prompts | this model | longer response | chance |\n|---|---|---|---|---|---|\n"
    rows = [
        f"| {name} | {row['pairs']} | {row['prompts']} | {share(row['model'])} | {share(row['longer_response'])} "
        f"| {row['chance']} |"
        for name, row in sources.items()
    ]
    return head + "\n".join(rows)


def longer_wins(sources: dict[str, dict]) -> str:
    """A sentence that names the sources on which length alone does better than the model."""
    better = [name for name, row in sources.items() if row["longer_response"]["accuracy"] > row["model"]["accuracy"]]
    return f"Preferring the longer response does better than this model on: {', '.join(better) or 'none of these'}."


def data_table() -> str:
    """The data sets with licence and attribution as a Markdown table."""
    head = "| source | what | licence | attribution |\n|---|---|---|---|\n"
    return head + "\n".join(f"| {name} | {' | '.join(facts)} |" for name, facts in DATA.items())


def render(manifest: dict, evaluation: dict) -> str:
    """The whole card."""
    config, versions = manifest["config"], manifest["versions"]
    return CARD.substitute(
        base=manifest["base_model"],
        base_layers=config["layers"] - 1,
        base_url=f"https://huggingface.co/{manifest['base_model']}",
        test_table=figures_table(evaluation["test"]),
        longer_wins=longer_wins(evaluation["test"]),
        validation_table=figures_table(evaluation["validation"]),
        data_table=data_table(),
        dropped_contaminated=manifest["contaminated"],
        digest=evaluation["model_sha256"],
        command=manifest["command"],
        training=", ".join(f"{key} {value}" for key, value in config["training"].items()),
        **{key: config[key] for key in ("layers", "vocabulary", "positions", "seed")},
        **{key: versions[key] for key in ("python", "torch", "transformers", "trl")},
        **manifest["pairs"],
    )

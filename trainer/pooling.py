"""The last layer and the pooler, initialised so that [CLS] starts as the mean of all tokens.

all-MiniLM-L6-v2 was trained with mean pooling: up to its fifth layer the [CLS] state is nearly the same for every text
(LOG.md has the figures), and BertForSequenceClassification reads nothing else. A layer that attends evenly and copies
what it attends to turns the one into the other inside the standard architecture, and stays trainable.
"""

import torch
from transformers import BertForSequenceClassification

# Standard deviation of the pooler's input to tanh over texts: wide enough to tell texts apart, still nearly linear.
SPREAD = 0.5


@torch.no_grad()
def attend_evenly(model: BertForSequenceClassification) -> None:
    """Set the last layer to add the mean of all tokens to each token.

    Query and key keep their small random start, which attends almost evenly: at exactly zero neither would get a
    gradient.
    """
    layer = model.bert.encoder.layer[-1]
    for copy in (layer.attention.self.value, layer.attention.output.dense):
        copy.weight.copy_(torch.eye(model.config.hidden_size))
        copy.bias.zero_()
    layer.output.dense.weight.zero_()
    layer.output.dense.bias.zero_()


@torch.no_grad()
def standardise_pooler(model: BertForSequenceClassification, texts: list[list[int]]) -> None:
    """Set the pooler so that its input to tanh has mean 0 and spread SPREAD in each dimension over these token ids."""
    states = torch.stack([model.bert(input_ids=torch.tensor([ids])).last_hidden_state[0, 0] for ids in texts])
    scale = SPREAD / states.std(dim=0)
    model.bert.pooler.dense.weight.copy_(torch.diag(scale))
    model.bert.pooler.dense.bias.copy_(-scale * states.mean(dim=0))

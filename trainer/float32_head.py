"""A reward head that stays in float32 while the encoder trains under bfloat16 autocast."""

import torch
from transformers import BertForSequenceClassification


class Float32Head(torch.nn.Linear):
    """The reward head outside autocast: equal bfloat16 rewards would count as ties and round the margin."""

    def forward(self, pooled: torch.Tensor) -> torch.Tensor:
        """The head's logits in float32."""
        with torch.autocast(pooled.device.type, enabled=False):
            return super().forward(pooled.float())


def with_float32_head(model: BertForSequenceClassification) -> BertForSequenceClassification:
    """The model, its head replaced in place by one that leaves autocast; names and weights stay the same."""
    head = Float32Head(model.classifier.in_features, model.classifier.out_features)
    head.load_state_dict(model.classifier.state_dict())
    model.classifier = head
    return model

"""A reward head that stays in float32 while the encoder trains under bfloat16 autocast."""

import torch
from transformers import PreTrainedModel

from trainer.job.reward_model import head_name


class Float32Head(torch.nn.Linear):
    """The reward head outside autocast: equal bfloat16 rewards would count as ties and round the margin."""

    def forward(self, pooled: torch.Tensor) -> torch.Tensor:
        """The head's logits in float32."""
        bias = None if self.bias is None else self.bias.float()
        # Shared-out training (FSDP, ZeRO) hands the head a bfloat16 copy of its weights.
        with torch.autocast(pooled.device.type, enabled=False):
            return torch.nn.functional.linear(pooled.float(), self.weight.float(), bias)


def with_float32_head(model: PreTrainedModel) -> PreTrainedModel:
    """The model, its head replaced in place by one that leaves autocast; names and weights stay the same."""
    name = head_name(model)
    before = getattr(model, name)
    head = Float32Head(before.in_features, before.out_features, bias=before.bias is not None)
    head.load_state_dict(before.state_dict())
    setattr(model, name, head)
    return model

"""TRL's RewardTrainer, its evaluation made of whole pairs: gold accuracy over all pairs, not a mean of batches."""

import torch
from trl import RewardTrainer

from trainer.job.gold import Scored, figures


class GoldTrainer(RewardTrainer):
    """Evaluates on gold: every pair's two rewards, then the same figures as eval.json."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, compute_metrics=gold_figures, **kwargs)

    @torch.no_grad()
    def prediction_step(self, model, inputs, prediction_loss_only, ignore_keys=None):
        """Loss and rewards [pairs, 2] of one batch; the labels are a placeholder, since transformers asks for some."""
        inputs = self._prepare_inputs(inputs)
        with self.compute_loss_context_manager():
            texts = {"input_ids": inputs["input_ids"], "attention_mask": inputs["attention_mask"]}
            rewards = model(**texts, use_cache=False).logits[:, 0].float()
        sides = torch.stack(rewards.chunk(2), dim=1)
        loss = -torch.nn.functional.logsigmoid(sides[:, 0] - sides[:, 1]).mean()
        return loss, sides, torch.zeros(len(sides), device=sides.device)


def gold_figures(predicted) -> dict:
    """The figures of all gold pairs, under the names that transformers prefixes with eval_."""
    return figures([Scored(str(place), *map(float, sides)) for place, sides in enumerate(predicted.predictions)])

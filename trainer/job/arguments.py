"""A run's settings as arguments of TRL and peft."""

import math

import torch
from peft import LoraConfig
from trl import RewardConfig

from trainer.job.run_folder import RunFolder
from trainer.job.settings import TrainSettings


def steps_of(settings: TrainSettings, pairs: int) -> int:
    """Optimiser steps of a run over so many pairs."""
    if settings.max_steps:
        return settings.max_steps
    batches = math.ceil(pairs / (settings.batch_per_process * settings.launch.world))
    return math.ceil(settings.epochs * max(math.ceil(batches / settings.accumulation), 1))


def warmup_steps(settings: TrainSettings, steps: int) -> int:
    """Steps before the learning rate is reached; a constant schedule has none."""
    return 0 if settings.schedule == "constant" else math.ceil(steps * settings.warmup)


def reward_config(folder: RunFolder, settings: TrainSettings, steps: int) -> RewardConfig:
    """TRL's arguments: evaluated and kept every `checkpoint_every` steps; the best by gold accuracy stays."""
    return RewardConfig(
        output_dir=str(folder.checkpoints),
        seed=settings.seed,
        data_seed=settings.seed,
        max_length=settings.max_length,
        num_train_epochs=settings.epochs,
        max_steps=settings.max_steps or -1,
        per_device_train_batch_size=settings.batch_per_process,
        per_device_eval_batch_size=settings.batch_per_process,
        gradient_accumulation_steps=settings.accumulation,
        learning_rate=settings.learning_rate,
        lr_scheduler_type=settings.schedule,
        warmup_steps=warmup_steps(settings, steps),
        weight_decay=settings.weight_decay,
        max_grad_norm=settings.clip,
        center_rewards_coefficient=settings.centring,
        bf16=settings.precision == "bfloat16",
        activation_checkpointing=settings.gradient_checkpointing,
        eval_strategy="steps",
        eval_steps=settings.checkpoint_every,
        save_strategy="steps",
        save_steps=settings.checkpoint_every,
        # The best, the newest whole one, and the one being written.
        save_total_limit=3,
        metric_for_best_model="accuracy",
        greater_is_better=True,
        logging_steps=settings.log_every,
        use_cpu=not torch.cuda.is_available(),
        ddp_find_unused_parameters=False,
        report_to="none",
        disable_tqdm=True,
    )


def lora_config(settings: TrainSettings, head: str, anew: list[str]) -> LoraConfig | None:
    """The adapters; the head and all that started anew train and are saved whole, else loading would lose them."""
    if settings.method == "full":
        return None
    whole = sorted({head, *anew})
    others = [name for name in whole if name != head]
    targets = settings.lora.targets
    return LoraConfig(
        task_type="SEQ_CLS",
        r=settings.lora.rank,
        lora_alpha=settings.lora.alpha,
        lora_dropout=settings.lora.dropout,
        target_modules=targets if isinstance(targets, str) else list(targets),
        modules_to_save=whole,
        exclude_modules=others or None,
    )

"""What happens beside the steps: progress to metrics.jsonl, marks on checkpoints, an orderly end when asked to stop."""

import signal
import threading
from pathlib import Path

import torch
from transformers import TrainerCallback

from trainer.job.checkpoints import mark_whole
from trainer.job.run_folder import RunFolder


class Progress(TrainerCallback):
    """Appends figures and checkpoints to metrics.jsonl, and marks each checkpoint once every process has written."""

    def __init__(self, folder: RunFolder):
        self.folder = folder

    def on_log(self, args, state, control, logs=None, **kwargs):
        """One line a set of figures, with the step they belong to."""
        if state.is_world_process_zero:
            self.folder.event("figures", step=state.global_step, steps=state.max_steps, **(logs or {}))

    def on_save(self, args, state, control, **kwargs):
        """Wait for the others' files, then mark the checkpoint."""
        if torch.distributed.is_initialized():
            torch.distributed.barrier()
        if state.is_world_process_zero:
            mark_whole(Path(args.output_dir) / f"checkpoint-{state.global_step}")
            self.folder.event("checkpoint", step=state.global_step, steps=state.max_steps)


class StopWhenAsked(TrainerCallback):
    """On SIGTERM or SIGINT: finish the step, keep a checkpoint, end. All processes end at the same step."""

    def __init__(self):
        self.asked = False
        self.stopped = False
        # Ray runs a worker in a thread, which may not set handlers; there a stop is a kill.
        mine = (signal.SIGTERM, signal.SIGINT) if threading.current_thread() is threading.main_thread() else ()
        self.before = {number: signal.signal(number, self.ask) for number in mine}

    def release(self):
        """Give the signals back to whoever had them."""
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def ask(self, *_):
        """Note the wish; a handler may do no more."""
        self.asked = True

    def on_step_end(self, args, state, control, **kwargs):
        """Agree on the end over all processes, since a process alone would wait for the others for ever."""
        wish = torch.tensor(float(self.asked), device=args.device)
        if torch.distributed.is_initialized():
            torch.distributed.all_reduce(wish)
        if wish.item() > 0 and state.global_step < state.max_steps:
            self.stopped = True
            control.should_save = True
            control.should_training_stop = True
        return control

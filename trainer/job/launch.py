"""Several processes for one run, by accelerate: data parallel, FSDP 2, or DeepSpeed's ZeRO."""

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

import torch

from trainer.job.run_folder import RunFolder
from trainer.job.settings import TrainSettings

CONFIGS = Path(__file__).parent.parent / "launch"


def command(folder: Path, settings: TrainSettings, machine: int = 0) -> list[str]:
    """The arguments that start a run on one machine; the same on each but for its number."""
    run = ["--module", "trainer.job", "--worker", str(folder)]
    if settings.launch.world == 1:
        return [sys.executable, "-m", "trainer.job", str(folder)]
    launch = settings.launch
    values = {
        "config_file": CONFIGS / f"{launch.strategy}.yaml",
        "num_processes": launch.world,
        "num_machines": launch.machines,
        "machine_rank": machine,
        "main_process_ip": launch.address,
        "main_process_port": launch.port,
        "mixed_precision": "bf16" if settings.precision == "bfloat16" else "no",
    }
    if launch.strategy.startswith("zero"):
        values |= {"gradient_accumulation_steps": settings.accumulation, "gradient_clipping": settings.clip}
    flags = [word for name, value in values.items() for word in (f"--{name}", str(value))]
    return [sys.executable, "-m", "accelerate.commands.accelerate_cli", "launch", *flags, *run]


def check_machine(strategy: str) -> None:
    """Raise ValueError where the model cannot be shared out so: accelerate would leave it whole without a word."""
    if strategy != "ddp" and not torch.cuda.is_available():
        raise ValueError(f'trainer.job: launch.strategy "{strategy}" needs GPUs, this machine has none; use "ddp"')
    if strategy.startswith("zero") and importlib.util.find_spec("deepspeed") is None:
        raise ValueError(
            f'trainer.job: launch.strategy "{strategy}" needs the package deepspeed; install it or use "fsdp2"'
        )


def machine_number() -> int:
    """Which machine of the run this is: Slurm's number of the node, else MACHINE_RANK, else the first."""
    return int(os.environ.get("SLURM_NODEID") or os.environ.get("MACHINE_RANK") or 0)


def launch(folder: RunFolder, settings: TrainSettings) -> bool:
    """Start the processes of this machine and wait; False when they were stopped and can go on.

    Raises RuntimeError when one failed. A wish to stop is handed on to the launcher, which hands it to all.
    """
    check_machine(settings.launch.strategy)
    # accelerate would look for GPUs; without one the processes meet through gloo.
    environment = os.environ if torch.cuda.is_available() else {**os.environ, "ACCELERATE_USE_CPU": "true"}
    process = subprocess.Popen(command(folder.path, settings, machine_number()), env=environment)
    asked = False

    def hand_on(*_):
        nonlocal asked
        asked = True
        process.terminate()

    before = {number: signal.signal(number, hand_on) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if folder.done or asked:
        return folder.done
    raise RuntimeError(
        f"trainer.job: every process must end well, the launcher ended with code {code}; its log has the reason"
    )

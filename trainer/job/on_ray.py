"""A job spread over the Ray cluster that it runs on: training as Ray Train's workers, shards as tasks.

Every machine sees the run folder at the same path. A worker that dies is started anew, with all others, and goes on
from the last whole checkpoint; so does the whole job when it is submitted again.
"""

import os
import shutil
from functools import cache
from pathlib import Path

import ray
from ray.train import FailureConfig, RunConfig, ScalingConfig
from ray.train.torch import TorchConfig, TorchTrainer

from trainer.job import shards
from trainer.job.run_folder import RunFolder
from trainer.job.settings import Settings, ShardSettings, TrainSettings, read_settings

# A worker that is lost this often is not lost by chance.
RETRIES = 2


def on_ray(folder: RunFolder, settings: Settings) -> bool:
    """Run a job on the cluster. Raises ValueError for a strategy that Ray's workers do not set up."""
    ray.init(address="auto", log_to_driver=True)
    try:
        return train_on_ray(folder, settings) if settings.kind == "train" else pass_on_ray(folder, settings)
    finally:
        ray.shutdown()


def train_on_ray(folder: RunFolder, settings: TrainSettings) -> bool:
    """Data-parallel workers, one process each; gloo without GPUs, nccl with them."""
    if settings.launch.strategy not in ("single", "ddp"):
        raise ValueError(
            f'trainer.job: on Ray launch.strategy is "ddp", got "{settings.launch.strategy}"; '
            "share a model out by accelerate, on Slurm or on one machine"
        )
    on_gpu = ray.cluster_resources().get("GPU", 0) > 0
    trainer = TorchTrainer(
        worker,
        train_loop_config={"folder": str(folder.path)},
        torch_config=TorchConfig(backend="nccl" if on_gpu else "gloo"),
        scaling_config=ScalingConfig(num_workers=settings.launch.world, use_gpu=on_gpu),
        run_config=RunConfig(
            name=settings.name,
            storage_path=str(folder.path / "ray"),
            failure_config=FailureConfig(max_failures=RETRIES),
        ),
    )
    trainer.fit()
    shutil.rmtree(folder.path / "ray", ignore_errors=True)
    return folder.done


def worker(config: dict) -> None:
    """One training process. Ray has set the process group and its environment up; the trainer finds both."""
    if os.environ.get("CUDA_VISIBLE_DEVICES", "") == "":
        os.environ["ACCELERATE_USE_CPU"] = "true"
    from trainer.job.work import job

    folder = RunFolder(Path(config["folder"]))
    job(folder, read_settings(folder.settings))


def pass_on_ray(folder: RunFolder, settings: ShardSettings) -> bool:
    """At most `workers` shards at once, each actor with its own model."""
    inputs = shards.shards_of(folder, settings)
    shards.begin(folder, inputs)
    on_gpu = ray.cluster_resources().get("GPU", 0) > 0
    actors = [ShardActor.options(num_gpus=1 if on_gpu else 0).remote(str(folder.path), settings.model_dump_json())
              for _ in range(min(settings.workers, len(inputs)))]  # fmt: skip
    pool = ray.util.ActorPool(actors)
    rows = list(pool.map(lambda actor, shard: actor.do.remote(str(shard)), inputs))
    shards.finish(folder, settings, dict(zip(inputs, rows)))
    return True


@ray.remote(num_cpus=1, max_restarts=RETRIES, max_task_retries=RETRIES)
class ShardActor:
    """Does one shard after another; its model is loaded for the first that is not there yet."""

    def __init__(self, folder: str, settings: str):
        self.folder = RunFolder(Path(folder))
        self.settings = ShardSettings.model_validate_json(settings)
        self.loaded = cache(lambda: shards.worker_of(self.settings))

    def do(self, shard: str) -> int:
        """Make one shard; its number of rows."""
        return shards.do_shard(self.folder, self.settings, Path(shard), self.loaded)

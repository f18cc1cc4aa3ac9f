"""A folder's job, from beginning to end, in this process or in those that it starts."""

from pathlib import Path

from trainer.job.launch import launch, machine_number
from trainer.job.run_folder import RunFolder
from trainer.job.settings import Settings, read_settings


def work(path: Path, ray: bool = False, worker: bool = False) -> bool:
    """Do the job of a run folder; False when it was asked to stop. Leaves DONE, or FAILED.json and raises."""
    folder = RunFolder(path)
    if worker:
        return job(folder, read_settings(folder.settings))
    if machine_number() > 0:
        # The first machine keeps the folder; the others only bring their processes.
        # A pass over shards takes one machine: a second would do the same shards again, into the same files.
        settings = read_settings(folder.settings)
        return settings.kind != "train" or started(folder, settings, ray)
    with folder.held():
        if folder.done:
            return True
        folder.tidy()
        try:
            return started(folder, read_settings(folder.settings), ray)
        except Exception as error:
            folder.failed(error)
            raise


def started(folder: RunFolder, settings: Settings, ray: bool) -> bool:
    """Run the job here, on Ray, or in the processes that its settings ask for."""
    if ray:
        from trainer.job.on_ray import on_ray

        return on_ray(folder, settings)
    if settings.kind == "train" and settings.launch.world > 1:
        return launch(folder, settings)
    return job(folder, settings)


def job(folder: RunFolder, settings: Settings) -> bool:
    """The work itself, by one process of the run."""
    if settings.kind == "train":
        from trainer.job.train import train

        return train(folder, settings)
    from trainer.job.shards import pass_over

    return pass_over(folder, settings)

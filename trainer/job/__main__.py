"""Run the job of a folder: python -m trainer.job RUN_FOLDER [--dry-run | --ray]

RUN_FOLDER holds run.yaml and its data; docs/training.md says what comes out. The same command starts a run and goes on
with one that was killed; a finished one is left as it is. --dry-run prints what would happen and loads no weights (a
.yaml file does as well as a folder). --ray spreads the job over the Ray cluster that it runs on.
Exit codes: 0 done, 1 failed, 2 wrong arguments, 143 stopped when asked to.
"""

import argparse
import os
import sys
from pathlib import Path

STOPPED = 143


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m trainer.job", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--ray", action="store_true")
    # The launcher starts the processes of a run with this one.
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """Do what the command line says."""
    given = arguments()
    # A log is read as lines: bars that redraw themselves would be one line of megabytes.
    for bars in ("HF_DATASETS_DISABLE_PROGRESS_BARS", "HF_HUB_DISABLE_PROGRESS_BARS"):
        os.environ.setdefault(bars, "1")
    try:
        if given.dry_run:
            from trainer.job.plan import show_plan

            return show_plan(given.folder)
        from transformers.utils.logging import disable_progress_bar

        from trainer.job.work import work

        disable_progress_bar()

        return {True: 0, False: STOPPED}[work(given.folder, ray=given.ray, worker=given.worker)]
    except (ValueError, FileNotFoundError) as error:
        print(f"{error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Threads of distributed back ends may outlive their work and keep a finished process for minutes.
    os._exit(code)

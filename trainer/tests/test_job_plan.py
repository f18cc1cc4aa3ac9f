"""Run files and plans: the paper's settings resolve, and what breaks a rule is refused with its value."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from accelerate.commands.launch import _validate_launch_command, launch_command_parser

from trainer.job.launch import check_machine, command
from trainer.job.memory import estimate, parameters
from trainer.job.plan import plan_of, shape_of
from trainer.job.settings import TrainSettings, read_settings
from trainer.tests.job_folders import base, run_folder

RUNS = Path("trainer/runs")
FILES = sorted(RUNS.glob("*.yaml"))
# Weights without a language model's head, as the models' own cards and configurations give them.
BILLIONS = {"qwen3-0-6b": 0.596, "qwen3-1-7b": 1.72, "qwen3-4b": 4.02, "qwen3-8b": 7.57,
            "llama-3-2-1b": 1.24, "llama-3-2-3b": 3.21, "llama-3-1-8b": 7.50}  # fmt: skip
EIGHT = {*BILLIONS, "llama-3-1-8b-40m"}


def test_every_backbone_has_both_settings_of_the_paper():
    assert {path.stem for path in FILES} == {f"{name}-{kind}" for name in EIGHT for kind in ("development", "final")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_run_file_plans_the_paper_s_batch_rate_and_schedule(path):
    plan = plan_of(path)
    settings, final = plan["settings"], path.stem.endswith("final")
    assert settings["name"] == path.stem and settings["max_length"] == 16384 and plan["processes"] == 64
    assert plan["effective_batch"] == (10240 if final else 256)
    rate = 3e-6 if final else (1e-6 if "-8b" in path.stem else 4e-6)
    assert settings["learning_rate"] == rate
    assert settings["schedule"] == ("constant" if final else "linear")
    pairs = {True: 40_000_000 if "40m" in path.stem else 26_000_000, False: 1_000_000}[final]
    assert plan["steps"] == -(-pairs // plan["effective_batch"])
    assert plan["warmup_steps"] == (0 if final else -(-plan["steps"] * 3 // 100))
    backbone = path.stem.rsplit("-", 1)[0].removesuffix("-40m")
    assert plan["parameters"] / 1e9 == pytest.approx(BILLIONS[backbone], rel=0.01)
    assert 2 * plan["parameters"] / 2**30 < plan["memory_gib_per_process_estimate"]["all"] < 80


def test_a_plan_reads_no_weights_and_says_what_it_would_start():
    """One run file through the command itself, in a process that could reach no hub."""
    out = subprocess.run(
        [sys.executable, "-m", "trainer.job", str(RUNS / "qwen3-0-6b-final.yaml"), "--dry-run"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    plan = json.loads(out.stdout)
    assert plan["steps"] == 2540 and plan["accumulation"] == 160
    assert plan["command"][-1] == "RUN_FOLDER"


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ("ddp", {"multi_gpu": True, "use_fsdp": False, "use_deepspeed": False}),
        ("fsdp2", {"use_fsdp": True, "fsdp_version": 2, "fsdp_state_dict_type": "FULL_STATE_DICT"}),
        ("zero1", {"use_deepspeed": True, "zero_stage": 1}),
        ("zero2", {"use_deepspeed": True, "zero_stage": 2}),
        ("zero3", {"use_deepspeed": True, "zero_stage": 3, "zero3_save_16bit_model": True}),
    ],
)
def test_accelerate_takes_every_launch_as_it_is_meant(strategy, expected, monkeypatch):
    """accelerate's own parser and its reading of the configuration: what the launcher would then start."""
    monkeypatch.setattr("accelerate.commands.launch.is_deepspeed_available", lambda: True)
    launch = {"strategy": strategy, "machines": 2, "processes": 4, "address": "10.0.0.1", "port": 29501}
    settings = TrainSettings(name="many", model="m", global_batch=64, launch=launch)
    words = command(Path("/runs/many"), settings, machine=1)
    args, _, _ = _validate_launch_command(launch_command_parser().parse_args(words[4:]))
    assert {key: getattr(args, key) for key in expected} == expected
    assert (args.num_processes, args.num_machines, args.machine_rank) == (8, 2, 1)
    assert (args.main_process_ip, args.main_process_port, args.mixed_precision) == ("10.0.0.1", 29501, "bf16")
    assert args.module and args.training_script == "trainer.job"
    assert args.training_script_args == ["--worker", "/runs/many"]
    if strategy.startswith("zero"):
        assert (args.gradient_accumulation_steps, float(args.gradient_clipping)) == (8, 1.0)


@pytest.mark.skipif("__import__('torch').cuda.is_available()")
def test_a_model_that_cannot_be_shared_out_here_is_refused():
    with pytest.raises(ValueError, match='"fsdp2" needs GPUs'):
        check_machine("fsdp2")


def test_a_plan_of_a_folder_counts_its_pairs(tmp_path):
    model = base("qwen3", tmp_path / "base")
    plan = plan_of(run_folder(tmp_path / "run", model, max_steps=None, epochs=2))
    assert (plan["pairs"], plan["steps"], plan["accumulation"]) == (48, 12, 2)
    assert plan["parameters"] == parameters(shape_of(str(model)))


def test_sharing_out_and_adapters_need_less_memory():
    told = {"name": "m", "model": "m", "global_batch": 256}
    shape = read_settings(RUNS / "qwen3-8b-final.yaml").shape
    needs = [
        estimate(TrainSettings(**told, launch={"strategy": strategy, "processes": 8}), shape)["all"]
        for strategy in ("ddp", "zero1", "zero2", "zero3")
    ]
    assert needs == sorted(needs, reverse=True)
    assert estimate(TrainSettings(**told, method="lora"), shape)["all"] < estimate(TrainSettings(**told), shape)["all"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "../up"}, "name: .*got '../up'"),
        ({"learning_rate": 0}, "learning_rate: .*greater than 0, got 0"),
        ({"speed": 3}, "speed: .*got 3"),
        ({"global_batch": 10, "batch_per_process": 4}, "global_batch must be a multiple of .* = 4, got 10"),
        ({"launch": {"strategy": "ddp"}}, 'strategy "single" is for one process'),
        ({"kind": "dream"}, "dream"),
    ],
)
def test_settings_that_break_a_rule_are_refused_with_the_value(tmp_path, change, reason):
    folder = run_folder(tmp_path / "run", tmp_path, **change)
    with pytest.raises(ValueError, match=reason):
        read_settings(folder / "run.yaml")


def test_a_file_s_own_keys_stand_above_those_it_extends(tmp_path):
    (tmp_path / "below.yaml").write_text("seed: 1\nepochs: 2\n", encoding="utf-8")
    own = {"extends": ["below.yaml"], "name": "a", "model": "m", "seed": 9}
    (tmp_path / "run.yaml").write_text(yaml.safe_dump(own), encoding="utf-8")
    settings = read_settings(tmp_path / "run.yaml")
    assert (settings.seed, settings.epochs) == (9, 2)

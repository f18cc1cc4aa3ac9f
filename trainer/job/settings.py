"""What a job is told: run.yaml of its folder, read once and checked at once."""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

Name = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$")]
Count = Annotated[int, Field(ge=1)]
Share = Annotated[float, Field(ge=0, lt=1)]


class Part(BaseModel):
    """A part of the settings: unknown keys are refused, values are never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Lora(Part):
    """Low-rank adapters; the reward head is always trained whole beside them."""

    rank: Count = 16
    alpha: Count = 32
    dropout: Share = 0.0
    targets: str | tuple[str, ...] = "all-linear"


class Data(Part):
    """Paths of the pairs, relative to the run folder: files of .jsonl or .parquet, `*` allowed."""

    train: str = "data/train.*"
    gold: str = "data/gold.*"


class Shape(Part):
    """A decoder's sizes, for a plan without its files."""

    layers: Count
    width: Count
    inner: Count
    heads: Count
    key_heads: Count
    head_size: Count
    vocabulary: Count


class Launch(Part):
    """How many processes train, and how they share the model. `address` is where the first machine listens."""

    strategy: Literal["single", "ddp", "fsdp2", "zero1", "zero2", "zero3"] = "single"
    machines: Count = 1
    processes: Count = 1
    address: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 29500

    @property
    def world(self) -> int:
        """All processes of all machines."""
        return self.machines * self.processes


class TrainSettings(Part):
    """One training run. The defaults are the project's for what the paper does not state (docs/training.md).

    `model` is a checkpoint's folder or a hub's name; `head` "new" starts a reward head where the checkpoint has none,
    "keep" insists on the one it has. `warmup` is a share of the steps, `checkpoint_every` and `log_every` count steps,
    `global_batch` and `batch_per_process` pairs, `max_length` tokens. `pairs` is what a plan counts with where the data
    is not there yet. `store` is the type of the saved weights, `precision` that of the computation.
    """

    kind: Literal["train"] = "train"
    name: Name
    model: str
    revision: str | None = None
    head: Literal["new", "keep"] = "new"
    pad_token: str | None = None
    seed: int = 7
    method: Literal["full", "lora"] = "full"
    lora: Lora = Lora()
    data: Data = Data()
    pairs: Count | None = None
    max_length: Count = 16384
    epochs: Annotated[float, Field(gt=0)] = 1.0
    max_steps: Count | None = None
    global_batch: Count = 256
    batch_per_process: Count = 1
    learning_rate: Annotated[float, Field(gt=0)] = 4e-6
    schedule: Literal["linear", "constant", "constant_with_warmup"] = "linear"
    warmup: Share = 0.03
    weight_decay: Annotated[float, Field(ge=0)] = 0.0
    clip: Annotated[float, Field(gt=0)] = 1.0
    centring: Annotated[float, Field(ge=0)] | None = None
    precision: Literal["bfloat16", "float32"] = "bfloat16"
    store: Literal["bfloat16", "float16", "float32"] = "bfloat16"
    gradient_checkpointing: bool = True
    checkpoint_every: Count = 200
    log_every: Count = 10
    launch: Launch = Launch()
    shape: Shape | None = None
    note: str | None = None

    @property
    def accumulation(self) -> int:
        """Batches of each process that make one step."""
        return self.global_batch // (self.batch_per_process * self.launch.world)

    @model_validator(mode="after")
    def _divides(self):
        together = self.batch_per_process * self.launch.world
        if self.global_batch % together:
            raise ValueError(
                f"global_batch must be a multiple of batch_per_process x processes x machines = {together}, "
                f"got {self.global_batch}; change one of them"
            )
        if (self.launch.strategy == "single") != (self.launch.world == 1):
            raise ValueError(
                f'launch: strategy "single" is for one process, the others for several, got "{self.launch.strategy}" '
                f"and {self.launch.world}; change strategy, machines or processes"
            )
        return self


class ShardSettings(Part):
    """One pass of a checkpoint over shards: their rewards, or the embeddings of their texts.

    `shards` are files of .jsonl or .parquet below the run folder, `batch` counts rows, `workers` the shards that run at
    once on Ray. Embeddings are kept in `store` and have length 1.
    """

    kind: Literal["score", "embed"]
    name: Name
    model: str
    revision: str | None = None
    shards: str = "data/*"
    batch: Count = 16
    max_length: Count = 16384
    precision: Literal["bfloat16", "float32"] = "float32"
    store: Literal["float16", "float32"] = "float32"
    workers: Count = 1
    note: str | None = None


Settings = TrainSettings | ShardSettings
_adapter = TypeAdapter(Annotated[Settings, Field(discriminator="kind")])


def read_settings(path: Path) -> Settings:
    """The settings of a YAML file, those it extends below its own.

    Raises ValueError that says which value breaks which rule.
    """
    values = merged(path)
    try:
        return _adapter.validate_python({"kind": "train", **values})
    except ValidationError as error:
        raise ValueError(f"trainer.job: {path.name}: {'; '.join(map(sentence, error.errors()))}") from None


def sentence(fault: dict) -> str:
    """One broken rule: the field, the rule, and what arrived."""
    field = ".".join(str(part) for part in fault["loc"][1:])
    arrived = "" if fault["type"] in ("missing", "value_error") else f", got {fault['input']!r}"
    return f"{field or 'settings'}: {fault['msg'].removeprefix('Value error, ')}{arrived}"


def merged(path: Path) -> dict:
    """A YAML file's keys over those of the files that it names under `extends`, relative to itself."""
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(values, dict):
        raise ValueError(f"trainer.job: {path.name} must hold keys and values, got {type(values).__name__}")
    below: dict = {}
    for name in values.pop("extends", []):
        below |= merged(path.parent / name)
    return below | values

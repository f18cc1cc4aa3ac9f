"""A run's configuration: a YAML file, read once and checked at once."""

import re
from dataclasses import dataclass, fields
from pathlib import Path

import yaml

NAME = re.compile(r"[a-z0-9-]{1,64}")


@dataclass(frozen=True)
class Config:
    """What a run is: everything that decides its result, and where the checkpoint goes.

    `layers` counts MiniLM's first layers and the new one that pools. `vocabulary` counts pieces, `positions` tokens;
    `validation` and `test` are shares of the prompts. `training` holds arguments of TRL's RewardConfig. `pairs` limits
    the pairs of each side (None: all). `publish` is the folder that gets a copy of the checkpoint (None: it stays in
    the run folder).
    """

    name: str
    seed: int
    layers: int
    vocabulary: int
    positions: int
    validation: float
    test: float
    training: dict
    pairs: int | None = None
    publish: str | None = None

    def __post_init__(self):
        if not NAME.fullmatch(self.name):
            raise ValueError(f"trainer.config: name must match {NAME.pattern}, got {self.name!r}; rename the run")
        if not (0 < self.validation and 0 < self.test and self.validation + self.test < 1):
            raise ValueError(
                "trainer.config: validation and test must be positive shares that leave some training data, "
                f"got {self.validation} and {self.test}; lower them"
            )


def read_config(path: Path) -> Config:
    """Read a run's YAML file. Raises ValueError that names a key that is missing or unknown."""
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(values, dict):
        raise ValueError(f"trainer.config: {path.name} must hold keys and values, got {type(values).__name__}")
    known = {field.name: field for field in fields(Config)}
    optional = {"pairs", "publish"}
    unknown, missing = set(values) - set(known), set(known) - set(values) - optional
    if unknown or missing:
        raise ValueError(
            f"trainer.config: {path.name} must hold the keys {sorted(set(known) - optional)} and may hold "
            f"{sorted(optional)}; unknown: {sorted(unknown)}, missing: {sorted(missing)}"
        )
    return Config(**values)

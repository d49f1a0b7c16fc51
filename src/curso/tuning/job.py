"""What a search has to do, in one value that a process can hand to another."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

Method = Literal["random", "grid", "bayesian", "hyperband"]
METHODS = ("random", "grid", "bayesian", "hyperband")


@dataclass(frozen=True)
class Examples:
    """What every trial is trained on and judged on.

    Parameters
    ----------
    X, y, weight : the examples that train; `weight` is None for all alike.
    validation : (X, y) or (X, y, weights), the same in every trial.
    """

    X: Any
    y: Any
    weight: Any
    validation: tuple[Any, ...]


@dataclass(frozen=True)
class Job:
    """One search.

    Parameters
    ----------
    build : from keras-tuner's hyper-parameters to an unfitted KerasNet.
    method, trials, objective, repeats, epochs, factor, seed : see `curso.tuning.Search`.
    direction : "min" or "max": what is better.
    examples : the data.
    folder : where everything about the trials is written.
    """

    build: Callable[[Any], Any]
    method: Method
    trials: int | None
    objective: str
    direction: str
    repeats: int
    epochs: int | None
    factor: int
    seed: int | None
    examples: Examples
    folder: Path

    @property
    def trials_folder(self) -> Path:
        """Where keras-tuner keeps a folder for each trial."""
        return self.folder / PROJECT

    def write(self, path: Path) -> None:
        """Put the job into a file; `build` may be a function of a notebook."""
        from joblib import wrap_non_picklable_objects

        path.write_bytes(pickle.dumps(replace(self, build=wrap_non_picklable_objects(self.build, keep_wrapper=False))))

    @staticmethod
    def read(path: Path) -> Job:
        """The job that `write` put into a file."""
        job: Job = pickle.loads(path.read_bytes())
        return job


PROJECT = "search"

"""Who proposes the next values: keras-tuner's oracles, with the course's settings."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import keras_tuner
from keras_tuner import oracles

from curso.models.faults import WrongInput
from curso.text import Text
from curso.tuning.job import Job

NO_DIRECTION = Text(
    es='De `objective="{name}"` no se sabe si es mejor cuanto menor o cuanto mayor: pasa `direction="min"` o "max".',
    en='Whether less or more of `objective="{name}"` is better is not known: pass `direction="min"` or "max".',
)
MORE = {  # metrics of Keras of which more is better, and which keras-tuner takes for errors or does not know
    "BinaryIoU",
    "ConcordanceCorrelation",
    "CosineSimilarity",
    "F1Score",
    "FBetaScore",
    "IoU",
    "MeanIoU",
    "OneHotIoU",
    "OneHotMeanIoU",
    "PearsonCorrelation",
    "PrecisionAtRecall",
    "R2Score",
    "RecallAtPrecision",
    "SensitivityAtSpecificity",
    "SpecificityAtSensitivity",
}
NEITHER = {"mean", "metric", "sum"}  # keras-tuner takes them for errors, and they may be of anything
NEVER = 10**9  # failures in a row after which an oracle raises; our tuner stops by itself, without a locked oracle


class Exact:
    """An oracle that keeps what it proposed: what comes back from a worker is rounded to 32 bits."""

    trials: dict[str, Any]

    def end_trial(self, trial: Any) -> None:
        """A trial has ended: of its hyper-parameters only those are new that its `build` was the first to ask for."""
        proposed, seen = self.trials[trial.trial_id].hyperparameters, trial.hyperparameters
        proposed.values = {**seen.values, **proposed.values}
        proposed.merge(seen, overwrite=False)
        trial.hyperparameters = proposed
        super().end_trial(trial)  # type: ignore[misc]


class RandomOracle(Exact, oracles.RandomSearchOracle):  # type: ignore[misc]
    """Draws each value by itself."""


class GridOracle(Exact, oracles.GridSearchOracle):  # type: ignore[misc]
    """Goes through all combinations."""


class BayesianOracle(Exact, oracles.BayesianOptimizationOracle):  # type: ignore[misc]
    """Draws some, then proposes what a Gaussian process finds promising."""


class HyperbandOracle(Exact, oracles.HyperbandOracle):  # type: ignore[misc]
    """Gives many trials a few epochs, and more to the better of them."""


def direction_of(objective: str) -> str:
    """Whether less or more of the objective is better, "min" or "max", as is known of Keras's metrics.

    Raises
    ------
    WrongInput : it is not known.
    """
    name = _plain(objective.removeprefix("val_").removeprefix("weighted_"))
    if name in map(_plain, MORE):
        return "max"
    if name not in NEITHER:
        with suppress(ValueError, TypeError):  # TypeError: it cannot be made without arguments
            return str(oracles.RandomSearchOracle(objective).objective.direction)
    raise WrongInput(NO_DIRECTION.format(name=objective))


def oracle_for(job: Job, most_epochs: int) -> Any:
    """The oracle of a search; `most_epochs` is what Hyperband gives to its best trials."""
    settings = {
        "objective": keras_tuner.Objective(job.objective, job.direction),
        "seed": None if job.seed is None else job.seed + 1,  # keras-tuner takes 0 for no seed
        "max_consecutive_failed_trials": NEVER,
    }
    if job.method == "hyperband":
        settings |= {"max_epochs": most_epochs, "factor": job.factor}
    else:
        settings["max_trials"] = job.trials
    return ORACLES[job.method](**settings)


def _plain(name: str) -> str:
    """What `mean_io_u`, `mean_iou` and `MeanIoU` have in common."""
    return name.replace("_", "").lower()


ORACLES = {"random": RandomOracle, "grid": GridOracle, "bayesian": BayesianOracle, "hyperband": HyperbandOracle}

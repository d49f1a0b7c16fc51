"""Who proposes the next values: keras-tuner's oracles, with the course's settings."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import keras_tuner
from keras_tuner import oracles
from keras_tuner.engine.hyperparameters import Int
from keras_tuner.engine.trial import TrialStatus

from curso.models.faults import WrongInput
from curso.models.keras_net.directions import direction
from curso.text import Text
from curso.tuning.job import Job

NO_DIRECTION = Text(
    es='De `objective="{name}"` no se sabe si es mejor cuanto menor o cuanto mayor: pasa `direction="min"` o "max".',
    en='Whether less or more of `objective="{name}"` is better is not known: pass `direction="min"` or "max".',
)
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

    def populate_space(self, trial_id: str) -> dict[str, Any]:
        """The next combination; keras-tuner's has 16.0 for an integer that is drawn by its logarithm with a step."""
        proposed: dict[str, Any] = super().populate_space(trial_id)
        values, space = proposed["values"] or {}, self.get_space()
        space.values = values  # which say what is active
        for hp in space.space:
            if isinstance(hp, Int) and hp.name in values and space.is_active(hp):
                values[hp.name] = int(values[hp.name])
        return proposed


class BayesianOracle(Exact, oracles.BayesianOptimizationOracle):  # type: ignore[misc]
    """Draws some, then proposes what a Gaussian process finds promising."""


class HyperbandOracle(Exact, oracles.HyperbandOracle):  # type: ignore[misc]
    """Gives many trials a few epochs, and more to the better of them.

    It proposes keras-tuner's trials. But there a failed trial takes the place of one that would go on, and a bracket
    that wants more trials than the space has combinations ends the search; here both go on with the trials there are.
    """

    def populate_space(self, trial_id: str) -> dict[str, Any]:
        """A trial that goes on, else one with new values."""
        return self._going_on(trial_id) or super().populate_space(trial_id)

    def _random_trial(self, trial_id: str, bracket: dict[str, Any]) -> dict[str, Any]:
        """A trial with new values; where there are no others, the bracket has begun all that it ever will."""
        proposed: dict[str, Any] = super()._random_trial(trial_id, bracket)
        if proposed["status"] == TrialStatus.RUNNING:
            return proposed
        bracket["all_begun"] = True
        return self._going_on(trial_id) or proposed

    def _going_on(self, trial_id: str) -> dict[str, Any] | None:
        """The best trial that has a place in the next round, whatever those still to end come to; None if none has."""
        best = min if self.objective.direction == "min" else max
        for bracket in self._brackets:
            number, rounds = bracket["bracket_num"], bracket["rounds"]
            if len(rounds[0]) < self._get_size(number, 0) and not bracket.get("all_begun"):
                continue
            to_begin = 0  # in the earlier round of the two
            for later, (before, after) in enumerate(pairwise(rounds), start=1):
                trials = [self.trials[entry["id"]] for entry in before]
                to_end = to_begin + sum(trial.status == TrialStatus.RUNNING for trial in trials)
                gone_on = {entry["past_id"] for entry in after}
                ready = [t for t in trials if t.status == TrialStatus.COMPLETED and t.trial_id not in gone_on]
                places = self._get_size(number, later) - len(after)
                if ready and to_end < places:
                    earlier = best(ready, key=lambda trial: trial.score)
                    after.append({"past_id": earlier.trial_id, "id": trial_id})
                    values = {
                        **earlier.hyperparameters.values,
                        "tuner/trial_id": earlier.trial_id,
                        "tuner/epochs": self._get_epochs(number, later),
                        "tuner/initial_epoch": self._get_epochs(number, later - 1),
                        "tuner/round": later,
                    }
                    return {"status": TrialStatus.RUNNING, "values": values}
                to_begin = min(places, to_end + len(ready))
        return None


def direction_of(objective: str) -> str:
    """Whether less or more of the objective is better, "min" or "max", as is known of Keras's metrics.

    Raises
    ------
    WrongInput : it is not known.
    """
    found = direction(objective)
    if found is None:
        raise WrongInput(NO_DIRECTION.format(name=objective))
    return found


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


ORACLES = {"random": RandomOracle, "grid": GridOracle, "bayesian": BayesianOracle, "hyperband": HyperbandOracle}

"""One trial: a KerasNet trained once or several times, its score, and what is written about it."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from curso.models.faults import WrongInput
from curso.models.keras_net.base import KerasNet
from curso.text import Text
from curso.tuning.job import Job

REPORT = "report.json"
NEXT_ROUND = 1000  # between the seeds of a trial and those of its next round, so that the order of rows is another

NOT_A_NET = Text(
    es="La función de la búsqueda debe devolver un `KerasNetClassifier` o un `KerasNetRegressor`, no {kind}.",
    en="The search's function should return a `KerasNetClassifier` or a `KerasNetRegressor`, not {kind}.",
)
NO_OBJECTIVE = Text(
    es='El entrenamiento no mide `objective="{name}"`. Mide: {logged}.',
    en='Training does not measure `objective="{name}"`. It measures: {logged}.',
)
NEVER_FINITE = Text(
    es="`{name}` no ha sido un número finito en ninguna época: la tasa es demasiado alta, o X no está escalada.",
    en="`{name}` was not a finite number in any epoch: the rate is too high, or X is not scaled.",
)


@dataclass
class Report:
    """What a trial came to.

    Parameters
    ----------
    scores : the objective of each repeat, for the weights that its net keeps.
    epochs : trained in this trial, all repeats together.
    seconds : on the clock.
    reason : why it failed, or None.
    """

    scores: list[float] = field(default_factory=list)
    epochs: int = 0
    seconds: float = 0.0
    reason: Text | None = None

    def write(self, folder: Path) -> None:
        """Put it beside what keras-tuner writes about the trial."""
        reason = None if self.reason is None else {"es": self.reason.es, "en": self.reason.en}
        text = json.dumps({**vars(self), "reason": reason}, ensure_ascii=False)
        beside = folder / f".{REPORT}"
        beside.write_text(text, encoding="utf-8")
        beside.replace(folder / REPORT)

    @staticmethod
    def read(folder: Path) -> Report:
        """What was written about the trial; an empty report if nothing was."""
        path = folder / REPORT
        if not path.exists():
            return Report()
        known = json.loads(path.read_text(encoding="utf-8"))
        return Report(**{**known, "reason": Text(**known["reason"]) if known["reason"] else None})


def built(build: Any, hp: Any) -> Any:
    """The unfitted net for some hyper-parameters. Raises WrongInput if it is none of KerasNet's."""
    net = build(hp)
    if not isinstance(net, KerasNet):
        raise WrongInput(NOT_A_NET.format(kind=type(net).__name__))
    return net


def net_file(folder: Path, repeat: int) -> Path:
    """Where the trained net of a repeat is."""
    return folder / f"net-{repeat}.keras"


def train_trial(job: Job, hp: Any, folder: Path, report: Report) -> list[Any]:
    """Train the nets of one trial and write into `report` what they came to.

    A trial of Hyperband that goes on from another (its values say from which) begins with that one's nets, optimizer's
    state included, and trains only the epochs that are missing.

    Parameters
    ----------
    hp : keras-tuner's hyper-parameters, with the values of this trial.
    folder : of the trial.

    Returns
    -------
    The trained nets, one for each repeat.
    """
    began = time.perf_counter()
    nets = []
    try:
        for repeat in range(job.repeats):
            net = built(job.build, hp)
            net.set_params(verbose=0, **_settings(job, hp.values, type(net), folder.parent, repeat))
            examples = job.examples
            net.fit(examples.X, examples.y, examples.weight, validation_data=examples.validation)
            if net.interrupted_:
                raise KeyboardInterrupt
            report.epochs += len(net.history_)
            report.scores.append(score(net, job.objective))
            nets.append(net)
    finally:
        report.seconds = time.perf_counter() - began
    return nets


def score(net: Any, objective: str) -> float:
    """The objective for the weights that a fitted net keeps: of its best epoch with `patience`, else of its last.

    Raises
    ------
    WrongInput : no such objective, or it was never a finite number, or the net keeps its first weights for want of any
        epoch with a finite loss.
    """
    history = net.history_
    if objective not in history:
        raise WrongInput(NO_OBJECTIVE.format(name=objective, logged=", ".join(history.columns)))
    kept = len(history)
    if net.patience is not None or not math.isfinite(history["loss"].iloc[-1]):
        if net.best_epoch_ is None:  # its first weights were put back, and no epoch measured those
            raise WrongInput(NEVER_FINITE.format(name="val_loss"))
        kept = net.best_epoch_
    value = float(history[objective].loc[kept])
    if not math.isfinite(value):
        raise WrongInput(NEVER_FINITE.format(name=objective))
    return value


def mean_score(report: Report) -> float:
    """The score of a trial: the mean of its repeats."""
    return fmean(report.scores)


def _settings(job: Job, values: Mapping[str, Any], kind: Any, trials: Path, repeat: int) -> dict[str, Any]:
    """Parameters of the net that the search decides, and not the function that builds it."""
    settings: dict[str, Any] = {"validation": None, "seed": None}
    if job.seed is not None:
        settings["seed"] = job.seed + repeat + NEXT_ROUND * values.get("tuner/round", 0)
    if job.epochs is not None:
        settings["epochs"] = job.epochs
    if "tuner/epochs" in values:
        settings["epochs"] = values["tuner/epochs"] - values["tuner/initial_epoch"]
    if "tuner/trial_id" in values:
        earlier = net_file(trials / f"trial_{values['tuner/trial_id']}", repeat)
        settings["model"] = lambda: kind.load(earlier).model_  # a model itself would be copied once more
    return settings

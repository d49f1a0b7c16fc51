"""What came of each trial, read from its folder, and as a table."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from curso.tuning.job import Job
from curso.tuning.training import Report, mean_score

if TYPE_CHECKING:
    import pandas as pd

Status = Literal["completed", "failed", "unfinished"]
OWN = "tuner/"  # how the names begin that keras-tuner puts among the values for itself


@dataclass(frozen=True)
class Result:
    """What came of one trial.

    Parameters
    ----------
    number : from 0, in the order in which they began.
    values : of the hyper-parameters; those of conditions that do not hold are missing.
    status : "unfinished" where the search was interrupted.
    report : what was measured, or why it failed.
    bracket, round : of Hyperband, else None.
    budget : epochs of this trial and of those that it goes on from, in Hyperband; else None.
    folder : where its files are.
    """

    number: int
    values: dict[str, Any]
    status: Status
    report: Report
    bracket: int | None
    round: int | None
    budget: int | None
    folder: Path

    @property
    def score(self) -> float:
        """The mean of the repeats; not a number unless the trial was completed."""
        return mean_score(self.report) if self.status == "completed" else float("nan")


def read_results(job: Job) -> tuple[list[Result], list[Any]]:
    """All trials of a search, in the order in which they began, and the hyper-parameters that they had.

    Without a trial whose record an interruption has cut short.
    """
    import keras_tuner
    from keras_tuner.engine.trial import Trial

    space = keras_tuner.HyperParameters()
    results = []
    for file in sorted(job.trials_folder.glob("trial_*/trial.json")):
        try:
            trial = Trial.load(str(file))
        except json.JSONDecodeError:  # it was being written when its process was stopped
            continue
        space.merge(trial.hyperparameters, overwrite=False)
        values, report = trial.hyperparameters.values, Report.read(file.parent)
        results.append(
            Result(
                number=int(trial.trial_id),
                values={name: value for name, value in values.items() if not name.startswith(OWN)},
                status=_status(trial.status, report),
                report=report,
                bracket=values.get("tuner/bracket"),
                round=values.get("tuner/round"),
                budget=values.get("tuner/epochs"),
                folder=file.parent,
            )
        )
    return sorted(results, key=lambda result: result.number), list(space.space)


def table(results: Sequence[Result], space: Sequence[Any], objective: str) -> pd.DataFrame:
    """A row for each trial: hyper-parameters, score, spread, epochs, seconds, status and reason.

    A hyper-parameter with the name of one of the other columns has "hp_" before it.
    """
    import pandas as pd

    rows = []
    for result in results:
        report = result.report
        scores = report.scores if result.status == "completed" else []
        measured = {
            objective: result.score,
            "std": statistics.stdev(scores) if len(scores) > 1 else float("nan"),
            "epochs": report.epochs,
            "seconds": report.seconds,
            **({} if result.budget is None else {"bracket": result.bracket, "round": result.round}),
            "status": result.status,
            "reason": "" if report.reason is None else str(report.reason),
        }
        values = {f"hp_{hp.name}" if hp.name in measured else hp.name: result.values.get(hp.name) for hp in space}
        rows.append({**values, **measured})
    return pd.DataFrame(rows, index=pd.Index([result.number for result in results], name="trial"))


def _status(known: str, report: Report) -> Status:
    if report.reason is not None:
        return "failed"
    return "completed" if known == "COMPLETED" and report.scores else "unfinished"

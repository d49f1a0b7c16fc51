"""keras-tuner's own search, whose trials are trained by KerasNet: in this process, as its chief or as a worker."""

from __future__ import annotations

import gc
import logging
import os
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from keras_tuner.engine.base_tuner import BaseTuner
from keras_tuner.engine.trial import Trial, TrialStatus

from curso.text import Text
from curso.tuning.failures import reason_of
from curso.tuning.job import PROJECT, Job
from curso.tuning.oracles import oracle_for
from curso.tuning.training import Report, built, mean_score, net_file, train_trial

IN_A_ROW = 3  # failed trials after which going on is a waste of time, as in keras-tuner
PAUSE = 0.02  # seconds that a worker waits before it asks its chief again

Heard = Callable[[int, "float | None", "Text | None"], None]


def search(job: Job, heard: Heard | None = None) -> None:
    """Run all trials of `job`; as a chief, hand them out to the workers instead (keras-tuner's variables say which).

    Everything that is known about a trial is then in its folder.

    Parameters
    ----------
    heard : called when a trial has ended, with its number, and its score or why it failed.
    """
    most_epochs = job.epochs or 1
    if job.method == "hyperband" and job.epochs is None:
        import keras_tuner

        most_epochs = built(job.build, keras_tuner.HyperParameters()).epochs
    tuner = NetTuner(job, oracle_for(job, most_epochs), heard)
    tuner.oracle.verbose = 0
    gc.freeze()  # what is there already: looking through it after each trial takes as long as a few epochs
    try:
        with suppress(TooManyFailures), without_retracing(), warnings.catch_warnings():  # each has said why it failed
            warnings.filterwarnings("ignore", "All-NaN", RuntimeWarning)  # keras-tuner, of a trial without a score
            tuner.search()
    finally:
        gc.unfreeze()


class TooManyFailures(Exception):
    """So many trials have failed one after the other that the search ends here."""


class NetTuner(BaseTuner):  # type: ignore[misc]
    """A tuner whose hypermodel builds a KerasNet.

    Parameters
    ----------
    job : the search.
    oracle : proposes the values.
    heard : as in `search`.
    """

    def __init__(self, job: Job, oracle: Any, heard: Heard | None) -> None:
        self.job, self.heard = job, heard
        self._reports: dict[str, Report] = {}
        self._failed_in_a_row = 0
        self._best: float | None = None
        super().__init__(oracle, job.build, directory=str(job.folder), project_name=PROJECT)

    def pre_create_trial(self) -> None:
        """Before asking for a trial: let the others work, where there are others."""
        if "KERASTUNER_ORACLE_IP" in os.environ:
            time.sleep(PAUSE)

    def run_trial(self, trial: Any) -> dict[str, float]:
        """Train what the trial proposes.

        Returns
        -------
        The objective; not a number where the trial failed.
        """
        folder = self._folder(trial)
        report = self._reports[trial.trial_id] = Report()
        trial.hyperparameters = Trial.load(str(folder / "trial.json")).hyperparameters  # a chief sends them rounded
        try:
            self._keep(train_trial(self.job, trial.hyperparameters, folder, report), report, folder)
        except Exception as error:  # whatever the function or the training raises is this trial's reason
            report.reason = reason_of(error)
        report.write(folder)
        gc.collect()  # models hold one another in circles, and each holds compiled code
        return {self.oracle.objective.name: float("nan") if report.reason is not None else mean_score(report)}

    def on_trial_end(self, trial: Any) -> None:
        """A trial has ended: well, or failed.

        Raises
        ------
        TooManyFailures : it is the third in a row that failed.
        """
        report = self._reports.pop(trial.trial_id)
        if report.reason is not None:
            trial.status = TrialStatus.FAILED
            trial.message = report.reason.en
        super().on_trial_end(trial)
        if self.heard is not None:
            score = None if report.reason is not None else mean_score(report)
            self.heard(int(trial.trial_id), score, report.reason)
        self._failed_in_a_row = 0 if report.reason is None else self._failed_in_a_row + 1
        if self._failed_in_a_row == IN_A_ROW:
            raise TooManyFailures

    def _keep(self, nets: list[Any], report: Report, folder: Path) -> None:
        """Write the trained nets that may be needed: the best so far, and all of Hyperband, which goes on from them."""
        value = mean_score(report)
        better = self._best is None or self.oracle.objective.better_than(value, self._best)
        if better:
            self._best = value
        if better or self.job.method == "hyperband":
            for repeat, net in enumerate(nets):
                net.save(net_file(folder, repeat))

    def _folder(self, trial: Any) -> Path:
        return self.job.trials_folder / f"trial_{trial.trial_id}"


@contextmanager
def without_retracing() -> Iterator[None]:
    """TensorFlow warns of functions that are traced again and again; here each trial has a model of its own."""
    log = logging.getLogger("tensorflow")

    def worth_saying(record: logging.LogRecord) -> bool:
        return "triggered tf.function retracing" not in str(record.msg)

    log.addFilter(worth_saying)
    try:
        yield
    finally:
        log.removeFilter(worth_saying)

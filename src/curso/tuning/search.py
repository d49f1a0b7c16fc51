"""The search: which values to try is keras-tuner's, training is KerasNet's, and failures are said."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from curso.models.faults import WrongInput, check_count, one_of, wrong
from curso.models.keras_net.picture import Picture
from curso.text import Text
from curso.tuning.failures import TrialsFailed, trials_failed
from curso.tuning.job import METHODS, Examples, Job, Method
from curso.tuning.results import Result, read_results, table
from curso.tuning.telling import Teller

if TYPE_CHECKING:
    import pandas as pd

    from curso.models.keras_net import KerasNet

FEW = 10  # trials, where nobody says how many

TWO_OR_MORE = Text(es="un entero mayor o igual que 2", en="an integer of 2 or more")
NO_TRIALS = Text(
    es="Hyperband decide él mismo cuántos ensayos hace, según `epochs` y `factor`: no le pases `trials`.",
    en="Hyperband decides by itself how many trials it runs, from `epochs` and `factor`: do not pass it `trials`.",
)
NOT_EMPTY = Text(
    es="La carpeta {path} no está vacía. Una búsqueda no continúa otra ni la borra: elige otra carpeta.",
    en="The folder {path} is not empty. A search neither goes on with another nor deletes it: choose another folder.",
)
NOT_YET = Text(es="Llama antes a `fit`.", en="Call `fit` first.")
NO_RESULT = Text(
    es="Ningún ensayo ha llegado al final: no hay ningún mejor.", en="No trial has come to its end: there is no best."
)


class Search:
    """A search for the hyper-parameters of a KerasNet.

    Parameters
    ----------
    build : function of keras-tuner's `HyperParameters` that returns an unfitted `KerasNetClassifier` or
        `KerasNetRegressor`: `hp.Int`, `hp.Float`, `hp.Choice` and `hp.Boolean` in it say what may be chosen.
    method : "random", "grid", "bayesian" or "hyperband": keras-tuner's oracles of those names. Where trials fail, or
        the space has fewer combinations than it wants, Hyperband goes on with the trials there are.
    trials : how many at most; None for 10, or for all combinations of a grid. Hyperband's number follows from
        `epochs` and `factor`.
    objective : a column of the net's `history_`: "val_loss", "val_accuracy", "val_mae" …
    direction : "min" or "max", for an objective of which it is not known whether less is better.
    repeats : trainings of each trial, with other seeds; its score is their mean.
    epochs : of each training, instead of the net's own; in Hyperband the most that a trial gets.
    factor : of Hyperband: one in so many trials gets so many times the epochs.
    validation : fraction of the rows that validates where `fit` is given no validation data: drawn once with the seed,
        the same for all trials, for classes in their proportions.
    failed : "raise" ends `fit` with `TrialsFailed` if any trial failed; "skip" takes the best of the others. Three
        failures in a row end the search (or a process's part of it) in either case.
    processes : how many train at the same time; with 2 or more they are keras-tuner's workers, beside a chief.
    seed : of the proposals, of the split and of the nets (a repeat takes the next); None for others each time.
    directory : an empty or new folder for what is written about the trials; None for a temporary one.
    verbose : "auto" prints a line for each trial in a notebook or a terminal; False nothing; True always. Only of one
        process.

    Attributes
    ----------
    results_ : DataFrame with a row for each trial: the hyper-parameters, the objective, "std" over the repeats,
        "epochs" trained, "seconds", in Hyperband "bracket" and "round", "status" and "reason". A hyper-parameter of one
        of these names has "hp_" before it: "hp_epochs". The table is there also after `TrialsFailed`.
    failures_ : why each failed trial failed, by its number.
    n_trials_ : how many began. space_ : keras-tuner's hyper-parameters. interrupted_ : whether somebody interrupted it.
    best_trial_, best_params_, best_score_, best_estimator_ : of the best trial: its number, hyper-parameters, score and
        trained net (the better of its repeats).

    A trial's score is that of the weights which its net keeps: with `patience` those of its best epoch, else the last
    ones. The best score of many is a little too good, since the validation data chose it: judge the net on others.

    Examples
    --------
    >>> from curso.models import KerasNetClassifier
    >>> from curso.tuning import Search
    >>> def build(hp):
    ...     return KerasNetClassifier(hp.Int("units", 4, 32, step=4), epochs=20, patience=5)
    >>> search = Search(build, "random", trials=5)  # then search.fit(X, y), and search.results_
    """

    def __init__(
        self,
        build: Callable[[Any], KerasNet],
        method: Method = "random",
        *,
        trials: int | None = None,
        objective: str = "val_loss",
        direction: Literal["min", "max"] | None = None,
        repeats: int = 1,
        epochs: int | None = None,
        factor: int = 3,
        validation: float = 0.2,
        failed: Literal["raise", "skip"] = "raise",
        processes: int = 1,
        seed: int | None = 0,
        directory: str | Path | None = None,
        verbose: bool | Literal["auto"] = "auto",
    ) -> None:
        _check("method", method, METHODS)
        _check("failed", failed, ("raise", "skip"))
        if direction is not None:
            _check("direction", direction, ("min", "max"))
        for name, count in (("trials", trials), ("repeats", repeats), ("epochs", epochs), ("processes", processes)):
            if count is not None:
                check_count(name, count)
        if not isinstance(factor, int) or factor < 2:
            raise wrong("factor", TWO_OR_MORE, factor)
        if method == "hyperband" and trials is not None:
            raise WrongInput(NO_TRIALS)
        self.build, self.method, self.trials = build, method, trials
        self.objective, self.direction, self.repeats = objective, direction, repeats
        self.epochs, self.factor, self.validation = epochs, factor, validation
        self.failed, self.processes, self.seed = failed, processes, seed
        self.directory, self.verbose = directory, verbose

    def fit(
        self, X: Any, y: Any, sample_weight: Any = None, *, validation_data: tuple[Any, ...] | None = None
    ) -> Search:
        """Run the trials on `X`, shape (m, d), and `y`, shape (m,).

        Parameters
        ----------
        sample_weight : weight of each example in the loss, shape (m,).
        validation_data : (X, y) or (X, y, weights) that judges the trials, instead of a fraction of the rows.

        Returns
        -------
        The search itself.

        Raises
        ------
        TrialsFailed : trials failed; all of them, if `failed` is "skip".
        WrongInput : `build` returns something else than a KerasNet, or the objective's direction is not known.
        """
        import keras_tuner

        from curso.tuning.engine import search
        from curso.tuning.examples import set_aside
        from curso.tuning.oracles import direction_of
        from curso.tuning.processes import search_in_processes
        from curso.tuning.training import built

        net = built(self.build, keras_tuner.HyperParameters())
        direction = self.direction or direction_of(self.objective)
        if validation_data is None:
            examples = set_aside(net, X, y, sample_weight, self.validation, self.seed)
        else:
            examples = Examples(X, y, sample_weight, tuple(validation_data))
        job = self._job(examples, direction)
        self._less, self._kind = direction == "min", type(net)
        self.interrupted_, lost = False, None
        try:
            if self.processes == 1:
                search(job, Teller(self.objective, self._less, self.verbose))
            else:
                lost = search_in_processes(job, self.processes)
        except KeyboardInterrupt:
            self.interrupted_ = True
        self._results, self.space_ = read_results(job)
        self.n_trials_ = len(self._results)
        self.failures_ = {r.number: r.report.reason for r in self._results if r.report.reason is not None}
        self.results_ = table(self._results, self.space_, self.objective)
        if lost is not None:
            raise TrialsFailed(lost, self.failures_)
        self._refuse_failures()
        return self

    @property
    def best_trial_(self) -> int:
        """The number of the best trial. Raises TrialsFailed if trials failed and `failed` is "raise"."""
        return self._best().number

    @property
    def best_params_(self) -> dict[str, Any]:
        """The hyper-parameters of the best trial. Raises as `best_trial_` does."""
        return dict(self._best().values)

    @property
    def best_score_(self) -> float:
        """The score of the best trial. Raises as `best_trial_` does."""
        return self._best().score

    @property
    def best_estimator_(self) -> KerasNet:
        """The trained net of the best trial; of several repeats, the better one. Raises as `best_trial_` does."""
        from curso.tuning.training import net_file

        best = self._best()
        repeat = (np.argmin if self._less else np.argmax)(best.report.scores)
        net: KerasNet = self._kind.load(net_file(best.folder, int(repeat)))
        return net

    def build_best(self) -> KerasNet:
        """A net with the best hyper-parameters that has not been trained: train it on all rows that may be used.

        Raises as `best_trial_` does.
        """
        import keras_tuner

        from curso.tuning.training import built

        hp = keras_tuner.HyperParameters()
        hp.values = self.best_params_
        net: KerasNet = built(self.build, hp).set_params(seed=self.seed)
        return net

    def importance(self) -> pd.DataFrame:
        """How much each hyper-parameter decides of the score, in this search: see `curso.tuning.importance`.

        Returns
        -------
        A row for each hyper-parameter, the most important first: "share" of the whole, and its "std".
        """
        from curso.tuning.importance import importance

        return importance(self._completed(), self.space_)

    def plot_best(self, by: Literal["trial", "epochs", "seconds"] = "trial") -> Picture:
        """The score of each trial, and the best so far, by what had been spent: trials, epochs or seconds."""
        from curso.tuning.pictures import best_so_far

        _check("by", by, ("trial", "epochs", "seconds"))
        self._completed()
        return best_so_far(self._results, self.objective, self._less, by)

    def plot_parallel(self) -> Picture:
        """A line for each trial through an axis for each hyper-parameter and one for the score."""
        from curso.tuning.pictures import parallel

        return parallel(self._completed(), self.space_, self.objective, self._less)

    def plot_importance(self) -> Picture:
        """A bar for each hyper-parameter: `importance()` drawn."""
        from curso.tuning.pictures import bars

        return bars(self.importance(), self.objective, len(self._completed()))

    def _job(self, examples: Examples, direction: str) -> Job:
        trials = FEW if self.trials is None and self.method in ("random", "bayesian") else self.trials
        if self.directory is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="curso-search-")
            folder = Path(self._temporary.name)
        else:
            folder = Path(self.directory)
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise WrongInput(NOT_EMPTY.format(path=folder))
        return Job(
            build=self.build,
            method=self.method,
            trials=trials,
            objective=self.objective,
            direction=direction,
            repeats=self.repeats,
            epochs=self.epochs,
            factor=self.factor,
            seed=self.seed,
            examples=examples,
            folder=folder.absolute(),
        )

    def _best(self) -> Result:
        completed = self._completed()
        self._refuse_failures()
        return (min if self._less else max)(completed, key=lambda result: result.score)

    def _completed(self) -> list[Result]:
        """The trials with a score. Raises WrongInput before `fit`, TrialsFailed if there is none."""
        if not hasattr(self, "_results"):
            raise WrongInput(NOT_YET)
        completed = [result for result in self._results if result.status == "completed"]
        if not completed:
            raise trials_failed(self.failures_, self.n_trials_) if self.failures_ else TrialsFailed(NO_RESULT, {})
        return completed

    def _refuse_failures(self) -> None:
        """Raise TrialsFailed where trials failed, unless what failed is to be skipped and something is left."""
        completed = any(result.status == "completed" for result in self._results)
        if self.failures_ and (self.failed == "raise" or not completed):
            raise trials_failed(self.failures_, self.n_trials_)


def _check(name: str, got: object, names: tuple[str, ...]) -> None:
    if got not in names:
        raise wrong(name, one_of(names), got)

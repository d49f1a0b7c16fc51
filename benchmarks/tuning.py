"""The same search with plain keras-tuner and with `curso.tuning`: time, and how good the best is.

    python benchmarks/tuning.py [--methods random hyperband grid bayesian] [--trials 8] [--epochs 12] [--processes 2]

Both ask the same oracle of keras-tuner, with the same seed, for values of the same three hyper-parameters of a network,
and train it on 11,496 digits of 8×8 pixels with batches of 32 and Adam; 360 others judge each trial. keras-tuner trains
with `model.fit`, once as it comes and once with XLA and 16 steps a call; ours with KerasNet's compiled epochs, in one
process and in several. The time of a search is from its call to its end, tracing and compiling included and libraries'
imports not, but for the workers', which begin with it. CPU time and peak memory are those of all processes from their
start. Accuracy is the best trial's, of the epoch that its search goes by: keras-tuner takes the best of any epoch, ours
the last. Random and grid search propose the same trials to all; in the two others they also follow from the scores.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from _measure import Failed, measure
from _train_task import BATCH, Task, task
from rich.console import Console
from rich.table import Table

from curso.tuning.job import Method

SEED = 0
OBJECTIVE = "val_accuracy"
TUNERS: dict[Method, str] = {
    "random": "RandomSearch",
    "hyperband": "Hyperband",
    "grid": "GridSearch",
    "bayesian": "BayesianOptimization",
}


class Asked(NamedTuple):
    """What all racers are to do."""

    method: Method
    trials: int
    epochs: int
    processes: int


class Found(NamedTuple):
    """What a search came to."""

    seconds: float
    trials: int
    best: float


def layers(hp: Any) -> tuple[int, ...]:
    chosen: tuple[int, ...] = (hp.Int("units", 16, 128, step=16),) * hp.Int("layers", 1, 2)
    return chosen


def rate(hp: Any) -> float:
    chosen: float = hp.Float("rate", 3e-4, 3e-2, sampling="log")
    return chosen


def plain(digits: Task, asked: Asked, **options: Any) -> Found:
    """keras-tuner alone; `options` of `compile`."""
    import keras
    import keras_tuner

    def build(hp: Any) -> Any:
        keras.utils.set_random_seed(SEED)
        hidden = [keras.layers.Dense(units, "relu") for units in layers(hp)]
        model = keras.Sequential([keras.Input((64,)), *hidden, keras.layers.Dense(10, "softmax")])
        adam = keras.optimizers.Adam(rate(hp))
        model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"], **options)
        return model

    with tempfile.TemporaryDirectory() as folder:
        common = {"objective": OBJECTIVE, "seed": SEED + 1, "directory": folder}
        began = time.perf_counter()
        limits = {"max_epochs": asked.epochs} if asked.method == "hyperband" else {"max_trials": asked.trials}
        tuner = getattr(keras_tuner, TUNERS[asked.method])(build, **limits, **common)
        held = (digits.X_new, digits.y_new)
        given = {} if asked.method == "hyperband" else {"epochs": asked.epochs}
        tuner.search(digits.X, digits.y, validation_data=held, batch_size=BATCH, verbose=0, **given)
        seconds = time.perf_counter() - began
        return Found(seconds, len(tuner.oracle.trials), tuner.oracle.get_best_trials()[0].score)


def ours(digits: Task, asked: Asked, processes: int = 1) -> Found:
    """`curso.tuning`, in so many processes."""
    import keras_tuner  # noqa: F401

    from curso.models import KerasNetClassifier
    from curso.tuning import Search

    def build(hp: Any) -> Any:
        return KerasNetClassifier(layers(hp), learning_rate=rate(hp), batch_size=BATCH, epochs=asked.epochs)

    began = time.perf_counter()
    trials = None if asked.method == "hyperband" else asked.trials
    search = Search(
        build, asked.method, trials=trials, objective=OBJECTIVE, seed=SEED, processes=processes, verbose=False
    )
    search.fit(digits.X, digits.y, validation_data=(digits.X_new, digits.y_new))
    return Found(time.perf_counter() - began, search.n_trials_, search.best_score_)


def racers(processes: int) -> dict[str, Callable[[Task, Asked], Found]]:
    return {
        "keras-tuner": plain,
        "keras-tuner, jit, 16 steps": partial(plain, jit_compile=True, steps_per_execution=16),
        "curso.tuning": ours,
        f"curso.tuning, {processes} processes": partial(ours, processes=processes),
    }


def race(asked: Asked) -> Table:
    """The table of one method, each racer in processes of its own."""
    table = Table(title=f"{asked.method}, {asked.epochs} epochs at most", title_justify="left")
    table.add_column("racer")
    for heading in ("trials", "search / s", "times", "CPU / s", "peak / MiB", "best accuracy"):
        table.add_column(heading, justify="right")
    usual = None
    for racer in racers(asked.processes):
        command = [sys.executable, str(Path(__file__).resolve()), "--one", racer, json.dumps(asked)]
        try:
            measured = measure(command, Path.cwd(), {"TF_CPP_MIN_LOG_LEVEL": "3"})
        except Failed as error:
            table.add_row(racer, f"failed: {str(error).strip().splitlines()[-1]}")
            continue
        found = Found(*json.loads(measured.output.strip().splitlines()[-1]))
        usual = usual or found.seconds
        figures = (f"{found.seconds:.1f}", f"{usual / found.seconds:.1f}", f"{measured.cpu:.1f}")
        memory = f"{measured.memory / 2**20:.0f}"
        table.add_row(racer, str(found.trials), *figures, memory, f"{found.best:.1%}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description="The same search with plain keras-tuner and with curso.tuning.")
    parser.add_argument("--methods", nargs="+", choices=TUNERS, default=["random", "hyperband"])
    parser.add_argument("--trials", type=int, default=8, help="of random search (default 8)")
    parser.add_argument("--epochs", type=int, default=12, help="of a trial, at most (default 12)")
    parser.add_argument("--processes", type=int, default=min(4, os.cpu_count() or 1), help="of the last racer")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        asked = Asked(*json.loads(chosen.one[1]))
        print(json.dumps(racers(asked.processes)[chosen.one[0]](task("mlp"), asked)))
        return
    for method in chosen.methods:
        asked = Asked(method, chosen.trials, chosen.epochs, chosen.processes)
        Console(width=None if sys.stdout.isatty() else 110).print(race(asked))


if __name__ == "__main__":
    main()

"""How fast a network trains: Keras's `fit`, KerasNet's compiled epochs, scikit-learn, PyTorch, and a loop by hand.

    python benchmarks/training.py [--networks mlp lstm] [--racers KerasNet model.fit] [--epochs 8] [--backend jax]

Each racer trains the same network in a process of its own: 11,496 digits of 8×8 pixels (the 1,437 of scikit-learn eight
times, with noise), batches of 32, Adam. The first epoch has in it building, tracing, compiling and, for KerasNet, its
trial; a later one is the median of those that follow. The time to the accuracy, on 360 digits that nobody trains on,
counts all epochs up to it but not the looking. Peak memory is the process's, libraries included. "by hand" is the
practical limit: the same arithmetic written out and compiled by XLA. With `--backend jax` Keras and the loop by hand
run on JAX, on a GPU where JAX has one; that needs keras and jax, but no TensorFlow.

Aims: at least 10 times as fast as `fit` on the MLPs, 5 on the LSTM and 2 on the CNN, within 1.3 of the loop by hand.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
from typing import Any

from _train_racers import RACERS
from _train_task import SHAPES, TARGETS, Watch, task
from rich.console import Console
from rich.table import Table


def race(racer: str, network: str, epochs: int) -> dict[str, Any]:
    """One racer in this process."""
    watch = Watch(TARGETS[network])
    RACERS[racer](task(network), watch, epochs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    later = statistics.median(watch.seconds[1:] or watch.seconds)
    return {"first": watch.seconds[0], "later": later, "reached": watch.reached, "best": watch.best, "memory": memory}


def in_its_own_process(racer: str, network: str, epochs: int, backend: str) -> dict[str, Any] | str:
    """The figures of a racer, or why there are none."""
    command = [sys.executable, __file__, "--one", racer, network, "--epochs", str(epochs)]
    surroundings = {"TF_CPP_MIN_LOG_LEVEL": "3", **os.environ, "KERAS_BACKEND": backend}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]
        return last.removeprefix("NotImplementedError: ").removeprefix("ModuleNotFoundError: ")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def shown(network: str, results: dict[str, dict[str, Any] | str]) -> Table:
    """The table of one network; who did not race says why."""
    table = Table(title=f"{network}, to {TARGETS[network]:.0%}", title_justify="left")
    table.add_column("racer")
    for heading in ("first\nepoch / s", "later\nepoch / ms", "times\nmodel.fit", "to accuracy\n/ s", "peak\n/ MiB"):
        table.add_column(heading, justify="right")
    fit = results.get("model.fit")
    usual = fit["later"] if isinstance(fit, dict) else None
    for racer, r in results.items():
        if isinstance(r, str):
            table.add_row(f"{racer}: {r}")
            continue
        ratio = f"{usual / r['later']:.1f}" if usual else ""
        reached = f"{r['reached']:.1f}" if r["reached"] else f"(best {r['best']:.1%})"
        table.add_row(racer, f"{r['first']:.2f}", f"{1000 * r['later']:.1f}", ratio, reached, f"{r['memory']:.0f}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast a network trains, in several ways.")
    parser.add_argument("--networks", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--racers", nargs="+", choices=RACERS, default=list(RACERS))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--backend", choices=("tensorflow", "jax"), default="tensorflow")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        racer, network = chosen.one
        print(json.dumps(race(racer, network, chosen.epochs)))
        return
    for network in chosen.networks:
        results = {racer: in_its_own_process(racer, network, chosen.epochs, chosen.backend) for racer in chosen.racers}
        Console(width=None if sys.stdout.isatty() else 110).print(shown(network, results))


if __name__ == "__main__":
    main()

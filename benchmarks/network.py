"""The NumPy network on the digits beside Keras `fit`, scikit-learn's MLPClassifier and, where installed, PyTorch.

    python benchmarks/network.py [--epochs 20] [--seeds 3] [--batch 32]

All of them train the same network, 64 inputs, 64 relu and 10 softmax units, with the cross-entropy and plain
gradient descent (no momentum, no penalty) on 1,437 digits of 8×8 pixels, and are tried on 360 others. Each computes
with one thread: with so small a network, more of them mostly wait for one another. The time is that of an epoch on the
clock, from the fastest seed, after an epoch that is not counted, so that compiling is not in it; beside it the time of
the processor, which counts where others use the machine too. Accuracy is the mean over the seeds, and how far the
farthest seed is from it.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import time
import warnings
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from threadpoolctl import threadpool_limits

from curso.models import Network

Array = NDArray[np.float64]
HIDDEN, RATE = 64, 0.1


class Trained(NamedTuple):
    """A network that can be trained further, and what it then says.

    Parameters
    ----------
    go : trains for a number of epochs more.
    answers : class of each row.
    """

    go: Callable[[int], object]
    answers: Callable[[Array], NDArray[Any]]


def ours(X: Array, labels: NDArray[np.int64], batch: int, seed: int) -> Trained:
    network = Network([64, HIDDEN, 10], ["relu", "softmax"], "categorical_crossentropy", seed=seed)
    y = np.eye(10)[labels]
    return Trained(
        lambda epochs: network.fit(X, y, epochs, batch, RATE, seed=seed), lambda X: network.predict(X).argmax(axis=1)
    )


def with_keras(X: Array, labels: NDArray[np.int64], batch: int, seed: int) -> Trained:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras
    import tensorflow as tf

    if not tf.config.threading.get_intra_op_parallelism_threads():
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [keras.Input((64,)), keras.layers.Dense(HIDDEN, "relu"), keras.layers.Dense(10, "softmax")]
    )
    model.compile(keras.optimizers.SGD(RATE), "sparse_categorical_crossentropy")
    small = X.astype("float32")
    return Trained(
        lambda epochs: model.fit(small, labels, epochs=epochs, batch_size=batch, verbose=0),
        lambda X: model.predict(X, verbose=0).argmax(axis=1),
    )


def with_scikit_learn(X: Array, labels: NDArray[np.int64], batch: int, seed: int) -> Trained:
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        (HIDDEN,), solver="sgd", momentum=0, alpha=0, batch_size=batch, learning_rate_init=RATE, random_state=seed,
        warm_start=True, tol=0, n_iter_no_change=10**6,
    )  # fmt: skip

    def go(epochs: int) -> object:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it did not converge
            return model.set_params(max_iter=epochs).fit(X, labels)

    return Trained(go, model.predict)


def with_pytorch(X: Array, labels: NDArray[np.int64], batch: int, seed: int) -> Trained:
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    model = torch.nn.Sequential(torch.nn.Linear(64, HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 10))
    descent = torch.optim.SGD(model.parameters(), lr=RATE)
    loss = torch.nn.CrossEntropyLoss()
    inputs, targets = torch.tensor(X, dtype=torch.float32), torch.tensor(labels)

    def go(epochs: int) -> None:
        for _ in range(epochs):
            order = torch.randperm(len(inputs))
            for chosen in order.split(batch):
                descent.zero_grad()
                loss(model(inputs[chosen]), targets[chosen]).backward()
                descent.step()

    def answers(X: Array) -> NDArray[Any]:
        with torch.no_grad():
            classes: NDArray[Any] = model(torch.tensor(X, dtype=torch.float32)).argmax(dim=1).numpy()
        return classes

    return Trained(go, answers)


CONTESTANTS: Mapping[str, tuple[str, Callable[[Array, NDArray[np.int64], int, int], Trained]]] = {
    "curso.models.Network": ("numpy", ours),
    "scikit-learn MLPClassifier": ("sklearn", with_scikit_learn),
    "PyTorch": ("torch", with_pytorch),
    "Keras fit": ("keras", with_keras),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Time for each epoch and accuracy on the digits, at equal batch size.")
    parser.add_argument("--epochs", type=int, default=20, metavar="N", help="epochs that are counted (default 20)")
    parser.add_argument("--seeds", type=int, default=3, metavar="N", help="how many times each is trained (default 3)")
    parser.add_argument("--batch", type=int, default=32, metavar="N", help="examples in a batch (default 32)")
    given = parser.parse_args()
    X, labels = load_digits(return_X_y=True)
    X_train, X_test, y_train, y_test = train_test_split(X / 16, labels, test_size=360, stratify=labels, random_state=0)
    table = Table(
        "network", "ms an epoch", "ratio", "CPU ms", "accuracy", "± seeds", title=f"Digits, batches of {given.batch}"
    )
    for column in table.columns[1:]:
        column.justify = "right"
    first = 0.0
    threadpool_limits(1)
    for name, (module, make) in CONTESTANTS.items():
        if importlib.util.find_spec(module) is None:
            table.add_row(name, "not installed")
            continue
        times, processor, scores = [], [], []
        for seed in range(given.seeds):
            trained = make(X_train, y_train, given.batch, seed)
            trained.go(1)
            began, began_processor = time.perf_counter(), time.process_time()
            trained.go(given.epochs)
            times.append((time.perf_counter() - began) / given.epochs)
            processor.append((time.process_time() - began_processor) / given.epochs)
            scores.append(float((trained.answers(X_test) == y_test).mean()))
        first = first or min(times)
        mean = float(np.mean(scores))
        farthest = max(abs(score - mean) for score in scores)
        figures = (f"{1e3 * min(times):.1f}", f"{min(times) / first:.1f}", f"{1e3 * min(processor):.1f}")
        table.add_row(name, *figures, f"{mean:.1%}", f"{farthest:.1%}")
    Console().print(table)


if __name__ == "__main__":
    main()

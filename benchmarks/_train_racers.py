"""Who races in `training.py`: Keras's `fit`, ours, scikit-learn and PyTorch, all with Adam and the same batches."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from _train_by_hand import by_hand
from _train_task import BATCH, CELLS, DROP, FILTERS, RATE, UNITS, Task, Watch

Racer = Callable[[Task, Watch, int], None]


def model(network: str, **options: Any) -> Any:
    """The network in Keras, compiled."""
    import keras
    from _train_task import SHAPES
    from keras import layers

    keras.utils.set_random_seed(0)
    dropout = [layers.Dropout(DROP)] if network == "mlp+dropout" else []
    hidden = {
        "cnn": lambda: [layers.Conv2D(FILTERS, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten()],
        "lstm": lambda: [layers.LSTM(CELLS)],
    }.get(network, lambda: [layers.Dense(UNITS, "relu"), *dropout, layers.Dense(UNITS, "relu"), *dropout])
    net = keras.Sequential([keras.Input(SHAPES[network]), *hidden(), layers.Dense(10, "softmax")])
    adam = keras.optimizers.Adam(RATE)
    net.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"], **options)
    return net


def fit(**options: Any) -> Racer:
    """`model.fit`, compiled with `options`."""

    def race(task: Task, watch: Watch, epochs: int) -> None:
        import keras

        class Clock(keras.callbacks.Callback):  # type: ignore[misc]
            def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
                watch.epoch(lambda: task.right(self.model.predict_on_batch(task.X_new)))

        watch.start()
        net = model(task.network, **options)
        net.fit(task.X, task.y, batch_size=BATCH, epochs=epochs, verbose=0, callbacks=[Clock()])

    return race


def ours(task: Task, watch: Watch, epochs: int) -> None:
    """The compiled epochs of KerasNet; its trial counts as part of the first epoch."""
    import keras  # noqa: F401  (nobody's first epoch has the import in it)

    from curso.models.keras_net.device import choose_device
    from curso.models.keras_net.epochs import compile_epochs

    watch.start()
    device = choose_device()
    with device.scope():
        net = model(task.network)
    running = compile_epochs(net, task.X, task.y, batch_size=BATCH, device=device)
    for order in task.orders(epochs):
        running.run(order)
        watch.epoch(lambda: task.right(net.predict_on_batch(task.X_new)))


def scikit_learn(task: Task, watch: Watch, epochs: int) -> None:
    from sklearn.neural_network import MLPClassifier

    if task.network != "mlp":
        raise NotImplementedError("only for the plain MLP")
    warnings.simplefilter("ignore")
    watch.start()
    net = MLPClassifier((UNITS, UNITS), batch_size=BATCH, learning_rate_init=RATE, alpha=0, random_state=0)
    for _ in range(epochs):
        net.partial_fit(task.X, task.y, classes=np.arange(10))
        watch.epoch(lambda: float(net.score(task.X_new, task.y_new)))


def pytorch(task: Task, watch: Watch, epochs: int) -> None:
    import torch
    from torch import nn

    class Last(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.lstm = nn.LSTM(8, CELLS, batch_first=True)

        def forward(self, x: Any) -> Any:
            return self.lstm(x)[0][:, -1]

    watch.start()
    torch.manual_seed(0)
    drop = [nn.Dropout(DROP)] if task.network == "mlp+dropout" else []
    dense = [nn.Linear(64, UNITS), nn.ReLU(), *drop, nn.Linear(UNITS, UNITS), nn.ReLU(), *drop, nn.Linear(UNITS, 10)]
    conv = [nn.Conv2d(1, FILTERS, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(9 * FILTERS, 10)]
    stack = {"cnn": conv, "lstm": [Last(), nn.Linear(CELLS, 10)]}.get(task.network, dense)
    place = "cuda" if torch.cuda.is_available() else "cpu"
    net, loss = nn.Sequential(*stack).to(place), nn.CrossEntropyLoss()
    adam = torch.optim.Adam(net.parameters(), RATE)
    X, X_new = (torch.as_tensor(each).to(place) for each in (task.X, task.X_new))
    if task.network == "cnn":
        X, X_new = X.permute(0, 3, 1, 2), X_new.permute(0, 3, 1, 2)
    y = torch.as_tensor(task.y, dtype=torch.long).to(place)

    def accuracy() -> float:
        net.eval()
        with torch.no_grad():
            return task.right(net(X_new).cpu().numpy())

    for order in task.orders(epochs):
        net.train()
        for rows in torch.as_tensor(order, dtype=torch.long).to(place).split(BATCH):
            adam.zero_grad()
            loss(net(X[rows]), y[rows]).backward()
            adam.step()
        if place == "cuda":
            torch.cuda.synchronize()
        watch.epoch(accuracy)


RACERS: dict[str, Racer] = {
    "model.fit": fit(),
    "model.fit, 16 steps": fit(steps_per_execution=16),
    "model.fit, 128 steps": fit(steps_per_execution=128),
    "model.fit, jit, 16 steps": fit(steps_per_execution=16, jit_compile=True),
    "model.fit, jit, 128 steps": fit(steps_per_execution=128, jit_compile=True),
    "KerasNet": ours,
    "by hand": by_hand,
    "scikit-learn": scikit_learn,
    "PyTorch": pytorch,
}

"""What the searches of these tests try: nets so small, and so plainly run, that a trial takes no time to speak of."""

import numpy as np
import pandas as pd

from curso.models import KerasNetClassifier


def examples(n=120, seed=0):
    """Two classes that a line cannot part: whether two numbers have the same sign."""
    X = np.random.default_rng(seed).standard_normal((n, 2)).astype("float32")
    return X, np.where(X[:, 0] * X[:, 1] > 0, "same", "other")


def net(units, rate, epochs=2, **more):
    """One hidden layer and a step an epoch; eager, since to trace so few steps takes longer than they."""

    def model():
        import keras

        layers = [keras.Input((2,)), keras.layers.Dense(units, "tanh"), keras.layers.Dense(1, "sigmoid")]
        made = keras.Sequential(layers)
        made.compile(keras.optimizers.SGD(rate), "binary_crossentropy", metrics=["accuracy"], run_eagerly=True)
        return made

    return KerasNetClassifier(model=model, epochs=epochs, batch_size=120, verbose=0, **more)


def build(hp):
    return net(hp.Int("units", 2, 8, step=2), hp.Float("rate", 0.01, 1.0, sampling="log"))


def grid(hp):
    return net(hp.Choice("units", [2, 4]), hp.Choice("rate", [0.1, 1.0]), epochs=1)


class Known(KerasNetClassifier):
    """Its loss is its learning rate, and it need not be trained for that: for what a search makes of the scores."""

    def fit(self, X, y, sample_weight=None, *, validation_data=None, callbacks=()):
        loss = [self.learning_rate]
        self.history_ = pd.DataFrame({"loss": loss, "val_loss": loss}, index=[1])
        self.best_epoch_, self.interrupted_ = 1, False
        return self

    def save(self, path):
        path.touch()

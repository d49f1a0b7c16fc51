"""What KerasNet builds, which rows validate, what it trains on, and what it says when it cannot."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pytest

from curso.models import KerasNet, KerasNetClassifier, KerasNetRegressor
from curso.models.faults import WrongInput
from curso.text import set_language

keras = pytest.importorskip("keras")
layers = keras.layers

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((120, 4)).astype("float32")
KIND = np.argmax(X[:, :3], axis=1)
BATCH = 30  # of 120 rows, or of the 90 that are left to train: no smaller batch at the end to be traced as well
QUICK = {"hidden": 12, "learning_rate": 0.05, "epochs": 12, "batch_size": BATCH, "how": "graph"}


@pytest.fixture(scope="module")
def three():
    """Sorted by class, so that the last rows would be all of one."""
    order = np.argsort(KIND)
    net = KerasNetClassifier(**QUICK | {"epochs": 20}, validation=0.25, patience=15).fit(X[order], KIND[order])
    return net, X[order], KIND[order]


def test_plain_parameters_make_an_ordinary_sequential():
    net = KerasNetRegressor((8, 4), "tanh", dropout=0.2, l1=0.01, l2=0.02, batch_norm=True, optimizer="rmsprop",
                            learning_rate=0.03, epochs=1, how="fit").fit(X, X[:, :2])  # fmt: skip
    made = [type(layer).__name__ for layer in net.model_.layers]
    hidden = ["Dense", "BatchNormalization", "Activation", "Dropout"]
    assert made == [*hidden, *hidden, "Dense"]
    assert isinstance(net.model_, keras.Sequential)
    assert isinstance(net, KerasNet)
    assert net.model_.layers[0].kernel_regularizer.get_config() == pytest.approx({"l1": 0.01, "l2": 0.02})
    assert net.model_.layers[2].activation is keras.activations.tanh
    assert float(net.model_.optimizer.learning_rate) == pytest.approx(0.03)
    assert net.predict(X).shape == (120, 2)


def test_the_first_weights_are_those_that_keras_draws_by_itself():
    net = KerasNetRegressor(200, epochs=1, learning_rate=1e-9).fit(X, X[:, 0])
    limit = np.sqrt(6 / (4 + 200))  # Glorot and Bengio (2010), equation 16
    first = net.model_.get_weights()[0]
    assert 0.9 * limit < np.abs(first).max() <= limit + 1e-6


def test_a_split_is_shuffled_and_has_the_same_share_of_each_class(three):
    net, _, y = three
    held = net.validation_rows_
    assert len(held) == 30
    assert list(held) == sorted(set(held.tolist()))
    assert not np.array_equal(held, np.arange(90, 120))
    np.testing.assert_allclose(np.bincount(y[held]) / 30, np.bincount(y) / 120, atol=0.03)
    assert any("30 rows of 120" in str(note) for note in net.notes_)


def test_validation_logs_are_what_evaluate_says(three):
    net, rows, y = three
    held = net.validation_rows_
    loss, accuracy = net.model_.evaluate(rows[held], y[held], verbose=0)
    best = net.history_.loc[net.best_epoch_]
    assert net.history_.val_loss.idxmin() == net.best_epoch_
    np.testing.assert_allclose([best.val_loss, best.val_accuracy], [loss, accuracy], rtol=1e-5)
    assert list(net.history_.columns) == ["loss", "accuracy", "val_loss", "val_accuracy"]
    assert net.history_.index.name == "epoch"


def test_it_learns_what_a_constant_cannot(three):
    net, rows, y = three
    assert net.score(rows, y) > np.bincount(y).max() / len(y) + 0.3
    np.testing.assert_allclose(net.predict_proba(rows).sum(axis=1), 1)


@pytest.mark.parametrize(
    "labels", [np.array(["no", "yes"]), np.array([False, True]), np.array([-1.0, 3.0]), np.array(["a", "b"], object)]
)
def test_labels_of_any_type_come_back(labels):
    y = labels[(X[:, 0] > 0).astype(int)]
    net = KerasNetClassifier(**QUICK).fit(X, y)
    assert net.classes_.dtype == y.dtype
    assert (net.predict(X) == y).mean() > 0.85


def test_weights_of_classes_and_of_examples_multiply_in_the_loss():
    y = (np.random.default_rng(1).uniform(size=120) < 0.25).astype(int)
    by_row = KerasNetClassifier(**QUICK).fit(X, y, np.where(y == 1, 6.0, 1.0))
    both = KerasNetClassifier(**QUICK, class_weight={0: 1.0, 1: 2.0}).fit(X, y, np.where(y == 1, 3.0, 1.0))
    plain = KerasNetClassifier(**QUICK).fit(X, y)
    np.testing.assert_allclose(both.predict_proba(X), by_row.predict_proba(X), atol=1e-5)
    assert by_row.predict_proba(X)[:, 1].mean() > plain.predict_proba(X)[:, 1].mean() + 0.2


@pytest.mark.parametrize("held", [{"validation": 0.25}, {}])
def test_weights_of_classes_are_for_the_training_loss_alone(held):
    given = {} if held else {"validation_data": (X[:30], KIND[:30])}
    net = KerasNetClassifier(**QUICK | {"epochs": 1}, **held, class_weight={0: 9.0, 1: 1.0, 2: 5.0}).fit(
        X, KIND, **given
    )
    rows = net.validation_rows_ if held else np.arange(30)
    loss, _ = net.model_.evaluate(X[rows], KIND[rows], verbose=0)
    np.testing.assert_allclose(net.history_.val_loss.iloc[-1], loss, rtol=1e-5)
    assert net.history_.loss.iloc[-1] > 2 * loss


def softmax(units=3, **compiled):
    model = keras.Sequential([keras.Input((4,)), layers.Dense(8, "relu"), layers.Dense(units, "softmax")])
    if compiled:
        model.compile(**compiled)
    return model


@pytest.mark.parametrize("loss", ["sparse_categorical_crossentropy", "mse"])
def test_a_compiled_model_gets_the_targets_that_its_loss_wants(loss):
    model = softmax(optimizer=keras.optimizers.Adam(0.05), loss=loss, metrics=["accuracy"])
    before = [weights.copy() for weights in model.get_weights()]
    net = KerasNetClassifier(model=model, epochs=15, batch_size=BATCH, how="graph").fit(X, KIND)
    assert net.how_ == "graph"
    assert net.score(X, KIND) > 0.75
    for now, then in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(now, then)  # a copy was trained


@pytest.mark.parametrize("how", ["graph", "fit"])
def test_a_metric_with_a_value_for_each_class_has_a_column_for_each(how, tmp_path):
    model = softmax(loss="categorical_crossentropy", metrics=[keras.metrics.F1Score(name="f1")])
    net = KerasNetClassifier(model=model, epochs=1, batch_size=BATCH, validation=0.25, how=how).fit(X, KIND)
    named = ["f1_0", "f1_1", "f1_2"]
    assert list(net.history_.columns) == ["loss", *named, "val_loss", *(f"val_{name}" for name in named)]
    held = net.validation_rows_
    _, scores = net.model_.evaluate(X[held], np.eye(3)[KIND[held]], verbose=0)
    np.testing.assert_allclose(net.history_[[f"val_{name}" for name in named]].iloc[0], scores, rtol=1e-5)
    net.save(tmp_path / "net.keras")
    assert KerasNetClassifier.load(tmp_path / "net.keras").history_.equals(net.history_)


def test_a_builder_of_logits_for_images_is_compiled_to_suit_and_repeats_with_its_seed():
    def build():
        return keras.Sequential([keras.Input((2, 2, 1)), layers.Conv2D(8, 2, activation="relu"), layers.Flatten(),
                                 layers.Dense(3)])  # fmt: skip

    images = X.reshape(-1, 2, 2, 1)
    state = np.random.get_state()[1].copy()  # noqa: NPY002
    nets = [KerasNetClassifier(**QUICK, model=build).fit(images, KIND)
            for _ in range(2)]  # fmt: skip
    assert (np.random.get_state()[1] == state).all()  # noqa: NPY002
    assert nets[0].score(images, KIND) > 0.75
    np.testing.assert_allclose(nets[0].predict_proba(images), nets[1].predict_proba(images), atol=1e-6)
    np.testing.assert_allclose(nets[0].predict_proba(images).sum(axis=1), 1)


def test_a_model_with_several_inputs_takes_a_dict_and_runs_by_fit():
    left, right = keras.Input((2,), name="left"), keras.Input((2,), name="right")
    model = keras.Model({"left": left, "right": right}, layers.Dense(1)(layers.Concatenate()([left, right])))
    both = {"left": X[:, :2], "right": X[:, 2:]}
    net = KerasNetRegressor(model=model, learning_rate=0.1, epochs=8, validation=0.2).fit(both, X @ [1, 2, 3, 4])
    assert net.how_ == "fit"
    assert net.history_.val_loss.iloc[-1] < net.history_.val_loss.iloc[0]
    assert net.predict(both).shape == (120,)


def test_several_inputs_have_as_many_rows_as_y():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        KerasNetRegressor(model=model, epochs=1).fit((X,), X[:60, 0])
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        KerasNetRegressor(model=model, epochs=1).fit((X,), X[:, 0], validation_data=((X,), X[:1, 0]))
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        KerasNetClassifier(epochs=1).fit(X, KIND, validation_data=(X, KIND[:1]))


def test_a_model_that_gives_other_columns_than_y_is_refused():
    one = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
    with pytest.raises(WrongInput, match=r"gives \(1,\) for each example, and `y` has 2 columns"):
        KerasNetRegressor(model=one, epochs=1).fit(X, X[:, :2])
    steps = keras.Sequential([keras.Input((4, 1)), layers.LSTM(2, return_sequences=True), layers.Dense(1)])
    steps.compile("adam", keras.losses.MeanSquaredError())
    with pytest.raises(WrongInput, match=r"gives \(4, 1\)"):
        KerasNetRegressor(model=steps, epochs=1).fit(X[:, :, None], X[:, 0])


def test_a_loss_of_ones_own_may_take_other_columns_than_y():
    def likelihood(y, mean_and_log_variance):
        mean, log_variance = keras.ops.split(mean_and_log_variance, 2, axis=-1)
        return log_variance + (y - mean) ** 2 * keras.ops.exp(-log_variance)

    model = keras.Sequential([keras.Input((4,)), layers.Dense(2)])
    model.compile("sgd", likelihood)
    assert KerasNetRegressor(model=lambda: model, epochs=1, how="graph").fit(X, X[:, 0]).predict(X).shape == (120,)


class Own(keras.Model):
    """A subclass, of which Keras knows no output shape."""

    def __init__(self, units, activation=None):
        super().__init__()
        self.dense = layers.Dense(units, activation)

    def call(self, inputs):
        return self.dense(inputs)


def test_a_subclassed_model_is_trained_and_its_width_looked_at():
    net = KerasNetClassifier(**QUICK, model=lambda: Own(3, "softmax")).fit(X, KIND)
    assert net.score(X, KIND) > 0.6
    assert KerasNetRegressor(model=lambda: Own(2), epochs=1, how="graph").fit(X, X[:, :2]).predict(X).shape == (120, 2)
    with pytest.raises(WrongInput, match="5"):
        KerasNetClassifier(model=lambda: Own(5)).fit(X, KIND)


WRONG = [
    ({"hidden": (4, 0)}, "hidden"), ({"activation": "rely"}, "activation"), ({"dropout": 1.0}, "dropout"),
    ({"hidden": None}, "`hidden` should be one or several integers"), ({"hidden": 64.0}, "Received: 64.0"),
    ({"l1": -1}, "l1"), ({"l2": -1}, "l2"), ({"optimizer": "adan"}, "optimizer"),
    ({"learning_rate": 0}, "learning_rate"), ({"epochs": 0}, "epochs"), ({"batch_size": 1.5}, "batch_size"),
    ({"validation": 2}, "validation"), ({"validation": 0.001}, "class"), ({"patience": 0}, "patience"),
    ({"model": 3}, "model"), ({"model": lambda: 3}, "model"), ({"model": lambda: softmax(5)}, "5"),
    ({"verbose": "loud"}, "verbose"),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "named"), WRONG, ids=[str(next(iter(p))) for p, _ in WRONG])
def test_what_cannot_be_is_a_sentence_in_both_languages(parameters, named):
    with pytest.raises(WrongInput, match=named) as caught:
        KerasNetClassifier(**parameters).fit(X, KIND)
    assert caught.value.sentence.es != caught.value.sentence.en
    set_language("es")
    assert str(caught.value) == caught.value.sentence.es


def test_classes_that_only_validation_has_are_named():
    with pytest.raises(WrongInput, match="7"):
        KerasNetClassifier(epochs=1).fit(X, KIND, validation_data=(X, np.full(120, 7)))


@pytest.mark.parametrize("name", ["tensorflow", "keras", "matplotlib"])
def test_importing_the_models_imports_nothing_heavy(name):
    import subprocess
    import sys

    code = f"import curso.models, sys; curso.models.__dir__(); sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

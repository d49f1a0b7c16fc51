"""Compiled epochs: the same training as Keras's `fit` given the same batches, and `fit` itself for what cannot be."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pytest
from scipy import sparse

from curso.models.faults import WrongInput
from curso.models.keras_net import epochs_tensorflow
from curso.models.keras_net.epochs import EpochsError, compile_epochs

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")
layers = keras.layers

ROWS, BATCH = 75, 16  # four full batches and one of eleven
RNG = np.random.default_rng(0)
TABLE = RNG.normal(size=(ROWS, 6)).astype("float32")
IMAGES = RNG.normal(size=(ROWS, 8, 8, 1)).astype("float32")
WORDS = RNG.integers(0, 9, (ROWS, 5))
LABELS = RNG.integers(0, 3, ROWS)
WEIGHTS = RNG.uniform(0.2, 3, ROWS)


def mlp():
    return [keras.Input((6,)), layers.Dense(8, "relu"), layers.Dense(3, "softmax")]


def penalised():
    """Penalties of every kind and batch normalisation, which updates what no gradient reaches."""
    return [
        keras.Input((6,)),
        layers.Dense(8, "tanh", kernel_regularizer="l2", activity_regularizer="l1"),
        layers.BatchNormalization(),
        layers.Dense(3, "softmax", kernel_constraint="unit_norm"),
    ]


def cnn():
    return [keras.Input((8, 8, 1)), layers.Conv2D(4, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten(),
            layers.Dense(3, "softmax")]  # fmt: skip


def cnn_and_lstm():
    return [keras.Input((8, 8, 1)), layers.Conv2D(4, 3, activation="relu"), layers.MaxPooling2D(),
            layers.Reshape((3, 12)), layers.LSTM(6), layers.Dense(3, "softmax")]  # fmt: skip


def masked_lstm():
    return [keras.Input((5,)), layers.Embedding(9, 4, mask_zero=True), layers.LSTM(6), layers.Dense(3, "softmax")]


def dropped(rate=0.4):
    return [keras.Input((6,)), layers.Dense(32, "relu"), layers.Dropout(rate), layers.Dense(3, "softmax")]


def made(stack, optimizer="adam", model=None, **options):
    keras.utils.set_random_seed(5)
    net = (model or keras.Sequential)(stack())
    net.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"], **options)
    return net


def trained(net, x, how, weight=None, rows=ROWS):
    """Three epochs of ours."""
    running = compile_epochs(net, x, LABELS, weight, batch_size=BATCH, how=how)
    assert running.how == how, running.why.en
    order = np.random.default_rng(1)
    return [running.run(order.permutation(ROWS)[:rows]) for _ in range(3)]


def fitted(net, x, weight=None, rows=ROWS):
    """The same by Keras alone, without anything of ours; run eagerly it has no graph to build, and is soon over."""
    order, logs = np.random.default_rng(1), []
    for _ in range(3):
        some = order.permutation(ROWS)[:rows]
        weights = None if weight is None else weight[some]
        history = net.fit(x[some], LABELS[some], BATCH, verbose=0, shuffle=False, sample_weight=weights).history
        logs.append({name: values[-1] for name, values in history.items()})
    return logs


def assert_same(net, logs, other, other_logs):
    for ours, theirs in zip(net.variables, other.variables, strict=True):
        np.testing.assert_allclose(ours.numpy(), theirs.numpy(), atol=1e-5, err_msg=ours.path)
    for one, another in zip(logs, other_logs, strict=True):
        assert one.keys() == another.keys()
        assert one == pytest.approx(another, abs=1e-5)


OPTIMIZERS = {
    "sgd": lambda: keras.optimizers.SGD(0.05),
    "momentum": lambda: keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01),
    "adagrad": lambda: keras.optimizers.Adagrad(0.05),
    "adadelta": lambda: keras.optimizers.Adadelta(1.0),
    "adam": lambda: keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.01, 5, 0.9)),
    "adamax": lambda: keras.optimizers.Adamax(0.01),
    "nadam": lambda: keras.optimizers.Nadam(0.01, clipnorm=0.5),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_arrives_where_fit_does(name):
    how = "graph" if name in ("sgd", "rmsprop", "adagrad", "adadelta", "adamax") else "xla"
    ours, theirs = (made(mlp, OPTIMIZERS[name](), run_eagerly=eagerly) for eagerly in (False, True))
    assert_same(ours, trained(ours, TABLE, how, rows=64), theirs, fitted(theirs, TABLE, rows=64))
    for one, another in zip(ours.optimizer.variables, theirs.optimizer.variables, strict=True):
        np.testing.assert_allclose(one.numpy(), another.numpy(), atol=1e-5)


@pytest.mark.parametrize(
    ("stack", "x", "optimizer", "how", "weight"),
    [
        (penalised, TABLE, "adam", "xla", WEIGHTS),
        (cnn, IMAGES, "momentum", "graph", None),
        (cnn_and_lstm, IMAGES, "rmsprop", "xla", None),
        (masked_lstm, WORDS, "adam", "graph", None),
    ],
    ids=["penalised", "cnn", "cnn and lstm", "masked lstm"],
)
def test_every_kind_of_network_arrives_where_fit_does(stack, x, optimizer, how, weight):
    ours, theirs = (made(stack, OPTIMIZERS[optimizer]()) for _ in range(2))
    theirs.run_eagerly = stack is not penalised
    # two full batches and one of five rows
    assert_same(ours, trained(ours, x, how, weight, rows=37), theirs, fitted(theirs, x, weight, rows=37))


def test_dropout_draws_new_masks_like_keras_s_own_and_the_same_ones_with_the_same_seed():
    """With a learning rate of 0 an epoch's loss is a mean over masks alone."""
    before = tf.nn.experimental.stateless_dropout, tf.random.stateless_uniform
    net = made(dropped, keras.optimizers.SGD(0.0))
    running = compile_epochs(net, TABLE, LABELS, batch_size=BATCH, how="xla")
    assert (tf.nn.experimental.stateless_dropout, tf.random.stateless_uniform) == before
    first = [variable.numpy() for variable in net.variables]
    losses = np.array([running.run(np.arange(ROWS))["loss"] for _ in range(40)])
    assert len(np.unique(losses)) == 40
    for variable, value in zip(net.variables, first, strict=True):
        variable.assign(value)
    assert [running.run(np.arange(ROWS))["loss"] for _ in range(3)] == losses[:3].tolist()

    def keras_s(copies, training):
        answers = net(np.tile(TABLE, (copies, 1)), training=training)
        each = keras.losses.sparse_categorical_crossentropy(np.tile(LABELS, copies), answers)
        return each.numpy().reshape(copies, ROWS).mean(axis=1)

    theirs = keras_s(400, training=True)
    error = losses.std() / np.sqrt(len(losses))
    assert abs(losses.mean() - theirs.mean()) < 4 * error
    assert 0.6 < losses.std() / theirs.std() < 1.6
    # The loss is convex in the scores, so that masks, which keep the mean of the scores, can only raise its mean.
    assert losses.mean() - keras_s(1, training=False) > 4 * error


def noisy():
    class Noise(layers.Layer):
        def call(self, inputs, training=False):
            return inputs + keras.random.uniform((6,)) if training else inputs  # Keras's global generator

    return [keras.Input((6,)), Noise(), layers.BatchNormalization(), layers.Dropout(0.3), layers.Dense(3, "softmax")]


def test_the_trial_puts_everything_back_and_is_not_repeated(monkeypatch):
    monkeypatch.setattr(epochs_tensorflow, "_chosen", {})
    net = made(noisy)
    keras.utils.set_random_seed(5)
    expected = keras.random.uniform((3,))
    keras.utils.set_random_seed(5)
    before = [variable.numpy() for variable in net.variables]
    running = compile_epochs(net, TABLE, LABELS, batch_size=BATCH)
    assert running.how in ("xla", "graph")
    assert "trial" in running.why.en and "prueba" in running.why.es
    for variable, value in zip(net.variables, before, strict=False):
        np.testing.assert_array_equal(variable.numpy(), value, err_msg=variable.path)
    assert not any(np.any(variable.numpy()) for variable in net.optimizer.variables if "rate" not in variable.path)
    assert not any(np.any(variable.numpy()) for variable in net.metrics_variables)
    np.testing.assert_array_equal(keras.random.uniform((3,)), expected)
    monkeypatch.setattr(epochs_tensorflow.TensorFlowEpochs, "warm", lambda self: None)
    again = compile_epochs(made(noisy), TABLE, LABELS, batch_size=BATCH)
    assert again.how == running.how and "trial" not in again.why.en


def beyond_xla():
    """The layers of `mlp`, with an activation that XLA cannot compile."""

    def signs(x):
        return x + tf.ensure_shape(tf.numpy_function(np.sign, [tf.stop_gradient(x)], tf.float32), x.shape)

    return [keras.Input((6,)), layers.Dense(8, signs), layers.Dense(3, "softmax")]


def test_a_model_that_xla_cannot_compile_runs_as_a_graph_though_it_could_another_like_it(monkeypatch):
    monkeypatch.setattr(epochs_tensorflow, "_chosen", {})
    monkeypatch.setattr(epochs_tensorflow, "CLEARLY", 0)  # whatever the trial measures, XLA wins
    ways = [compile_epochs(made(stack), TABLE, LABELS, batch_size=BATCH) for stack in (mlp, mlp, beyond_xla)]
    assert [way.how for way in ways] == ["xla", "xla", "graph"]
    assert "the fastest way" in ways[1].why.en and "cannot compile" in ways[2].why.en
    assert np.isfinite(ways[2].run(np.arange(ROWS))["loss"])


def test_where_xla_failed_nothing_was_timed_and_no_way_is_called_the_fastest(monkeypatch):
    monkeypatch.setattr(epochs_tensorflow, "_chosen", {})
    ways = [compile_epochs(made(beyond_xla), TABLE, LABELS, batch_size=BATCH) for _ in range(2)]
    assert [way.how for way in ways] == ["graph", "graph"]
    assert "cannot compile" in ways[0].why.en and "could not compile another model" in ways[1].why.en


def test_a_short_training_is_not_compiled_by_xla():
    running = compile_epochs(made(mlp), TABLE, LABELS, batch_size=BATCH, epochs=5)
    assert running.how == "graph" and "longer" in running.why.en


def test_an_epoch_may_be_over_some_of_the_rows():
    order = np.random.default_rng(2)
    ours, theirs = made(mlp), made(mlp, run_eagerly=True)
    running = compile_epochs(ours, TABLE, LABELS, batch_size=BATCH, how="graph")
    for n in (5, 16, 40):
        rows = order.integers(0, ROWS, n)
        other = theirs.fit(TABLE[rows], LABELS[rows], BATCH, verbose=0, shuffle=False).history
        assert running.run(rows) == pytest.approx({name: values[0] for name, values in other.items()}, abs=1e-5)


def test_data_that_do_not_fit_go_through_in_pieces(monkeypatch):
    monkeypatch.setattr(epochs_tensorflow, "PIECE", 3 * BATCH * (6 * 4 + 8))
    theirs, ours = made(mlp, run_eagerly=True), made(mlp)
    running = compile_epochs(ours, TABLE, LABELS, batch_size=BATCH, how="graph")
    assert running.data.in_piece == 3
    rows = np.random.default_rng(1)
    assert_same(ours, [running.run(rows.permutation(ROWS)) for _ in range(3)], theirs, fitted(theirs, TABLE))


def test_a_learning_rate_changed_between_epochs_counts():
    net = made(mlp, keras.optimizers.SGD(0.1))
    running = compile_epochs(net, TABLE, LABELS, batch_size=BATCH, how="graph")
    running.run(np.arange(64))
    net.optimizer.learning_rate = 0.0
    before = net.get_weights()
    running.run(np.arange(64))
    for now, then in zip(net.get_weights(), before, strict=True):
        np.testing.assert_array_equal(now, then)


class Surprised(keras.Sequential):
    """A train_step of its own, which logs what no metric knows."""

    def train_step(self, data):
        logs = super().train_step(data)
        return {**logs, "largest_label": tf.reduce_max(tf.cast(data[1], tf.float32))}


class Untraceable(keras.Sequential):
    def train_step(self, data):
        float(tf.reduce_sum(data[0]).numpy())
        return super().train_step(data)


def test_a_train_step_of_ones_own_is_the_one_that_runs():
    order = np.argsort(LABELS)
    running = compile_epochs(made(mlp, model=Surprised), TABLE, LABELS, batch_size=BATCH, how="graph")
    assert running.how == "graph"
    assert running.run(order)["largest_label"] == 2
    assert running.run(order[::-1])["largest_label"] == 0


def two_inputs():
    a, b = keras.Input((6,), name="a"), keras.Input((6,), name="b")
    net = keras.Model([a, b], layers.Dense(3, "softmax")(layers.Concatenate()([a, b])))
    net.compile("sgd", "sparse_categorical_crossentropy")
    return net


FALLBACKS = {
    "dict": (two_inputs, {"a": TABLE, "b": TABLE}, "several arrays"),
    "list": (two_inputs, [TABLE, TABLE], "several arrays"),
    "sparse": (lambda: made(mlp), sparse.csr_matrix(TABLE), "sparse"),
    "eager": (lambda: made(mlp, run_eagerly=True), TABLE, "run_eagerly"),
    "untraceable": (lambda: made(mlp, model=Untraceable, run_eagerly=False), TABLE, "could not be built"),
}


@pytest.mark.parametrize("name", FALLBACKS)
def test_what_cannot_be_compiled_is_left_to_fit_and_says_so(name):
    make, x, reason = FALLBACKS[name]
    net = make()
    running = compile_epochs(net, x, LABELS, batch_size=BATCH)
    assert running.how == "fit"
    assert reason in running.why.en and running.why.es != running.why.en
    if name != "untraceable":  # which Keras cannot train either
        net.run_eagerly = True
        assert np.isfinite(running.run(np.arange(ROWS))["loss"])


def test_fit_tells_callbacks_of_batches_and_keeps_the_history_of_the_model():
    seen = []

    class Counting(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            seen.append((batch, set(logs)))

        def on_epoch_end(self, epoch, logs=None):
            raise AssertionError("epochs are not for this to announce")

    net = made(mlp)
    running = compile_epochs(net, TABLE, LABELS, batch_size=BATCH, how="fit")
    running.run(np.arange(ROWS), callbacks=keras.callbacks.CallbackList([Counting()], model=net))
    assert seen == [(batch, {"accuracy", "loss"}) for batch in range(5)]
    assert net.history is None


def test_averaged_weights_are_left_for_the_end_of_the_training():
    nets = {
        how: made(mlp, keras.optimizers.SGD(0.1, use_ema=True), run_eagerly=how == "fit") for how in ("graph", "fit")
    }
    logs = {how: trained(net, TABLE, how) for how, net in nets.items()}
    assert_same(nets["graph"], logs["graph"], nets["fit"], logs["fit"])


@pytest.mark.parametrize(("how", "words"), [("fast", "Received: 'fast'"), ("jax", "does not exist")])
def test_a_way_that_is_not_there_is_refused(how, words):
    with pytest.raises(EpochsError, match=words) as caught:
        compile_epochs(made(mlp), TABLE, LABELS, how=how)
    assert isinstance(caught.value, WrongInput)
    assert caught.value.sentence.es != caught.value.sentence.en


def test_a_model_that_is_not_compiled_is_refused():
    with pytest.raises(EpochsError, match="compile"):
        compile_epochs(keras.Sequential(mlp()), TABLE, LABELS)

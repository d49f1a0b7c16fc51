"""One neuron against Keras from the same start, the normal equations, and numbers worked out by hand."""

import math
import subprocess
import sys

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from curso.models import DivergenceWarning, Neuron
from curso.models.activations import ACTIVATIONS
from curso.models.faults import WrongInput
from curso.text import LANGUAGES, set_language

PAIRS = [
    ("linear", "mse"),
    ("sigmoid", "binary_crossentropy"),
    ("sigmoid", "mse"),
    ("tanh", "mse"),
    ("relu", "mse"),
]


def examples(activation, m=60, d=3, seed=0):
    random = np.random.default_rng(seed)
    X = random.standard_normal((m, d))
    z = X @ random.uniform(-2, 2, d) + 0.5 + 0.3 * random.standard_normal(m)
    return X, (z > 0).astype(float) if activation == "sigmoid" else ACTIVATIONS[activation](z)


def test_a_neuron_by_hand():
    neuron = Neuron([0.5, 2.0, -1.0], bias=4.0)
    assert float(neuron.weighted_sum([2, -1, 3])) == 0.0
    assert float(neuron.predict([2, -1, 3])) == 0.5


def test_the_first_step_of_a_sigmoid_neuron_by_hand():
    neuron = Neuron([0.0])
    assert neuron.step([[2.0]], [1.0], 0.1) == pytest.approx(math.log(2))
    assert (neuron.weights[0], neuron.bias) == (pytest.approx(0.1), pytest.approx(0.05))  # α (1 − 0.5) x, α (1 − 0.5)


@pytest.mark.parametrize(("activation", "loss"), PAIRS)
@pytest.mark.parametrize("seed", range(3))
def test_the_gradient_is_the_slope_of_the_cost(activation, loss, seed):
    X, y = examples(activation, seed=seed)
    neuron = Neuron.random(3, activation, loss, seed=seed)
    neuron.bias, h = 0.3, 1e-6
    dw, db = neuron.gradient(X, y)
    for i, computed in enumerate([*dw, db]):
        costs = []
        for sign in (1, -1):
            nudge = sign * h * (np.arange(4) == i)
            moved = Neuron(neuron.weights + nudge[:3], neuron.bias + nudge[3], activation, loss)
            costs.append(moved.cost(X, y))
        assert computed == pytest.approx((costs[0] - costs[1]) / (2 * h), rel=1e-4, abs=1e-7)


def keras_neuron(keras, neuron, dtype):
    layer = keras.layers.Dense(1, activation=neuron.activation.name, dtype=dtype)
    model = keras.Sequential([keras.Input((len(neuron.weights),), dtype=dtype), layer])
    layer.set_weights([neuron.weights[:, None], np.array([neuron.bias])])
    return model


@pytest.fixture
def keras():
    import keras

    before = keras.config.floatx()
    yield keras
    keras.config.set_floatx(before)


@pytest.mark.parametrize(("activation", "loss"), PAIRS)
@pytest.mark.parametrize("batch_size", [None, 7])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_after_some_steps_the_weights_are_those_of_keras_from_the_same_start_and_batches(
    keras, activation, loss, batch_size, dtype
):
    keras.config.set_floatx(dtype)
    X, y = examples(activation)
    neuron = Neuron.random(3, activation, loss, seed=4)
    model = keras_neuron(keras, neuron, dtype)
    model.compile(keras.optimizers.SGD(0.1), loss)
    epochs = 45 if batch_size is None else 5  # 45 steps each
    theirs = model.fit(X, y, epochs=epochs, batch_size=batch_size or len(X), shuffle=False, verbose=0)
    losses = neuron.fit(X, y, epochs, batch_size, 0.1, shuffle=False)
    kernel, bias = model.get_weights()
    exact = 1e-6 if dtype == "float32" else 1e-12
    np.testing.assert_allclose(neuron.weights, kernel[:, 0], rtol=0, atol=exact)
    assert neuron.bias == pytest.approx(float(bias[0]), abs=exact)
    np.testing.assert_allclose(losses, theirs.history["loss"], rtol=1e-5)


def test_the_linear_neuron_ends_at_the_normal_equations():
    X, y = examples("linear")
    neuron = Neuron([0.0, 0.0, 0.0], activation="linear")
    neuron.fit(X, y, epochs=500, learning_rate=0.3)
    judge = LinearRegression().fit(X, y)
    np.testing.assert_allclose([neuron.bias, *neuron.weights], [judge.intercept_, *judge.coef_], atol=1e-8)


def test_the_order_of_the_batches_follows_from_the_seed():
    X, y = examples("sigmoid")

    def trained(seed):
        neuron = Neuron([0.0, 0.0, 0.0])
        neuron.fit(X, y, epochs=2, batch_size=4, seed=seed)
        return neuron.weights

    assert (trained(1) == trained(1)).all()
    assert (trained(1) != trained(2)).any()


def test_training_goes_on_from_where_the_neuron_is():
    X, y = examples("sigmoid")
    once, twice = Neuron([0.0, 0.0, 0.0]), Neuron([0.0, 0.0, 0.0])
    losses = once.fit(X, y, epochs=10)
    assert losses == twice.fit(X, y, epochs=4) + twice.fit(X, y, epochs=6)
    assert (once.weights == twice.weights).all()


def test_a_sure_and_wrong_sigmoid_still_learns_from_its_cross_entropy():
    with np.errstate(all="raise", under="ignore"):
        neuron = Neuron([1000.0])
        assert neuron.cost([[1.0]], [0.0]) == pytest.approx(1000)
        assert neuron.gradient([[1.0]], [0.0])[0][0] == pytest.approx(1)
        assert Neuron([1000.0], loss="mse").gradient([[1.0]], [0.0])[0][0] == pytest.approx(0)


def test_a_relu_neuron_that_gives_zero_everywhere_learns_no_more():
    neuron = Neuron([-1.0], activation="relu")
    losses = neuron.fit([[1.0], [2.0]], [1.0, 2.0], epochs=5)
    assert losses == [losses[0]] * 5
    assert neuron.weights[0] == -1


@pytest.mark.parametrize(("language", "word"), [("es", "diverge en la época"), ("en", "diverges in epoch")])
def test_a_loss_that_runs_away_is_said_and_leaves_finite_weights(language, word):
    set_language(language)
    neuron = Neuron([0.0], activation="linear")
    with pytest.warns(DivergenceWarning, match=word) as said:
        losses = neuron.fit([[100.0], [200.0]], [1.0, 2.0], epochs=500)
    assert said[0].filename == __file__
    assert np.isfinite([*losses, *neuron.weights, neuron.bias]).all()
    assert 0 < len(losses) < 500


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: Neuron([1.0], activation="relu6"), "activation"),
        (lambda: Neuron([1.0], loss="mae"), "loss"),
        (lambda: Neuron([1.0], activation="tanh", loss="binary_crossentropy"), "sigmoid"),
        (lambda: Neuron([1.0], loss="categorical_crossentropy"), "softmax"),
        (lambda: Neuron([[1.0]]), "weights"),
        (lambda: Neuron([1.0]).predict([[1.0, 2.0]]), "X"),
        (lambda: Neuron([1.0]).predict(3.0), "X"),
        (lambda: Neuron([1.0]).cost([[1.0], [2.0]], [1.0]), "y"),
        (lambda: Neuron([1.0]).fit([[1.0], [2.0]], [[1.0], [2.0]], epochs=1), "y"),
        (lambda: Neuron([1.0]).fit([[1.0]], [1.0], epochs=0), "epochs"),
        (lambda: Neuron([1.0]).fit([[1.0]], [1.0], epochs=1, batch_size=0), "batch_size"),
        (lambda: Neuron([1.0]).fit([[1.0]], [1.0], epochs=1, learning_rate=-1), "learning_rate"),
    ],
)
def test_what_does_not_fit_is_named_in_both_languages(make, word):
    with pytest.raises(WrongInput) as raised:
        make()
    for language in LANGUAGES:
        assert word in raised.value.sentence.to(language)
    set_language("es")
    assert str(raised.value) == raised.value.sentence.es


def test_the_neuron_needs_numpy_alone():
    code = "import sys\nfrom curso.models import Network, Neuron\nprint([m for m in sys.modules if m in {!r}])"
    heavy = ("sklearn", "scipy", "matplotlib", "pandas", "tensorflow", "keras")
    done = subprocess.run(
        [sys.executable, "-c", code.format(heavy)], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"

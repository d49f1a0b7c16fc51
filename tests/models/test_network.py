"""The network against Keras with the same weights and batches, nudged weights, and numbers worked out by hand."""

import itertools

import numpy as np
import pytest

from curso.models import DivergenceWarning, Network, Neuron
from curso.models.faults import WrongInput
from curso.models.gradient_check import nudged, relative_error
from curso.text import LANGUAGES, set_language

HIDDEN = ("linear", "sigmoid", "tanh", "relu", "softmax")
ENDS = [(output, "mse") for output in HIDDEN] + [
    ("sigmoid", "binary_crossentropy"),
    ("softmax", "categorical_crossentropy"),
]
XOR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
DIFFERENT = np.array([0.0, 1.0, 1.0, 0.0])


def examples(output, m=50, d=4, k=3, seed=0):
    random = np.random.default_rng(seed)
    X = random.standard_normal((m, d))
    z = X @ random.standard_normal((d, k))
    if output == "softmax":
        return X, np.eye(k)[z.argmax(axis=1)]
    return X, (z > 0).astype(float) if output == "sigmoid" else np.tanh(z)


# Shapes and parameters


@pytest.mark.parametrize(("sizes", "params"), [([2, 3, 1], 13), ([784, 128, 10], 101_770), ([3, 1], 4), ([1, 1, 1], 4)])
def test_the_parameters_are_counted_as_on_paper(sizes, params):
    assert Network(sizes, ["relu"] * (len(sizes) - 1)).count_params() == params


def test_it_starts_with_no_biases_and_weights_that_depend_on_the_seed_and_the_size():
    network = Network([300, 200, 5], ["relu", "softmax"], "categorical_crossentropy", seed=3)
    assert [W.shape for W in network.weights] == [(300, 200), (200, 5)]
    assert not any(b.any() for b in network.biases)
    limit = np.sqrt(6 / 500)
    assert 0.99 * limit < np.abs(network.weights[0]).max() <= limit
    again, other = (Network([300, 200, 5], ["relu", "softmax"], seed=seed) for seed in (3, 4))
    assert (again.weights[0] == network.weights[0]).all()
    assert (other.weights[0] != network.weights[0]).any()


def test_what_flows_through_a_small_network_by_hand():
    network = Network([2, 2, 1], ["relu", "linear"])
    network.weights = [np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([[3.0], [5.0]])]
    network.biases = [np.array([0.0, -2.0]), np.array([0.5])]
    flow = network.forward([[1.0, 2.0]])
    assert [z.tolist() for z in flow.sums] == [[[5.0, -1.0]], [[15.5]]]
    assert [a.tolist() for a in flow.outputs] == [[[1.0, 2.0]], [[5.0, 0.0]], [[15.5]]]
    (dW1, db1), (dW2, db2) = network.backward(flow, [15.0])  # ∂L/∂z = 2 · (15.5 − 15) = 1
    assert (dW2.tolist(), db2.tolist()) == ([[5.0], [0.0]], [1.0])
    assert (dW1.tolist(), db1.tolist()) == ([[3.0, 0.0], [6.0, 0.0]], [3.0, 0.0])  # the second relu lets nothing back


def test_layers_without_activation_are_one_layer():
    network = Network([4, 5, 3], ["linear", "linear"], seed=2)
    X, _ = examples("linear")
    np.testing.assert_allclose(network.predict(X), X @ (network.weights[0] @ network.weights[1]), atol=1e-12)


def test_one_unit_is_a_neuron():
    X, y = examples("sigmoid", k=1)
    network = Network([4, 1], ["sigmoid"], "binary_crossentropy", seed=0)
    neuron = Neuron(network.weights[0][:, 0])
    losses = network.fit(X, y, epochs=3, batch_size=8, seed=5)
    np.testing.assert_allclose(neuron.fit(X, y[:, 0], epochs=3, batch_size=8, seed=5), losses, rtol=1e-12)
    np.testing.assert_allclose(network.predict(X)[:, 0], neuron.predict(X), rtol=1e-12)


# The gradient


@pytest.mark.parametrize(("hidden", "end"), list(itertools.product(HIDDEN, ENDS)))
@pytest.mark.parametrize("seed", range(2))
def test_the_gradient_passes_its_check_for_every_activation_and_loss(hidden, end, seed):
    output, loss = end
    network = Network([4, 6, 5, 3], [hidden, hidden, output], loss, seed=seed)
    before = [W.copy() for W in network.weights]
    assert network.gradient_check(*examples(output, seed=seed)) < 1e-6
    assert all(map(np.array_equal, before, network.weights))


def test_the_check_leaves_out_the_corners_of_relu():
    network = Network([2, 8, 1], ["relu", "sigmoid"], "binary_crossentropy", seed=1)
    assert network.gradient_check(XOR, DIFFERENT) < 1e-6  # in (0, 0) all eight are at their corner
    with pytest.raises(WrongInput, match="corner"):
        network.gradient_check(XOR[:1], DIFFERENT[:1])


@pytest.mark.parametrize("fault", ["transposed sum", "no derivative", "no bias", "wrong sign"])
def test_the_check_finds_a_faulty_gradient(fault, monkeypatch):
    right = Network.backward

    def faulty(self, flow, y):
        (dW1, db1), (dW2, db2) = right(self, flow, y)
        return {
            "transposed sum": [(dW1, db1), (dW2 * len(flow.outputs[0]), db2)],
            "no derivative": [(flow.outputs[0].T @ (flow.outputs[2] - y) @ self.weights[1].T, db1), (dW2, db2)],
            "no bias": [(dW1, 0 * db1), (dW2, db2)],
            "wrong sign": [(-dW1, -db1), (-dW2, -db2)],
        }[fault]

    monkeypatch.setattr(Network, "backward", faulty)
    network = Network([4, 6, 3], ["tanh", "softmax"], "categorical_crossentropy")
    assert network.gradient_check(*examples("softmax")) > 1e-3


def test_nudging_a_square_gives_twice_its_root():
    p = [np.array([3.0, -1.0]), np.array([[2.0]])]
    slopes = nudged(lambda: float(sum((part**2).sum() for part in p)), p, 1e-5)
    np.testing.assert_allclose(np.concatenate([part.ravel() for part in slopes]), [6, -2, 4], rtol=1e-9)


def test_the_relative_error_of_two_gradients():
    g = [np.array([3.0, 4.0])]
    assert relative_error(g, g) == 0
    assert relative_error([0 * g[0]], [0 * g[0]]) == 0
    assert relative_error(g, [-g[0]]) == 1
    assert relative_error(g, [0.5 * g[0]]) == pytest.approx(1 / 3)


# Beside Keras


@pytest.fixture
def keras():
    import keras

    before = keras.config.floatx()
    yield keras
    keras.config.set_floatx(before)


@pytest.mark.parametrize(
    ("hidden", "output", "loss"),
    [
        ("relu", "softmax", "categorical_crossentropy"),
        ("tanh", "sigmoid", "binary_crossentropy"),
        ("sigmoid", "linear", "mse"),
        ("linear", "tanh", "mse"),
        ("relu", "relu", "mse"),
        ("softmax", "softmax", "mse"),
    ],
)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_after_100_mini_batches_the_weights_are_those_of_keras(keras, hidden, output, loss, dtype):
    keras.config.set_floatx(dtype)
    X, y = examples(output)
    network = Network([4, 6, 5, 3], [hidden, hidden, output], loss, seed=7)
    layers = [
        keras.layers.Dense(len(b), f.name, dtype=dtype)
        for b, f in zip(network.biases, network.activations, strict=True)
    ]
    model = keras.Sequential([keras.Input((4,), dtype=dtype), *layers])
    model.set_weights([part for pair in zip(network.weights, network.biases, strict=True) for part in pair])
    assert model.count_params() == network.count_params()
    model.compile(keras.optimizers.SGD(0.1), loss)
    theirs = model.fit(X, y, epochs=25, batch_size=13, shuffle=False, verbose=0)  # 13, 13, 13 and 11: four a pass
    losses = network.fit(X, y, epochs=25, batch_size=13, learning_rate=0.1, shuffle=False)
    exact = 1e-5 if dtype == "float32" else 1e-11
    for layer, W, b in zip(layers, network.weights, network.biases, strict=True):
        kernel, bias = layer.get_weights()
        np.testing.assert_allclose(W, kernel, rtol=0, atol=exact)
        np.testing.assert_allclose(b, bias, rtol=0, atol=exact)
    np.testing.assert_allclose(losses, theirs.history["loss"], rtol=1e-4)
    np.testing.assert_allclose(network.predict(X), model.predict(X, verbose=0), atol=10 * exact)


# Learning


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_it_learns_xor_which_one_layer_cannot(activation):
    solved = []
    for seed in range(6):
        network = Network([2, 8, 1], [activation, "sigmoid"], "binary_crossentropy", seed=seed)
        network.fit(XOR, DIFFERENT, epochs=2000, batch_size=None, learning_rate=0.5)
        solved.append(((network.predict(XOR)[:, 0] > 0.5) == DIFFERENT).all())
    assert sum(solved) >= 5
    line = Network([2, 1], ["sigmoid"], "binary_crossentropy")
    line.fit(XOR, DIFFERENT, epochs=2000, batch_size=None, learning_rate=0.5)
    assert ((line.predict(XOR)[:, 0] > 0.5) == DIFFERENT).sum() < 4


def test_it_reads_digits():
    from sklearn.datasets import load_digits

    X, labels = load_digits(return_X_y=True)
    X = X / 16
    network = Network([64, 32, 10], ["relu", "softmax"], "categorical_crossentropy")
    losses = network.fit(X[:1400], np.eye(10)[labels[:1400]], epochs=30, learning_rate=0.2)
    assert losses[-1] < losses[0] / 20
    assert (network.predict(X[1400:]).argmax(axis=1) == labels[1400:]).mean() > 0.9


def test_sums_of_a_thousand_neither_overflow_nor_stop_the_learning():
    network = Network([1, 2], ["softmax"], "categorical_crossentropy")
    network.weights = [np.array([[1000.0, -1000.0]])]
    with np.errstate(all="raise", under="ignore"):
        flow = network.forward([[1.0]])
        assert network.cost(flow, [[0.0, 1.0]]) == pytest.approx(2000)
        np.testing.assert_allclose(network.backward(flow, [[0.0, 1.0]])[0][0], [[1.0, -1.0]])


def test_the_same_weights_in_all_units_stay_the_same():
    network = Network([2, 3, 1], ["tanh", "sigmoid"], "binary_crossentropy")
    network.weights = [np.full((2, 3), 0.5), np.full((3, 1), 0.5)]
    network.fit(XOR, DIFFERENT, epochs=50, batch_size=1)
    first = network.weights[0]
    np.testing.assert_array_equal(first, np.repeat(first[:, :1], 3, axis=1))
    assert (first[:, 0] != 0.5).any()


def test_the_same_seed_trains_the_same_network():
    X, y = examples("softmax")

    def trained(seed):
        network = Network([4, 5, 3], ["relu", "softmax"], "categorical_crossentropy")
        return network.fit(X, y, epochs=3, batch_size=8, seed=seed)

    assert trained(1) == trained(1)
    assert trained(1) != trained(2)


def test_a_learning_rate_that_is_too_large_is_said_and_leaves_finite_weights():
    X, y = examples("linear")
    network = Network([4, 6, 3], ["linear", "linear"])
    with pytest.warns(DivergenceWarning, match="below 30") as said:
        network.fit(X, y, epochs=200, learning_rate=30)
    assert said[0].filename == __file__
    assert all(np.isfinite(W).all() for W in network.weights)


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: Network([3], []), "sizes"),
        (lambda: Network([3, 2], ["relu", "relu"]), "2"),
        (lambda: Network([3, 0], ["relu"]), "sizes"),
        (lambda: Network([3, 2], ["gelu"]), "activation"),
        (lambda: Network([3, 2], ["relu"], "mae"), "loss"),
        (lambda: Network([3, 2], ["sigmoid"], "categorical_crossentropy"), "softmax"),
        (lambda: Network([3, 2], ["relu"]).predict([[1.0, 2.0]]), "(m, 3)"),
        (lambda: Network([3, 2], ["relu"]).predict([1.0, 2.0, 3.0]), "(3,)"),
        (lambda: Network([3, 2], ["relu"]).fit([[1.0, 2.0, 3.0]], [1.0], epochs=1), "np.eye"),
        (lambda: Network([3, 1], ["relu"]).fit([[1.0, 2.0, 3.0]], [1.0, 2.0], epochs=1), "(1, 1)"),
        (lambda: Network([3, 1], ["relu"]).fit([[1.0, 2.0, 3.0]], [1.0], epochs=0), "epochs"),
    ],
)
def test_what_does_not_fit_is_named_in_both_languages(make, word):
    with pytest.raises(WrongInput) as raised:
        make()
    for language in LANGUAGES:
        assert word in raised.value.sentence.to(language)
    set_language("es")
    assert str(raised.value) == raised.value.sentence.es

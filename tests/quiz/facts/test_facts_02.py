"""What the questions on a neuron, networks and tensors take for right, computed with the installed versions."""

from __future__ import annotations

import contextlib
import io
import itertools
import math
import re
import runpy

import keras
import numpy as np
import pytest
import tensorflow as tf

from curso.quiz.bank import even
from curso.quiz.library import load_bank, load_question
from curso.quiz.variants import settle

SEEDS = range(12)


def holding(claims):
    """The letters of what holds."""
    return {letter for letter, holds in claims.items() if holds}


def printed(question, tmp_path):
    file = tmp_path / "asked.py"
    file.write_text(question.code, encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        runpy.run_path(str(file))
    return even(out.getvalue())


def sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def descend(model, x, y, steps):
    """Steps on all the data; in one epoch, because beginning an epoch takes longer than a step."""
    model.fit(np.tile(x, (steps, 1)), np.tile(y.ravel(), steps), batch_size=len(x), shuffle=False, verbose=0)


def slip_values(question):
    return [float(slip.value) for slip in question.slips]


def test_every_question_has_its_facts():
    tested = {name[5:8] for name in globals() if re.fullmatch(r"test_q\d\d_.*", name)}
    assert tested == {question.id.partition(".")[2] for question in load_bank("02").questions}


def test_q01_a_neuron_by_hand():
    question = load_question("02.q01")
    w, x, b = np.array([0.5, 2, -1]), np.array([2, -1, 3]), 4
    assert question.answer == pytest.approx(sigmoid(w @ x + b))
    assert slip_values(question)[:2] == pytest.approx([w @ x + b, sigmoid(w @ x)], abs=1e-5)


def test_q02_the_bias_moves_the_curve():
    x = np.linspace(-10, 10, 2001)
    curve = sigmoid(x + 3)
    changes_at = x[np.argmin(abs(curve - 0.5))]
    steeper = np.diff(curve).max() > np.diff(sigmoid(x)).max() * 1.01
    claims = {
        "a": math.isclose(changes_at, 3, abs_tol=0.01),
        "b": math.isclose(changes_at, -3, abs_tol=0.01),
        "c": steeper,
        "d": curve.max() > 1,
    }
    assert load_question("02.q02").key == holding(claims)


def test_q03_relu_and_its_derivative(tmp_path):
    question = load_question("02.q03")
    assert question.key == {printed(question, tmp_path)}
    z = tf.Variable([-2.0, 0.5, 3.0])
    with tf.GradientTape() as tape:
        relu = tf.nn.relu(z)
    slope = tape.gradient(relu, z).numpy().astype(int)
    assert question.key == {f"{relu.numpy().tolist()} {slope.tolist()}"}


def test_q04_activation_of_the_output():
    logits = np.array([[3.0, 2.0, -1.0]])
    softmax = np.array(keras.activations.softmax(logits))
    claims = {
        "a": math.isclose(sigmoid(logits).sum(), 1),
        "b": float(keras.activations.linear(-1234.5)) == -1234.5,
        "c": np.sum(softmax > 0.5) > 1,
        "d": np.allclose(keras.activations.softmax(np.array([[0.0, 1.3]]))[0, 1], sigmoid(1.3)),
    }
    assert load_question("02.q04").key == holding(claims)


def test_q05_a_linear_neuron_is_linear_regression():
    x, y = np.array([[-1.0], [0.0], [0.5], [2.0]]), np.array([1.0, 2.5, 2.0, 6.0])
    theta = np.polyfit(x[:, 0], y, 1)
    found = []
    for seed in (1, 2):
        keras.utils.set_random_seed(seed)
        model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1)])
        model.compile(optimizer=keras.optimizers.SGD(0.2), loss="mse")
        descend(model, x, y, steps=120)
        found.append([float(value) for weights in model.get_weights() for value in weights.ravel()])
    claims = {
        "a": np.allclose(found[0], theta / 2, atol=1e-3),
        "b": not np.allclose(*found, atol=1e-3),
        "c": np.allclose(found[0], theta, atol=1e-3),
        "d": False,
    }
    assert load_question("02.q05").key == holding(claims)


def test_q06_cross_entropy_of_misplaced_confidence():
    a, b = (float(keras.losses.BinaryCrossentropy()([[1.0]], [[y_hat]])) for y_hat in (0.2, 0.02))
    claims = {
        "a": math.isclose(b, 10 * a, rel_tol=0.01),
        "b": math.isclose(b - a, 0.18, abs_tol=0.01),
        "c": math.isclose(a, b),
        "d": math.isclose(b - a, math.log(10), rel_tol=1e-3),
    }
    assert load_question("02.q06").key == holding(claims)


def test_q07_the_boundary_is_where_the_sum_is_0():
    question = load_question("02.q07")
    x1 = np.array([-2.0, 0.0, 1.0, 3.0])
    claims = {}
    for option in question.options:
        formula = option.text.en.removeprefix("x₂ = ").replace("−", "-")
        x2 = eval(re.sub(r"(\d)x₁", r"\1*x₁", formula).replace("x₁", "x"), {"x": x1})
        claims[option.id] = np.allclose(sigmoid(2 * x1 - x2 + 1), 0.5)
    assert question.key == holding(claims)


def test_q08_one_order_trains():
    question = load_question("02.q08")
    draw = np.random.default_rng(0)
    x, y = draw.normal(size=(12, 3)), draw.integers(0, 2, 12).astype(float)
    w = tf.Variable(np.zeros(3))
    with tf.GradientTape() as tape:
        loss = keras.losses.BinaryCrossentropy()(y, tf.sigmoid(tf.linalg.matvec(x, w)))
    expected = -0.3 * tape.gradient(loss, w).numpy()
    right = set()
    for lines in itertools.permutations(question.lines):
        names = {"np": np, "x": x, "y": y, "sigmoid": sigmoid, "learning_rate": 0.3}
        with contextlib.suppress(NameError):
            exec("\n".join(line.text.en for line in lines), names)
            if np.allclose(names["w"], expected, atol=1e-6):
                right.add("".join(line.id for line in lines))
    assert set(question.key) == right


@pytest.mark.parametrize("seed", SEEDS)
def test_q09_one_step_of_a_neuron(seed):
    question = settle(load_question("02.q09"), seed)
    found = re.search(r"x = (\d+), y = ([01]), .* α = (\d\.\d)", question.question.es)
    x, y, alpha = map(float, found.groups())
    w = tf.Variable(0.0)
    with tf.GradientTape() as tape:
        loss = keras.losses.BinaryCrossentropy()(tf.constant([y]), tf.reshape(tf.sigmoid(w * x), (1,)))
    step = -alpha * float(tape.gradient(loss, w))
    assert question.answer == pytest.approx(step, abs=1e-4)
    with tf.GradientTape() as tape:
        squared = (tf.sigmoid(w * x) - y) ** 2 / 2
    assert pytest.approx(-alpha * float(tape.gradient(squared, w)), abs=1e-4) == slip_values(question)[2]


@pytest.mark.parametrize("seed", SEEDS)
def test_q10_parameters_of_a_network(seed):
    question = settle(load_question("02.q10"), seed)
    n, h, k = map(int, re.findall(r"\d+", question.question.en))
    model = keras.Sequential([keras.Input(shape=(n,)), keras.layers.Dense(h), keras.layers.Dense(k)])
    assert question.answer == model.count_params()
    assert model.layers[0].count_params() in slip_values(question)


def test_q11_linear_layers_can_not_learn_xor():
    x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float), np.array([0.0, 1.0, 1.0, 0.0])
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(8), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    descend(model, x, y, steps=400)
    said = np.array(model(x)).ravel()
    near = abs(said - y) < 0.25
    claims = {"a": near.all(), "b": (abs(said - 0.5) < 0.02).all(), "c": near.sum() == 3, "d": abs(said).max() > 10}
    assert load_question("02.q11").key == holding(claims)


def test_q12_shapes_forward(tmp_path):
    question = load_question("02.q12")
    assert question.key == {printed(question, tmp_path)}


def test_q13_the_chain_rule():
    question = load_question("02.q13")
    w1, w2 = tf.Variable(0.5), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        cost = (w2 * tf.nn.relu(w1 * 4.0) - 5.0) ** 2
    d_w1, d_w2 = (float(each) for each in tape.gradient(cost, [w1, w2]))
    assert question.answer == pytest.approx(d_w1)
    assert slip_values(question) == pytest.approx([d_w1 / 3, d_w2, d_w1 / 4, d_w1 / 2])


def test_q14_a_factor_of_2_is_a_derivative():
    draw = np.random.default_rng(1)
    x, y = draw.normal(size=(20, 4)), draw.normal(size=20)

    def numeric(w):
        steps = np.eye(4) * 1e-4
        return np.array([(cost(w + step) - cost(w - step)) / 2e-4 for step in steps])

    def cost(w):
        return np.mean((x @ w - y) ** 2)

    w, equal = draw.normal(size=4), np.full(4, 0.5)
    without_2 = x.T @ (x @ w - y) / len(y)
    claims = {
        "a": not np.allclose(numeric(w), 2 * without_2, rtol=1e-3),  # what rounding alone does is far less
        "b": False,  # the learning rate is in neither
        "c": not np.allclose(numeric(equal), 2 * x.T @ (x @ equal - y) / len(y)),
        "d": np.allclose(numeric(w) / without_2, 2),
    }
    assert load_question("02.q14").key == holding(claims)


def trained_hidden(kernel, bias):
    """The kernel of the hidden layer before and after training from these initializers."""
    keras.utils.set_random_seed(0)
    draw = np.random.default_rng(0)
    x = draw.normal(size=(32, 2))
    y = np.sin(2 * x[:, :1])
    make = {"kernel_initializer": kernel, "bias_initializer": bias}
    layers = [keras.layers.Dense(4, activation="tanh", **make), keras.layers.Dense(1, **make)]
    model = keras.Sequential([keras.Input(shape=(2,)), *layers])
    model.compile(optimizer=keras.optimizers.SGD(0.2), loss="mse")
    before = model.get_weights()[0]
    descend(model, x, y, steps=20)
    return before, model.get_weights()[0]


def test_q15_symmetry():
    def alike(kernel):
        return np.allclose(kernel, kernel[:, :1], atol=1e-6)

    before, after = trained_hidden(keras.initializers.Constant(0.5), keras.initializers.Constant(0.5))
    assert not np.allclose(before, after)
    zeros_before, zeros_after = trained_hidden("zeros", "zeros")
    default = keras.layers.Dense(4)
    default.build((None, 2))
    claims = {
        "a": not alike(after),
        "b": alike(after),
        "c": not alike(trained_hidden("glorot_uniform", "zeros")[1]) and not np.any(default.bias),
        "d": not np.allclose(zeros_before, zeros_after),
    }
    assert load_question("02.q15").key == holding(claims)


@pytest.mark.parametrize("seed", SEEDS)
def test_q16_updates_counted_batch_by_batch(seed):
    question = settle(load_question("02.q16"), seed)
    n, epochs, batch = map(int, re.findall(r"\d+", question.question.en))
    assert question.answer == sum(1 for _ in range(epochs) for _ in range(0, n, batch))


def test_q16_is_what_fit_does():
    question = min((settle(load_question("02.q16"), seed) for seed in SEEDS), key=lambda each: each.answer)
    n, epochs, batch = map(int, re.findall(r"\d+", question.question.en))
    model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1)])
    model.compile(loss="mse")
    model.fit(np.zeros((n, 1)), np.zeros(n), epochs=epochs, batch_size=batch, verbose=0)
    assert int(model.optimizer.iterations) == question.answer


def test_q17_broadcasting(tmp_path):
    question = load_question("02.q17")
    assert question.key == {printed(question, tmp_path)}


def test_q18_a_graph_is_traced_once(tmp_path):
    question = load_question("02.q18")
    assert printed(question, tmp_path).count("here") == question.answer


def test_q19_a_session_runs_when_it_is_asked_to(tmp_path):
    question = load_question("02.q19")
    assert printed(question, tmp_path) == "6.0"
    v1, calls, counted = tf.compat.v1, [], []

    def double(value):
        calls.append(value)
        return 2 * value

    with v1.Graph().as_default():
        x = v1.placeholder(tf.float32)
        y = tf.numpy_function(double, [x], tf.float32)
        counted.append(len(calls))
        with v1.Session() as session:
            counted.append(len(calls))
            value = session.run(y, {x: 3.0})
            counted.append(len(calls))
            str(value)
            counted.append(len(calls))
    grew = [after > before for before, after in itertools.pairwise([0, *counted])]
    assert question.key == holding(dict(zip("abcd", grew, strict=True)))


def test_q20_a_tape_watches_variables(tmp_path):
    question = load_question("02.q20")
    assert question.key == {printed(question, tmp_path)}


def test_q21_softmax_twice():
    probabilities = tf.constant([0.0, 1.0])
    loss = float(tf.nn.softmax_cross_entropy_with_logits(labels=[0.0, 1.0], logits=probabilities))
    claims = {
        "a": loss > 0.1,
        "b": math.isnan(loss),
        "c": np.allclose(tf.nn.softmax(probabilities), probabilities),
        "d": loss < 0,
    }
    question = load_question("02.q21")
    assert question.key == holding(claims)
    assert f"{loss:.3f}" in question.options[0].why.en

"""What the pictures of a neuron, its activations and a small network compute, against other people's code."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import expit
from scipy.special import softmax as scipy_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, mean_squared_error

from curso.explore import activation_shapes, flow, flow_words, one_neuron
from curso.explore.plane import GROUPS, OVERLAP, XOR, Examples
from curso.models import Network
from curso.text import LANGUAGES

CURVES = {"linear": lambda z: z, "sigmoid": expit, "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}
KNOBS = st.builds(
    one_neuron.Config,
    w1=st.floats(-3, 3),
    w2=st.floats(-3, 3),
    b=st.floats(-3, 3),
    activation=st.sampled_from(sorted(one_neuron.TARGETS)),
    data=st.sampled_from([GROUPS, OVERLAP, XOR]),
)

# One neuron


@given(KNOBS)
def test_loss_and_right_answers_are_those_of_scikit_learn(config):
    now = one_neuron.state(config)
    z = np.array(config.data.points) @ [config.w1, config.w2] + config.b
    output = CURVES[config.activation](z)
    labels = np.array(config.data.labels)
    np.testing.assert_allclose(now.output, output, atol=1e-12)
    if config.activation == "sigmoid":
        assert now.loss == pytest.approx(log_loss(labels, output, labels=[0, 1]), rel=1e-5)
    else:
        assert now.loss == pytest.approx(mean_squared_error(now.target, output))
    far = np.abs(output - config.threshold) > 1e-9
    said = output > config.threshold
    if far.any():
        assert accuracy_score(labels[far], said[far]) == pytest.approx(now.right[far].mean())


@given(KNOBS)
def test_the_boundary_is_where_the_output_is_at_its_threshold_and_w_stands_upright_on_it(config):
    found = one_neuron.boundary(config)
    if found is None:
        assert abs(config.w1) < 1e-8 and abs(config.w2) < 1e-8
        return
    point, w = found
    along = np.array([-w[1], w[0]]) / np.linalg.norm(w)
    for place in (point, point + along, point - 2 * along):
        assert CURVES[config.activation](place @ w + config.b) == pytest.approx(config.threshold, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(KNOBS)
def test_the_line_is_drawn_if_and_only_if_it_crosses_the_picture(config):
    shown = [t.get_text() for t in one_neuron.draw(config).axes[0].texts]
    absent = {str(one_neuron.NOWHERE), str(one_neuron.OUTSIDE)} & set(shown)
    (low, high), (bottom, top) = config.data.limits
    corners = np.array([(a, b) for a in (low, high) for b in (bottom, top)]) @ [config.w1, config.w2] + config.b
    gap = CURVES[config.activation](corners) - config.threshold
    if np.abs(gap).min() > 1e-6 and np.hypot(config.w1, config.w2) > 1e-6:
        assert bool(absent) == bool((gap > 0).all() or (gap < 0).all())


def test_one_neuron_can_tell_the_groups_apart_but_not_xor():
    model = LogisticRegression(C=1e4).fit(GROUPS.points, GROUPS.labels)
    (w1, w2), (b,) = model.coef_[0], model.intercept_
    trained = one_neuron.Config(float(w1), float(w2), float(b))
    assert one_neuron.state(trained).right.all()
    assert "All of them right!" in [t.get_text() for t in one_neuron.draw(trained).axes[0].texts]
    knobs = np.random.default_rng(0).uniform(-6, 6, (500, 3)).tolist()
    assert max(one_neuron.state(one_neuron.Config(*k, data=XOR)).right.sum() for k in knobs) == 3
    mixed = LogisticRegression(C=1e4).fit(OVERLAP.points, OVERLAP.labels)
    assert mixed.score(OVERLAP.points, OVERLAP.labels) < 1


def test_the_shading_is_bluest_at_class_0_and_warmest_at_class_1():
    figure = one_neuron.draw(one_neuron.Config(2.0, 2.0, 0.0))
    (image,) = [a for a in figure.axes[0].get_children() if hasattr(a, "get_array") and np.ndim(a.get_array()) == 3]
    colors = np.asarray(image.get_array())
    assert colors[0, 0, 2] > colors[0, 0, 0] and colors[-1, -1, 0] > colors[-1, -1, 2]


def test_the_alternative_text_says_knobs_right_answers_and_loss():
    said = one_neuron.alt(one_neuron.Config(4, -4.5, -6, "tanh", XOR))
    assert "4.00 x₁ − 4.50 x₂ − 6.00" in said.es and "error cuadrático medio" in said.es
    assert "ŷ = 0." in said.en and "mean squared error" in said.en
    assert "No boundary" in one_neuron.alt(one_neuron.Config(0, 0, 1)).en


# Activations


@given(st.floats(-1000, 1000))
def test_values_are_scipy_s_and_derivatives_are_slopes(z):
    now = activation_shapes.state(activation_shapes.Config(z))
    expected = {"linear": z, "sigmoid": expit(z), "tanh": np.tanh(z), "relu": max(z, 0.0)}
    assert now.values == pytest.approx(expected, abs=1e-12)
    slopes = {"linear": 1, "sigmoid": expit(z) * expit(-z), "tanh": 1 - np.tanh(z) ** 2, "relu": float(z > 0)}
    assert now.slopes == pytest.approx(slopes, abs=1e-12)
    np.testing.assert_allclose(now.shares, scipy_softmax([z, 1, 0]), atol=1e-12)


@given(st.floats(-6, 6))
def test_the_derivative_of_softmax_is_what_moving_z_a_little_does(z):
    up, down = (scipy_softmax([z + h, 1, 0])[0] for h in (1e-5, -1e-5))
    slope = activation_shapes.state(activation_shapes.Config(z)).share_slope
    assert slope == pytest.approx((up - down) / 2e-5, abs=1e-8)


def test_the_drawn_derivative_is_the_slope_of_the_drawn_curve():
    figure = activation_shapes.backdrop(activation_shapes.Config())
    curves, slopes = ([line.get_xydata() for line in axes.get_lines()[:4]] for axes in figure.axes)
    for curve, slope in zip(curves, slopes, strict=True):
        away = np.abs(curve[:, 0]) > 0.05  # relu has a corner at 0
        estimated = np.gradient(curve[:, 1], curve[:, 0])
        np.testing.assert_allclose(slope[away, 1], estimated[away], atol=1e-3)


def test_the_alternative_text_gives_the_values_that_are_written_in_the_picture():
    said = activation_shapes.alt(activation_shapes.Config(-2.0, ("sigmoid", "softmax")))
    assert "sigmoide vale 0.12 y su derivada 0.10" in said.es and "(0.04, 0.71, 0.26)" in said.en


# The flow through a network

FLOWS = [
    flow.Config(),
    flow.Config(hidden="sigmoid", y=0.0),
    flow.Config(output="tanh", loss="mse"),
    flow.Config((0.3,), 0.7, (((1.5, -2.0, 0.4),), ((1.0,), (-0.5,), (0.8,))), ((0.2, 0.5, -0.1), (0.3,)), "relu"),
    flow.Config((1.0, 2.0, 3.0), -1.0, (((0.5,), (-0.2,), (0.1,)),), ((0.4,),), output="linear", loss="mse"),
]
QUESTION = flow.Config((4.0,), 5.0, (((0.5,),), ((3.0,),)), ((0.0,), (0.0,)), "relu", "linear", "mse")


@pytest.mark.parametrize("config", FLOWS)
def test_every_gradient_is_what_nudging_its_parameter_does_to_the_loss(config):
    now = flow.state(config)
    for layer in range(config.layers):
        W, b = np.array(config.weights[layer]), np.array(config.biases[layer])

        def loss(values, layer=layer, shape=W.shape):
            weights, biases = list(config.weights), list(config.biases)
            split = shape[0] * shape[1]
            weights[layer] = tuple(map(tuple, values[:split].reshape(shape).tolist()))
            biases[layer] = tuple(values[split:].tolist())
            return flow.state(replace(config, weights=tuple(weights), biases=tuple(biases))).loss

        nudged = approx_fprime(np.concatenate([W.ravel(), b]), loss, 1e-7)
        np.testing.assert_allclose(np.concatenate([now.gradients[layer].ravel(), now.deltas[layer]]), nudged, atol=1e-5)


def test_the_numbers_of_a_network_small_enough_for_a_sheet_of_paper():
    now = flow.state(QUESTION)
    assert now.loss == 1 and now.outputs[-1] == 6
    assert [g.item() for g in now.gradients] == [24, 4]
    assert "∂J/∂w = x₁·δ = 4·6 = 24" in flow.alt(QUESTION).es


def value_of(written):
    """What an expression of the picture amounts to, if it has numbers alone."""
    python = written.replace("−", "-").replace("·", "*").replace("²", "**2").replace("ln ", "np.log*")
    python = re.sub(r"np\.log\*([\d.]+)", r"*np.log(\1)", python)
    python = re.sub(r"tanh(?=\()", "np.tanh", re.sub(r"σ(?=\()", "expit", python))
    python = re.sub(r"relu(\([^()]*\))", r"max\1", python).replace("max(", "max(0,")
    python = re.sub(r"\bf(?=\()", "", python)
    if re.search(r"[∂δŷ₁₂₃]|\b[zywJ]\b|′", python):
        return None
    return float(eval(python, {"np": np, "expit": expit, "max": max}))


@pytest.mark.parametrize("config", [*FLOWS, QUESTION])
def test_every_sum_that_the_picture_writes_out_is_right(config):
    checked = 0
    for step in range(1, config.last + 1):
        at = replace(config, step=step)
        for line in flow_words.explained(at, flow.state(at)):
            parts = [value_of(part) for part in line.en.split(":  ")[-1].split(" = ")]
            numbers = [part for part in parts if part is not None]
            assert len(numbers) >= 2, line.en
            assert numbers == pytest.approx([numbers[-1]] * len(numbers), rel=0.02, abs=0.004), line.en
            checked += 1
    assert checked == 4 * config.layers + 1


def test_numbers_are_not_shown_before_they_are_known():
    shown = {step: flow.alt(flow.Config(step=step)).en for step in range(6)}
    assert "h₁ = " not in shown[0] and "what will h₁ be" in shown[0]
    assert "h₁ = 0.818" in shown[1] and "ŷ = 0" not in shown[1]
    assert "J = 0.257" in shown[3] and "J =" not in shown[2]
    assert "∂ = " not in shown[3] and "h₁→ŷ 1.2 (∂ = −0.185)" in shown[4] and "x₁→h₁ 0.5;" in shown[4]
    assert "x₁→h₁ 0.5 (∂ = −0.135)" in shown[5]
    question_marks = [
        sum(t.get_text() == "?" for t in flow.draw(flow.Config(step=step)).axes[0].texts) for step in range(6)
    ]
    assert question_marks == [4, 2, 1, 0, 0, 0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trained_network_is_drawn_as_it_is(language):
    network = Network([2, 3, 1], ["tanh", "sigmoid"], "binary_crossentropy", seed=1)
    network.fit(XOR.points, XOR.labels, epochs=5, batch_size=4, learning_rate=0.5)
    config = flow.Config.of(network, [0, 1], 1)
    now = flow.state(config)
    assert now.outputs[-1] == pytest.approx(network.predict([[0, 1]])[0])
    for gradient, (expected, _) in zip(now.gradients, network.backward(network.forward([[0, 1]]), [[1]]), strict=True):
        np.testing.assert_allclose(gradient, expected)
    assert "2-3-1" in flow.alt(config).to(language)


# What a config may hold


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: one_neuron.Config(w1=float("nan")), "w1"),
        (lambda: one_neuron.Config(b=1001.0), "b"),
        (lambda: one_neuron.Config(activation="softmax"), "activation"),
        (lambda: Examples.of([[1, 2, 3]], [1]), "points"),
        (lambda: Examples((), ()), "points"),
        (lambda: Examples.of([[1, 2]], [2]), "labels"),
        (lambda: Examples.of([[1, 2]], [0, 1]), "labels"),
        (lambda: activation_shapes.Config(float("inf")), "z"),
        (lambda: activation_shapes.Config(0.0, ()), "functions"),
        (lambda: activation_shapes.Config(0.0, ("gelu",)), "functions"),
        (lambda: activation_shapes.Config(0.0, ("tanh", "tanh")), "functions"),
        (lambda: flow.Config(x=(1.0,)), "x"),
        (lambda: flow.Config(y=2.0), "y"),
        (lambda: flow.Config(step=6), "step"),
        (lambda: flow.Config(weights=()), "weights"),
        (lambda: flow.Config(weights=(((0.5, 0.1), (0.2,)), ((1.0,), (1.0,)))), "weights"),
        (lambda: flow.Config(weights=(((0.5, 0.1), (0.2, 0.1)), ((1.0, 2.0), (1.0, 2.0)))), "weights"),
        (lambda: flow.Config(biases=((0.1,), (0.2,))), "biases"),
        (lambda: flow.Config(hidden="softmax"), "hidden"),
        (lambda: flow.Config(loss="mae"), "loss"),
        (lambda: flow.Config.of(Network([2, 2, 2, 1], ["tanh", "relu", "linear"]), [0, 1], 1), "hidden"),
    ],
)
def test_a_wrong_value_is_named_in_the_error(make, name):
    with pytest.raises(ValueError, match=f"`{name}`"):
        make()


def test_a_loss_that_does_not_go_with_the_output_is_refused_as_the_network_refuses_it():
    with pytest.raises(ValueError, match="sigmoid"):
        flow.Config(output="tanh")

"""Lesson 02.02: what going forward, going back and checking the gradient accept and refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.neural_network import MLPRegressor
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_02.network_backward import backward
from curso.exercises.module_02.network_check import gradient_check
from curso.exercises.module_02.network_forward import forward
from curso.exercises.spec import find
from curso.exercises.verdict import Status
from curso.models import Network

FORWARD, BACKWARD, CHECK = "02.forward", "02.backward", "02.gradient_check"
IDS = (FORWARD, BACKWARD, CHECK)


def network_with(w1, b1, w2, b2):
    network = Network([*w1.shape, w2.shape[1]], ["relu", "linear"], "mse")
    network.weights, network.biases = [w1, w2], [b1, b2]
    return network


def forward_loops(x, w1, b1, w2, b2):
    hidden = [[max(0, sum(a * w for a, w in zip(row, column, strict=True)) + b)
               for column, b in zip(w1.T, b1, strict=True)] for row in x]  # fmt: skip
    output = [[sum(a * w for a, w in zip(row, column, strict=True)) + b
               for column, b in zip(w2.T, b2, strict=True)] for row in hidden]  # fmt: skip
    return hidden, output


def forward_by_masks(x, w1, b1, w2, b2):
    z = np.dot(x, w1) + b1
    z[z < 0] = 0
    return z, np.dot(z, w2) + b2


def forward_with_a_column_of_ones(x, w1, b1, w2, b2):
    ones = np.ones((len(x), 1))
    hidden = np.clip(np.hstack([x, ones]) @ np.vstack([w1, b1]), 0, None)
    return [hidden, np.hstack([hidden, ones]) @ np.vstack([w2, b2])]


def forward_by_network(x, w1, b1, w2, b2):
    return tuple(network_with(w1, b1, w2, b2).forward(x).outputs[1:])


def forward_transposed_twice(x, w1, b1, w2, b2):
    hidden = np.maximum(w1.T @ x.T + b1[:, None], 0)
    return hidden.T, (w2.T @ hidden + b2[:, None]).T


def mean_squared_error(x, y, w1, b1, w2, b2):
    return float(((np.maximum(x @ w1 + b1, 0) @ w2 + b2 - y) ** 2).mean())


def measured(x, y, params, epsilon):
    """The central differences of J, one parameter at a time, in the shapes of `params`."""
    slopes = []
    for k, values in enumerate(params):
        slope = np.zeros(values.shape)
        for place in np.ndindex(values.shape):
            push = np.zeros(values.shape)
            push[place] = epsilon
            sides = [[*params[:k], values + side * push, *params[k + 1 :]] for side in (1, -1)]
            slope[place] = (mean_squared_error(x, y, *sides[0]) - mean_squared_error(x, y, *sides[1])) / (2 * epsilon)
        slopes.append(slope)
    return slopes


def backward_one_sample_at_a_time(x, y, w1, b1, w2, b2):
    totals = [np.zeros_like(values) for values in (w1, b1, w2, b2)]
    for row, target in zip(x, y, strict=True):
        z = row @ w1 + b1
        h = np.maximum(z, 0)
        d = 2 * (h @ w2 + b2 - target)
        dz = np.where(z > 0, w2 @ d, 0)
        for total, part in zip(totals, (np.outer(row, dz), dz, np.outer(h, d), d), strict=True):
            total += part / len(x)
    return totals


def backward_by_network(x, y, w1, b1, w2, b2):
    network = network_with(w1, b1, w2, b2)
    (d_w1, d_b1), (d_w2, d_b2) = network.backward(network.forward(x), y)
    return d_w1, d_b1, d_w2, d_b2


def backward_einsum(x, y, w1, b1, w2, b2):
    hidden, output = forward(x, w1, b1, w2, b2)
    d = (output - y) * (2 / y.size)
    dz = np.einsum("mk,hk,mh->mh", d, w2, np.sign(hidden))
    return [np.einsum("mn,mh->nh", x, dz), dz.sum(0), np.einsum("mh,mk->hk", hidden, d), d.sum(0)]


def check_by_copies(x, y, params, grads, epsilon):
    g = np.concatenate([np.ravel(grad) for grad in grads])
    n = np.concatenate([np.ravel(slope) for slope in measured(x, y, params, epsilon)])
    return np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))


def check_in_place(x, y, params, grads, epsilon):
    squares = np.zeros(3)
    for values, grad in zip(params, grads, strict=True):
        flat, flat_grad = values.reshape(-1), np.ravel(grad)
        for i in range(flat.size):
            kept = flat[i]
            flat[i] = kept + epsilon
            above = mean_squared_error(x, y, *params)
            flat[i] = kept - epsilon
            slope = (above - mean_squared_error(x, y, *params)) / (2 * epsilon)
            flat[i] = kept
            squares += (flat_grad[i] - slope) ** 2, flat_grad[i] ** 2, slope**2
    distance, one, other = np.sqrt(squares)
    return [distance / (one + other)]


def check_one_vector(x, y, params, grads, epsilon):
    flat = np.hstack([np.ravel(values) for values in params])
    cuts = np.cumsum([values.size for values in params])[:-1]

    def cost(numbers):
        parts = [part.reshape(v.shape) for part, v in zip(np.split(numbers, cuts), params, strict=True)]
        return mean_squared_error(x, y, *parts)

    n = np.array([(cost(flat + e) - cost(flat - e)) / 2 / epsilon for e in epsilon * np.eye(flat.size)])
    g = np.hstack([np.ravel(grad) for grad in grads])
    return np.sqrt(((g - n) ** 2).sum()) / (np.sqrt((g**2).sum()) + np.sqrt((n**2).sum()))


RIGHT: dict[str, list[Callable[..., Any]]] = {
    FORWARD: [
        forward,
        forward_loops,
        forward_by_masks,
        forward_with_a_column_of_ones,
        forward_by_network,
        forward_transposed_twice,
        lambda x, *params: forward(x.astype("float32"), *(value.astype("float32") for value in params)),
    ],
    BACKWARD: [
        backward,
        backward_one_sample_at_a_time,
        backward_by_network,
        backward_einsum,
        lambda x, y, *params: measured(x, y, params, 1e-6),
    ],
    CHECK: [gradient_check, check_by_copies, check_in_place, check_one_vector],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in RIGHT[i]])
def test_every_right_way_to_write_it_passes(exercise, answer):
    assert_right(exercise, answer)


def check_that_forgets_to_put_back(x, y, params, grads, epsilon):
    slopes = []
    for values in params:
        for place in np.ndindex(values.shape):
            values[place] += epsilon
            above = mean_squared_error(x, y, *params)
            values[place] -= 2 * epsilon
            slopes.append((above - mean_squared_error(x, y, *params)) / (2 * epsilon))
    g = np.concatenate([np.ravel(grad) for grad in grads])
    return np.linalg.norm(g - slopes) / (np.linalg.norm(g) + np.linalg.norm(slopes))


WRONG: dict[str, list[Callable[..., Any]]] = {
    FORWARD: [
        lambda x, w1, b1, w2, b2: forward(x, w1, b1, w2, b2)[1],
        lambda x, w1, b1, w2, b2: forward(x, w1, b1, w2, 0 * b2),
        lambda x, w1, b1, w2, b2: forward(x, w1, -b1, w2, -b2),
        lambda x, w1, b1, w2, b2: (np.abs(x @ w1 + b1), np.abs(x @ w1 + b1) @ w2 + b2),
        lambda x, w1, b1, w2, b2: (x @ w1 + b1, forward(x, w1, b1, w2, b2)[1]),
    ],
    BACKWARD: [
        lambda x, y, w1, b1, w2, b2: backward(x, y, w1, b1, w2, b2)[::-1],
        lambda x, y, w1, b1, w2, b2: backward(x, y, w1, b1, w2, b2)[2:],
        lambda x, y, w1, b1, w2, b2: (0 * w1, 0 * b1, *backward(x, y, w1, b1, w2, b2)[2:]),
        lambda x, y, w1, b1, w2, b2: tuple(
            p - 0.1 * g for p, g in zip((w1, b1, w2, b2), backward(x, y, w1, b1, w2, b2), strict=True)
        ),
        lambda x, y, w1, b1, w2, b2: backward(x, np.sign(y), w1, b1, w2, b2),
    ],
    CHECK: [
        lambda x, y, params, grads, epsilon: 0.0,
        lambda x, y, params, grads, epsilon: gradient_check(x, y, params, grads, epsilon) < 1e-6,
        lambda x, y, params, grads, epsilon: gradient_check(x, y, params, grads, epsilon) ** 2,
        lambda x, y, params, grads, epsilon: 2 * gradient_check(x, y, params, grads, epsilon),
        lambda x, y, params, grads, epsilon: check_by_copies(x, y, params, backward(x, y, *params), epsilon),
        check_that_forgets_to_put_back,
    ],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in WRONG[i]])
def test_no_wrong_answer_passes(exercise, answer):
    assert_wrong(exercise, answer)


@pytest.mark.parametrize("exercise", IDS)
def test_each_misconception_is_recognised_and_confused_with_no_other(exercise):
    assert_misconceptions_distinct(exercise)


def learner_activates_too_early(x, w1, b1, w2, b2):
    hidden = np.maximum(x @ w1, 0) + b1
    return hidden, hidden @ w2 + b2


def learner_forgets_relu_on_the_way_back(x, y, w1, b1, w2, b2):
    hidden, output = forward(x, w1, b1, w2, b2)
    d_output = 2 * (output - y) / len(x)
    d_hidden = d_output @ w2.T
    return x.T @ d_hidden, d_hidden.sum(axis=0), hidden.T @ d_output, d_output.sum(axis=0)


def learner_averages_the_biases(x, y, w1, b1, w2, b2):
    hidden, output = forward(x, w1, b1, w2, b2)
    d_output = 2 * (output - y) / len(x)
    d_sum = d_output @ w2.T * (hidden > 0)
    return x.T @ d_sum, d_sum.mean(axis=0), hidden.T @ d_output, d_output.mean(axis=0)


def learner_divides_by_epsilon(x, y, params, grads, epsilon):
    n = 2 * np.concatenate([np.ravel(slope) for slope in measured(x, y, params, epsilon)])
    g = np.concatenate([np.ravel(grad) for grad in grads])
    return np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))


@pytest.mark.parametrize(
    ("exercise", "name", "answer"),
    [
        (FORWARD, "relu_before_bias", learner_activates_too_early),
        (BACKWARD, "no_gate", learner_forgets_relu_on_the_way_back),
        (BACKWARD, "mean_bias", learner_averages_the_biases),
        (CHECK, "half_width", learner_divides_by_epsilon),
    ],
)
def test_mistakes_as_learners_write_them_are_recognised(exercise, name, answer):
    assert_recognised(exercise, name, answer)


def test_the_forward_pass_is_that_of_scikit_learn():
    rng = np.random.default_rng(0)
    x, y = rng.normal(0, 1, (30, 3)), rng.normal(0, 1, 30)
    model = MLPRegressor(
        hidden_layer_sizes=(5,), activation="relu", solver="lbfgs", max_iter=2000, tol=1e-3, random_state=0
    ).fit(x, y)
    (w1, w2), (b1, b2) = model.coefs_, model.intercepts_
    assert forward(x, w1, b1, w2, b2)[1].ravel() == pytest.approx(model.predict(x))


def test_the_chain_of_the_lesson_gives_the_numbers_of_its_table():
    x, y, zero = np.array([[2.0]]), np.array([[4.0]]), np.zeros(1)
    d_w1, _, d_w2, _ = backward(x, y, np.array([[1.5]]), zero, np.array([[0.5]]), zero)
    assert (d_w1.item(), d_w2.item()) == (-5, -15)


def test_the_network_made_by_hand_computes_xor():
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    _, output = forward(x, np.ones((2, 2)), np.array([0.0, -1.0]), np.array([[1.0], [-2.0]]), np.zeros(1))
    assert output.ravel().tolist() == [0, 1, 1, 0]


def test_who_leaves_a_weight_pushed_is_told_which_argument_was_changed():
    verdict = check_answer(find(CHECK), check_that_forgets_to_put_back)
    assert verdict.status is not Status.PASS
    assert "params" in verdict.text("es") and "params" in verdict.text("en")


@pytest.mark.parametrize("exercise", (*IDS, "02.count_parameters", "02.iterations", "02.xor"))
def test_every_sentence_exists_in_both_languages_and_the_two_differ(exercise):
    spec = find(exercise)
    assert len(spec.hints) >= 2 and len(spec.misconceptions) >= 3
    for text in (spec.title, *spec.hints, *(m.message for m in spec.misconceptions)):
        assert text.es.strip() and text.en.strip() and text.es != text.en

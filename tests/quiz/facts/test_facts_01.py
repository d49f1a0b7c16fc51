"""The keys of module 01, computed with NumPy and scikit-learn, and by running the programs."""

from __future__ import annotations

import contextlib
import io
import re
from itertools import permutations

import numpy as np
import pytest
from scipy import stats
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler, minmax_scale

from curso.quiz.library import load_question
from curso.quiz.variants import settle

POINTS = np.array([1.0, 2.0, 3.0, 4.0]), np.array([3.0, 5.0, 7.0, 9.0])  # the four points of the lesson


def key(question: str) -> set[str]:
    return set(load_question(question).key)


def numbers(text: str) -> list[float]:
    return [float(each.replace("−", "-")) for each in re.findall(r"(?<![\w₀₁])[−-]?\d+(?:\.\d+)?", text)]


def cost(theta0, theta1, x, y):
    return np.mean((theta0 + theta1 * x - y) ** 2) / 2


def slopes(theta0, theta1, x, y, push=1e-4):
    """Both derivatives of the cost, measured and not derived."""
    return (
        (cost(theta0 + push, theta1, x, y) - cost(theta0 - push, theta1, x, y)) / (2 * push),
        (cost(theta0, theta1 + push, x, y) - cost(theta0, theta1 - push, x, y)) / (2 * push),
    )


def descended(rate, steps, start=(0.0, 0.0)):
    theta = np.array(start)
    costs = []
    for _ in range(steps):
        theta = theta - rate * np.array(slopes(*theta, *POINTS))
        costs.append(cost(*theta, *POINTS))
    return costs


def test_the_longer_column_rules_a_distance():
    age, income = 90 - 18, 90_000 - 10_000
    share = age**2 / (age**2 + income**2)
    assert share < 1e-5
    assert key("01.q04") == {"c"}


def test_exploring_also_falls_upon_the_best():
    chance = np.random.default_rng(0)
    explore, any_of_four = chance.uniform(size=400_000) < 0.2, chance.integers(4, size=400_000)
    share = np.mean(np.where(explore, any_of_four == 0, True))
    assert load_question("01.q05").answer == pytest.approx(share, abs=0.003)


def test_a_hypothesis_predicts():
    asked = load_question("01.q06")
    intercept, slope = (int(number) for number in re.search(r"h\(x\) = (\d+) \+ (\d+)x", asked.question.es).groups())
    assert asked.answer == intercept + slope * 500 / 100
    assert asked.slips[0].value == intercept + slope * 500


def test_errors_with_their_sign_cancel():
    prices = np.array([40.0, 55.0, 100.0])
    errors = prices.mean() - prices
    assert errors.sum() == pytest.approx(0) and np.abs(errors).min() > 5
    assert (200 - prices).sum() > 0
    assert key("01.q07") == {"d"}


def test_the_cost_of_a_line():
    asked = load_question("01.q08")
    errors = 1 + 2 * np.array([1.0, 2.0]) - np.array([5.0, 6.0])
    assert asked.answer == cost(1, 2, np.array([1.0, 2.0]), np.array([5.0, 6.0]))
    assert [slip.value for slip in asked.slips] == [np.mean(errors**2), np.sum(errors**2), np.sum(errors) ** 2 / 4]


def test_keras_mse_is_twice_the_cost():
    keras = pytest.importorskip("keras")
    x, y = POINTS
    mse = [float(keras.losses.MeanSquaredError()(y, a + b * x)) for a, b in ((0, 0), (1, 1), (2, 3))]
    twice = [2 * cost(a, b, x, y) for a, b in ((0, 0), (1, 1), (2, 3))]
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, kernel_initializer="zeros")])
    model.compile(keras.optimizers.SGD(0.05), "mse")
    model.fit(x[:, None], y, batch_size=4, verbose=0)
    half_the_rate = np.ravel(model.get_weights()[1]), np.ravel(model.get_weights()[0])
    step = -0.1 * np.array(slopes(0, 0, x, y))
    true = {
        "a": np.argmin(mse) == np.argmin(twice),
        "b": np.allclose(mse, twice) and mse[0] == 41,
        "c": np.allclose(np.ravel(half_the_rate), step, atol=1e-5),
        "d": cost(0, 0, np.tile(x, 5), np.tile(y, 5)) > cost(0, 0, x, y) + 1e-9,
    }
    assert {option for option, holds in true.items() if holds} == key("01.q10")


def test_a_step_goes_against_the_slope():
    asked = load_question("01.q12")
    theta, slope, rate = numbers(asked.question.es.replace("θ₀ =", "").replace("∂J/∂θ₀ =", ""))[:3]
    assert asked.answer == pytest.approx(theta - rate * slope)
    assert asked.slips[0].value == pytest.approx(theta + rate * slope)
    assert key("01.q11") == {"d"}
    assert cost(2 - 0.01, 3, *POINTS) < cost(2, 3, *POINTS) and slopes(2, 3, *POINTS)[0] > 0


def test_moving_one_parameter_first_is_another_step():
    at_once = -0.1 * np.array(slopes(0, 0, *POINTS))
    one_first = at_once[0], -0.1 * slopes(at_once[0], 0, *POINTS)[1]
    np.testing.assert_allclose(at_once, (0.6, 1.75))
    np.testing.assert_allclose(one_first, (0.6, 1.6))
    theta = [0.0, 0.0]
    for _ in range(500):  # it arrives all the same
        theta[0] -= 0.1 * slopes(*theta, *POINTS)[0]
        theta[1] -= 0.1 * slopes(*theta, *POINTS)[1]
    np.testing.assert_allclose(theta, (1, 2), atol=1e-3)
    assert key("01.q13") == {"c"}


def test_a_growing_cost_asks_for_a_smaller_rate():
    growing = np.diff(descended(0.3, 5)) > 0
    assert growing.all()
    cured = {
        "a": (np.diff(descended(0.1, 5)) < 0).all(),
        "b": descended(0.3, 50)[-1] < descended(0.3, 5)[-1],
        "c": (np.diff(descended(0.6, 5)) < 0).all(),
        "d": (np.diff(descended(0.3, 5, start=(-3.0, 4.0))) < 0).all(),
    }
    assert {option for option, holds in cured.items() if holds} == key("01.q14")


def test_min_max_scaling():
    asked = load_question("01.q15")
    column = np.array([20.0, 30.0, 50.0, 60.0])
    assert asked.answer == minmax_scale(column)[1]
    low, high = column.min(), column.max()
    wrong = [(30 - low) / (30 - high), 30 / high, (30 - low) / high]
    assert [slip.value for slip in asked.slips] == pytest.approx(wrong, abs=1e-4)


def test_what_standardising_changes():
    chance = np.random.default_rng(0)
    area = chance.lognormal(5, 0.6, (200, 1))
    price = 3 * area[:, 0] + chance.normal(0, 20, 200)
    scaler = StandardScaler().fit(area)
    scaled = scaler.transform(area)
    plain, moved = LinearRegression().fit(area, price), LinearRegression().fit(scaled, price)
    true = {
        "a": area.argmax() == scaled.argmax(),
        "b": abs(stats.skew(scaled[:, 0])) < 0.1,
        "c": not np.allclose(scaler.transform(area[:20]), StandardScaler().fit_transform(area[:20])),
        "d": not np.allclose(plain.predict(area), moved.predict(scaled)),
    }
    assert stats.skew(scaled[:, 0]) == pytest.approx(stats.skew(area[:, 0]))
    assert {option for option, holds in true.items() if holds} == key("01.q16")


def test_of_all_orders_only_those_in_the_key_take_the_step():
    asked = load_question("01.q17")
    lines = {line.id: line.text.en for line in asked.lines}
    right = {"".join(order) for order in permutations(lines) if ends_at(lines, order) == "0.6 1.75"}
    assert right == set(asked.key)
    assert [ends_at(lines, slip.order) for slip in asked.slips] == ["0.6 1.6", "0.1625 1.75"]


def ends_at(lines: dict[str, str], order) -> str:
    """What the program prints, rounded; nothing where a name is missing."""
    names = {
        "alpha": 0.1,
        "slope0": lambda a, b: slopes(a, b, *POINTS)[0],
        "slope1": lambda a, b: slopes(a, b, *POINTS)[1],
    }
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            for each in order:
                exec(lines[each], names)
    except NameError:
        return ""
    return " ".join(f"{round(float(number), 4):g}" for number in out.getvalue().split())


def test_the_program_prints_what_the_key_says():
    asked = load_question("01.q18")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(asked.code, {})
    assert out.getvalue().strip() == asked.answer
    assert not {float(slip.value) for slip in asked.slips} & {float(asked.answer)}
    assert asked.slips[0].value == str(8.0 - 3 * 0.25 * 2 * 8.0)
    assert asked.slips[2].value == str(8.0 * 1.5**3)


@pytest.mark.parametrize("seed", range(40))
def test_one_step_of_gradient_descent(seed):
    settled = settle(load_question("01.q19"), seed)
    x1, y1, x2, y2, theta0, theta1, rate, *_ = numbers(settled.question.es)
    x, y = np.array([x1, x2]), np.array([y1, y2])
    assert settled.answer == pytest.approx(theta1 - rate * slopes(theta0, theta1, x, y)[1], abs=1e-6)

    # and nobody's slip can be taken for the answer or for another slip
    values = [settled.answer, *(slip.value for slip in settled.slips)]
    assert len(settled.slips) == 5
    assert min(abs(a - b) for nth, a in enumerate(values) for b in values[:nth]) > 2 * settled.tolerance
    first = theta0 - rate * slopes(theta0, theta1, x, y)[0]
    assert values[-1] == pytest.approx(theta1 - rate * slopes(first, theta1, x, y)[1], abs=1e-5)

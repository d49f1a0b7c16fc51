"""The spec of `05.capacity`: right answers pass however they are written, wrong ones do not, mistakes have names."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_05.capacity import capacity
from curso.exercises.spec import find, hidden_cases, public_cases

EXERCISE = "05.capacity"


def with_polynomial(train, val, test, degrees):
    fits = [np.polynomial.Polynomial.fit(*train, deg=degree) for degree in degrees]
    errors = [np.mean((fit(val[0]) - val[1]) ** 2) for fit in fits]
    best = int(np.argmin(errors))
    return [degrees[best], np.mean((fits[best](test[0]) - test[1]) ** 2)]


def with_scikit_learn(train, val, test, degrees):
    found = {}
    for degree in degrees:
        model = make_pipeline(PolynomialFeatures(degree), LinearRegression()).fit(train[0][:, None], train[1])
        scores = [mean_squared_error(y, model.predict(x[:, None])) for x, y in (val, test)]
        found[scores[0]] = np.array([degree, scores[1]])
    return found[min(found)]


def with_a_loop(train, val, test, degrees):
    least = None
    for degree in degrees:
        columns = [np.vander(x, degree + 1) for x, _ in (train, val, test)]
        weights = np.linalg.lstsq(columns[0], train[1], rcond=None)[0]
        error, measured = (((c @ weights - y) ** 2).mean() for c, (_, y) in zip(columns[1:], (val, test), strict=True))
        if least is None or error < least:
            least, answer = error, (float(degree), measured)
    return answer


@pytest.mark.parametrize("answer", [capacity, with_polynomial, with_scikit_learn, with_a_loop])
def test_right_answers_pass(answer):
    assert_right(EXERCISE, answer)


def refitted(train, val, test, degrees):
    """Measured after a fit to training and validation together: not what is asked for."""
    best = capacity(train, val, test, degrees)[0]
    both = [np.concatenate(parts) for parts in zip(train, val, strict=True)]
    return best, np.mean((np.polyval(np.polyfit(*both, best), test[0]) - test[1]) ** 2)


@pytest.mark.parametrize(
    "answer",
    [
        refitted,
        *(lambda train, val, test, degrees, d=d: (d, capacity(train, val, test, [d])[1]) for d in (2, 3, 11)),
        lambda train, val, test, degrees: capacity(val, train, test, degrees),
        lambda train, val, test, degrees: capacity(train, val, test, degrees)[0],
        lambda train, val, test, degrees: ("3", "0.2"),
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong(EXERCISE, answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct(EXERCISE)


def test_choosing_with_the_test_is_recognised_in_real_code():
    assert_recognised(
        EXERCISE, "by_test", lambda train, val, test, degrees: with_polynomial(train, test, test, degrees)
    )


def test_no_single_degree_is_right_for_all_curves():
    spec = find(EXERCISE)
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        assert len({capacity(*case.args)[0] for case in cases}) >= 2

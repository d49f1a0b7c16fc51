"""Many steps of gradient descent at once end where one after the other does."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curso.models import least_squares
from curso.models.least_squares import FromGram, descend


def problem(seed, d, more):
    random = np.random.default_rng(seed)
    X = random.standard_normal((d + more, d)) * 10 ** random.uniform(-2, 2, d)
    return X, X @ random.standard_normal(d) + random.standard_normal(d + more)


@given(
    seed=st.integers(0, 10_000),
    d=st.integers(1, 70),  # the more parameters, the fewer steps at once; from 65 on one at a time
    more=st.integers(1, 40),
    rate=st.sampled_from([0.01, 0.5, 1.0, 1.9, 1.999, 2.001, 3.0, 1e3, 1e9]),  # times 1/L: from 2 on it diverges
    max_iter=st.sampled_from([1, 2, 255, 256, 257, 3000]),
    tol=st.sampled_from([0.0, 1e-10, 1e-4, 1e9]),
)
@example(seed=0, d=2, more=10, rate=1.0, max_iter=3000, tol=1e-4)
@example(seed=0, d=2, more=10, rate=2.001, max_iter=3000, tol=0.0)
@example(seed=0, d=2, more=10, rate=1e9, max_iter=3000, tol=0.0)
def test_strides_end_where_single_steps_do(seed, d, more, rate, max_iter, tol):
    X, y = problem(seed, d, more)
    gram = FromGram(X, y, len(y))
    alpha = rate / gram.largest_curvature()
    small = tol * np.sqrt((X**2).mean(axis=0) * (y @ y) / len(y))
    single = descend(gram, np.zeros(d), alpha, max_iter, small)
    strides = gram.descend(np.zeros(d), alpha, max_iter, small)
    if tol:  # with 0 it goes on until rounding decides
        assert (strides.converged, strides.diverged) == (single.converged, single.diverged)
        assert abs(len(strides.thetas) - len(single.thetas)) <= 1
    assert len(strides.costs) == len(strides.thetas) <= max_iter + 1
    both = min(len(strides.thetas), len(single.thetas))
    np.testing.assert_allclose(
        strides.thetas[:both], single.thetas[:both], rtol=0, atol=1e-9 * np.abs(single.thetas[:both]).max() + 1e-300
    )


def test_with_few_parameters_the_gradient_is_not_found_once_a_step(monkeypatch):
    X, y = problem(1, 2, 50)
    gram = FromGram(X, y, len(y))
    monkeypatch.setattr(least_squares, "descend", None)  # which would find it once a step
    way = gram.descend(np.zeros(2), 1e-3 / gram.largest_curvature(), 10_000, np.zeros(2))
    assert len(way.thetas) == 10_001


@pytest.mark.parametrize(
    ("d", "rate", "diverges"), [(65, 1.0, False), (2, 1e9, True)], ids=["many parameters", "powers overflow"]
)
def test_where_strides_do_not_pay_single_steps_are_taken(d, rate, diverges):
    X, y = problem(2, d, 10)
    gram = FromGram(X, y, len(y))
    alpha = rate / gram.largest_curvature()
    assert gram._powers(alpha) is None
    assert gram.descend(np.zeros(d), alpha, 10, np.zeros(d)).diverged == diverges

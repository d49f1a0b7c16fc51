"""LinearRegressionGD against the normal equations, scikit-learn, and numbers worked out by hand."""

import subprocess
import sys
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LinearRegression
from sklearn.utils.estimator_checks import parametrize_with_checks

from curso.models import DivergenceWarning, LinearRegressionGD
from curso.models.faults import WrongInput
from curso.text import set_language

FOUR = np.array([[1.0], [2.0], [3.0], [4.0]])
ODD = np.array([3.0, 5.0, 7.0, 9.0])  # 2x + 1


def well_conditioned(seed, m=200, d=4):
    random = np.random.default_rng(seed)
    X = random.standard_normal((m, d))
    return X, X @ random.uniform(-5, 5, d) + random.uniform(-5, 5) + random.standard_normal(m)


def quiet_fit(model, *data, **more):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(*data, **more)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@parametrize_with_checks(
    [
        LinearRegressionGD(),
        LinearRegressionGD(scale=True),
        LinearRegressionGD(method="plain"),
        LinearRegressionGD(fit_intercept=False),
        LinearRegressionGD(learning_rate=0.1, scale=True),
    ]
)
def test_scikit_learn_accepts_it_as_an_estimator(estimator, check):
    check(estimator)


@pytest.mark.parametrize("method", ["plain", "gram"])
@pytest.mark.parametrize("scale", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_it_agrees_with_the_normal_equations_to_1e_8(method, scale, seed):
    X, y = well_conditioned(seed)
    ones = np.column_stack([np.ones(len(X)), X])
    theta = np.linalg.solve(ones.T @ ones, ones.T @ y)
    model = LinearRegressionGD(method=method, scale=scale).fit(X, y)
    assert model.converged_ and not model.diverged_
    np.testing.assert_allclose([model.intercept_, *model.coef_], theta, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("method", ["plain", "gram"])
def test_without_intercept_it_agrees_with_scikit_learn(method):
    X, y = well_conditioned(7)
    for scale in (False, True):
        model = LinearRegressionGD(method=method, fit_intercept=False, scale=scale).fit(X, y)
        np.testing.assert_allclose(model.coef_, LinearRegression(fit_intercept=False).fit(X, y).coef_, atol=1e-8)
        assert model.intercept_ == 0.0


def test_weights_count_like_repeated_examples():
    X, y = well_conditioned(3, m=30)
    weight = np.random.default_rng(0).integers(0, 4, 30)
    judge = LinearRegression().fit(X, y, sample_weight=weight)
    for scale in (False, True):
        model = LinearRegressionGD(scale=scale).fit(X, y, sample_weight=weight)
        again = LinearRegressionGD(scale=scale).fit(np.repeat(X, weight, axis=0), np.repeat(y, weight))
        np.testing.assert_allclose(model.coef_, judge.coef_, atol=1e-8)
        np.testing.assert_allclose(model.history_, again.history_, rtol=1e-10)


@pytest.mark.parametrize("method", ["plain", "gram"])
def test_the_first_step_is_the_simultaneous_one_worked_out_by_hand(method):
    model = quiet_fit(LinearRegressionGD(0.1, max_iter=1, method=method), FOUR, ODD)
    np.testing.assert_allclose(model.theta_history_, [[0, 0], [0.6, 1.75]], rtol=1e-13)
    assert model.history_[0] == pytest.approx(20.5)  # 1/(2·4) (9 + 25 + 49 + 81)


@pytest.mark.parametrize("method", ["plain", "gram"])
@pytest.mark.parametrize(("rate", "theta"), [(0.1, (0.986, 2.005)), (0.2, (0.999, 2.000))])
def test_two_hundred_steps_end_where_the_textbook_loop_ends(method, rate, theta):
    model = quiet_fit(LinearRegressionGD(rate, max_iter=200, method=method), FOUR, ODD)
    assert (model.intercept_, model.coef_[0]) == pytest.approx(theta, abs=5e-4)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    m=st.integers(2, 60),
    d=st.integers(1, 6),
    offset=st.floats(-20, 20),
    noise=st.sampled_from([0.0, 1e-8, 1e-3, 1.0]),
    fraction=st.floats(0.05, 1.3),
    scale=st.booleans(),
)
def test_both_methods_take_the_same_way_to_rounding(seed, m, d, offset, noise, fraction, scale):
    random = np.random.default_rng(seed)
    X = random.standard_normal((m, d)) + offset
    y = X @ random.standard_normal(d) + 3 + noise * random.standard_normal(m)
    rate = fraction * 2 * quiet_fit(LinearRegressionGD(scale=scale, max_iter=1), X, y).learning_rate_
    ways = [
        quiet_fit(LinearRegressionGD(rate, tol=0, max_iter=50, scale=scale, method=method), X, y)
        for method in ("plain", "gram")
    ]
    steps = min(way.n_iter_ for way in ways) + 1
    plain, gram = (way.theta_history_[:steps] for way in ways)
    np.testing.assert_allclose(gram, plain, rtol=1e-9, atol=1e-9 * max(1.0, np.abs(plain).max()))
    plain, gram = (way.history_[:steps] for way in ways)
    np.testing.assert_allclose(gram, plain, rtol=1e-6, atol=1e-12 * np.abs(plain).max() * (1 + offset**2))


def test_the_cost_keeps_its_digits_when_it_is_tiny_beside_y():
    random = np.random.default_rng(0)
    X = random.standard_normal((500, 3))
    y = 1e6 + X @ (1.0, 2.0, 3.0) + 1e-3 * random.standard_normal(500)
    plain, gram = (LinearRegressionGD(method=method, tol=1e-13).fit(X, y) for method in ("plain", "gram"))
    exact = [np.mean((theta[0] + X @ theta[1:] - y) ** 2) / 2 for theta in gram.theta_history_]
    np.testing.assert_allclose(gram.history_, exact, rtol=1e-6)
    assert gram.history_[-1] == pytest.approx(plain.history_[-1], rel=1e-6)
    assert gram.history_[-1] < 1e-6


def test_with_auto_the_cost_never_rises():
    X, y = well_conditioned(5)
    history = LinearRegressionGD(tol=1e-6).fit(X, y).history_
    assert (np.diff(history) <= 0).all()


def test_auto_is_one_over_the_largest_eigenvalue():
    X, y = well_conditioned(1)
    ones = np.column_stack([np.ones(len(X)), X])
    expected = 1 / np.linalg.eigvalsh(ones.T @ ones / len(X)).max()
    for method in ("plain", "gram"):
        assert LinearRegressionGD(method=method).fit(X, y).learning_rate_ == pytest.approx(expected)


def test_the_method_follows_the_size():
    X, y = well_conditioned(0, m=50, d=3)
    assert LinearRegressionGD().fit(X, y).method_ == "gram"
    wide = quiet_fit(LinearRegressionGD(max_iter=20), np.random.default_rng(0).standard_normal((5, 40)), y[:5])
    assert wide.method_ == "plain"


def test_scaling_makes_badly_scaled_features_converge_and_reports_original_units():
    random = np.random.default_rng(2)
    X = np.column_stack([random.uniform(50, 300, 100), random.integers(1, 6, 100)])
    y = 400 * X[:, 0] + 9000 * X[:, 1] + 20_000 + random.normal(0, 5000, 100)
    judge = LinearRegression().fit(X, y)
    model = LinearRegressionGD(scale=True).fit(X, y)
    np.testing.assert_allclose([model.intercept_, *model.coef_], [judge.intercept_, *judge.coef_], rtol=1e-8)
    with pytest.warns(ConvergenceWarning, match="scale=True"):
        LinearRegressionGD(max_iter=200).fit(X, y)
    last = model.theta_history_[-1]
    assert np.mean((last[0] + X @ last[1:] - y) ** 2) / 2 == pytest.approx(model.history_[-1])


@pytest.mark.parametrize("scale", [False, True])
def test_it_starts_where_it_is_told(scale):
    model = quiet_fit(LinearRegressionGD(start=[5.0, -1.0], scale=scale, max_iter=3), FOUR, ODD)
    np.testing.assert_allclose(model.theta_history_[0], [5, -1], atol=1e-12)
    assert model.history_[0] == pytest.approx(np.mean((5 - FOUR[:, 0] - ODD) ** 2) / 2)


def test_started_at_the_minimum_it_takes_no_step():
    model = LinearRegressionGD(start=[1.0, 2.0]).fit(FOUR, ODD)
    assert (model.n_iter_, model.converged_) == (0, True)


@pytest.mark.parametrize(("language", "word"), [("es", "diverge: con"), ("en", "diverges: with")])
@pytest.mark.parametrize("method", ["plain", "gram"])
def test_divergence_is_said_with_the_limit_and_stops_long_before_overflow(method, language, word):
    set_language(language)
    with pytest.warns(DivergenceWarning, match=rf"{word} .*0\.24.*scale=True"):
        model = LinearRegressionGD(0.3, method=method).fit(FOUR, ODD)
    assert model.diverged_ and not model.converged_
    assert np.isfinite(model.coef_).all() and model.n_iter_ < 100
    assert model.history_[-1] > model.history_[0]


@pytest.mark.parametrize("method", ["plain", "gram"])
def test_with_too_few_steps_to_see_it_diverge_it_is_still_the_rate_that_is_to_change(method):
    with pytest.warns(DivergenceWarning, match=r"below 0\.24") as said:
        model = LinearRegressionGD(0.3, max_iter=8, method=method).fit(FOUR, ODD)
    assert len(said) == 1 and "max_iter" not in str(said[0].message)
    assert (model.n_iter_, model.diverged_, model.converged_) == (8, False, False)
    assert LinearRegressionGD(0.3, max_iter=8, start=[1.0, 2.0], method=method).fit(FOUR, ODD).converged_


@pytest.mark.parametrize("method", ["plain", "gram"])
def test_an_absurd_learning_rate_leaves_finite_parameters(method):
    with pytest.warns(DivergenceWarning):
        model = LinearRegressionGD(1e300, method=method).fit(FOUR, ODD)
    assert model.diverged_ and np.isfinite(model.predict(FOUR)).all() and np.isfinite(model.history_).all()


def test_running_out_of_steps_is_said_in_the_language_spoken():
    set_language("es")
    with pytest.warns(ConvergenceWarning, match="no ha llegado al mínimo en 5 pasos"):
        LinearRegressionGD(0.01, max_iter=5).fit(FOUR, ODD)


@pytest.mark.parametrize("target", [np.zeros(4), np.full(4, 3.0)])
def test_constant_targets_are_no_problem(target):
    model = LinearRegressionGD().fit(FOUR, target)
    np.testing.assert_allclose(model.predict(FOUR), target, atol=1e-8)


def test_a_constant_feature_is_no_problem_when_scaling():
    X = np.column_stack([FOUR[:, 0], np.full(4, 7.0)])
    np.testing.assert_allclose(LinearRegressionGD(scale=True).fit(X, ODD).predict(X), ODD, atol=1e-8)


@pytest.mark.parametrize(
    "wrong",
    [
        {"learning_rate": 0},
        {"learning_rate": -1.0},
        {"learning_rate": "fast"},
        {"learning_rate": float("nan")},
        {"max_iter": 0},
        {"max_iter": 2.5},
        {"tol": -1},
        {"method": "exact"},
        {"start": [1.0]},
        {"start": [1.0, float("nan")]},
    ],
)
def test_a_parameter_out_of_range_is_named_in_the_error(wrong):
    with pytest.raises(WrongInput, match=next(iter(wrong))) as error:
        LinearRegressionGD(**wrong).fit(FOUR, ODD)
    assert error.value.sentence.es != error.value.sentence.en


def test_importing_curso_or_the_package_of_models_does_not_import_scikit_learn():
    code = "import sys, curso, curso.models, curso.explore, curso.data; print([m for m in sys.modules if m in {!r}])"
    heavy = ("sklearn", "matplotlib", "pandas", "ipywidgets")
    done = subprocess.run(
        [sys.executable, "-c", code.format(heavy)], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"

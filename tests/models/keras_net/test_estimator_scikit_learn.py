"""KerasNet is an estimator: scikit-learn's own suite of checks, pipelines, grids, clones and pickles."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from curso.models import KerasNetClassifier, KerasNetRegressor

keras = pytest.importorskip("keras")

ROUNDING = "networks compute with 32-bit floats, whose last digit depends on where in a batch a row stands"
STEPS = "a weight of 0 is not the same as leaving a row out: mini-batches are cut by number of rows"
EXPECTED = {
    "check_methods_sample_order_invariance": ROUNDING,
    "check_methods_subset_invariance": ROUNDING,
    "check_sample_weight_equivalence_on_dense_data": STEPS,
}
# All rows in one batch: most of the time of so short a training goes into tracing, and a loop would be traced as well.
FEW = {"hidden": 8, "optimizer": "sgd", "learning_rate": 0.2, "epochs": 12, "batch_size": 400, "how": "graph"}
LARGE_STEPS = FEW | {"learning_rate": 2.0}


@parametrize_with_checks(
    [KerasNetClassifier(**LARGE_STEPS), KerasNetRegressor(**FEW)], expected_failed_checks=lambda estimator: EXPECTED
)
def test_scikit_learn_accepts_it_as_an_estimator(estimator, check):
    check(estimator)


def blobs(rows=90):
    random = np.random.default_rng(0)
    X = random.standard_normal((rows, 3))
    return X, np.array(["left", "right"])[(X[:, 0] > 0).astype(int)]


@pytest.fixture(scope="module")
def fitted():
    X, y = blobs()
    return KerasNetClassifier(**LARGE_STEPS).fit(X, y)


def test_a_row_s_prediction_depends_on_no_other_row_beyond_rounding(fitted):
    X, _ = blobs()
    one_by_one = np.vstack([fitted.predict_proba(X[i : i + 1]) for i in range(30)])
    np.testing.assert_allclose(fitted.predict_proba(X)[:30], one_by_one, atol=1e-6)


def test_many_rows_are_predicted_like_few(fitted):
    X = np.tile(blobs()[0], (30, 1))
    np.testing.assert_allclose(fitted.predict_proba(X)[-90:], fitted.predict_proba(X[-90:]), atol=1e-6)


def test_a_pickle_predicts_the_same_and_goes_on_training(fitted):
    X, _ = blobs()
    again = pickle.loads(pickle.dumps(fitted))
    np.testing.assert_array_equal(again.predict_proba(X), fitted.predict_proba(X))
    assert again.history_.equals(fitted.history_)
    assert int(again.model_.optimizer.iterations) == int(fitted.model_.optimizer.iterations) > 0


def test_it_is_searched_over_in_a_pipeline_with_its_parameters():
    X, y = blobs()
    pipeline = make_pipeline(StandardScaler(), KerasNetClassifier(**FEW))
    grid = GridSearchCV(pipeline, {"kerasnetclassifier__learning_rate": [1e-6, 2.0]}, cv=2).fit(X, y)
    assert grid.best_params_ == {"kerasnetclassifier__learning_rate": 2.0}
    assert grid.score(X, y) > 0.85


def test_a_clone_has_its_optimizer_and_model_but_none_of_what_was_learnt(fitted):
    net = clone(KerasNetClassifier(**FEW).set_params(optimizer=keras.optimizers.SGD(0.25, momentum=0.5)))
    assert net.optimizer.momentum == 0.5
    assert float(net.optimizer.learning_rate) == 0.25
    copy = clone(KerasNetRegressor(model=fitted.model_))
    np.testing.assert_array_equal(copy.model.get_weights()[0], fitted.model_.get_weights()[0])
    assert not hasattr(clone(fitted), "model_")


def test_the_same_seed_gives_the_same_network_and_another_seed_another():
    X, y = blobs()
    first, same, other = (KerasNetClassifier(**FEW, dropout=0.3, seed=seed).fit(X, y) for seed in (1, 1, 2))
    np.testing.assert_allclose(first.predict_proba(X), same.predict_proba(X), atol=1e-6)
    assert np.abs(first.predict_proba(X) - other.predict_proba(X)).max() > 1e-3

"""The neuron's estimators against scikit-learn: its own suite of checks, and logistic regression."""

import warnings

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from curso.models import DivergenceWarning, NeuronClassifier, NeuronRegressor
from curso.models.activations import ACTIVATIONS, sigmoid
from curso.text import set_language


@pytest.mark.filterwarnings("ignore::curso.models.linear_regression.DivergenceWarning")
@parametrize_with_checks(
    [
        NeuronClassifier(),
        NeuronClassifier(batch_size=16, epochs=50),
        NeuronClassifier(learning_rate=0.1, epochs=200),
        NeuronRegressor(),
        NeuronRegressor(batch_size=16, epochs=50),
        NeuronRegressor("relu", epochs=200),
        NeuronRegressor("tanh", epochs=200),
    ]
)
def test_scikit_learn_accepts_them_as_estimators(estimator, check):
    check(estimator)


def test_the_classifier_agrees_with_logistic_regression_without_penalty():
    random = np.random.default_rng(0)
    X = random.standard_normal((200, 4))
    y = random.uniform(size=200) < sigmoid(X @ [1.0, -2.0, 0.5, 0.0] + 0.5)
    judge = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(X, y)
    model = NeuronClassifier(epochs=3000).fit(X, y)
    np.testing.assert_allclose(model.predict_proba(X), judge.predict_proba(X), atol=1e-6)
    np.testing.assert_allclose(model.decision_function(X), judge.decision_function(X), atol=1e-5)
    assert np.diff(model.history_).max() < 1e-15


def test_the_classifier_works_in_a_pipeline_with_named_classes():
    X, y = load_breast_cancer(return_X_y=True)
    names = np.array(["malignant", "benign"])[y]
    model = make_pipeline(StandardScaler(), NeuronClassifier(epochs=300)).fit(X, names)
    assert model.score(X, names) > 0.95
    assert list(model[-1].classes_) == ["benign", "malignant"]


@pytest.mark.parametrize("batch_size", [None, 16])
def test_the_steps_chosen_by_themselves_never_run_away(batch_size):
    random = np.random.default_rng(0)
    X = random.standard_normal((100, 5)) * [1, 10, 100, 0.1, 1] + 50
    y = X @ random.standard_normal(5)
    with warnings.catch_warnings():
        warnings.simplefilter("error", DivergenceWarning)
        history = NeuronRegressor(batch_size=batch_size, epochs=50).fit(X, y).history_
    assert history[-1] < history[0]


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_a_regressor_with_an_activation_stays_in_its_range_and_learns(activation):
    random = np.random.default_rng(0)
    X = random.standard_normal((300, 3))
    y = ACTIVATIONS[activation](X @ [1.5, -1.0, 0.5] + 0.5 + 0.3 * random.standard_normal(300))
    model = NeuronRegressor(activation).fit(X, y)
    assert model.score(X, y) > 0.9
    far = model.predict(100 * X)
    assert far.min() >= (0 if activation == "relu" else -1)


@pytest.mark.parametrize(
    "wrong", [{"activation": "sigmoid"}, {"learning_rate": 0}, {"epochs": 1.5}, {"batch_size": -1}]
)
def test_a_parameter_out_of_range_is_named_in_the_error(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        NeuronRegressor(**wrong).fit([[1.0], [2.0]], [1.0, 2.0])


@pytest.mark.parametrize(("language", "words"), [("es", ("dos clases", "una clase")), ("en", ("binary", "one class"))])
def test_a_classifier_says_that_it_wants_two_classes(language, words):
    set_language(language)
    for labels, word in zip(([0, 1, 2], [1, 1, 1]), words, strict=True):
        with pytest.raises(ValueError, match=word):
            NeuronClassifier().fit([[1.0], [2.0], [3.0]], labels)

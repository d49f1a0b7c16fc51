"""Values, estimators and Keras models are asked what they can do, and judged in the manner of functions."""

from __future__ import annotations

import functools
import importlib.util
import os

import numpy as np
import pytest
from answers import SECRETS, verdicts
from sklearn.cluster import KMeans
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from curso.exercises.agree import alike, labels_right
from curso.exercises.judge import check_answer
from curso.exercises.probe import Problem, ask
from curso.exercises.source import reference_source
from curso.exercises.spec import Case, Misconception, Spec, hidden_cases, public_cases
from curso.exercises.verdict import Status
from curso.text import Text


def scaled_knn():
    """A classifier that does not mind the units of its features."""
    return make_pipeline(StandardScaler(), KNeighborsClassifier())


def flowers(rng):
    """Two classes told apart by a small feature, beside a large one that says nothing; the labels stay here."""
    cases = []
    for rows in (80, 120):
        y = rng.integers(0, 2, rows + 60)
        X = np.column_stack([y * 4 + rng.normal(0, 0.6, len(y)), rng.normal(0, 5000, len(y))])
        cases.append(Case((X[:rows], y[:rows], X[rows:]), ask="fit_predict", expected=y[rows:]))
    return cases


KNN = Spec(
    id="97.scaled_knn",
    title=Text(es="Vecinos a escala", en="Neighbours to scale"),
    reference=scaled_knn,
    cases=flowers,
    agree=labels_right(0.9),
    returns=Text(es="una etiqueta por fila", en="one label a row"),
    hints=(Text(es="escala", en="scale"), Text(es="encadena", en="chain")),
    misconceptions=(
        Misconception("unscaled", KNeighborsClassifier, Text(es="Falta escalar.", en="Scaling is missing.")),
    ),
)


class ByHand:
    """Not scikit-learn's: the class whose mean of the first feature is nearer."""

    def fit(self, X, y):
        self.means = [X[y == label, 0].mean() for label in (0, 1)]

    def predict(self, X):
        return [int(abs(x - self.means[1]) < abs(x - self.means[0])) for x, _ in X]


RIGHT_ESTIMATORS = {
    "the reference": scaled_knn(),
    "a function that makes it": scaled_knn,
    "another scaler": make_pipeline(MinMaxScaler(), KNeighborsClassifier(9)),
    "a forest": RandomForestClassifier(30, random_state=0),
    "logistic regression": make_pipeline(StandardScaler(), LogisticRegression()),
    "by hand": ByHand(),
    "a partial": functools.partial(make_pipeline, StandardScaler(), KNeighborsClassifier()),
}


@pytest.mark.parametrize("name", RIGHT_ESTIMATORS)
def test_every_estimator_that_does_the_task_passes(name):
    for secret in SECRETS:
        checked, graded = verdicts(KNN, RIGHT_ESTIMATORS[name], secret)
        assert checked.passed and graded.passed, graded.text("en")


def changes_data():
    class Changes(ByHand):
        def fit(self, X, y):
            X -= X.mean(axis=0)
            super().fit(X, y)

    return Changes()


class Unfitted(KNeighborsClassifier):
    def fit(self, X, y):
        return self


LABELS = {case.args[2].tobytes(): case.expected for case in public_cases(KNN)}


class ByHeart(ByHand):
    def predict(self, X):
        return LABELS.get(X.tobytes(), np.zeros(len(X)))


def untouched(): ...


def returns_nothing():
    make_pipeline(StandardScaler(), KNeighborsClassifier())


WRONG_ESTIMATORS = {
    "unscaled": (KNeighborsClassifier(), Status.FAIL, "Falta escalar", "Scaling is missing"),
    "dummy": (DummyClassifier(), Status.FAIL, "de las etiquetas", "of the labels are right"),
    "a class": (KNeighborsClassifier, Status.FAIL, "Recibí la clase", "received the class `KNeighborsClassifier`"),
    "a scaler": (StandardScaler(), Status.FAIL, "no tiene `predict`", "has no `predict`"),
    "a number": (3.0, Status.FAIL, "no tiene `predict`", "which has no `predict`"),
    "nothing": (None, Status.FAIL, "Recibí `None`", "I received `None`"),
    "no return": (returns_nothing, Status.FAIL, "un `return`", "is a `return` missing"),
    "arguments": (lambda k: KNeighborsClassifier(k), Status.FAIL, "sin argumentos", "without arguments"),
    "changes": (changes_data(), Status.FAIL, "modifica los datos", "changes the data"),
    "unfitted": (Unfitted(), Status.ERROR, "llama antes a su `fit`", "call its `fit` first"),
    "clusters": (KMeans(2, n_init=1, random_state=0), Status.FAIL, "etiquetas", "labels"),
    "untouched": (untouched, Status.UNATTEMPTED, "puntos suspensivos", "Replace the dots"),
    "dots": (..., Status.UNATTEMPTED, "puntos suspensivos", "Replace the dots"),
}


@pytest.mark.parametrize("name", WRONG_ESTIMATORS)
def test_every_estimator_that_does_not_gets_its_own_sentence_in_both_languages(name):
    answer, status, es, en = WRONG_ESTIMATORS[name]
    checked, graded = verdicts(KNN, answer)
    assert checked.status is status, checked.text("en")
    assert es in " ".join(checked.text("es").split()) and en in " ".join(checked.text("en").split())
    assert not graded.passed and graded.score < 1


def test_the_visible_labels_learned_by_heart_do_not_pass():
    checked, graded = verdicts(KNN, ByHeart())
    assert checked.passed and not graded.passed
    assert graded.score == 0 and "answers the examples" in graded.text("en")


def test_a_public_verdict_shows_the_code_and_the_data_and_a_hidden_one_only_the_code():
    checked, _ = verdicts(KNN, DummyClassifier())
    assert "scaled_knn.fit(X, y).predict(X_new)" in checked.text("en")
    assert "X = array(80×…, shape=(80, 2))" in checked.text("en")
    _, hidden = verdicts(KNN, ByHeart())
    assert "scaled_knn.fit(X, y).predict(X_new)" in hidden.text("en") and "80" not in hidden.text("en")


def test_held_back_labels_are_not_asked_with():
    case = hidden_cases(KNN, "s")[0]
    assert not any(np.array_equal(arg, case.expected) for arg in case.args)


def test_asking_leaves_the_students_estimator_as_it_was():
    mine = KNeighborsClassifier()
    check_answer(KNN, mine)
    assert not hasattr(mine, "classes_")


def test_the_solution_of_an_estimator_exercise_is_the_function_that_makes_it():
    assert "return make_pipeline(StandardScaler(), KNeighborsClassifier())" in reference_source(KNN, "en")


def line(rng):
    X = rng.normal(size=(20, 2))
    y = X @ [2.0, -1.0] + 0.5
    proba = X[:, 0] > 0
    return X, y, proba


def test_the_whole_vocabulary_of_estimators():
    from sklearn.linear_model import LinearRegression

    X, y, positive = line(np.random.default_rng(0))
    fitted = LinearRegression().fit(X, y)
    assert np.allclose(ask(fitted, (X,), question="predict").value, y)
    assert np.allclose(ask(fitted, ("coef_",), question="attribute").value, [2, -1])
    assert np.allclose(ask(LinearRegression(), (X, y, "coef_"), question="fit_attribute").value, [2, -1])
    assert np.allclose(ask(StandardScaler(), (X, None, X), question="fit_transform").value.mean(axis=0), 0)
    assert ask(LogisticRegression(), (X, positive, X), question="fit_predict_proba").value.shape == (20, 2)
    assert ask(fitted, (), question="value").value.type_name == "LinearRegression"
    for question in ("fit_predict_proba", "fit_transform"):
        assert ask(LinearRegression(), (X, y, X), question=question).problem is Problem.LACKS


def two_numbers():
    return {"slope": 2.0, "bias": 0.5, "name": "line"}


VALUE = Spec(
    id="97.two_numbers",
    title=Text(es="Dos números", en="Two numbers"),
    reference=two_numbers,
    cases=lambda rng: [Case(ask="value")],
    agree=alike(),
    hints=(Text(es="a", en="a"), Text(es="b", en="b")),
)


def test_a_value_is_fetched_and_never_called():
    for right in ({"slope": 2, "bias": 0.5, "name": "line"}, {"slope": 2, "bias": 0.5, "name": "line", "more": 1}):
        checked, graded = verdicts(VALUE, right)
        assert checked.passed and graded.passed
    for wrong, said in (
        ({"slope": 2, "bias": 0.5, "name": "LINE"}, "in part 'name'"),
        ({"slope": 2, "bias": 1, "name": "line"}, "in part 'bias'"),
        ({"slope": 2, "name": "line"}, "the key 'bias' is missing"),
        (two_numbers, "function"),
        (None, "I received `None`"),
        (np.nan, "the value is not right"),
    ):
        checked, graded = verdicts(VALUE, wrong)
        assert not checked.passed and not graded.passed and said in " ".join(checked.text("en").split())


needs_keras = pytest.mark.skipif(
    importlib.util.find_spec("keras") is None or importlib.util.find_spec("tensorflow") is None,
    reason="Keras or TensorFlow is not installed (pip install tensorflow)",
)


@pytest.fixture(scope="module")
def keras():
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    keras.utils.set_random_seed(0)
    return keras


def small_network(hidden):
    import keras

    network = keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(hidden, "relu"), keras.layers.Dense(2, "softmax")]
    )
    network.compile(optimizer=keras.optimizers.Adam(0.05), loss="sparse_categorical_crossentropy")
    return network


def networks(rng):
    """Of each width, three questions; the right answers follow from the width, so that the judge needs no Keras."""
    cases = []
    for hidden in (4, int(rng.integers(5, 40))):
        first = {"class": "Dense", "units": hidden, "activation": "relu"}
        cases += [
            Case((hidden,), ask="shapes", expected={"input": (3,), "output": (2,)}),
            Case((hidden,), ask="count_params", expected=4 * hidden + 2 * hidden + 2),
            Case((hidden,), ask="layers", expected=[first, {"class": "Dense", "activation": "softmax"}]),
        ]
    return cases


BUILD = Spec(
    id="97.small_network",
    title=Text(es="Una red pequeña", en="A small network"),
    reference=small_network,
    cases=networks,
    agree=alike(),
    seconds=60,
    hints=(Text(es="a", en="a"), Text(es="b", en="b")),
)


@needs_keras
def test_a_network_is_judged_by_shapes_parameters_and_layers_however_it_was_built(keras):
    def functional(hidden):
        inputs = keras.Input((3,))
        outputs = keras.layers.Dense(2, "softmax")(keras.layers.Dense(hidden, "relu")(inputs))
        return keras.Model(inputs, outputs)

    for build in (small_network, functional):
        checked, graded = verdicts(BUILD, build)
        assert checked.passed and graded.passed, graded.text("en")


@needs_keras
def test_every_wrong_network_gets_a_sentence(keras):
    dense = keras.layers.Dense

    def always_four(hidden):
        return small_network(4)

    def unbuilt(hidden):
        return keras.Sequential([dense(hidden, "relu"), dense(2, "softmax")])

    def sigmoid(hidden):
        return keras.Sequential([keras.Input((3,)), dense(hidden, "sigmoid"), dense(2, "softmax")])

    def one_more(hidden):
        return keras.Sequential([keras.Input((3,)), dense(hidden, "relu"), dense(4), dense(2, "softmax")])

    def no_return(hidden):
        small_network(hidden)

    for build, score, said in (
        (always_four, 1 / 3, "count_params()`. It gave `26`"),
        (unbuilt, 0, "shape of its input"),
        (sigmoid, 2 / 3, "in part 'activation'"),
        (one_more, 1 / 3, "the value is not right"),
        (no_return, 0, "is a `return` missing"),
        (lambda: small_network(4), 0, "must accept 1 arguments"),
        (small_network(4), 0, "I expected a function and received an object of type `Sequential`"),
    ):
        checked, graded = verdicts(BUILD, build)
        assert graded.score == pytest.approx(score), build
        assert said in " ".join(graded.text("en").split()), graded.text("en")
        assert not checked.passed


def trained(rng):
    X = rng.normal(size=(200, 3))
    label = (X[:, 0] > 0).astype(int)
    most = Case((X,), ask="predict", expected=label, agree=mostly_right)
    return [Case(ask="history", expected={"loss": [1.0, 0.0]}, agree=learned), most]


def mostly_right(args, expected, answer):
    return labels_right(0.9)(args, expected, np.argmax(np.atleast_2d(answer), axis=1))


def learned(args, expected, answer):
    losses = answer["loss"]
    return None if losses[-1] < losses[0] else Text(es="la pérdida no baja", en="the loss does not go down")


TRAINED = Spec(
    id="97.network",
    title=Text(es="Una red entrenada", en="A trained network"),
    reference=lambda: None,
    cases=trained,
    seconds=60,
    hints=(Text(es="a", en="a"), Text(es="b", en="b")),
)


@needs_keras
def test_a_trained_network_predicts_what_it_never_saw_and_shows_its_history(keras):
    rng = np.random.default_rng(1)
    X = rng.normal(size=(300, 3))
    network = small_network(8)
    checked, _ = verdicts(TRAINED, network)
    assert not checked.passed and "It is not trained yet" in checked.text("en")
    network.fit(X, (X[:, 0] > 0).astype(int), epochs=15, verbose=0)
    checked, graded = verdicts(TRAINED, network)
    assert checked.passed and graded.passed, graded.text("en")
    inverted = small_network(8)
    inverted.fit(X, (X[:, 0] < 0).astype(int), epochs=15, verbose=0)
    checked, graded = verdicts(TRAINED, inverted)
    assert (checked.score, graded.score) == (0.5, 0.0)
    assert "of the labels are right" in checked.text("en")


@needs_keras
def test_a_network_is_fitted_as_a_copy_and_one_that_is_not_compiled_is_told_so(keras):
    X = np.random.default_rng(2).normal(size=(40, 3))
    network = small_network(4)
    before = network.get_weights()
    losses = ask(network, (X, (X[:, 0] > 0).astype(int), 3), 60, "history").value["loss"]
    assert len(losses) == 3 and losses[-1] < losses[0]
    assert all(map(np.array_equal, before, network.get_weights()))
    assert all(map(np.array_equal, before, ask(network, (), 60, "weights").value))
    plain_network = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    fit = Spec(
        **{**TRAINED.__dict__, "cases": lambda rng: [Case((X, X[:, 0], 1), ask="history", expected={"loss": [0.0]})]}
    )
    assert "has to be compiled" in " ".join(check_answer(fit, plain_network).text("en").split())


def test_a_model_that_predicts_as_keras_does_is_not_compiled_for_it(keras):
    class Halved(keras.Sequential):
        def predict_step(self, data):
            return super().predict_step(data) / 2

    def made(kind, *layers):
        keras.utils.set_random_seed(0)
        return kind([*layers, keras.layers.Dense(1)])

    rng = np.random.default_rng(0)
    X, words = rng.normal(size=(70, 4)), rng.integers(0, 9, (40, 5))
    shaken = (keras.layers.Dense(3), keras.layers.BatchNormalization(), keras.layers.Dropout(0.5))
    inputs = keras.Input((4,))
    two = keras.Model(inputs, [keras.layers.Dense(1)(inputs), keras.layers.Dense(2)(inputs)])
    patched = made(keras.Sequential)
    patched.predict = lambda X, verbose=1: np.zeros(len(X))
    for model, given, compiled in (
        (made(keras.Sequential, *shaken), X, False),
        (made(keras.Sequential, *shaken), X.astype(np.float32), False),
        (made(keras.Sequential, keras.layers.Embedding(9, 3), keras.layers.LSTM(4)), words, False),
        (made(keras.Sequential), np.repeat(X, 20, axis=0), True),
        (made(Halved), X, True),
        (two, X, True),
        (patched, X, False),
    ):
        reply = ask(model, (given,), 20, "predict")
        assert (model.predict_function is not None) == compiled
        expected = model.predict(given, verbose=0)
        assert type(reply.value) is type(expected)
        for said, right in zip(reply.value, expected, strict=True):
            np.testing.assert_allclose(said, right, rtol=1e-5, atol=1e-6)

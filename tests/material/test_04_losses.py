"""What lesson 04.02 says against the slides on losses, metrics and optimizers, asked of the installed Keras."""

from __future__ import annotations

import inspect
import warnings

import keras
import numpy as np
import pytest

losses, metrics, optimizers = keras.losses, keras.metrics, keras.optimizers


def loss(name, y, p):
    return float(np.mean(losses.get(name)(np.asarray(y, "float32"), np.asarray(p, "float32"))))


def test_err_A06_accuracy_precision_and_recall_are_three():
    y, p = np.array([[0], [0], [0], [1]]), np.array([[0.0], [0.0], [1.0], [1.0]])
    made = (metrics.BinaryAccuracy(), metrics.Precision(), metrics.Recall())
    assert [float(metric(y, p)) for metric in made] == [0.75, 0.5, 1.0]


@pytest.mark.parametrize(
    ("row", "module", "old", "today"),
    [
        ("err-C20", optimizers, "gradient_descent", "sgd"),
        ("err-C21", losses, "logcosh", "log_cosh"),
        ("err-C22", losses, "huber_loss", "huber"),
        ("err-C23", losses, "kullback_leibler_divergence", "kl_divergence"),
        ("err-C24", losses, "cosine_proximity", "cosine_similarity"),
        ("err-C24", metrics, "cosine_proximity", "cosine_similarity"),
        ("err-C25", losses, "is_categorical_crossentropy", "categorical_focal_crossentropy"),
        ("err-C28", losses, "Squared_hinge", "squared_hinge"),
        ("err-C28", losses, "Categorical_crossentropy", "categorical_crossentropy"),
        ("err-C28", losses, "categorical crossentropy", "categorical_crossentropy"),
        ("err-C38", metrics, "r_squared", "r2_score"),
        ("err-C39", metrics, "confusion_matrix", "accuracy"),
        ("err-C40", metrics, "f1-score", "f1_score"),
    ],
)
def test_the_old_name_is_not_understood_and_today_s_is(row, module, old, today):
    with pytest.raises(ValueError, match="Could not interpret"):
        module.get(old)
    assert module.get(today) is not None


def test_err_C24_the_cosine_is_negative_as_a_loss_and_positive_as_a_metric():
    v = np.array([[1.0, 2.0]])
    assert [loss("cosine_similarity", v, w) for w in (v, 5 * v, -v)] == pytest.approx([-1, -1, 1])
    assert float(metrics.CosineSimilarity()(v, 5 * v)) == pytest.approx(1)


def test_err_C26_msle_takes_the_logarithm_itself():
    double = [loss("mean_squared_logarithmic_error", [y], [2 * y]) for y in (10, 1000)]
    assert double == pytest.approx([0.418, 0.480], abs=1e-3)
    assert [loss("mean_squared_error", [y], [2 * y]) for y in (10, 1000)] == pytest.approx([100, 1e6])


def test_err_C27_hinge_turns_0_and_1_into_minus_1_and_1():
    p = [0.3, -2.0, -0.5]
    assert loss("hinge", [1, 0, 1], p) == pytest.approx(loss("hinge", [1, -1, 1], p))


def test_err_C29_poisson_wants_positive_predictions():
    assert np.isnan(loss("poisson", [2], [-1]))
    assert np.isfinite(loss("poisson", [2], [np.exp(-1)]))


@pytest.mark.parametrize(
    ("row", "name", "rate"),
    [
        ("err-C30", "Adagrad", 0.001),
        ("err-C31", "Adadelta", 0.001),
        ("err-C32", "Adamax", 0.001),
        ("err-C32", "Nadam", 0.001),
        ("inv-C054", "SGD", 0.01),
        ("inv-C055", "RMSprop", 0.001),
        ("inv-C058", "Adam", 0.001),
    ],
)
def test_the_default_rates_are_those_of_the_lesson(row, name, rate):
    assert inspect.signature(getattr(optimizers, name)).parameters["learning_rate"].default == rate


def test_err_C31_adadelta_hardly_moves_with_its_default():
    w = keras.Variable(1.0)
    optimizers.Adadelta().apply([keras.ops.convert_to_tensor(4.0)], [w])
    assert 0 < 1 - float(w) < 1e-5


def test_the_factor_of_adagrad_can_only_shrink_and_its_step_may_grow():
    w, optimizer, gradients = keras.Variable(0.0), optimizers.Adagrad(), (0.1, 0.1, 4.0)
    places = [0.0]
    for g in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(g)], [w])
        places.append(float(w))
    steps = -np.diff(places)
    assert (np.diff(steps / gradients) < 0).all()
    assert steps[2] > 2 * steps[1]


def small_model(outputs, activation, **settings):
    keras.utils.set_random_seed(3)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(outputs, activation=activation)])
    model.compile("sgd", jit_compile=False, **settings)
    return model


X = np.random.default_rng(0).normal(size=(12, 2)).astype("float32")


def test_err_C33_metrics_do_not_change_the_weights():
    ends = []
    for watched in (None, ["mae", "mse"]):
        model = small_model(1, None, loss="mse", metrics=watched)
        model.train_on_batch(X, X[:, :1])
        ends.append(np.asarray(model.layers[-1].kernel))
    assert np.array_equal(*ends)


@pytest.mark.parametrize(
    ("outputs", "activation", "name", "picked"),
    [
        (1, "sigmoid", "binary_crossentropy", "binary_accuracy"),
        (3, "softmax", "categorical_crossentropy", "categorical_accuracy"),
        (3, "softmax", "sparse_categorical_crossentropy", "sparse_categorical_accuracy"),
    ],
)
def test_err_C34_accuracy_is_one_of_three(outputs, activation, name, picked):
    labels = np.arange(12) % max(outputs, 2)
    y = np.eye(3)[labels] if name.startswith("categorical") else labels[:, None]
    watched = {"accuracy", picked}
    values = [
        small_model(outputs, activation, loss=name, metrics=[metric]).test_on_batch(X, y)[1] for metric in watched
    ]
    assert values[0] == pytest.approx(values[1])


def test_err_C34_the_loss_has_no_part_in_which_of_the_three_it_is():
    y = np.eye(3)[np.arange(12) % 3]
    by_loss = [
        small_model(3, "softmax", loss=name, metrics=["accuracy"]).test_on_batch(X, y)[1]
        for name in ("categorical_crossentropy", "binary_crossentropy", "mse")
    ]
    by_cell = small_model(3, "softmax", loss="binary_crossentropy", metrics=["binary_accuracy"]).test_on_batch(X, y)[1]
    assert by_loss == [pytest.approx(by_loss[0])] * 3
    assert by_loss[0] != pytest.approx(by_cell)


def test_err_C35_top_k_is_5_and_then_always_right_with_three_classes():
    y, p = np.eye(3), np.eye(3, dtype="float32")[[1, 2, 0]]
    assert float(metrics.TopKCategoricalAccuracy()(y, p)) == 1
    assert float(metrics.TopKCategoricalAccuracy(k=1)(y, p)) == 0


def test_err_C38_r2_wants_columns():
    with pytest.raises(ValueError, match="2D"):
        metrics.R2Score()(np.arange(3.0), np.arange(3.0))
    y, p = np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [2.0], [4.0]])
    assert float(metrics.R2Score()(y, p)) == pytest.approx(0.5)


def test_err_C40_f1_wants_columns_and_a_threshold():
    y, p = np.array([[1.0], [0.0], [0.0], [0.0]]), np.full((4, 1), 0.1)
    with pytest.raises(ValueError, match="2D"):
        metrics.F1Score()(y[:, 0], p[:, 0])
    assert float(metrics.F1Score()(y, p)[0]) == pytest.approx(0.4)
    assert float(metrics.F1Score(threshold=0.5)(y, p)[0]) == 0


def test_err_C41_recall_does_not_take_whole_numbers_of_several_classes():
    outputs = np.eye(3, dtype="float32")[[0, 1, 1]]
    assert float(metrics.Recall()(np.eye(3)[[0, 1, 2]], outputs)) == pytest.approx(2 / 3)
    with pytest.raises(Exception), warnings.catch_warnings():  # noqa: B017 - each backend has its own
        warnings.simplefilter("ignore")
        metrics.Recall()(np.array([0, 1, 2]), outputs)


def test_err_C60_mape_blows_up_near_zero():
    assert loss("mean_absolute_percentage_error", [10, 100], [11, 90]) == pytest.approx(10)
    assert loss("mean_absolute_percentage_error", [0], [1]) > 1e8


def test_the_robust_losses_of_an_error_of_ten():
    said = [loss(name, [0], [10]) for name in ("mse", "mae", "huber", "log_cosh")]
    assert said == pytest.approx([100, 10, 9.5, 9.307], abs=1e-3)


def test_categorical_crossentropy_divides_by_the_sum_and_the_binary_one_does_not():
    y = [[1, 0, 0, 1, 0]]
    assert loss("categorical_crossentropy", y, [[0.9] * 5]) == pytest.approx(
        loss("categorical_crossentropy", y, [[0.1] * 5]), abs=1e-6
    )
    assert loss("binary_crossentropy", y, [[0.9] * 5]) > loss("binary_crossentropy", y, [[0.1] * 5]) + 0.1
